"""Why a lot may not be verified, released or rejected now, judged by the rules of the acts themselves."""

from cordline.ground.actor import Actor
from cordline.ground.products import Use
from cordline.ground.refusal import Refusal
from cordline.ground.verbs import Verb
from cordline.ledger.judging import judge
from cordline.ledger.services import database_now
from cordline.ledger.services.acting import why_not_role
from cordline.release import rules, selectors, verbs
from cordline.release.types import Move

_ASKED_FOR = "to be given"


@judge("release")
def why_not_release(code: str, for_code: str | None, by: Actor) -> list[Refusal]:
    """Give every reason why this person may not give the second signature now; ``for_code`` names another use."""
    return why_not(code, for_code, by, Move.RELEASE, verbs.LOT_RELEASED)


@judge("release-conditionally")
def why_not_release_conditionally(code: str, for_code: str | None, by: Actor) -> list[Refusal]:
    """Give every reason why this person may not release with a result to follow."""
    return why_not(code, for_code, by, Move.RELEASE_CONDITIONALLY, verbs.LOT_RELEASED_CONDITIONALLY)


@judge("verify-release")
def why_not_verify(code: str, for_code: str | None, by: Actor) -> list[Refusal]:
    """Give every reason why this person may not give the first signature now."""
    return why_not(code, for_code, by, Move.VERIFY, verbs.REVIEW_VERIFIED)


@judge("reject")
def why_not_reject(code: str, for_code: str | None, by: Actor) -> list[Refusal]:
    """Give every reason why this person may not reject the lot now."""
    return why_not(code, for_code, by, Move.REJECT, verbs.LOT_REJECTED)


def why_not(code: str, use_name: str | None, by: Actor, move: Move, verb: Verb) -> list[Refusal]:
    """Judge one move as its act would; without a review, what speaks against the material is said all the same."""
    use = read_use(use_name)
    if isinstance(use, Refusal):
        return [use]
    facts = selectors.facts_of(code, use)
    if facts is None:
        return [Refusal("release.lot_unknown", lot=code)]
    review = rules.judge_release(facts, now=database_now())
    row = selectors.row_of(code, use)
    if row is None:
        return [
            *why_not_role(verb, by),
            Refusal("release.review_missing", lot=code, use=use.value),
            *rules.why_not_material(move, review),
        ]
    people = selectors.signing_facts(row, facts, review, by.code)
    return [
        *why_not_role(verb, by),
        *rules.why_not_material(move, review),
        *rules.why_not_move(people, move, signer=by.code, site=by.site, reason=_ASKED_FOR),
    ]


def read_use(name: str | None) -> Use | Refusal:
    """Read the use somebody asked about; a patient's, where none is named."""
    if not name:
        return Use.PATIENT
    try:
        return Use(name)
    except ValueError:
        return Refusal("release.use_unknown", use=name, known=", ".join(use.value for use in Use))
