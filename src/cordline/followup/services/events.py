"""Adverse events and their clocks, and a death: reported, upgraded, sent, closed (I10, W34, W35)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from cordline.followup import rules, selectors, verbs
from cordline.followup.models import AdverseEvent, Contact, Death
from cordline.followup.services.public_count import count_serious_within
from cordline.followup.types import Ending, EventFacts, Relatedness, Seriousness
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Act, Entry, act, next_code
from cordline.people import selectors as people


def report_event(
    *,
    person: str,
    what: str,
    grade: int,
    occurred_at: datetime,
    known_at: datetime,
    known_evidence: str,
    by: Actor,
    key: str,
    infusion: str = "",
    infusion_started_at: datetime | None = None,
    serious: Sequence[Seriousness] = (),
    relatedness: Relatedness = Relatedness.NOT_JUDGED,
    action: str = "",
) -> Entry:
    """Report something bad that happened to a person; a serious one starts its reporting clock at ``known_at``.

    ``known_at`` is when anyone on staff first knew, ``known_evidence`` what shows it; it may lie before this entry.
    Payload names the event as ``event`` and its ``report_due_at``. Refuses: followup.event_*,
    followup.person_not_found. Writes: followup.event.reported.
    """
    facts = EventFacts(
        what=what,
        grade=grade,
        serious=tuple(sorted(set(serious))),
        occurred_at=occurred_at,
        known_at=known_at,
        known_evidence=known_evidence,
        infusion_started_at=infusion_started_at,
    )
    asked = {"person": person, "infusion": infusion, "relatedness": relatedness, "action": action}
    asked |= _told(facts)
    with act(verbs.EVENT_REPORTED, by=by, key=key, content=asked, subject=person) as this:
        if this.answered:
            return this.entry
        this.require([] if people.person(person) else [Refusal("followup.person_not_found", code=person)])
        row = report_event_within(
            this, person=person, facts=facts, infusion=infusion, relatedness=relatedness, action=action
        )
        return this.record(
            subject=row.code,
            payload={
                "event": row.code,
                "person": person,
                "infusion": infusion,
                "what": what,
                "grade": grade,
                "serious": facts.serious,
                "report_due_at": row.report_due_at,
            },
        )


def _told(facts: EventFacts) -> dict[str, Any]:
    """What was told, for the act's key; a time without its zone is refused by the rule, not by the record."""
    return {
        "what": facts.what,
        "grade": facts.grade,
        "serious": facts.serious,
        "occurred_at": str(facts.occurred_at),
        "known_at": str(facts.known_at),
        "evidence": facts.known_evidence,
    }


def report_event_within(
    this: Act,
    *,
    person: str,
    facts: EventFacts,
    infusion: str = "",
    relatedness: Relatedness = Relatedness.NOT_JUDGED,
    action: str = "",
) -> AdverseEvent:
    """Write an adverse event inside another act (a death, a reaction at the bedside). Refuses as ``report_event``.

    A serious one after an infusion is in the public count from this act on.
    """
    this.require(rules.why_not_report_event(facts, now=this.now))
    due = rules.report_due_at(facts.known_at, facts.serious)
    row = AdverseEvent.objects.create(
        code=next_code(Kind.ADVERSE_EVENT, this),
        site=this.by.site,
        person_id=person,
        infusion=infusion,
        what=facts.what.strip(),
        grade=facts.grade,
        serious=list(facts.serious),
        relatedness=relatedness,
        action=action,
        occurred_at=facts.occurred_at,
        known_at=facts.known_at,
        known_evidence=facts.known_evidence.strip(),
        serious_known_at=facts.known_at if due else None,
        report_due_at=due,
        recorded_by=this.by.code,
    )
    if row.serious and row.infusion:
        count_serious_within(this, reason="A serious event was reported.")
    return row


def upgrade_event(
    *,
    event: str,
    serious: Sequence[Seriousness],
    known_at: datetime,
    by: Actor,
    key: str,
    grade: int | None = None,
) -> Entry:
    """Make an event more serious; an upgrade starts its own clock from when that was first known (W35).

    Refuses: followup.event_not_found, event_closed, event_not_upgraded, event_known_in_future.
    Writes: followup.event.upgraded.
    """
    asked = {"event": event, "serious": sorted(set(serious)), "known_at": str(known_at), "grade": grade}
    with act(verbs.EVENT_UPGRADED, by=by, key=key, content=asked, subject=event) as this:
        if this.answered:
            return this.entry
        row = _locked(event)
        before = selectors.seriousness_of(row)
        after = tuple(sorted(set(before) | set(serious)))
        told = EventFacts(row.what, grade or row.grade, after, row.occurred_at, known_at, row.known_evidence)
        this.require(
            rules.why_not_upgrade_event(event, before=before, after=after, closed=row.closed_at is not None),
            rules.why_not_report_event(told, now=this.now),
        )
        due = rules.report_due_at(known_at, after)
        AdverseEvent.objects.filter(pk=row.pk).update(
            serious=list(after),
            grade=grade or row.grade,
            serious_known_at=known_at,
            report_due_at=min(filter(None, (row.report_due_at, due))),
            reported_at=None,
            reported_by=None,
        )
        if row.infusion:
            count_serious_within(this, reason="An event was judged serious.")
        return this.record(subject=event, payload={"event": event, "serious": after, "report_due_at": due})


