"""A serious event is in the public count from the act that reports it, whoever else reports at that moment (W36)."""

import threading
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from cordline.bedside import services as bedside
from cordline.config.cluster import ClusterUrls
from cordline.followup import services
from cordline.followup.models import AdverseEvent
from cordline.followup.services import public_count
from cordline.followup.types import Seriousness
from cordline.ground.actor import job
from cordline.ground.refusal import Refused
from cordline.knowledge import selectors as knowledge
from cordline.knowledge.models import FigurePublication
from cordline.knowledge.services import publish_figure
from cordline.ledger.models import Change
from cordline.ledger.services import Entry, database_now, declare_demonstration
from cordline.vigilance import figures
from tests import bedside_chain as chain
from tests import cast

pytestmark = pytest.mark.req("I11", "W36", "S17")
Infused = tuple[chain.Day, str]


def said(numerator: int = 0, denominator: int = 209, **over: Any) -> None:
    """What the public site said before."""
    facts: dict[str, Any] = {
        "name": "serious_events", "numerator": numerator, "denominator": denominator, "simulated": True,
        "period_from": date(2026, 1, 1), "period_to": date(2026, 6, 1), "completeness_pct": Decimal("91.4"),
        "by": job("vigilance", cast.CLINIC), "key": chain.key(),
    }  # fmt: skip
    publish_figure(**{**facts, **over})


def shown() -> tuple[int, int, int]:
    """Who had a serious event, of how many treated, and how many are under review, as the public site says now."""
    newest = knowledge.figure_history("serious_events")[0]
    return newest.numerator, newest.denominator, newest.under_review_count


def reported(
    infused: Infused, *, serious: tuple[Seriousness, ...] = (Seriousness.HOSPITAL,), **over: Any
) -> Entry:
    """Report something bad after the infusion."""
    day, infusion = infused
    now = database_now()
    facts: dict[str, Any] = {
        "person": day.person, "infusion": infusion, "what": "anaphylaxis", "grade": 3, "occurred_at": now,
        "known_at": now, "known_evidence": "Seen", "serious": serious, "by": cast.NURSE, "key": chain.key(),
    }  # fmt: skip
    return services.report_event(**{**facts, **over})


def test_the_act_that_reports_a_serious_event_replaces_the_count(infused: Infused) -> None:
    said(0)
    entry = reported(infused)
    assert shown() == (1, 209, 1)
    newest = FigurePublication.objects.order_by("-number")[0]
    assert newest.reason == "A serious event was reported."
    assert newest.period_to >= newest.period_from
    changed = {
        tab.split(".")[-1] for tab in Change.objects.filter(entry_id=entry.id).values_list("tab", flat=True)
    }
    assert {"followup_adverseevent", "knowledge_figurepublication"} <= changed


def test_what_is_not_serious_or_follows_no_infusion_changes_no_count(infused: Infused) -> None:
    said(0)
    reported(infused, serious=())
    reported(infused, infusion="")
    assert shown() == (0, 209, 0)


def test_an_upgrade_counts_at_once_and_a_second_event_of_one_person_counts_once(infused: Infused) -> None:
    said(0)
    event = str(reported(infused, serious=()).payload["event"])
    services.upgrade_event(
        event=event, serious=[Seriousness.HOSPITAL], known_at=database_now(), by=cast.VIGILANCE_OFFICER,
        key=chain.key(),
    )  # fmt: skip
    assert shown() == (1, 209, 1)
    reported(infused)
    assert shown() == (1, 209, 1)
    assert FigurePublication.objects.filter(name="serious_events").count() == 2


def test_a_death_after_an_infusion_counts_at_once(infused: Infused) -> None:
    said(0)
    day, infusion = infused
    services.record_death(
        person=day.person, infusion=infusion, died_on=database_now().date(), known_at=database_now(),
        known_evidence="Letter", by=cast.PHYSICIAN, key=chain.key(),
    )  # fmt: skip
    assert shown() == (1, 209, 1)


def test_a_serious_reaction_at_the_chair_counts_in_its_own_act(infused: Infused) -> None:
    said(0)
    _, infusion = infused
    entry = bedside.report_reaction(
        infusion=infusion, what="anaphylaxis", grade=4, action="adrenaline", serious=[Seriousness.LIFE_THREATENING],
        by=cast.NURSE, key=chain.key(),
    )  # fmt: skip
    assert shown() == (1, 209, 1)
    assert Change.objects.filter(entry_id=entry.id, tab__endswith="knowledge_figurepublication").exists()


def test_where_no_count_was_ever_published_none_is_made_up(infused: Infused) -> None:
    reported(infused)
    assert not FigurePublication.objects.exists()


def test_the_whole_count_that_follows_says_no_fewer_while_the_infusion_still_runs(infused: Infused) -> None:
    said(0, 1)
    reported(infused)
    figures.publish_standing_figures(by=job("vigilance", cast.CLINIC), key=chain.key())
    assert shown() == (1, 1, 1)


def test_a_count_taken_before_the_report_is_not_published_after_it(
    infused: Infused, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(0)
    older = figures.FigureNow("serious_events", 0, 210, date(2026, 1, 1), date(2026, 6, 2))

    def counted(_: object) -> list[figures.FigureNow]:
        reported(infused)
        return [older]

    monkeypatch.setattr(figures, "standing_figures", counted)
    assert figures.publish_standing_figures(by=job("vigilance", cast.CLINIC), key=chain.key()) == 0
    assert shown() == (1, 209, 1)
    with pytest.raises(Refused) as refused:
        said(0, 210, follows=1)
    assert [reason.code for reason in refused.value.reasons] == ["knowledge.figure_overtaken"]


@pytest.mark.req("I10")
def test_a_report_whose_count_cannot_be_published_is_not_half_there(
    infused: Infused, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(0)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no count")

    monkeypatch.setattr(public_count, "publish_figure_within", broken)
    with pytest.raises(RuntimeError):
        reported(infused)
    assert not AdverseEvent.objects.exists()


@pytest.mark.req("I10", "I8")
def test_reports_of_the_same_instant_are_all_in_the_count(committed_db: ClusterUrls) -> None:
    declare_demonstration(2026)
    clinic = chain.clinic()
    day = chain.ready(clinic)
    day.verdict()
    infusion = day.start()
    people = [day.person, *(chain.person() for _ in range(3))]
    said(0)
    start = threading.Barrier(len(people))
    failed: list[str] = []

    def run(person: str) -> None:
        try:
            start.wait()
            reported((day, infusion), person=person)
        except Exception as problem:  # noqa: BLE001 - whatever it is, the test names it
            failed.append(repr(problem))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert shown() == (4, 209, 4)
    assert [each.numerator for each in knowledge.figure_history("serious_events")] == [4, 3, 2, 1, 0]
