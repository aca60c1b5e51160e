"""What is out of the ordinary in the making of a lot: entries written late, values typed instead of counted."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from cordline.ground import writing
from cordline.ground.codes import Kind
from cordline.ledger import selectors as ledger
from cordline.release import trail
from cordline.release.types import ExceptionKind, ReviewException

# An entry made while the hands are still gloved is on time; later than this it is a late entry.
ON_TIME = timedelta(minutes=15)


def oddities(lot: str, above: Iterable[tuple[int, str, str]]) -> tuple[ReviewException, ...]:
    """Find late entries and typed values on a lot and on the cultures it came from (``above``), oldest first."""
    found: list[ReviewException] = []
    made_of = [lot, *(code for _, kind, code in above if kind == Kind.CULTURE)]
    for entry in trail.entries_on(made_of).filter(Q(occurred_at__isnull=False) | Q(payload__has_key="typed")):
        late = entry.occurred_at is not None and entry.recorded_at - entry.occurred_at > ON_TIME
        if late or entry.payload.get("typed"):
            kind = ExceptionKind.TYPED_CODE if entry.payload.get("typed") else ExceptionKind.LATE_ENTRY
            found.append(
                ReviewException(
                    key=f"entry:{entry.id}",
                    kind=kind,
                    record=entry.subject,
                    title=ledger.sentence(entry)[:200],
                    detail=_times(entry.occurred_at, entry.recorded_at) if late else entry.reason,
                )
            )
    return tuple(found)


def _times(done: datetime | None, written: datetime) -> str:
    told = writing.when(done, "UTC") if done else ""
    return f"Done {told}, written {writing.when(written, 'UTC')}. Both times are kept."
