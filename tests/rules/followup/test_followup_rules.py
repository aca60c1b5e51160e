"""When contacts fall due in the patient's own day, how they end, and which clock an event starts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordline.followup import rules
from cordline.followup.limits import AFTER_INFUSION
from cordline.followup.types import (
    Channel,
    ContactFacts,
    Ending,
    EventFacts,
    Seriousness,
    Step,
    Unit,
    step_words,
)

ENDED = datetime(2026, 1, 31, 5, 32, tzinfo=UTC)
KL = ZoneInfo("Asia/Kuala_Lumpur")
DUE = datetime(2026, 2, 1, 5, 32, tzinfo=UTC)
CONTACT = ContactFacts(
    "CT26-0001-1", "h24", DUE, DUE - timedelta(hours=6), DUE + timedelta(hours=6), alert=True
)


@pytest.mark.req("I9", "W34")
def test_an_infusion_has_the_contacts_of_its_protocol_to_the_fifth_year() -> None:
    contacts = rules.contacts_of(AFTER_INFUSION, ENDED, KL)
    assert [contact.step for contact in contacts] == [
        "h24", "h48", "h72", "d7", "m1", "m3", "m6", "m12", "y2", "y3", "y4", "y5",
    ]  # fmt: skip
    assert [contact.due_at for contact in contacts[:3]] == [
        ENDED + timedelta(hours=hours) for hours in (24, 48, 72)
    ]
    local = [contact.due_at.astimezone(KL) for contact in contacts[3:]]
    assert [moment.date() for moment in local[:3]] == [date(2026, 2, 7), date(2026, 2, 28), date(2026, 4, 30)]
    assert {moment.hour for moment in local} == {10}
    assert [contact.alert for contact in contacts] == [True] + [False] * 11


@pytest.mark.parametrize(
    ("step", "words"),
    [("h24", "24 hours"), ("d7", "7 days"), ("m1", "1 month"), ("y5", "5 years"), ("own", "own")],
)
def test_a_step_is_named_in_words(step: str, words: str) -> None:
    assert step_words(step) == words


@pytest.mark.req("W34", "U28")
@pytest.mark.parametrize(
    "zone", ["Pacific/Honolulu", "Europe/London", "Asia/Tokyo", "Pacific/Tongatapu", "America/New_York"]
)
def test_days_and_months_keep_the_hour_of_the_patient_s_zone_across_clock_changes(zone: str) -> None:
    contacts = rules.contacts_of(AFTER_INFUSION, ENDED, ZoneInfo(zone))
    assert {c.due_at.astimezone(ZoneInfo(zone)).hour for c in contacts[3:]} == {10}


@pytest.mark.req("I9")
@given(
    ended=st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    zone=st.sampled_from(["Asia/Kuala_Lumpur", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe"]),
)
def test_no_contact_is_due_before_the_infusion_or_closes_before_it_is_due(ended: datetime, zone: str) -> None:
    contacts = rules.contacts_of(AFTER_INFUSION, ended, ZoneInfo(zone))
    assert len(contacts) == len(AFTER_INFUSION)
    assert all(ended <= c.opens_at <= c.due_at < c.late_at for c in contacts)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
    ],
)
def test_months_end_on_the_last_day_where_the_day_is_missing(day: date, months: int, expected: date) -> None:
    assert rules.months_after(day, months) == expected


def ending(
    how: Ending, at: datetime = DUE, reason: str = "Told so", contact: ContactFacts = CONTACT
) -> list[str]:
    found = rules.why_not_end_contact(
        contact, code=contact.code, ending=how, reason=reason, channel=Channel.PHONE, now=at
    )
    return [refusal.code for refusal in found]


@pytest.mark.req("I9")
def test_a_contact_ends_as_done_missed_declined_or_lost() -> None:
    assert ending(Ending.DONE, CONTACT.opens_at) == []
    assert ending(Ending.MISSED, CONTACT.late_at) == []
    assert ending(Ending.DECLINED) == []
    assert ending(Ending.LOST) == []


@pytest.mark.req("I9")
@pytest.mark.parametrize(
    ("how", "at", "reason", "code"),
    [
        (Ending.DONE, CONTACT.opens_at - timedelta(seconds=1), "", "followup.contact_not_due"),
        (Ending.MISSED, CONTACT.late_at - timedelta(seconds=1), "x", "followup.contact_not_late"),
        (Ending.MISSED, CONTACT.late_at, " ", "followup.reason_missing"),
        (Ending.DECLINED, DUE, "", "followup.reason_missing"),
        (Ending.LOST, DUE, "", "followup.reason_missing"),
        (Ending.DIED, DUE, "x", "followup.death_ends_by_report"),
    ],
)
def test_a_contact_does_not_end_too_soon_or_without_its_reason(
    how: Ending, at: datetime, reason: str, code: str
) -> None:
    assert ending(how, at, reason) == [code]


@pytest.mark.req("I9")
@pytest.mark.parametrize("how", list(Ending))
def test_an_ended_contact_never_ends_again(how: Ending) -> None:
    assert "followup.contact_ended" in ending(how, contact=replace(CONTACT, ending=Ending.DONE))


@pytest.mark.req("W34")
def test_only_a_missed_24_hour_contact_is_an_alert() -> None:
    assert rules.is_alert(CONTACT, CONTACT.late_at)
    assert not rules.is_alert(CONTACT, CONTACT.late_at - timedelta(seconds=1))
    assert not rules.is_alert(replace(CONTACT, ending=Ending.DONE), CONTACT.late_at)
    assert not rules.is_alert(replace(CONTACT, alert=False), CONTACT.late_at)


@pytest.mark.parametrize(
    "steps",
    [
        [],
        [Step("h0", 0, Unit.HOURS, 0, 6)],
        [Step("h1", -1, Unit.HOURS, 0, 6)],
        [Step("a", 1, Unit.DAYS, 0, 6), Step("a", 2, Unit.DAYS, 0, 6)],
        [Step("m999", 999, Unit.MONTHS, 0, 6)],
    ],
)
def test_an_impossible_protocol_is_refused(steps: list[Step]) -> None:
    assert rules.why_not_protocol(steps) != []
    assert rules.why_not_protocol(AFTER_INFUSION) == []


KNEW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
EVENT = EventFacts(
    what="fever",
    grade=2,
    serious=(),
    occurred_at=KNEW - timedelta(hours=3),
    known_at=KNEW,
    known_evidence="Call log",
    infusion_started_at=KNEW - timedelta(days=1),
)


@pytest.mark.req("I10", "W35")
@pytest.mark.parametrize(
    ("serious", "days"),
    [
        ((), None),
        ((Seriousness.HOSPITAL,), 15),
        ((Seriousness.IMPORTANT, Seriousness.DISABILITY), 15),
        ((Seriousness.LIFE_THREATENING,), 7),
        ((Seriousness.HOSPITAL, Seriousness.DEATH), 7),
    ],
)
def test_the_clock_runs_from_when_anyone_on_staff_first_knew(
    serious: tuple[Seriousness, ...], days: int | None
) -> None:
    expected = None if days is None else KNEW + timedelta(days=days)
    assert rules.report_due_at(KNEW, serious) == expected


@pytest.mark.req("I10", "W35")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"what": " "}, "followup.event_what_missing"),
        ({"grade": 0}, "followup.event_grade_impossible"),
        ({"grade": 6}, "followup.event_grade_impossible"),
        ({"grade": 5}, "followup.event_grade_contradicts"),
        ({"serious": (Seriousness.DEATH,)}, "followup.event_grade_contradicts"),
        ({"grade": 4}, "followup.event_seriousness_missing"),
        ({"known_evidence": ""}, "followup.event_known_missing"),
        ({"known_at": KNEW + timedelta(days=2)}, "followup.event_known_in_future"),
        ({"known_at": KNEW - timedelta(hours=4)}, "followup.event_known_before_event"),
        ({"occurred_at": KNEW - timedelta(days=2)}, "followup.event_before_infusion"),
        ({"occurred_at": datetime(2026, 3, 5, 7, 0)}, "followup.event_time_without_zone"),  # noqa: DTZ001
    ],
)
def test_an_event_told_wrongly_is_refused(changes: dict[str, object], code: str) -> None:
    found = rules.why_not_report_event(replace(EVENT, **changes), now=KNEW + timedelta(days=1))  # type: ignore[arg-type]
    assert code in [refusal.code for refusal in found]


@pytest.mark.req("W35")
def test_the_day_somebody_first_knew_may_lie_before_the_entry() -> None:
    assert rules.why_not_report_event(EVENT, now=KNEW + timedelta(days=30)) == []


@pytest.mark.req("I10")
def test_a_serious_event_stays_open_until_its_report_is_sent() -> None:
    def closing(**facts: object) -> list[str]:
        asked = {"serious": True, "reported": True, "closed": False, "outcome": "recovered"} | facts
        return [r.code for r in rules.why_not_close_event("AE26-0001-1", **asked)]  # type: ignore[arg-type]

    assert closing() == []
    assert closing(reported=False) == ["followup.event_not_reported"]
    assert closing(reported=False, serious=False) == []
    assert closing(closed=True, outcome=" ") == ["followup.event_closed", "followup.event_outcome_missing"]


@pytest.mark.req("I10", "W35")
def test_an_upgrade_adds_something_to_an_open_event() -> None:
    before, after = (Seriousness.HOSPITAL,), (Seriousness.HOSPITAL, Seriousness.LIFE_THREATENING)
    assert rules.why_not_upgrade_event("AE1", before=before, after=after, closed=False) == []
    assert rules.why_not_upgrade_event("AE1", before=after, after=before, closed=False) != []
    assert rules.why_not_upgrade_event("AE1", before=before, after=after, closed=True) != []
