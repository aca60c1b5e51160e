"""Why-not answers of lineage: a hold placed, a hold lifted."""

from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal
from cordline.ledger.judging import judge
from cordline.ledger.services.acting import why_not_role
from cordline.lineage import rules, selectors, verbs


@judge("hold")
def why_not_hold(code: str, for_code: str | None, by: Actor) -> list[Refusal]:
    """Give every reason why no hold can be placed on this code now."""
    unknown = [] if selectors.is_target(code) else [Refusal("lineage.hold_target_unknown", code=code)]
    return why_not_role(verbs.HOLD_PLACED, by) + unknown


@judge("lift-hold")
def why_not_lift_hold(code: str, for_code: str | None, by: Actor) -> list[Refusal]:
    """Give every reason why this hold cannot be lifted now by this person; the signature comes with the act."""
    state = selectors.hold_state(code)
    if state is None:
        return [Refusal("lineage.hold_not_found", code=code)]
    return why_not_role(verbs.HOLD_LIFTED, by) + rules.why_not_lift(state, by=by.code)
