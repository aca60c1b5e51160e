"""Contacts on the database: opened with the infusion, ended once, never gone (I9); events and their clocks (I10)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from cordline.bedside import services as bedside
from cordline.bedside.types import InfusionEnd
from cordline.followup import selectors, services
from cordline.followup.models import AdverseEvent, Contact
from cordline.followup.types import Channel, Ending, Seriousness
from cordline.ground.actor import job
from cordline.ground.refusal import Refused
from cordline.ledger.services import database_now, move_clock
from tests import bedside_chain as chain
from tests import cast

pytestmark = pytest.mark.django_db
Infused = tuple[chain.Day, str]


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


@pytest.mark.req("I9", "W34")
def test_the_contacts_are_placed_from_the_true_end(infused: Infused) -> None:
    day, infusion = infused
    before = {row.step: row.due_at for row in selectors.contacts_of(infusion=infusion)}
    move_clock(timedelta(minutes=90))
    bedside.end_infusion(
        infusion=infusion, end=InfusionEnd.COMPLETE, given_ml=Decimal(150), by=cast.NURSE, key=chain.key()
    )
    after = {row.step: row.due_at for row in selectors.contacts_of(infusion=infusion)}
    assert set(before) == set(after)
    assert after["h24"] > before["h24"]
    assert after["h24"] - database_now() <= timedelta(hours=24)


@pytest.mark.req("I9")
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM followup_contact",
        "TRUNCATE followup_contact CASCADE",
        "UPDATE followup_contact SET ending = 'done', ended_at = now(), ended_by = 'x', channel = 'phone'",
        "UPDATE followup_contact SET infusion = 'IN26-9999-X'",
    ],
)
def test_no_contact_vanishes_by_sql_as_the_application(infused: Infused, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Contact.objects.filter(ending=None).count() == 12


@pytest.mark.req("I9")
def test_a_contact_ends_once_and_a_second_word_is_refused(infused: Infused) -> None:
    _, infusion = infused
    first = selectors.contacts_of(infusion=infusion)[0]
    move_clock(timedelta(hours=25))
    services.end_contact(
        contact=first.code, ending=Ending.DONE, channel=Channel.PHONE, by=cast.NURSE, key=chain.key()
    )
    with pytest.raises(Refused) as again:
        services.end_contact(
            contact=first.code, ending=Ending.LOST, reason="Gone", by=cast.NURSE, key=chain.key()
        )
    assert codes(again) == ["followup.contact_ended"]
    assert len(selectors.contacts_of(infusion=infusion)) == 12


@pytest.mark.req("I9")
def test_the_database_knows_no_other_ending_and_no_half_one(infused: Infused) -> None:
    from cordline.followup import verbs
    from cordline.ledger.services import act

    for changes in ({"ending": "forgotten"}, {"ending": "done"}, {"ended_by": "x"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            with act(verbs.CONTACT_ENDED, by=cast.NURSE, key=chain.key(), content={}) as this:
                values = {"ended_at": this.now, "ended_by": "x"} | changes
                Contact.objects.filter(ending=None).update(**values)
                this.record(subject="x")


@pytest.mark.req("W34")
def test_a_missed_24_hour_contact_becomes_an_alert_once(infused: Infused) -> None:
    _, infusion = infused
    worker = job("followup.alerts")
    assert selectors.alerts_to_raise(at=database_now()) == []
    move_clock(timedelta(hours=33))
    [code] = selectors.alerts_to_raise(at=database_now())
    services.raise_alert(contact=code, by=worker, key=f"alert {code}")
    assert selectors.alerts_to_raise(at=database_now()) == []
    assert [row.code for row in selectors.alerts_standing(cast.CLINIC)] == [code]
    late = [row.step for row in selectors.contacts_late(at=database_now())]
    assert late == ["h24"]


@pytest.mark.req("W34", "I9", "I10")
def test_a_death_ends_every_contact_at_once_and_opens_an_event_with_its_clock(infused: Infused) -> None:
    day, infusion = infused
    now = database_now()
    told = services.record_death(
        person=day.person,
        died_on=now.date(),
        known_at=now,
        known_evidence="Hospital called",
        by=cast.PHYSICIAN,
        key=chain.key(),
    )
    assert {row.ending for row in selectors.contacts_of(infusion=infusion)} == {"died"}
    event = selectors.event_row(str(told.payload["event"]))
    assert event is not None
    assert (event.grade, event.report_due_at) == (5, now + timedelta(days=7))
    with pytest.raises(Refused) as twice:
        services.record_death(
            person=day.person,
            died_on=now.date(),
            known_at=now,
            known_evidence="Again",
            by=cast.PHYSICIAN,
            key=chain.key(),
        )
    assert codes(twice) == ["followup.person_died_already"]


@pytest.mark.req("I9")
def test_whoever_declines_ends_all_that_is_open_and_keeps_what_was_done(infused: Infused) -> None:
    day, infusion = infused
    move_clock(timedelta(hours=25))
    first = selectors.contacts_of(infusion=infusion)[0]
    services.end_contact(
        contact=first.code, ending=Ending.DONE, channel=Channel.PHONE, by=cast.NURSE, key=chain.key()
    )
    services.stop_contacts(
        person=day.person, ending=Ending.DECLINED, reason="Wants no calls", by=cast.NURSE, key=chain.key()
    )
    endings = [row.ending for row in selectors.contacts_of(infusion=infusion)]
    assert sorted(filter(None, endings)) == ["declined"] * 11 + ["done"]


@pytest.mark.req("I10", "W35")
def test_a_serious_event_is_visible_until_reported_and_closed(infused: Infused) -> None:
    day, infusion = infused
    now = database_now()
    told = services.report_event(
        person=day.person,
        what="fever",
        grade=2,
        occurred_at=now - timedelta(days=1),
        known_at=now - timedelta(hours=20),
        known_evidence="Call log",
        by=cast.NURSE,
        key="event-1",
    )
    code = str(told.payload["event"])
    assert not selectors.clocks_running(site=cast.CLINIC).exists()
    officer = cast.VIGILANCE_OFFICER
    services.upgrade_event(
        event=code, serious=[Seriousness.HOSPITAL], known_at=now, by=officer, key=chain.key(), grade=3
    )
    row = AdverseEvent.objects.get(code=code)
    assert (row.known_at, row.serious_known_at) == (now - timedelta(hours=20), now)
    assert row.report_due_at == now + timedelta(days=15)
    with pytest.raises(Refused) as early:
        services.close_event(event=code, outcome="recovered", by=officer, key=chain.key())
    assert codes(early) == ["followup.event_not_reported"]
    services.send_report(event=code, by=officer, key=chain.key())
    assert selectors.clocks_running(site=cast.CLINIC).exists()
    services.close_event(event=code, outcome="recovered", by=officer, key=chain.key())
    assert not selectors.clocks_running(site=cast.CLINIC).exists()


@pytest.mark.req("I14")
def test_the_same_report_twice_is_one_event(infused: Infused) -> None:
    day, infusion = infused
    now = database_now()
    facts = {
        "person": day.person,
        "what": "hives",
        "grade": 1,
        "occurred_at": now,
        "known_at": now,
        "known_evidence": "Seen",
        "by": cast.NURSE,
        "key": "event-2",
    }
    assert services.report_event(**facts).id == services.report_event(**facts).id  # type: ignore[arg-type]
    with pytest.raises(Refused) as other:
        services.report_event(**{**facts, "grade": 2})  # type: ignore[arg-type]
    assert codes(other) == ["ledger.key_reused"]
