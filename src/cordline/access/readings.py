"""Every opening of a person's record is kept, once for each request however many parts of the page read it (I12)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from cordline.ground.actor import Actor
from cordline.ledger.services import record_read

_noted: ContextVar[set[tuple[str, str]] | None] = ContextVar("cordline_readings", default=None)


def note_read(*, by: Actor, person: str, what: str, reason: str = "") -> None:
    """Keep that ``by`` read ``person``'s record; the same reader in the same request is kept once."""
    noted = _noted.get()
    if noted is not None:
        if (by.code, person) in noted:
            return
        noted.add((by.code, person))
    record_read(by=by, person=person, what=what, reason=reason)


@contextmanager
def one_request() -> Iterator[None]:
    """Mark the span within which a reader is kept once."""
    token = _noted.set(set())
    try:
        yield
    finally:
        _noted.reset(token)