def send_report(*, event: str, by: Actor, key: str) -> Entry:
    """Record that a serious event's report was sent; the clock shows how much time was left.

    Refuses: followup.event_not_found, event_closed, event_not_serious, event_reported_already.
    Writes: followup.event.report_sent.
    """
    with act(verbs.EVENT_REPORT_SENT, by=by, key=key, content={"event": event}, subject=event) as this:
        if this.answered:
            return this.entry
        row = _locked(event)
        this.require(
            [Refusal("followup.event_closed", code=event)] if row.closed_at else [],
            [] if row.serious else [Refusal("followup.event_not_serious", code=event)],
            [Refusal("followup.event_reported_already", code=event)] if row.reported_at else [],
        )
        AdverseEvent.objects.filter(pk=row.pk).update(reported_at=this.now, reported_by=by.code)
        in_time = row.report_due_at is not None and this.now <= row.report_due_at
        return this.record(subject=event, payload={"event": event, "in_time": in_time})


def close_event(*, event: str, outcome: str, by: Actor, key: str) -> Entry:
    """Close an event with its outcome; a serious one only after its report was sent.

    Refuses: followup.event_not_found, event_closed, event_not_reported, event_outcome_missing.
    Writes: followup.event.closed.
    """
    asked = {"event": event, "outcome": outcome}
    with act(verbs.EVENT_CLOSED, by=by, key=key, content=asked, subject=event) as this:
        if this.answered:
            return this.entry
        row = _locked(event)
        this.require(
            rules.why_not_close_event(
                event,
                serious=bool(row.serious),
                reported=row.reported_at is not None,
                closed=row.closed_at is not None,
                outcome=outcome,
            )
        )
        AdverseEvent.objects.filter(pk=row.pk).update(
            closed_at=this.now, closed_by=by.code, outcome=outcome.strip()
        )
        return this.record(subject=event, payload={"event": event, "outcome": outcome})


def record_death(
    *,
    person: str,
    died_on: date,
    known_at: datetime,
    known_evidence: str,
    by: Actor,
    key: str,
    infusion: str = "",
) -> Entry:
    """Record a person's death: every open contact ends at once, and an event with its clock opens (W34).

    Refuses: followup.person_not_found, followup.person_died_already, followup.event_*.
    Writes: followup.death.recorded.
    """
    asked = {
        "person": person,
        "died_on": died_on,
        "known_at": str(known_at),
        "evidence": known_evidence,
        "infusion": infusion,
    }
    with act(verbs.DEATH_RECORDED, by=by, key=key, content=asked, subject=person) as this:
        if this.answered:
            return this.entry
        this.require(
            [] if people.person(person) else [Refusal("followup.person_not_found", code=person)],
            [Refusal("followup.person_died_already")] if selectors.death_of(person) else [],
            # The day is the person's own: east of Greenwich it begins before ours does.
            [Refusal("followup.event_in_future")] if died_on > this.now.date() + timedelta(days=1) else [],
        )
        start = min(datetime.combine(died_on, time(0), tzinfo=UTC), known_at)
        facts = EventFacts("death", 5, (Seriousness.DEATH,), start, known_at, known_evidence)
        event = report_event_within(this, person=person, facts=facts, infusion=infusion)
        open_rows = Contact.objects.filter(person_id=person, ending=None)
        codes = list(open_rows.order_by("id").values_list("code", flat=True))
        open_rows.update(ending=Ending.DIED, ended_at=this.now, ended_by=by.code)
        Death.objects.create(
            site=by.site,
            person_id=person,
            died_on=died_on,
            known_at=known_at,
            known_evidence=known_evidence,
            event=event,
            recorded_by=by.code,
            recorded_at=this.now,
        )
        return this.record(
            subject=person,
            payload={"event": event.code, "contacts": codes, "report_due_at": event.report_due_at},
        )


def _locked(code: str) -> AdverseEvent:
    row = selectors.event_row(code, lock=True)
    if row is None:
        raise Refused([Refusal("followup.event_not_found", code=code)])
    return row
