"""Why-not answers of vigilance: a recall opened, a recall closed."""

from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal
from cordline.ledger.judging import judge
from cordline.ledger.services.acting import why_not_role
from cordline.vigilance import rules, selectors, tracing, verbs


@judge("recall")
def why_not_recall(code: str, for_code: str | None, by: Actor) -> list[Refusal]:
    """Give every reason why no recall can be opened from this code now; the reason in words comes with the act."""
    return why_not_role(verbs.RECALL_OPENED, by) + rules.why_not_open(
        tracing.resolve(code), "asked by why-not"
    )


@judge("close-recall")
def why_not_close_recall(code: str, for_code: str | None, by: Actor) -> list[Refusal]:
    """Give every reason why this recall cannot be closed now; containers are named in its findings."""
    facts = selectors.recall_facts(code)
    if facts is None:
        return [Refusal("vigilance.recall_not_found", code=code)]
    return why_not_role(verbs.RECALL_CLOSED, by) + rules.why_not_close(facts, "asked by why-not")
