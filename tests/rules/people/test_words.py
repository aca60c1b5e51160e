"""How names are found without being known: beginnings, folding, pairs of characters, in each script."""

import pytest

from cordline.people import words


def finds(query: str, name: str) -> bool:
    asked = words.query_words(query)
    return bool(asked) and asked <= words.index_words([name])


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("exa", "Zoë Exampleton"),
        ("ZOE", "Zoë Exampleton"),
        ("zoe exam", "Zoë Exampleton"),
        ("Örs", "Ors Łukasz"),
        ("lukasz", "Ors Łukasz"),
        ("示例", "示例 病人"),
        ("示", "示例病人"),
        ("例病", "示例病人"),
        ("さんぷる", "サンプル 花子"),
        ("サンプ", "さんぷる はなこ"),
        ("花子", "サンプル花子"),
        ("மாதி", "மாதிரி நோயாளி"),
        ("al-sa", "Ali Al-Sample"),
    ],
)
def test_a_beginning_finds_the_name(query: str, name: str) -> None:
    assert finds(query, name)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("xample", "Zoë Exampleton"),
        ("例示", "示例"),
        ("e", "Exampleton"),
        ("", "Exampleton"),
        ("மாதே", "மாதிரி"),
    ],
)
def test_what_is_no_beginning_finds_nothing(query: str, name: str) -> None:
    assert not finds(query, name)


def test_a_tamil_vowel_sign_is_part_of_the_word() -> None:
    assert words.fold("மாதிரி") == "மாதிரி"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("1945-07-14", {"born:1945-07-14"}),
        ("+60 12-345 6789", {"tel:456789"}),
        ("a@example.org", {"mail:a@example.org"}),
    ],
)
def test_birth_date_telephone_and_mail_are_asked_as_such(query: str, found: set[str]) -> None:
    assert words.query_special(query) == found


def test_a_name_is_no_special_query() -> None:
    assert words.query_special("Exampleton") is None
