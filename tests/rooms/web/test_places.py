"""The menu: no two entries share their letters, and a page lights only the entry that it stands under."""

import pytest

from cordline.web import places


def test_no_two_entries_of_the_menu_share_their_letters() -> None:
    letters = [entry.keys for entry in places.all_entries() if entry.keys]
    assert len(letters) == len(set(letters))
    with pytest.raises(ValueError, match="already leads to Scan"):
        places.menu("Another", "desk:search", icon="scan", group="Work", keys="g s")


@pytest.mark.parametrize(
    ("path", "lit"),
    [
        ("/donors/", "/donors/"),
        ("/donors/rules/", "/donors/rules/"),
        ("/donors/rules/FDA/", "/donors/rules/"),
        ("/donors/DN26-0001-X/", "/donors/"),
        ("/", "/"),
        ("/elsewhere/", ""),
    ],
)
def test_a_page_lights_only_the_longest_address_that_it_begins_with(path: str, lit: str) -> None:
    assert places.nearest(path, ["/", "/donors/", "/donors/rules/"]) == lit
