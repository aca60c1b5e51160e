"""What is out of the ordinary in the making of a lot: entries written late, values typed instead of counted."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from cordline.ground import writing
from cordline.ground.codes import Kind
from cordline.ledger import selectors as ledger
from cordline.lineage import selectors as lineage
from cordline.release import trail
from cordline.release.types import ExceptionKind, ReviewException

# An entry made while the hands are still gloved is on time; later than this it is a late entry.
ON_TIME = timedelta(minutes=15)


def oddities(lot: str) -> tuple[ReviewException, ...]:
    """Find late entries and typed values on a lot and on the cultures it came from, oldest first."""
    found: dict[int, ReviewException] = {}
    for code in _made_of(lot):
        for entry in trail.entries(code):
            late = entry.occurred_at is not None and entry.recorded_at - entry.occurred_at > ON_TIME
            if late or entry.payload.get("typed"):
                kind = ExceptionKind.TYPED_CODE if entry.payload.get("typed") else ExceptionKind.LATE_ENTRY
                found[entry.id] = ReviewException(
                    key=f"entry:{entry.id}",
                    kind=kind,
                    record=entry.subject,
                    title=ledger.sentence(entry)[:200],
                    detail=_times(entry.occurred_at, entry.recorded_at) if late else entry.reason,
                )
    return tuple(found[number] for number in sorted(found))


def _made_of(lot: str) -> Iterator[str]:
    yield lot
    node = lineage.node(lot)
    if node is not None:
        yield from (code for _, kind, code in lineage.ancestors(node.id) if kind == Kind.CULTURE)


def _times(done: datetime | None, written: datetime) -> str:
    told = writing.when(done, "UTC") if done else ""
    return f"Done {told}, written {writing.when(written, 'UTC')}. Both times are kept."
