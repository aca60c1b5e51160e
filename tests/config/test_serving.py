"""The house on a port, as journey tests meet it."""

from urllib.error import HTTPError
from urllib.request import urlopen

import pytest


def test_a_served_house_answers_and_an_unknown_page_is_not_found(served: str) -> None:
    with pytest.raises(HTTPError) as found:
        urlopen(f"{served}/there-is-no-such-page", timeout=20)  # noqa: S310
    assert found.value.code == 404
