"""Why a deviation may not be closed now."""

from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal
from cordline.ledger.judging import judge
from cordline.ledger.services.acting import why_not_role
from cordline.quality import rules, selectors, verbs


@judge("close-deviation")
def why_not_close(code: str, for_code: str | None, by: Actor) -> list[Refusal]:
    """Give every reason why this person may not close the deviation; a conclusion is taken as given."""
    found = selectors.deviation(code)
    if found is None:
        return [Refusal("quality.deviation_unknown", deviation=code)]
    return [
        *why_not_role(verbs.DEVIATION_CLOSED, by),
        *rules.why_not_close(found, conclusion="to be given", by=by.code, site=by.site),
    ]
