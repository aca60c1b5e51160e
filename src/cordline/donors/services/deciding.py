"""How eligibility is asked for, signed by the responsible person, and judged again by the house."""

from cordline.access.signing import Meaning, Proof, sign_within
from cordline.donors import deciding_rules, selectors, verbs
from cordline.donors.models import Donation, EligibilityDecision
from cordline.donors.services.judging import Judged, judge_within, units_of
from cordline.donors.types import Decision
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Entry, act


def judge_donation(*, donation: str, by: Actor, key: str) -> Entry:
    """Have a donation judged on what is on record; the answer stands once the responsible person has signed it.

    Refuses: donors.donation_unknown, donors.foreign_site. Writes: donors.eligibility.judged.
    """
    with act(
        verbs.ELIGIBILITY_JUDGED, by=by, key=key, content={"donation": donation}, subject=donation
    ) as this:
        if this.answered:
            return this.entry
        row = require_donation(donation)
        this.require(deciding_rules.why_not_ours(row.code, row.site, by.site))
        judged = judge_within(this, row, because="asked for")
        return this.record(
            subject=donation, units=[row.donor.code, *units_of([judged])], payload=payload_of(judged)
        )


def regrade_donation(*, donation: str, because: str, by: Actor, key: str) -> Entry:
    """Judge a donation again since a result or news arrived: an act of the house itself.

    Refuses: donors.donation_unknown. Writes: donors.eligibility.regraded.
    """
    content = {"donation": donation, "because": because}
    with act(verbs.ELIGIBILITY_REGRADED, by=by, key=key, content=content, subject=donation) as this:
        if this.answered:
            return this.entry
        row = require_donation(donation)
        judged = judge_within(this, row, because=because)
        return this.record(
            subject=donation, units=[row.donor.code, *units_of([judged])], payload=payload_of(judged)
        )


def sign_eligibility(*, donation: str, proof: Proof, by: Actor, key: str) -> Entry:
    """Sign the decision in force, as the responsible person. From here release may rest on an eligible donor.

    The rules are asked once more: a decision whose facts have changed since is refused, and so is one that rests on
    rows no one at the site has confirmed. Refuses: donors.donation_unknown, donors.foreign_site,
    donors.not_judged, donors.incomplete_unsigned, donors.signed_already, donors.sign_own, donors.facts_changed,
    donors.rules_unconfirmed, and what signing refuses. Writes: donors.eligibility.signed.
    """
    with act(
        verbs.ELIGIBILITY_SIGNED, by=by, key=key, content={"donation": donation}, subject=donation
    ) as this:
        if this.answered:
            return this.entry
        row = require_donation(donation)
        held = (
            EligibilityDecision.objects.select_for_update().filter(donation=row, superseded_at=None).first()
        )
        _facts, answer = selectors.judgement(row, at=this.now)
        this.require(
            deciding_rules.why_not_ours(row.code, row.site, by.site),
            deciding_rules.why_not_sign(
                held=deciding_rules.held_facts(held),
                answer=answer,
                adopted=selectors.adopted_versions(row.site),
                by=by.code,
            ),
        )
        assert held is not None  # noqa: S101 - why_not_sign has refused
        signature = sign_within(
            this,
            meaning=Meaning.APPROVED,
            subject=donation,
            content=selectors.sign_eligibility_content(donation),
            proof=proof,
        )
        EligibilityDecision.objects.filter(pk=held.pk).update(
            signed_at=this.now, signed_by=by.code, signature=signature
        )
        return this.record(
            subject=donation,
            units=[row.donor.code],
            payload={"decision": held.decision, "number": held.number, "facts_sha256": held.facts_sha256},
        )


def require_donation(code: str) -> Donation:
    """The donation's row, locked; refuses when nothing bears the code."""
    row = selectors.donation(code, lock=True)
    if row is None:
        raise Refused([Refusal("donors.donation_unknown", donation=code[:40])])
    return row


def payload_of(judged: Judged) -> dict[str, object]:
    """What the entry says of a judgement."""
    return {
        "decision": Decision(judged.decision).value,
        "number": judged.number,
        "changed": judged.changed,
        "hold": judged.hold,
    }
