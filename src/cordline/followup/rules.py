"""When contacts fall due and how they end; when an event is serious and its report due: pure, no clock, no query."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cordline.followup import refusals  # noqa: F401 - registers the sentences
from cordline.followup.limits import FATAL_OR_LIFE_THREATENING, LOCAL_HOUR, OTHER_SERIOUS
from cordline.followup.types import (
    Channel,
    ContactFacts,
    DueContact,
    Ending,
    EventFacts,
    Seriousness,
    Step,
    Unit,
)
from cordline.ground.refusal import Refusal

_UTC = ZoneInfo("UTC")
_LONGEST_MONTHS = 15 * 12
_SERIOUS_GRADE = 4


def zone_or_none(name: str) -> ZoneInfo | None:
    """Find a time zone by its IANA name; anything else is None."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_at(step: Step, ended_at: datetime, zone: ZoneInfo) -> datetime:
    """When a step falls due: hours exactly, days and months at the contact hour of the patient's own day."""
    if step.unit is Unit.HOURS:
        return ended_at + timedelta(hours=step.amount)
    local = ended_at.astimezone(zone).date()
    in_days = step.unit is Unit.DAYS
    day = local + timedelta(days=step.amount) if in_days else months_after(local, step.amount)
    return datetime.combine(day, time(LOCAL_HOUR), tzinfo=zone).astimezone(_UTC)


def contacts_of(steps: Iterable[Step], ended_at: datetime, zone: ZoneInfo) -> list[DueContact]:
    """Lay a protocol out from the end of one infusion: every contact with its instants, in order of due time (W34)."""
    contacts = []
    for step in steps:
        due = due_at(step, ended_at, zone)
        contacts.append(
            DueContact(
                step=step.name,
                due_at=due,
                opens_at=max(due - timedelta(hours=step.opens_before_hours), ended_at),
                late_at=due + timedelta(hours=step.late_after_hours),
                alert=step.alert,
            )
        )
    return sorted(contacts, key=lambda contact: contact.due_at)


def why_not_protocol(steps: Sequence[Step]) -> list[Refusal]:
    """Give every reason a list of steps is no protocol: empty, doubled, negative or endless."""
    if not steps:
        return [Refusal("followup.protocol_empty")]
    found = []
    seen: set[str] = set()
    for step in steps:
        if step.name in seen:
            found.append(Refusal("followup.protocol_step_impossible", step=step.name, why="named twice"))
        seen.add(step.name)
        if step.amount <= 0 or step.opens_before_hours < 0 or step.late_after_hours <= 0:
            found.append(Refusal("followup.protocol_step_impossible", step=step.name, why="not after it"))
        if step.unit is Unit.MONTHS and step.amount > _LONGEST_MONTHS:
            found.append(Refusal("followup.protocol_step_impossible", step=step.name, why="over 15 years"))
    return found


def why_not_end_contact(
    contact: ContactFacts | None,
    *,
    code: str,
    ending: Ending,
    reason: str,
    channel: Channel | None,
    now: datetime,
) -> list[Refusal]:
    """Give every reason a contact may not end this way now.

    Refuses: followup.contact_not_found, contact_ended, contact_not_due, contact_not_late, reason_missing,
    channel_missing, death_ends_by_report.
    """
    if contact is None:
        return [Refusal("followup.contact_not_found", code=code)]
    found: list[Refusal] = []
    if contact.ending is not None:
        found.append(Refusal("followup.contact_ended", code=contact.code, ending=contact.ending.value))
    if ending is Ending.DIED:
        found.append(Refusal("followup.death_ends_by_report"))
    if ending is Ending.DONE:
        if now < contact.opens_at:
            found.append(
                Refusal(
                    "followup.contact_not_due",
                    step=contact.step,
                    opens_at=f"{contact.opens_at:%-d %b %Y %H:%M} UTC",
                    ending=ending.value,
                )
            )
        if channel is None:
            found.append(Refusal("followup.channel_missing"))
    if ending is Ending.MISSED and now < contact.late_at:
        found.append(
            Refusal(
                "followup.contact_not_late",
                step=contact.step,
                late_at=f"{contact.late_at:%-d %b %Y %H:%M} UTC",
            )
        )
    if ending in (Ending.MISSED, Ending.DECLINED, Ending.LOST) and not reason.strip():
        found.append(Refusal("followup.reason_missing", ending=ending.value))
    return found


def is_alert(contact: ContactFacts, now: datetime) -> bool:
    """Say whether a contact that must not be missed is past its time and still open (W34)."""
    return contact.alert and contact.ending is None and now >= contact.late_at


def report_due_at(known_at: datetime, serious: Iterable[Seriousness]) -> datetime | None:
    """When a serious event's report is due, counted from when anyone on staff first knew; None if not serious (I10)."""
    kinds = set(serious)
    if not kinds:
        return None
    fast = {Seriousness.DEATH, Seriousness.LIFE_THREATENING} & kinds
    return known_at + (FATAL_OR_LIFE_THREATENING if fast else OTHER_SERIOUS)


def why_not_report_event(event: EventFacts, *, now: datetime) -> list[Refusal]:
    """Give every reason an adverse event cannot be recorded as told.

    Refuses: followup.event_what_missing, event_grade_impossible, event_grade_contradicts, event_seriousness_missing,
    event_in_future, event_before_infusion, event_known_missing, event_known_in_future, event_known_before_event,
    event_time_without_zone. Day 0 may lie before the entry (W35), never after it.
    """
    found: list[Refusal] = []
    if not event.what.strip():
        found.append(Refusal("followup.event_what_missing"))
    if not 1 <= event.grade <= 5:
        found.append(Refusal("followup.event_grade_impossible", grade=event.grade))
    elif (event.grade == 5) != (Seriousness.DEATH in event.serious):
        found.append(Refusal("followup.event_grade_contradicts"))
    elif event.grade >= _SERIOUS_GRADE and not event.serious:
        found.append(Refusal("followup.event_seriousness_missing", grade=event.grade))
    if not event.known_evidence.strip():
        found.append(Refusal("followup.event_known_missing"))
    if event.occurred_at.tzinfo is None or event.known_at.tzinfo is None:
        return [*found, Refusal("followup.event_time_without_zone")]
    if event.occurred_at > now:
        found.append(Refusal("followup.event_in_future"))
    if event.known_at > now:
        found.append(Refusal("followup.event_known_in_future"))
    if event.known_at < event.occurred_at:
        found.append(Refusal("followup.event_known_before_event"))
    if event.infusion_started_at is not None and event.occurred_at < event.infusion_started_at:
        found.append(Refusal("followup.event_before_infusion"))
    return found


def why_not_upgrade_event(
    code: str, *, before: Iterable[Seriousness], after: Iterable[Seriousness], closed: bool
) -> list[Refusal]:
    """Give every reason an event cannot be made more serious: nothing is added, or it is closed (W35)."""
    found: list[Refusal] = []
    if closed:
        found.append(Refusal("followup.event_closed", code=code))
    if not set(after) - set(before):
        found.append(Refusal("followup.event_not_upgraded", code=code))
    return found


def why_not_close_event(
    code: str, *, serious: bool, reported: bool, closed: bool, outcome: str
) -> list[Refusal]:
    """Give every reason an event's clock may not be closed: an unsent report keeps it visible (I10)."""
    found: list[Refusal] = []
    if closed:
        found.append(Refusal("followup.event_closed", code=code))
    if serious and not reported:
        found.append(Refusal("followup.event_not_reported"))
    if not outcome.strip():
        found.append(Refusal("followup.event_outcome_missing"))
    return found
