"""A deviation as paper, complete on its own (U123)."""

from datetime import datetime

from cordline.access.selectors import display_names, site
from cordline.access.signing import signatures_on
from cordline.documents import pdf
from cordline.documents.pdf import PrintedBy
from cordline.documents.signed import signature_blocks
from cordline.ground import writing
from cordline.ledger.services import is_demonstration
from cordline.quality.types import DeviationFacts


def print_deviation(found: DeviationFacts, *, by: str, at: datetime) -> bytes:
    """Print a deviation as it stands, for ``by`` (a name), at ``at``."""
    place = site(found.site)
    zone = place.zone if place else "UTC"
    names = display_names({found.opened_by, found.investigated_by, found.closed_by} - {""})
    data = {
        "state": found.state.label,
        "pairs": [
            ["Class", found.severity.label],
            ["On", found.subject],
            ["Opened", writing.when(found.opened_at, zone)],
            ["By", names.get(found.opened_by, found.opened_by)],
            ["Investigated by", names.get(found.investigated_by, found.investigated_by) or "nobody yet"],
            ["Touches", ", ".join(found.units)],
        ],
        "sections": [
            {"heading": heading, "paragraphs": [words or "Not written yet."], "columns": [], "rows": []}
            for heading, words in (
                ("In one line", found.title),
                ("What happened", found.what_happened),
                ("What was done at once", found.immediate_action),
                ("Investigation", found.investigation),
                ("Cause", found.cause),
                ("Corrective action", _corrective(found)),
                ("Conclusion", found.conclusion),
            )
        ],
        "signatures": signature_blocks(signatures_on(found.code), zone),
    }
    printed = PrintedBy(
        title="Deviation",
        record=found.code,
        house=place.name if place else "Cordline",
        by=by,
        at=writing.when(at, zone),
        version=found.version,
        demonstration=is_demonstration(),
    )
    return pdf.render("documents/record", data, printed=printed, printed_at=at)


def _corrective(found: DeviationFacts) -> str:
    if not found.corrective_action:
        return ""
    due = writing.day(found.corrective_due_on) if found.corrective_due_on else "no day"
    return f"{found.corrective_action} Owner {found.corrective_owner}, due {due}."
