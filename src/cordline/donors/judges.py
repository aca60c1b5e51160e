"""Why an act of this room would be refused now: the same facts and the same rules, changing nothing."""

from cordline.donors import deciding_rules, selectors
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal
from cordline.ledger.judging import judge
from cordline.ledger.services import database_now


@judge("sign-eligibility")
def why_not_sign_eligibility(code: str, for_code: str | None, by: Actor) -> list[Refusal]:
    """Give every reason the eligibility of this donation may not be signed now by this person."""
    row = selectors.donation(code)
    if row is None:
        return [Refusal("donors.donation_unknown", donation=code[:40])]
    _facts, answer = selectors.judgement(row, at=database_now())
    return [
        *deciding_rules.why_not_ours(row.code, row.site, by.site),
        *deciding_rules.why_not_sign(
            held=deciding_rules.held_facts(selectors.decision_in_force(code)),
            answer=answer,
            adopted=selectors.adopted_versions(row.site),
            by=by.code,
        ),
    ]


@judge("use-donation")
def why_not_use_donation(code: str, for_code: str | None, by: Actor) -> list[Refusal]:
    """Give every reason cells of this donation may not be used now, as far as the donor goes."""
    row = selectors.donation(code)
    standing = selectors.eligibility(code)
    if row is None or standing is None:
        return [Refusal("donors.donation_unknown", donation=code[:40])]
    if standing.usable:
        return []
    _facts, answer = selectors.judgement(row, at=database_now())
    against = [each.refusal for each in answer.reasons if each.decision != "eligible"]
    return against or [Refusal("donors.not_signed")]
