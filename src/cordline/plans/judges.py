"""``why-not`` for plans: the reasons against signing a plan now, changing nothing."""

from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal
from cordline.ledger.judging import judge
from cordline.ledger.services import database_now
from cordline.plans import selectors
from cordline.plans.services.plan import why_not_sign


@judge("sign-plan")
def why_not_sign_plan(code: str, for_code: str | None, by: Actor) -> list[Refusal]:
    """Why may this plan not be signed now?"""
    row = selectors.plan_row(code)
    if row is None:
        return [Refusal("plans.plan_not_found", code=code)]
    return why_not_sign(row, now=database_now())
