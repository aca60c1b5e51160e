"""Upward consequences: a room reacts to verbs of lower rooms, each entry exactly once, as an act of its own.

Safety never waits for a subscription (what must stop at once is a hold in the first transaction). ``ledger.close``
writes a due row for each subscriber of the verb; the worker claims rows with SKIP LOCKED, so order is not kept and a
handler rereads the present state. A handler that fails is tried again later and later, and stays visible until done.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from django.db import connection, transaction

from cordline.ground.refusal import Refused
from cordline.ledger.models import Entry as EntryRow
from cordline.ledger.types import Entry

log = logging.getLogger(__name__)
LAG_SHOWN_AFTER = timedelta(seconds=5)
BATCH = 200  # so many due entries are looked through at once for those that ask nothing of their subscriber
Handler = Callable[[Entry], None]
Idle = Callable[[Entry], bool]


@dataclass(frozen=True)
class Subscription:
    """One room's reaction: ``name`` is ``room.reaction``, ``verbs`` those it hears.

    ``idle`` says of an entry, by what it says itself, that the reaction would do nothing; it is delivered unheard.
    """

    name: str
    verbs: tuple[str, ...]
    handler: Handler
    idle: Idle = lambda entry: False


_SUBSCRIPTIONS: dict[str, Subscription] = {}


def subscribe(
    name: str, *, verbs: Sequence[str], idle: Idle = lambda entry: False
) -> Callable[[Handler], Handler]:
    """Register a handler for entries of these verbs: ``@subscribe("donors.on_result", verbs=[...])``.

    ``idle`` may name entries that provably ask nothing of it, without any query: they get their receipt in one
    statement for many, and the handler is not woken.
    """

    def enter(function: Handler) -> Handler:
        if name in _SUBSCRIPTIONS:
            raise ValueError(f"The subscription {name} is registered twice.")
        _SUBSCRIPTIONS[name] = Subscription(name, tuple(verbs), function, idle)
        return function

    return enter


def all_subscriptions() -> Mapping[str, Subscription]:
    """Give every registered subscription by name."""
    return MappingProxyType(_SUBSCRIPTIONS)


def subscriptions_written() -> list[tuple[str, str]]:
    """Give the (subscriber, verb) pairs as the table ``ledger.subscription`` must hold them; migrate writes them."""
    return sorted({(item.name, verb) for item in _SUBSCRIPTIONS.values() for verb in item.verbs})


def deliver_one() -> bool:
    """Hand one due entry to its subscriber, exactly once; False when nothing is due.

    The row of the delivery and the handler's own act commit together. A failure is noted in a second transaction and
    the row comes due again later.
    """
    claimed: tuple[str, int] | None = None
    try:
        with transaction.atomic():
            claimed = _claim()
            if claimed is None:
                return False
            _hand_over(*claimed)
    except Exception as error:
        if claimed is None:  # the claim itself failed: the database is away, and the worker says so
            raise
        _put_off(*claimed, error)
    return True


def deliver_all(limit: int = 100_000) -> int:
    """Hand over everything that is due now; gives how many entries were handed or put off."""
    count = 0
    while count < limit:
        idle, waiting = _deliver_idle(min(limit - count, BATCH))
        count += idle
        handed = 0
        while handed < waiting and count < limit and deliver_one():
            handed += 1
            count += 1
        if not handed and idle < BATCH:
            break
    return count


def _deliver_idle(most: int) -> tuple[int, int]:
    """Give their receipts to the due entries that ask nothing of their subscriber; gives (those, the others)."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT subscriber, entry FROM ledger.pending WHERE due <= clock_timestamp() "
                "ORDER BY due, entry LIMIT %s FOR UPDATE SKIP LOCKED",
                [most],
            )
            due = [(str(name), int(number)) for name, number in cursor.fetchall()]
        if not due:
            return 0, 0
        rows = {
            row.id: entry_of(row) for row in EntryRow.objects.filter(pk__in={number for _, number in due})
        }
        idle = [(name, number) for name, number in due if _asks_nothing(name, rows[number])]
        if idle:
            _receipts(idle)
    return len(idle), len(due) - len(idle)


def _asks_nothing(subscriber: str, entry: Entry) -> bool:
    # A row whose subscriber is not known here is left to be put off, where it is seen.
    known = _SUBSCRIPTIONS.get(subscriber)
    return known is not None and known.idle(entry)


def _receipts(delivered: list[tuple[str, int]]) -> None:
    pairs: list[Any] = [[name for name, _ in delivered], [number for _, number in delivered]]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.delivered (subscriber, entry) SELECT * FROM unnest(%s::text[], %s::bigint[])",
            pairs,
        )
        cursor.execute(
            "DELETE FROM ledger.pending p USING unnest(%s::text[], %s::bigint[]) AS done(subscriber, entry) "
            "WHERE p.subscriber = done.subscriber AND p.entry = done.entry",
            pairs,
        )


def _claim() -> tuple[str, int] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subscriber, entry FROM ledger.pending WHERE due <= clock_timestamp() "
            "ORDER BY due, entry LIMIT 1 FOR UPDATE SKIP LOCKED"
        )
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None


def _hand_over(subscriber: str, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.delivered (subscriber, entry) VALUES (%s, %s)", [subscriber, number]
        )
    _SUBSCRIPTIONS[subscriber].handler(entry_of(EntryRow.objects.get(pk=number)))
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM ledger.pending WHERE subscriber = %s AND entry = %s", [subscriber, number]
        )


def _put_off(subscriber: str, number: int, error: Exception) -> None:
    log.warning("subscription %s put off entry %s: %s", subscriber, number, type(error).__name__)
    told = ", ".join(r.code for r in error.reasons) if isinstance(error, Refused) else type(error).__name__
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger.pending SET tries = tries + 1, last_error = %s, "
            "due = clock_timestamp() + least(interval '1 hour', interval '1 second' * power(2, tries)) "
            "WHERE subscriber = %s AND entry = %s",
            [told, subscriber, number],
        )


def entry_of(row: EntryRow) -> Entry:
    """Give the value of an entry's row."""
    return Entry(
        row.id, row.verb, row.subject, row.actor, row.site, row.recorded_at, row.receipt, payload=row.payload
    )
