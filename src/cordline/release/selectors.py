"""Where lots stand, what speaks against them, what would be signed: for this room's services and the rooms above."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from cordline.access.rules import content_hash
from cordline.ground import writing
from cordline.ground.products import Use
from cordline.ledger.services import database_now
from cordline.lineage import selectors as lineage
from cordline.release import evidence, rules
from cordline.release.limits import SEPARATION
from cordline.release.models import Disposition, ExceptionReading, TrailReview
from cordline.release.types import (
    AuditReviewFacts,
    DispositionFacts,
    Move,
    ReleaseFacts,
    Review,
    ReviewException,
    SigningFacts,
    State,
)


def disposition(lot: str, use: Use) -> DispositionFacts:
    """Say what a lot may be used for now; a lot that was never reviewed is ``none`` and gives no leave."""
    return dispositions([lot], use).get(lot, DispositionFacts(lot, use, State.NONE))


def dispositions(lots: Iterable[str], use: Use) -> dict[str, DispositionFacts]:
    """Say it for many lots in one query; those never reviewed are left out."""
    rows = Disposition.objects.filter(lot__in=list(lots), use=use)
    return {row.lot: disposition_facts(row) for row in rows}


def uses_of(lot: str) -> list[DispositionFacts]:
    """Give every use for which a lot was ever put under review."""
    return [disposition_facts(row) for row in Disposition.objects.filter(lot=lot).order_by("use")]


def disposition_facts(row: Disposition) -> DispositionFacts:
    """Give a disposition's row as a value."""
    return DispositionFacts(
        lot=row.lot,
        use=Use(row.use),
        state=State(row.state),
        since=row.since,
        reason=row.reason,
        plan=row.plan,
        pending=tuple(row.pending),
    )


def leave_under(codes: Iterable[str]) -> list[DispositionFacts]:
    """Give every lot with leave that is one of these codes, descends from one, or was touched by one."""
    asked = list(codes)
    nodes = [node.id for node in lineage.nodes_by_code(asked)]
    nodes += lineage.touched_by(asked)
    if not nodes:
        return []
    rows = Disposition.objects.filter(
        node_id__in=lineage.ids_from(nodes), state__in=[State.RELEASED, State.CONDITIONAL]
    )
    return [disposition_facts(row) for row in rows.order_by("id")]


def row_of(lot: str, use: Use, *, lock: bool = False) -> Disposition | None:
    """Find the disposition of a lot for a use; ``lock`` keeps it for the caller's act."""
    rows = Disposition.objects.filter(lot=lot, use=use)
    return (rows.select_for_update() if lock else rows).first()


def waiting_at(site: str, limit: int = 50) -> list[Disposition]:
    """Give the reviews of a site that wait for somebody, the longest waiting first."""
    waiting = [State.IN_REVIEW, State.FIRST_SIGNED, State.SUSPENDED, State.CONDITIONAL]
    return list(Disposition.objects.filter(site=site, state__in=waiting).order_by("since", "id")[:limit])


def suspended_lots() -> list[str]:
    """Name every lot that is suspended for some use."""
    rows = Disposition.objects.filter(state=State.SUSPENDED).order_by("since")
    return list(dict.fromkeys(rows.values_list("lot", flat=True)))


def use_of(row: Disposition) -> Use:
    """The use a disposition is about."""
    return Use(row.use)


def facts_of(lot: str, use: Use) -> ReleaseFacts | None:
    """Read everything a release is judged by; ``None`` when there is no such lot."""
    return evidence.release_facts(lot, use, audit_review=audit_review(lot))


def review(lot: str, use: Use, *, now: datetime | None = None) -> Review | None:
    """Judge a lot for a use as it stands now, changing nothing."""
    facts = facts_of(lot, use)
    return rules.judge_release(facts, now=now or database_now()) if facts else None


