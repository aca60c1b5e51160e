"""Opening a record in an emergency, and reviewing that afterwards (R-33)."""

from cordline.access import rules
from cordline.access.limits import GLASS_OPEN
from cordline.access.models import GlassBreak
from cordline.access.verbs import GLASS_BROKEN, GLASS_REVIEWED
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Entry, act, record_read


def break_glass(*, person: str, reason: str, by: Actor, key: str) -> Entry:
    """Open a person's record for an hour though role or site would not: with a reason, noticed and reviewed.

    Refuses: access.glass_not_for_role, access.reason_missing, access.reason_too_short. Writes: access.glass.broken.
    """
    content = {"person": person, "reason": reason}
    with act(GLASS_BROKEN, by=by, key=key, content=content, reason=reason, subject=person) as this:
        if this.answered:
            return this.entry
        this.require(rules.why_not_break_glass(reason=reason, by=by))
        row = GlassBreak.objects.create(
            person=person, member=by.code, site=by.site, reason=reason.strip(), opened_at=this.now,
            until=this.now + GLASS_OPEN,
        )  # fmt: skip
        record_read(by=by, person=person, what="emergency access", reason=reason.strip())
        return this.record(subject=person, payload={"glass": row.id, "until": row.until})


def review_glass(*, glass: int, outcome: str, by: Actor, key: str) -> Entry:
    """Close an emergency access by review: was it right, and what follows. Never by the one who opened it.

    Refuses: access.unknown_glass, access.glass_reviewed, access.glass_own_review, and a missing outcome.
    Writes: access.glass.reviewed.
    """
    with act(GLASS_REVIEWED, by=by, key=key, content={"glass": glass, "outcome": outcome}) as this:
        if this.answered:
            return this.entry
        row = GlassBreak.objects.select_for_update().filter(pk=glass).first()
        if row is None:
            raise Refused([Refusal("access.unknown_glass")])
        objections = rules.why_not_reason(outcome)
        if row.reviewed_at is not None:
            objections.append(Refusal("access.glass_reviewed"))
        if row.member == by.code:
            objections.append(Refusal("access.glass_own_review"))
        this.require(objections)
        GlassBreak.objects.filter(pk=glass).update(
            reviewed_at=this.now, reviewed_by=by.code, outcome=outcome.strip()
        )
        return this.record(subject=row.person, payload={"glass": glass, "outcome": outcome.strip()})
