"""What waits in the clinic's rooms, and the state of the house in a few lines (W45): facts of several rooms."""

from collections.abc import Iterator
from datetime import timedelta

from cordline.bedside import selectors as bedside
from cordline.bedside.types import DoseStatus
from cordline.followup import selectors as followup
from cordline.ground import writing
from cordline.ground.actor import Actor
from cordline.ground.roles import Role
from cordline.ledger.selectors import unsealed
from cordline.ledger.services import database_now
from cordline.lineage.selectors import hold_rows
from cordline.web.waiting import HouseLine, WorkItem, house_line, waits_for

_MOST = 20
_TODAY = timedelta(hours=24)
_LAG = timedelta(seconds=10)


@waits_for(Role.PHYSICIAN, Role.MEDICAL_DIRECTOR, Role.VIGILANCE_OFFICER)
def reporting_clocks(by: Actor) -> Iterator[WorkItem]:
    """Serious adverse events whose reporting clock runs, until they are reported (I10)."""
    for row in followup.clocks_running(site=by.site)[:_MOST]:
        yield WorkItem(
            "Report serious adverse event to the regulator", row.code, due_at=row.report_due_at, limit=True,
            owner=row.recorded_by,
        )  # fmt: skip


@waits_for(Role.NURSE, Role.PATIENT_COORDINATOR, Role.PHYSICIAN)
def contacts(by: Actor) -> Iterator[WorkItem]:
    """Contacts after an infusion that are due within a day; one that must not be missed has a running clock (I9)."""
    now = database_now()
    for row in followup.contacts_due(by.site, at=now, until=now + _TODAY)[:_MOST]:
        yield WorkItem(f"Contact after infusion, {row.step}", row.code, due_at=row.late_at, limit=row.alert)


@waits_for(Role.NURSE, Role.PHYSICIAN, Role.TECHNICIAN)
def doses_out_of_the_cold(by: Actor) -> Iterator[WorkItem]:
    """Doses that were thawed and not given yet: each has a clock."""
    for row in bedside.doses_at(by.site, [DoseStatus.PREPARING, DoseStatus.PREPARED])[:_MOST]:
        word = "Ready" if row.status == DoseStatus.PREPARED.value else "In preparation"
        yield WorkItem(
            "Prepared dose, out of the cold",
            row.code,
            state="clock",
            word=word,
            due_at=row.earliest_thaw_at,
            limit=True,
        )


@house_line(Role.NURSE, Role.PHYSICIAN, Role.MEDICAL_DIRECTOR, Role.QUALITY, Role.PATIENT_COORDINATOR)
def infusing(by: Actor) -> HouseLine:
    """How many infusions run now."""
    count = bedside.infusions_running(by.site).count()
    return HouseLine("Infusing", f"{writing.counted(count, 'infusion')} now" if count else "None now")


@house_line(
    Role.NURSE, Role.PHYSICIAN, Role.MEDICAL_DIRECTOR, Role.PATIENT_COORDINATOR, Role.VIGILANCE_OFFICER
)
def check_ins(by: Actor) -> HouseLine:
    """How many contacts can be made today, and how many are late."""
    now = database_now()
    due = followup.contacts_due(by.site, at=now, until=now + _TODAY).count()
    late = followup.contacts_late(at=now, site=by.site).count()
    return HouseLine(
        "Check-ins",
        f"{writing.whole(due)} open today",
        "stop" if late else "",
        f"{late} late" if late else "",
    )


@house_line()
def holds(by: Actor) -> HouseLine:
    """How many holds are in force."""
    count = hold_rows().filter(lifted_entry=None).count()
    return HouseLine("Holds", f"{writing.counted(count, 'hold')} in force" if count else "None in force")


@house_line(Role.QUALITY, Role.ADMINISTRATOR, Role.INSPECTOR, Role.LABORATORY_HEAD)
def chain(by: Actor) -> HouseLine:
    """Whether the seals keep up with the record."""
    count, age = unsealed()
    late = count > 0 and age > _LAG
    said = (
        f"{writing.counted(count, 'entry', 'entries')} for the next seal"
        if count
        else "Every entry is sealed"
    )
    return HouseLine("Record", said, "warn" if late else "", "Sealer is behind" if late else "")
