"""What the infusion day has waiting for people: doses whose clock runs, and infusions under way."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse

from cordline.bedside import selectors
from cordline.bedside.types import DoseStatus
from cordline.ground.actor import Actor
from cordline.ground.roles import Role
from cordline.plans import selectors as plans
from cordline.web.waiting import HouseLine, WorkItem, house_line, waits_for


@waits_for(Role.NURSE, Role.PHYSICIAN)
def doses_with_a_clock(by: Actor) -> Iterable[WorkItem]:
    """Every thawed dose that is not given yet, by the end of its time out of the cold."""
    for row in selectors.doses_at(by.site, (DoseStatus.PREPARING, DoseStatus.PREPARED)):
        limits = plans.plan_limits(row.plan)
        yield WorkItem(
            f"Dose {row.code} for {row.person_id} is thawed",
            code=row.code,
            url=reverse("bedside:dose", args=[row.code]),
            due_at=row.earliest_thaw_at + timedelta(minutes=limits.end_stop_minutes),
            limit=True,
        )


@house_line(Role.NURSE, Role.PHYSICIAN, Role.MEDICAL_DIRECTOR)
def infusing(by: Actor) -> HouseLine | None:
    """How many infusions run now at this site."""
    running = selectors.infusions_running(by.site).count()
    return (
        HouseLine("Infusing", f"{running} now", "now", "Running", reverse("bedside:today"))
        if running
        else None
    )
