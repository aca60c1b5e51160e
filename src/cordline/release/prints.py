"""A release review as paper: complete on its own, with its exceptions, criteria, decisions and signatures (U123)."""

from datetime import datetime

from cordline.access.selectors import display_names, site
from cordline.access.signing import signatures_on
from cordline.documents import pdf
from cordline.documents.pdf import PrintedBy
from cordline.documents.signed import signature_blocks
from cordline.ground import writing
from cordline.ground.products import Use
from cordline.ledger.services import is_demonstration
from cordline.release import rules, selectors
from cordline.release.models import Disposition
from cordline.release.types import Move, ReleaseFacts, Review, State


def print_review(row: Disposition, *, by: str, at: datetime) -> bytes:
    """Print a review as it stands at ``at``, for ``by`` (a name)."""
    use = Use(row.use)
    facts = selectors.facts_of(row.lot, use)
    if facts is None:
        raise LookupError(row.lot)
    judged = rules.judge_release(facts, now=at)
    place = site(row.site)
    zone = place.zone if place else "UTC"
    subject = selectors.signature_subject(row.lot, use)
    signatures = signatures_on(subject, selectors.content_of(facts, judged))
    data = {
        "state": State(row.state).label,
        "pairs": _pairs(row, facts, zone),
        "sections": _sections(row, judged, zone),
        "signatures": signature_blocks(signatures, zone),
    }
    printed = PrintedBy(
        title="Release review",
        record=row.lot,
        house=place.name if place else "Cordline",
        by=by,
        at=writing.when(at, zone),
        version=row.decisions.count(),
        demonstration=is_demonstration(),
    )
    return pdf.render("documents/record", data, printed=printed, printed_at=at)


def _pairs(row: Disposition, facts: ReleaseFacts, zone: str) -> list[list[str]]:
    specification = facts.specification
    return [
        ["Lot", row.lot],
        ["Use", row.use.replace("_", " ")],
        ["Product", facts.product.label],
        ["Since", writing.when(row.since, zone)],
        *[list(pair) for pair in facts.described],
        [
            "Specification",
            f"{specification.code}, version {specification.version}" if specification else "none",
        ],
        ["Passage", str(facts.passage) if facts.passage is not None else "not known"],
    ]


def _sections(row: Disposition, judged: Review, zone: str) -> list[dict[str, object]]:
    decisions = list(row.decisions.order_by("id"))
    names = display_names({decision.by for decision in decisions})
    return [
        {
            "heading": "Exceptions",
            "paragraphs": [] if judged.exceptions else ["Nothing out of the ordinary."],
            "columns": ["What", "Record", "Said"],
            "rows": [[e.kind.label, e.record, f"{e.title} {e.detail}".strip()] for e in judged.exceptions],
        },
        {
            "heading": "Criteria",
            "paragraphs": [] if judged.lines else ["No specification was found."],
            "columns": ["Criterion", "Method", "Limit", "Result", "Record", "Verdict"],
            "rows": [
                [x.label, x.method, x.limit, x.result or "none", x.record or "none", x.verdict.label]
                for x in judged.lines
            ],
        },
        {
            "heading": "What speaks against a full release now",
            "paragraphs": [refusal.text for refusal in judged.refusals] or ["Nothing."],
            "columns": [],
            "rows": [],
        },
        {
            "heading": "Decisions",
            "paragraphs": [],
            "columns": ["When", "Who", "Decision", "Reason"],
            "rows": [
                [
                    writing.when(d.at, zone),
                    names.get(d.by, d.by),
                    Move(d.move).done.capitalize(),
                    d.reason or "none given",
                ]
                for d in decisions
            ],
        },
    ]
