"""A plan's sessions as the bedside holds them: opened at the first thaw, given at the start, or lost."""

from datetime import datetime

from cordline.ledger.services import Act
from cordline.plans.models import Plan, Session


def open_session_within(this: Act, *, plan: Plan, number: int, dose: str, thawed_at: datetime) -> None:
    """Note that vials are thawed for a session: from now on no ceiling can be raised for it."""
    Session.objects.create(plan=plan, person_id=plan.person_id, number=number, dose=dose, thawed_at=thawed_at)


def give_session_within(this: Act, *, dose: str, cells: int) -> None:
    """Note that a session's infusion has begun, with the cells that count against the 12-month ceilings."""
    Session.objects.filter(dose=dose).update(started_at=this.now, cells=cells)


def correct_session_within(this: Act, *, dose: str, cells: int) -> None:
    """Note how many cells entered in the end, where an infusion was partial."""
    Session.objects.filter(dose=dose).update(cells=cells)


def lose_session_within(this: Act, *, dose: str) -> None:
    """Note that a session's dose was destroyed before it was given; the session can be held again."""
    Session.objects.filter(dose=dose, started_at=None).update(lost_at=this.now)
