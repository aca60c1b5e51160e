"""What stands against treating one person: hard stops, placed at once and lifted by another physician."""

from cordline.access.signing import Meaning, Proof, sign_within
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Entry, act, next_code
from cordline.people import selectors as people
from cordline.plans import verbs
from cordline.plans.limits import CONTRAINDICATIONS
from cordline.plans.models import HardStop


def open_hard_stop(*, person: str, rule: str, by: Actor, key: str) -> Entry:
    """Stop a person's treatment for a contraindication or deferral (C01 to C27); payload names it as ``hard_stop``.

    Refuses: plans.person_not_found, plans.hard_stop_unknown. Writes: plans.hard_stop.opened.
    """
    with act(
        verbs.STOP_OPENED, by=by, key=key, content={"person": person, "rule": rule}, subject=person
    ) as this:
        if this.answered:
            return this.entry
        this.require(
            _why_not_person(person),
            [] if rule in CONTRAINDICATIONS else [Refusal("plans.hard_stop_unknown", rule=rule[:20])],
        )
        code = next_code(Kind.HARD_STOP, this)
        HardStop.objects.create(
            code=code,
            site=by.site,
            person_id=person,
            rule=rule,
            opened_by=by.code,
            opened_at=this.now,
        )
        return this.record(subject=code, payload={"hard_stop": code, "person": person, "rule": rule})


def lift_hard_stop(*, stop: str, reason: str, by: Actor, key: str, proof: Proof) -> Entry:
    """Lift a hard stop, signed, by another physician than the one who placed it.

    Refuses: plans.hard_stop_not_found, plans.hard_stop_own, plans.reason_missing. Writes: plans.hard_stop.lifted.
    """
    with act(verbs.STOP_LIFTED, by=by, key=key, content={"stop": stop}, reason=reason, subject=stop) as this:
        if this.answered:
            return this.entry
        row = HardStop.objects.select_for_update(no_key=True).filter(code=stop, closed_at=None).first()
        if row is None:
            raise Refused([Refusal("plans.hard_stop_not_found", code=stop)])
        this.require(
            [Refusal("plans.hard_stop_own")] if row.opened_by == by.code else [],
            [] if reason.strip() else [Refusal("plans.reason_missing")],
        )
        signed = sign_within(
            this, meaning=Meaning.APPROVED, subject=stop, content=stop_content(row, reason), proof=proof
        )
        HardStop.objects.filter(pk=row.pk).update(
            closed_by=by.code, closed_at=this.now, closed_reason=reason, signature=signed
        )
        return this.record(subject=stop, payload={"hard_stop": stop, "person": row.person_id})


def stop_content(row: HardStop, reason: str) -> dict[str, str]:
    """What the physician who lifts a hard stop signs."""
    return {"hard_stop": row.code, "person": row.person_id, "rule": row.rule, "reason": reason}


def _why_not_person(code: str) -> list[Refusal]:
    return [] if people.person(code) else [Refusal("plans.person_not_found", code=code)]
