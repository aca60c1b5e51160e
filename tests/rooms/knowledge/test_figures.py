"""Live figures: counted, sure to a known degree, complete to a known degree, and never silent (W36, U54)."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from cordline.ground.actor import job
from cordline.ground.refusal import Refused
from cordline.knowledge import figure_words, selectors, verbs
from cordline.knowledge.intervals import interval
from cordline.knowledge.models import FigurePublication
from cordline.knowledge.rows import Base
from cordline.knowledge.services import publish_figure
from cordline.knowledge.types import Language, Section
from cordline.ledger.services import act, declare_demonstration
from tests import build_knowledge as build

JOB = job("vigilance", "KL-CLINIC")
SINCE, UNTIL = build.TODAY.replace(year=2025), build.TODAY


def published(numerator: int, denominator: int, key: str = "", **over: Any) -> Any:
    """Publish the serious events."""
    facts: dict[str, Any] = {
        "name": "serious_events", "period_from": SINCE, "period_to": UNTIL, "simulated": False,
        "completeness_pct": Decimal("91.4"), "by": JOB, "key": key or f"{numerator} of {denominator}",
    }  # fmt: skip
    return publish_figure(numerator=numerator, denominator=denominator, **{**facts, **over})


@pytest.fixture
def shown_base(db: None) -> None:
    """A small base, shown, in which one sentence speaks of the figure in words of its own."""
    declare_demonstration(2026)
    build.take(_with_own_words())


def _with_own_words() -> Base:
    base = build.small()
    page = base.pages["Q10"]
    own = build.claim("known-3", "figure:serious_events", section=Section.KNOWN)
    made = build.page(
        "Q10", [*page.sentences, own], text={"known_2": "{figure:serious_events}", "you_1": "{F1}"}
    )
    base.pages["Q10"] = made
    return base


@pytest.mark.req("U54", "X6", "C1")
@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [
        (0, 100, "0", "0.029513"), (0, 300, "0", "0.009936"), (0, 1000, "0", "0.002991"),
        (3, 120, "0.005186", "0.071323"), (5, 60, "0.027613", "0.183858"),
        (60, 60, "0.951297", "1"), (1, 1, "0.05", "1"),
    ],
)  # fmt: skip
def test_intervals_are_exact(numerator: int, denominator: int, low: str, high: str) -> None:
    assert interval(numerator, denominator) == (Decimal(low), Decimal(high))


@given(st.integers(0, 60), st.integers(1, 60))
@settings(max_examples=60, deadline=None)
@pytest.mark.req("U54")
def test_an_interval_holds_what_was_seen_and_narrows_with_more(numerator: int, more: int) -> None:
    n = numerator + more
    low, high = interval(numerator, n) or (Decimal(1), Decimal(0))
    assert 0 <= low <= Decimal(numerator) / n <= high <= 1
    wider = interval(numerator * 2, n * 2) or (Decimal(0), Decimal(0))
    assert wider[1] - wider[0] <= high - low
    assert interval(0, 0) is None


@pytest.mark.req("U54", "W36", "X6")
def test_a_zero_says_its_upper_bound_and_how_many_were_reached(shown_base: None) -> None:
    published(0, 209)
    english = build.shown()["known-2"]
    assert "0 of 209 people treated" in english.text
    assert "up to about 14 in 1,000" in english.text
    assert "91.4 %" in english.text
    assert english.figure is not None
    assert (english.figure.numerator, english.figure.denominator) == (0, 209)
    for language, words in (
        (Language.MS, "0 daripada 209"), (Language.JA, "1,000人あたり約14人"),
        (Language.ZH_HANS, "每1,000名中14名"),
    ):  # fmt: skip
        assert words in build.shown(language=language)["known-2"].text


@pytest.mark.req("W36", "S17")
def test_the_sentence_is_replaced_by_the_new_count_at_the_same_moment(shown_base: None) -> None:
    published(0, 209)
    before = selectors.publication()
    published(1, 210, under_review=1)
    sentence = build.shown()["known-2"]
    assert "1 of 210" in sentence.text
    assert "1 of them under review" in sentence.text
    assert not sentence.withdrawn
    assert selectors.publication() > before
    assert [(each.number, each.numerator) for each in selectors.figure_history("serious_events")] == [
        (2, 1),
        (1, 0),
    ]


@pytest.mark.req("W36", "I11")
def test_words_of_our_own_about_a_figure_give_way_to_it_when_a_zero_ends(shown_base: None) -> None:
    published(0, 209)
    assert build.shown(language=Language.JA)["known-3"].text == "ja Q10 known-3."
    entry = published(1, 210)
    assert entry.payload["replaced"] == {"Q10": 1}
    for language in Language:
        sentence = build.shown(language=language)["known-3"]
        assert sentence.withdrawn
        assert sentence.figure is not None
        assert sentence.text == sentence.figure.sentence
        assert "210" in sentence.text


@pytest.mark.req("W36")
def test_too_little_follow_up_says_so_and_still_says_the_count(shown_base: None) -> None:
    published(2, 100, completeness_pct=Decimal("60"))
    text = build.shown()["known-2"].text
    assert "2 of 100" in text
    assert "not enough follow-up to say a rate" in text
    assert "in 1,000" not in text
    published(1, 5)
    assert "too few to say a rate" in build.shown()["known-2"].text


@pytest.mark.req("W36")
def test_a_figure_that_nobody_published_yet_is_not_invented(shown_base: None) -> None:
    sentence = build.shown()["known-2"]
    assert "we do not have this number yet" in sentence.text
    assert sentence.figure is None


@pytest.mark.req("W36")
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", list(figure_words.COUNTED))
def test_every_figure_has_its_sentence_in_every_language(name: str, language: Language) -> None:
    low, high = interval(3, 120) or (None, None)
    count = figure_words.FigureCount(name, 3, 120, SINCE, UNTIL, low, high, Decimal("91.4"), 1, True)
    text = figure_words.sentence(count, language)
    assert "{" not in text
    assert {"3", "120"} <= set(
        text.replace("、", " ").replace("，", " ").replace("。", " ").split()
    ) or "120" in text
    assert figure_words.not_yet(name, language)


@pytest.mark.req("W36", "U19", "U22")
@pytest.mark.parametrize(
    ("language", "counted", "reached"),
    [
        (Language.EN, "0 of 209 people treated", "97.6 %"),
        (Language.MS, "0 daripada 209 orang dirawat", "97.6 %"),
        (Language.JA, "治療を受けた方209人のうち0人です", "97.6％"),
        (Language.ZH_HANS, "209名接受治疗者中有0名", "97.6%"),
    ],
)
def test_a_count_carries_the_word_that_its_language_puts_after_a_number_and_one_form_of_per_cent(
    language: Language, counted: str, reached: str
) -> None:
    assert set(figure_words.COUNTERS) == set(figure_words.COUNTED)
    low, high = interval(0, 209) or (None, None)
    count = figure_words.FigureCount(
        "serious_events", 0, 209, SINCE, UNTIL, low, high, Decimal("97.6"), 0, False
    )
    text = figure_words.sentence(count, language)
    assert counted in text
    assert reached in text


@pytest.mark.req("W36", "U54")
@pytest.mark.parametrize(
    ("over", "code"),
    [
        ({"numerator": 3, "denominator": 2}, "knowledge.figure_above_whole"),
        ({"numerator": -1, "denominator": 2}, "knowledge.figure_negative"),
        ({"under_review": 5}, "knowledge.figure_under_review"),
        ({"name": "cures"}, "knowledge.figure_unknown"),
        ({"period_from": UNTIL, "period_to": SINCE}, "knowledge.figure_period"),
        ({"completeness_pct": Decimal("100.1")}, "knowledge.figure_completeness"),
    ],
)
def test_an_impossible_figure_is_refused_in_words(shown_base: None, over: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        published(**{"numerator": 1, "denominator": 2, **over})
    assert [reason.code for reason in refused.value.reasons] == [code]
    assert not FigurePublication.objects.exists()


@pytest.mark.req("I11")
def test_a_figure_from_invented_records_never_binds_a_claim_of_a_real_house(db: None) -> None:
    with pytest.raises(Refused) as refused:
        published(0, 100, simulated=True)
    assert [reason.code for reason in refused.value.reasons] == ["knowledge.figure_simulated"]
    with pytest.raises(IntegrityError, match="simulated"), transaction.atomic():  # noqa: SIM117
        with act(verbs.FIGURE_PUBLISHED, by=JOB, key="sql", content={}) as this:
            FigurePublication.objects.create(
                name="serious_events", number=1, numerator=0, denominator=1, definition="x", period_from=SINCE,
                period_to=UNTIL, simulated=True, published_at=this.now, published_by="job.x",
            )  # fmt: skip


@pytest.mark.req("W36", "I5")
@pytest.mark.parametrize("change", [{"numerator": 500}, {"denominator": 9999}])
def test_what_was_published_is_never_rewritten(shown_base: None, change: dict[str, int]) -> None:
    published(1, 210)
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():  # noqa: SIM117
        with act(verbs.FIGURE_PUBLISHED, by=JOB, key="sql", content={}):
            FigurePublication.objects.update(**change)


@pytest.mark.req("W36")
def test_nobody_types_a_figure(shown_base: None) -> None:
    with pytest.raises(Refused) as refused:
        published(0, 209, by=build.EDITOR)
    assert [reason.code for reason in refused.value.reasons] == ["access.role_missing"]


@pytest.mark.req("I14", "W36")
def test_the_same_counts_again_are_no_new_publication(shown_base: None) -> None:
    published(0, 209)
    before = selectors.publication()
    assert published(0, 209, key="again").payload["number"] == 1
    assert selectors.publication() == before
