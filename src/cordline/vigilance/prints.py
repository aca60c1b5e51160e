"""A recall as paper: its timeline, its mass balance with every gap named, how far each person was reached (U123)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from cordline.access.selectors import display_names, site
from cordline.documents import pdf
from cordline.documents.pdf import PrintedBy
from cordline.ground import writing
from cordline.ledger import selectors as ledger
from cordline.ledger.services import is_demonstration
from cordline.lineage import selectors as lineage
from cordline.lineage.reaching import PARTS
from cordline.vigilance import letters, selectors
from cordline.vigilance.models import Recall, RecallContact
from cordline.vigilance.types import ContactState, RecallKind
from cordline.vigilance.words import HEADS, PART_WORDS, not_searched

_NAMED_AT_MOST = 200


def print_recall(recall: Recall, *, by: str, at: datetime) -> bytes:
    """Print a recall, drill or look-back as it stands at ``at``, for ``by`` (a name)."""
    place = site(recall.site)
    zone = place.zone if place else "UTC"
    kind, people = RecallKind(recall.kind), selectors.contacts(recall.code)
    data = {
        "state": "closed" if recall.closed_at else "open",
        "pairs": _pairs(recall, kind, people, zone),
        "sections": [
            _timeline(recall, zone),
            _balance(recall),
            _gap(recall, zone),
            _holds(recall, zone),
            *[_contacts(name, people, zone) for name in HEADS],
            _findings(recall),
        ],
        "signatures": [],
    }
    printed = _edges(recall, f"{kind.label} report", by=by, at=at)
    return pdf.render("documents/record", data, printed=printed, printed_at=at)


def print_letter(
    recall: Recall, contact: RecallContact, languages: Sequence[str], *, by: str, at: datetime
) -> bytes:
    """Print the letter to one person in their language, with the state of its review on the paper itself."""
    letter = letters.letter_for(languages)
    place = site(recall.site)
    zone = place.zone if place else "UTC"
    filled = {
        "{date}": f"{contact.at.astimezone(ZoneInfo(zone)):%Y-%m-%d}" if contact.at else "{date}",
        "{lot}": contact.lot or "{lot}",
        "{reason}": recall.reason,
    }
    data = {
        "state": letter.review.label,
        "pairs": [
            ["To", contact.person],
            ["Language", letter.language],
            ["About", contact.lot or recall.subject],
        ],
        "sections": [
            {
                "heading": letter.subject,
                "paragraphs": [_filled(words, filled) for words in letter.paragraphs],
                "columns": [],
                "rows": [],
            }
        ],
        "signatures": [],
    }
    printed = _edges(recall, "Letter", by=by, at=at, language=letter.lang.partition("-")[0])
    return pdf.render("documents/record", data, printed=printed, printed_at=at)


def _edges(recall: Recall, title: str, *, by: str, at: datetime, language: str = "en") -> PrintedBy:
    place = site(recall.site)
    return PrintedBy(
        title=title,
        record=recall.code,
        house=place.name if place else "Cordline",
        by=by,
        at=writing.when(at, place.zone if place else "UTC"),
        demonstration=is_demonstration(),
        language=language,
    )


def _filled(words: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        words = words.replace(name, value)
    return words


def _pairs(recall: Recall, kind: RecallKind, people: Sequence[RecallContact], zone: str) -> list[list[str]]:
    waiting = {one.person for one in people if ContactState(one.state).is_open}
    return [
        ["What", kind.label],
        ["From", recall.subject],
        ["Why", recall.reason],
        [
            "Opened",
            f"{writing.when(recall.opened_at, zone)} by {display_names([recall.opened_by])[recall.opened_by]}",
        ],
        [
            "Listed within",
            "not listed yet" if recall.survey_ms is None else f"{writing.whole(recall.survey_ms)} ms",
        ],
        ["Closed", writing.when(recall.closed_at, zone) if recall.closed_at else "not yet"],
        ["People", f"{len({one.person for one in people})}, of whom {len(waiting)} are still to be reached"],
        ["Not covered", not_searched(recall.not_covered) or "nothing is left out"],
    ]


def _section(heading: str, columns: list[str], rows: list[list[str]], none: str) -> dict[str, Any]:
    return {"heading": heading, "paragraphs": [] if rows else [none], "columns": columns, "rows": rows}


def _timeline(recall: Recall, zone: str) -> dict[str, Any]:
    rows = list(ledger.entries(about=recall.code).order_by("id"))
    names = display_names({row.actor for row in rows})
    told = [
        [
            writing.when(row.recorded_at, zone, seconds=True),
            names.get(row.actor, row.actor),
            ledger.told(row),
        ]
        for row in rows
    ]
    return _section("Timeline", ["When", "Who", "Did"], told, "Nothing has happened yet.")


def _balance(recall: Recall) -> dict[str, Any]:
    rows = [[PART_WORDS[part], writing.whole(int(recall.balance.get(part, 0)))] for part in PARTS]
    made = int(recall.balance.get("made", 0))
    rows += [
        ["Not accounted for", writing.whole(len(recall.unaccounted))],
        ["Made", writing.whole(made)],
    ]
    return _section("Mass balance", ["Containers", "Count"], rows, "")


def _gap(recall: Recall, zone: str) -> dict[str, Any]:
    missing = list(recall.unaccounted)
    rows = [
        [code, said, writing.when(at, zone) if at else "never"]
        for code, said, at in selectors.last_seen(missing[:_NAMED_AT_MOST])
    ]
    found = _section(
        "Not accounted for", ["Container", "Last act", "When"], rows, "Every container is accounted for."
    )
    if len(missing) > _NAMED_AT_MOST:
        found["paragraphs"] = [f"The first {_NAMED_AT_MOST} of {writing.whole(len(missing))} are named."]
    return found


def _holds(recall: Recall, zone: str) -> dict[str, Any]:
    rows = [
        [hold.code, writing.when(hold.placed_at, zone), "lifted" if hold.lifted_entry else "stands"]
        for hold in lineage.holds_by_code(recall.holds)
    ]
    return _section("Holds", ["Hold", "Placed", "Now"], rows, "No hold was placed.")


def _contacts(name: str, people: Sequence[RecallContact], zone: str) -> dict[str, Any]:
    rows = [
        [
            one.person,
            one.code,
            one.lot,
            one.text,
            ContactState(one.state).label,
            one.note,
            writing.when(one.checked_at, zone) if one.checked_at else "not yet",
        ]
        for one in people
        if one.column == name
    ]
    head, lede = HEADS[name]
    columns = ["Person", "Through", "Lot", "What", "State", "Note", "Checked"]
    return _section(f"{head}: {lede}", columns, rows, "Nobody.")


def _findings(recall: Recall) -> dict[str, Any]:
    return {
        "heading": "Findings",
        "paragraphs": [recall.findings or "Not closed yet."],
        "columns": [],
        "rows": [],
    }
