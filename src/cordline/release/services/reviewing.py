"""Opening a review, reading what is out of the ordinary, and signing that the audit trail was read."""

from cordline.access.signing import Meaning, Proof, sign_within
from cordline.ground.actor import Actor
from cordline.ground.products import Use
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Entry, act
from cordline.release import evidence, rules, selectors, trail, verbs
from cordline.release.models import Decision, Disposition, ExceptionReading, TrailReview
from cordline.release.services.found import judged, locked
from cordline.release.types import Move, State


def open_review(*, lot: str, use: Use, by: Actor, key: str) -> Entry:
    """Put a lot under review for one use: from now on it waits for two signatures.

    Refuses: release.lot_unknown, release.review_exists, release.other_site. Writes: release.review.opened.
    """
    with act(verbs.REVIEW_OPENED, by=by, key=key, content={"lot": lot, "use": use}, subject=lot) as this:
        if this.answered:
            return this.entry
        node = evidence.lot_node(lot)
        if node is None:
            raise Refused([Refusal("release.lot_unknown", lot=lot)])
        this.require(_why_not_open(lot, use, site=node.site, by=by))
        row = Disposition.objects.create(
            node_id=node.id,
            lot=lot,
            use=use,
            site=node.site,
            state=State.IN_REVIEW,
            since=this.now,
            opened_by=by.code,
            opened_at=this.now,
        )
        Decision.objects.create(
            disposition=row, move=Move.OPEN, before=State.NONE, after=State.IN_REVIEW, by=by.code, at=this.now
        )
        return this.record(subject=lot, payload={"use": use})


def _why_not_open(lot: str, use: Use, *, site: str, by: Actor) -> list[Refusal]:
    refusals = []
    if selectors.row_of(lot, use) is not None:
        refusals.append(Refusal("release.review_exists", lot=lot, use=use.value))
    if site != by.site:
        refusals.append(Refusal("release.other_site", lot=lot, site=site, yours=by.site))
    return refusals


def read_exception(*, lot: str, use: Use, exception: str, by: Actor, key: str) -> Entry:
    """Say that one exception was opened and read by this person; its content as it is now.

    Refuses: release.review_missing, release.exception_unknown. Writes: release.exception.read.
    """
    asked = {"lot": lot, "use": use, "exception": exception}
    with act(verbs.EXCEPTION_READ, by=by, key=key, content=asked, subject=lot) as this:
        if this.answered:
            return this.entry
        row = locked(lot, use)
        _, review = judged(row, this.now)
        found = next((e for e in review.exceptions if e.key == exception), None)
        if found is None:
            raise Refused([Refusal("release.exception_unknown")])
        if not ExceptionReading.objects.filter(disposition=row, key=exception, by=by.code).exists():
            ExceptionReading.objects.create(
                disposition=row, key=exception, title=found.title[:300], by=by.code, at=this.now
            )
        return this.record(subject=lot, payload={"use": use, "title": found.title})


def review_trail(*, lot: str, use: Use, proof: Proof, by: Actor, key: str) -> Entry:
    """Sign that the lot's audit trail was read, up to its last entry now (R-20); what comes later is read again.

    Refuses: release.review_missing, release.other_site, release.audit_reviewer_made_it, and what signing refuses.
    Writes: release.trail.reviewed.
    """
    with act(verbs.TRAIL_REVIEWED, by=by, key=key, content={"lot": lot, "use": use}, subject=lot) as this:
        if this.answered:
            return this.entry
        row = locked(lot, use)
        facts, review = judged(row, this.now)
        people = selectors.signing_facts(row, facts, review, by.code)
        this.require(rules.why_not_review_trail(people, signer=by.code, site=by.site))
        content = trail.content(lot)
        signature = sign_within(
            this, meaning=Meaning.REVIEWED, subject=trail.subject(lot), content=content, proof=proof
        )
        TrailReview.objects.create(
            lot=lot,
            site=row.site,
            up_to=content["up_to"],
            entries=content["entries"],
            by=by.code,
            at=this.now,
            signature=signature,
        )
        return this.record(subject=lot, payload={"up_to": content["up_to"], "signature": signature})
