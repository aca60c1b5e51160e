"""Risks that stand beside each other are drawn out of the same number, and said both ways (U55)."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from cordline.knowledge.public import drawing, study
from cordline.knowledge.shown import ShownSource
from cordline.knowledge.types import Language

BOTH_WAYS = r"<b>(\d+) in ([\d,]+)</b> had it; (\d+) did not"


@pytest.mark.req("U55")
def test_shares_beside_each_other_have_one_denominator_and_the_smallest_chooses_it() -> None:
    common, rare = (Decimal("0.245"), Decimal("0.357")), (Decimal("0.003"), Decimal("0.008"))
    assert drawing.out_of_for(*common) == 100
    together = drawing.one_out_of([common, rare])
    assert together == 1000
    drawn = [drawing.squares_of(share, None, high, together) for share, high in (common, rare)]
    assert [(each.filled, each.out_of, each.empty) for each in drawn] == [(245, 1000, 755), (3, 1000, 997)]
    # The drawing holds every square once, with and without.
    for each in drawn:
        paths = dict(re.findall(r'<path class="sq-(on|off)" d="([^"]+)"', str(drawing.squares(each))))
        assert paths["on"].count("M") == each.filled
        assert paths["off"].count("M") == each.out_of - max(each.filled, each.reach)
    assert drawing.one_out_of([common]) == 100


@pytest.mark.req("U55", "U56")
@pytest.mark.parametrize("lang", [each.value for each in Language])
def test_a_source_with_several_rates_says_each_both_ways_out_of_the_same_number(
    site: Client, lang: str
) -> None:
    page: Any = site.get(f"/{lang}/evidence/EV166/").content.decode()
    lists = re.findall(r'<div class="squares[^"]*">.*?</div>', page, re.S)
    first = [re.sub(r"<[^>]+>", " ", each.partition("<ul>")[2].partition("</li>")[0]) for each in lists]
    # 24.5 %, 12.5 % and 11.9 %: with, without, and out of how many, in whatever order the language says it.
    assert [sorted(map(int, re.findall(r"\d+", said))) for said in first] == [
        [25, 75, 100],
        [13, 87, 100],
        [12, 88, 100],
    ]


@pytest.mark.req("U55")
def test_rates_of_one_page_are_drawn_out_of_the_same_number(
    site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_a_rare_one(source: ShownSource) -> tuple[study.Rate, ...]:
        found = study_rates(source)
        rare = study.Rate("swelling", Decimal("0.003"), Decimal("0.001"), Decimal("0.008"))
        return (*found, rare) if found else ()

    study_rates = study.rates_in
    monkeypatch.setattr(study, "rates_in", with_a_rare_one)
    for place in ("/en/evidence/EV166/", f"/en/{where_drawn(site)}"):
        page: Any = site.get(place).content.decode()
        said = re.findall(BOTH_WAYS, page)
        assert len(said) >= 4
        assert {out_of for _, out_of, _ in said} == {"1,000"}
        assert all(int(had) + int(had_not) == 1000 for had, _, had_not in said)


def where_drawn(site: Client) -> str:
    """The first page that leans on the source and draws its rates."""
    leaning: Any = site.get("/en/evidence/EV166/").content.decode().partition("Pages that lean on it")[2]
    found = re.search(r'href="/en/((?:questions|conditions|treatments)/[\w-]+/)"', leaning)
    assert found is not None
    return found[1]


@pytest.mark.req("U55")
def test_a_ratio_alone_draws_nothing_and_says_what_it_does_not_say(site: Client) -> None:
    page: Any = site.get("/en/evidence/EV004/").content.decode()
    assert "RR 2.48" in page
    assert 'class="squares' not in page
    assert "They do not say how many people of 100 had it" in page
    answer: Any = site.get("/en/questions/side-effects/").content.decode()
    assert not re.search(r"\b(RR|OR|HR) \d", answer)
