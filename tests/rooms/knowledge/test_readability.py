"""English that most people can read: short answers at grade 9 or lower, no sentence over 25 words (U59)."""

from decimal import Decimal

import pytest

from cordline.knowledge import markup, readability
from cordline.knowledge.files import read_base
from cordline.knowledge.rows import Base, PageFile
from cordline.knowledge.types import Language, Section


@pytest.fixture(scope="module")
def base() -> Base:
    """The shipped base."""
    return read_base()


def said(base: Base, page: PageFile, *sections: Section) -> list[str]:
    """The English sentences of a page as they are read, figures apart."""
    facts = {code: fact.words(Language.EN) for code, fact in base.facts.items()}
    texts = [page.words[Language.EN].text[each.key] for each in page.sentences if each.section in sections]
    return [markup.plain(text, facts) for text in texts if not markup.figure_of(text)]


@pytest.mark.req("U59")
def test_every_short_answer_reads_at_grade_nine_or_lower(base: Base) -> None:
    grades = {code: readability.grade(said(base, page, Section.SHORT)) for code, page in base.pages.items()}
    assert {
        code: grade for code, grade in grades.items() if grade is None or grade > readability.HIGHEST_GRADE
    } == {}


@pytest.mark.req("U59")
def test_no_sentence_of_a_page_has_more_than_25_words(base: Base) -> None:
    long = [
        (code, text)
        for code, page in base.pages.items()
        for text in said(base, page, *Section)
        if readability.too_long(text)
    ]
    assert long == []


@pytest.mark.req("U59")
@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cells", 1),
        ("used", 1),
        ("side", 1),
        ("people", 2),
        ("needed", 2),
        ("treated", 2),
        ("anaphylaxis", 5),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert readability.syllables(word) == count


@pytest.mark.req("U59")
def test_the_grade_is_that_of_the_formula() -> None:
    # 6 words, 6 syllables, one sentence: 0.39 * 6 + 11.8 * 1 - 15.59
    assert readability.grade(["The cat sat on the mat."]) == Decimal("-1.4")
    assert readability.grade([""]) is None
