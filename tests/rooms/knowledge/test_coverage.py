"""Nothing of the coverage list was passed over: 172 statements with a fate, 46 terms in four languages."""

from collections import Counter

import pytest

from cordline.knowledge.coverage import Covered, named, statements, terms
from cordline.knowledge.files import read_base
from cordline.knowledge.rows import Base
from cordline.knowledge.types import Fate


@pytest.fixture(scope="module")
def base() -> Base:
    return read_base()


@pytest.fixture(scope="module")
def covered(base: Base) -> list[Covered]:
    return list(statements(base))


@pytest.mark.req("S1", "W43")
def test_each_of_the_172_statements_has_one_fate_and_a_reason(covered: list[Covered]) -> None:
    assert len(covered) == len({row.claim for row in covered}) == 172
    assert {row.fate for row in covered} <= {fate.value for fate in Fate}
    assert [row.claim for row in covered if not row.why] == []


@pytest.mark.req("S1", "I11")
def test_what_is_said_on_a_page_rests_on_something_and_what_is_withheld_is_said_nowhere(
    covered: list[Covered],
) -> None:
    unbound = [row.claim for row in covered if row.binding != "content" and not row.rests_on]
    assert unbound == []
    unsaid = [row.claim for row in covered if row.fate != Fate.WITHHELD.value and not row.said]
    assert unsaid == []
    assert [row.claim for row in covered if row.fate == Fate.WITHHELD.value and row.said] == []


@pytest.mark.req("S1")
def test_statements_of_each_question_are_counted_as_the_list_counts_them(covered: list[Covered]) -> None:
    counts = Counter(row.claim.split(".")[0] for row in covered)
    assert dict(sorted(counts.items())) == {
        "Q00": 2, "Q01": 5, "Q02": 14, "Q03": 10, "Q04": 12, "Q05": 11, "Q06": 3, "Q07": 5, "Q08": 13,
        "Q09": 26, "Q10": 16, "Q11": 23, "Q12": 6, "Q13": 2, "Q14": 11, "Q15": 9, "Q16": 4,
    }  # fmt: skip


@pytest.mark.req("U58", "S1")
def test_each_of_the_46_terms_is_named_and_explained_in_four_languages(base: Base) -> None:
    found = terms(base)
    assert [term.id for term in found] == [f"G{number:02}" for number in range(1, 47)]
    for term in found:
        assert len(named(term)) == 4, term.id
        assert all(words.text.get("meaning") for words in term.words.values()), term.id
