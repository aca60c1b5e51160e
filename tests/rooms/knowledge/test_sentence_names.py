"""An editor reads in words which sentence a box belongs to."""

import pytest

from cordline.knowledge.pages.editing import sentence_name


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("short-1", "Short answer, sentence 1"),
        ("you-help", "What it means for you, help"),
        ("spare", "Spare"),
        ("", "New sentence"),
    ],
)
def test_a_sentence_is_named_by_its_key(key: str, name: str) -> None:
    assert sentence_name(key) == name
