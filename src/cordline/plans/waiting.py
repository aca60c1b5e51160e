"""What plans has waiting for people: drafts to be signed, signed plans without containers."""

from collections.abc import Iterable

from django.urls import reverse

from cordline.bank import selectors as bank
from cordline.ground.actor import Actor
from cordline.ground.roles import Role
from cordline.plans import selectors
from cordline.plans.types import PlanStatus
from cordline.web.waiting import WorkItem, waits_for

_SHOWN = 30


@waits_for(Role.PHYSICIAN, Role.MEDICAL_DIRECTOR)
def drafts(by: Actor) -> Iterable[WorkItem]:
    """Plans written and not signed yet."""
    for row in selectors.plans_at(by.site, status=PlanStatus.DRAFT, limit=_SHOWN):
        yield WorkItem(
            f"Plan for {row.person_id} to be signed",
            code=row.code,
            url=reverse("plans:plan", args=[row.code]),
            state="waiting",
            word="Draft",
        )


@waits_for(Role.PATIENT_COORDINATOR)
def without_containers(by: Actor) -> Iterable[WorkItem]:
    """Signed plans to which nothing is promised: each patient's one blocker."""
    for row in selectors.plans_at(by.site, status=PlanStatus.SIGNED, limit=_SHOWN):
        if not bank.promises(plan=row.code):
            yield WorkItem(
                f"No cells are promised to {row.person_id}",
                code=row.code,
                url=reverse("plans:plan", args=[row.code]),
                state="waiting",
                word="Blocked",
            )


@waits_for(Role.PHYSICIAN, Role.MEDICAL_DIRECTOR)
def ceilings(by: Actor) -> Iterable[WorkItem]:
    """Higher ceilings that one physician has signed and that wait for another."""
    for row in selectors.waiting_ceilings(by.site, but_not=by.code, limit=_SHOWN):
        yield WorkItem(
            f"Higher ceiling for {row.plan.person_id}: second signature",
            code=row.plan.code,
            url=reverse("plans:ceiling", args=[row.plan.code]),
            state="waiting",
            word="Second physician",
        )