def audit_review(lot: str) -> AuditReviewFacts | None:
    """Give the newest signed reading of a lot's audit trail."""
    row = TrailReview.objects.filter(lot=lot).order_by("-up_to", "-id").first()
    return AuditReviewFacts(row.by, row.up_to) if row else None


def unread(row: Disposition, judged: Review, reader: str) -> tuple[ReviewException, ...]:
    """Name the exceptions of a review that somebody has not opened yet."""
    read = set(ExceptionReading.objects.filter(disposition=row, by=reader).values_list("key", flat=True))
    return tuple(exception for exception in judged.exceptions if exception.key not in read)


def readings_of(row: Disposition, reader: str) -> dict[str, datetime]:
    """When somebody opened which exception of a review."""
    found = ExceptionReading.objects.filter(disposition=row, by=reader)
    return dict(found.values_list("key", "at"))


def signing_facts(row: Disposition, facts: ReleaseFacts, judged: Review, signer: str) -> SigningFacts:
    """Read who has done what on a review, as the rules about people need it."""
    return SigningFacts(
        lot=row.lot,
        use=Use(row.use),
        state=State(row.state),
        site=row.site,
        makers=evidence.makers_of(row.lot),
        separation=SEPARATION,
        unread=unread(row, judged, signer),
        first_signer=row.verifier,
        first_signed_hash=row.verify_hash,
        content_hash=content_hash(content_of(facts, judged)),
    )


def signature_subject(lot: str, use: Use) -> str:
    """What the signatures of a disposition are about: the lot for one use."""
    return f"{lot}/{use.value}"


def signed_content(lot: str, use: Use, *, move: Move = Move.VERIFY, reason: str = "") -> dict[str, Any]:
    """What the review page shows and the signature binds; empty when there is no such lot.

    Both signatures of a release bind the same content, so that a change between them shows. A conditional release
    adds its plan, a rejection or withdrawal its reason.
    """
    facts = facts_of(lot, use)
    if facts is None:
        return {}
    return content_for(facts, rules.judge_release(facts, now=database_now()), move=move, reason=reason)


def content_for(facts: ReleaseFacts, judged: Review, *, move: Move, reason: str = "") -> dict[str, Any]:
    """The content of one move over facts already read."""
    content = content_of(facts, judged)
    if move is Move.RELEASE_CONDITIONALLY:
        return {**content, "plan": reason.strip()}
    if move in {Move.REJECT, Move.WITHDRAW}:
        return {**content, "reason": reason.strip()}
    return content


def content_of(facts: ReleaseFacts, judged: Review) -> dict[str, Any]:
    """The evidence itself, without anything that only the passing of time changes."""
    specification = facts.specification
    return {
        "lot": facts.lot,
        "product": facts.product,
        "use": facts.use,
        "site": facts.site,
        "specification": specification.code if specification else "",
        "specification_version": specification.version if specification else 0,
        "lines": [
            {
                "test": line.label,
                "method": line.method,
                "limit": line.limit,
                "result": line.result,
                "record": line.record,
                "verdict": line.verdict,
            }
            for line in judged.lines
        ],
        "exceptions": [{"record": e.record, "title": e.title, "as_read": e.key} for e in judged.exceptions],
        "donations": [
            {"donation": d.code, "decisions": {r.value: said for r, said in d.decisions} or "none"}
            for d in facts.donations
        ],
        "rule_sets": list(facts.binding),
        "licences": [
            {"licence": item.code, "scope": item.scope, "until": _day(item.expires_at)}
            for item in facts.licences
        ],
        "holds": [hold.code for hold in facts.holds],
        "passage": facts.passage,
        "doublings": writing.number(facts.doublings) if facts.doublings is not None else "",
        "expires": _day(facts.expires_at),
        "for": facts.autologous_for or "anybody whose signed plan names it",
    }


def _day(moment: datetime | None) -> str:
    return f"{writing.day(moment.date())}, {moment:%H:%M} UTC" if moment is not None else ""
