"""Helps for the editor: reading level, long sentences, words that nobody has explained (U59)."""

from decimal import Decimal

import pytest

from cordline.knowledge.reading import grade, long_sentences, notes, sentences, syllables, undefined_terms

TERMS = {"G14": ("MSC", "mesenchymal stromal cell"), "G20": ("secretome",)}


@pytest.mark.req("U59")
@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1), ("doctor", 2), ("infusion", 3), ("evidence", 3), ("table", 2), ("walked", 1), ("wanted", 2),
        ("treatment", 2), ("cells", 1), ("hospital", 3), ("safe", 1), ("people", 2), ("studies", 2), ("disease", 2),
        ("used", 1), ("injury", 3), ("area", 3), ("little", 2), ("lives", 1), ("changes", 2), ("create", 2),
        ("nausea", 3), ("serious", 3), ("480", 1),
    ],
)  # fmt: skip
def test_syllables_are_counted_by_spelling(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.req("U59")
def test_the_grade_follows_the_formula() -> None:
    # 10 words, 2 sentences, 13 syllables: 0.39 * 5 + 11.8 * 1.3 - 15.59 = 1.7
    assert grade("The doctor can see you today. Bring all your tablets.") == Decimal("1.7")


@pytest.mark.req("U59")
def test_a_hard_text_has_a_higher_grade_than_a_plain_one() -> None:
    plain = "We do not know who is helped. Fever is the common harm."
    hard = (
        "Immunomodulatory characteristics of mesenchymal populations necessitate individualised evaluation."
    )
    assert grade(plain) < 5 < 9 < grade(hard)
    assert grade("") == grade("🙂") == 0


@pytest.mark.req("U59")
def test_a_sentence_of_more_than_25_words_is_flagged_and_one_of_25_is_not() -> None:
    fits = " ".join(["word"] * 25) + "."
    long = " ".join(["word"] * 26) + "."
    assert long_sentences(f"{fits} {long}") == [long]


def test_a_title_and_a_decimal_do_not_end_a_sentence() -> None:
    assert sentences("Ask Dr. Lim. It rose by 1.2 points.") == ["Ask Dr. Lim.", "It rose by 1.2 points."]


@pytest.mark.req("U58", "U59")
def test_a_term_that_is_nowhere_opened_is_flagged_and_an_opened_one_is_not() -> None:
    assert undefined_terms("MSC and the secretome differ.", TERMS) == ["MSC", "secretome"]
    assert undefined_terms("[MSC](term:G14) and a [secretome](term:G20) differ; MSC are cells.", TERMS) == []


@pytest.mark.req("U59")
def test_a_short_form_needs_an_explanation_once() -> None:
    assert undefined_terms("An ALT test is done.", TERMS) == ["ALT"]
    assert undefined_terms("A liver test (ALT) is done. ALT may rise.", TERMS) == []


@pytest.mark.req("U59")
def test_the_notes_of_a_plain_text_are_none_and_of_a_hard_text_say_why() -> None:
    assert notes("We do not know who is helped.", TERMS) == []
    hard = "Extracellular secretome characterisation necessitates interdisciplinary standardisation " * 6
    assert {note.code for note in notes(hard, TERMS)} == {"grade", "long", "undefined"}
