"""What follow-up has waiting for people: reporting clocks until they are closed, contacts due or missed."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse

from cordline.followup import selectors
from cordline.ground.actor import Actor
from cordline.ground.roles import Role
from cordline.ledger.services import database_now
from cordline.web.waiting import HouseLine, WorkItem, house_line, waits_for

_CALLERS = (Role.NURSE, Role.PATIENT_COORDINATOR, Role.VIGILANCE_OFFICER, Role.PHYSICIAN)
_SHOWN = 30


@waits_for(Role.VIGILANCE_OFFICER, Role.PHYSICIAN, Role.MEDICAL_DIRECTOR)
def clocks(by: Actor) -> Iterable[WorkItem]:
    """Every serious event whose clock runs: to be reported first, then to be closed (I10)."""
    for row in selectors.clocks_running(site=by.site):
        reported = row.reported_at is not None
        yield WorkItem(
            f"{'Close the reported' if reported else 'Report the'} serious event: {row.what}",
            code=row.code,
            url=reverse("followup:event", args=[row.code]),
            state="info" if reported else "clock",
            word="Reported" if reported else "",
            due_at=None if reported else row.report_due_at,
            limit=not reported,
        )


@waits_for(*_CALLERS)
def contacts_to_make(by: Actor) -> Iterable[WorkItem]:
    """The contacts that can be made now; one that must not be missed stands where a clock is running."""
    for row in selectors.contacts_due(by.site, at=database_now())[:_SHOWN]:
        yield WorkItem(
            f"Contact {row.step} of {row.person_id}" + (f", tried {row.tries} times" if row.tries else ""),
            code=row.code,
            url=reverse("followup:contact", args=[row.code]),
            due_at=row.late_at,
            limit=row.alert,
        )


@house_line()
def reporting_clocks(by: Actor) -> HouseLine | None:
    """How many reporting clocks run at this site, and the next time one ends: on every home until closed."""
    running = [row for row in selectors.clocks_running(site=by.site) if row.reported_at is None]
    if not running:
        return None
    overdue = any(row.report_due_at and row.report_due_at < database_now() for row in running)
    soon = any(
        row.report_due_at and row.report_due_at < database_now() + timedelta(days=2) for row in running
    )
    state = ("stop", "Overdue") if overdue else ("warn", "Due soon") if soon else ("clock", "Running")
    return HouseLine(
        "Reporting clocks", f"{len(running)}: {running[0].code}", *state, url=reverse("followup:events")
    )
