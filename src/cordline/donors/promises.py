"""What trace says of donors' things: how each donation stands. Donations promise nobody anything."""

from collections.abc import Mapping, Sequence

from cordline.donors import selectors
from cordline.donors.types import Decision
from cordline.ground.codes import Kind
from cordline.lineage.reaching import Described, describes

_STATES = {
    Decision.ELIGIBLE: ("pass", "Eligible"),
    Decision.NOT_REQUIRED: ("pass", "Eligibility not required"),
    Decision.INELIGIBLE: ("stop", "Ineligible"),
    Decision.INCOMPLETE: ("waiting", "Eligibility incomplete"),
}


@describes(Kind.DONATION)
def donations(codes: Sequence[str]) -> Mapping[str, Described]:
    """A donation in a trace: its eligibility, and whether the responsible person has signed it."""
    return {
        code: _described(facts.decision, facts.signed)
        for code, facts in selectors.eligibilities(codes).items()
    }


def _described(decision: Decision, signed: bool) -> Described:
    state, word = _STATES[decision]
    return Described("", state, word) if signed else Described("", "waiting", f"{word}, not signed")
