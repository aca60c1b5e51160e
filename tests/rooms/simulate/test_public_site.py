"""The invented clinic's public site: its pages are taken in, its figures follow its records and say what they are."""

import pytest

from cordline.assays.models import OutOfSpecification, Result
from cordline.bedside.models import Infusion
from cordline.followup.models import AdverseEvent, Contact
from cordline.knowledge import selectors
from cordline.knowledge.types import Language, PageKind
from cordline.lab.models import Culture
from cordline.simulate.year import Told
from tests.rooms.simulate.telling import ENDS

pytestmark = pytest.mark.timeout(2400)  # the first test waits until the whole year is told


@pytest.mark.req("S1", "S17")
def test_the_site_stands_with_every_page_in_four_languages(told: Told) -> None:
    assert told.planted["pages"] == 81
    for language in Language:
        listed = [len(selectors.shown_list(kind, language, "MY", ENDS.date())) for kind in PageKind]
        assert sum(listed) == 81
        page = selectors.shown_page(PageKind.ANSWER, "side-effects", language, "MY", ENDS.date())
        assert page is not None
        assert not any(sentence.withdrawn for sentence in page.sentences)


@pytest.mark.req("S17", "P17", "X6", "W36")
def test_figures_are_those_of_the_records_and_say_that_they_are_invented(told: Told) -> None:
    given = list(Infusion.objects.filter(ended_at__isnull=False))
    serious = AdverseEvent.objects.exclude(serious=[]).filter(infusion__in=[row.code for row in given])
    figures = {figure.name: figure for figure in selectors.figures_shown(Language.EN)}
    found = figures["serious_events"]
    assert found.numerator == serious.values("person").distinct().count()
    assert found.denominator == len({row.person_id for row in given})
    assert found.simulated
    assert "Example figure from invented records." in found.sentence
    due = Contact.objects.filter(late_at__lte=ENDS)
    assert figures["contacts_made"].denominator == due.count()
    assert figures["contacts_made"].numerator == due.filter(ending="done").count()
    assert figures["infusion_minutes"].denominator == len(given)
    assert "months_to_change" not in figures


@pytest.mark.req("S16", "S17")
def test_growth_and_potency_of_our_own_lots_are_live_figures_counted_from_the_laboratory(told: Told) -> None:
    figures = {figure.name: figure for figure in selectors.figures_shown(Language.EN)}
    over = Culture.objects.exclude(seeded_cells=None).exclude(state="growing")
    grown = [row for row in over if row.doublings is not None and row.doublings >= 1]
    assert (figures["cultures_grown"].numerator, figures["cultures_grown"].denominator) == (
        len(grown),
        over.count(),
    )
    assert 0 < len(grown) < over.count()  # some were stopped early, and count as not grown
    results = Result.objects.filter(test="potency", struck_at=None).exclude(kind__in=["not_done", "invalid"])
    lots = {row.sample.node_id for row in results.select_related("sample")}
    outside = set(
        OutOfSpecification.objects.filter(result__in=results).values_list(
            "result__sample__node_id", flat=True
        )
    )
    assert (figures["lots_potent"].numerator, figures["lots_potent"].denominator) == (
        len(lots - outside),
        len(lots),
    )
    for language in Language:
        page = selectors.shown_page(PageKind.ANSWER, "cell-sources-compared", language, "MY", ENDS.date())
        assert page is not None
        said = {sentence.key: sentence for sentence in page.sentences}
        assert str(len(lots)) in said["known-potency-own"].text
        assert str(len(grown)) in said["known-growth-own"].text
        assert said["unknown-potency"].text  # that no such test tells whether a lot helps anybody


@pytest.mark.req("W36")
def test_the_history_of_the_serious_event_is_public_from_the_first_zero_on(told: Told) -> None:
    history = selectors.figure_history("serious_events")
    assert [figure.number for figure in history] == list(range(len(history), 0, -1))
    assert history[-1].numerator == 0
    assert history[0].numerator >= 1
    assert any(figure.under_review for figure in history)
