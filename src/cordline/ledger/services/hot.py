"""A hot act: gate, facts in one query, one write, in two round trips to the database.

It promises what ``act`` promises (role, key, gate, one entry, every refusal kept) for an act that many stations do at
once and whose facts come in one statement. The first trip stores the attempt and commits it, begins, opens the act
(which takes the gate) and reads the facts; the second writes, closes, settles the attempt, keeps the reading and
commits. The statements travel in a pipeline but stay statements of their own, so the facts are read on a snapshot that
is younger than the gate's lock.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.db import connection

from cordline.ground.actor import Actor
from cordline.ground.refusal import Refused
from cordline.ground.verbs import Gate, Verb
from cordline.ledger.services.acting import (
    SHARED_HOLDER_S,
    Act,
    DefectiveAct,
    _first_answer,
    _translated,
    why_not_open,
)
from cordline.ledger.services.attempts import Source, record_attempt, settle_attempt
from cordline.ledger.types import Entry, as_json, content_digest

_ATTEMPT = (
    "INSERT INTO ledger.attempt (at, actor, site, station, verb, key, subject, raw, source) "
    "VALUES (ledger.now(), %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id"
)
_OPEN = "SELECT entry, at, known FROM ledger.open(%s, %s, %s, %s, %s)"
_CLOSE = "SELECT id, recorded_at, hash FROM ledger.close(%s,%s,%s,%s,%s,%s,%s,%s,%s,%s::text[],%s,%s::jsonb)"
_SETTLE = "SELECT ledger.settle_attempt(%s, 'done', '{}'::text[], '[]'::jsonb, %s)"
_READ = "INSERT INTO ledger.reading (at, actor, site, person, what, reason) VALUES (ledger.now(), %s, %s, %s, %s, '')"
_RAW_LONGEST = 500


@dataclass(frozen=True)
class Asked:
    """What somebody asked for, as it is stored before anybody judges it."""

    verb: Verb
    by: Actor
    key: str
    content: Mapping[str, Any]
    raw: str
    source: Source
    subject: str = ""


@dataclass(frozen=True)
class HotWrite:
    """What a hot act writes once its rule gave leave: one statement, and the words of its entry.

    ``person`` names whose record the answer opens, so that the reading is kept in the same transaction.
    """

    statement: str
    values: Sequence[Any]
    subject: str
    payload: Mapping[str, Any]
    units: Sequence[str] = ()
    person: str = ""


@dataclass
class _Trip:
    """The connection's statements of one hot act; inside a transaction of the caller's own, a savepoint."""

    raw: Any
    alone: bool
    attempt: int = 0
    cursors: list[Any] = field(default_factory=list)

    def send(self, statement: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> Any:
        """Queue one statement; its cursor gives the answer once the pipeline is read."""
        cursor = psycopg.Cursor(self.raw)
        cursor.execute(statement, values or None, prepare=True)
        self.cursors.append(cursor)
        return cursor

    def begin(self) -> None:
        """Begin the act's transaction."""
        self.send("BEGIN" if self.alone else "SAVEPOINT hot")

    def keep(self) -> None:
        """Commit what was written since ``begin``."""
        self.send("COMMIT" if self.alone else "RELEASE SAVEPOINT hot")

    def undo(self) -> None:
        """Roll everything since ``begin`` back."""
        self.send("ROLLBACK" if self.alone else "ROLLBACK TO SAVEPOINT hot")


def refuse_unread(asked: Asked, reasons: Sequence[Any]) -> None:
    """Keep an attempt that could not even be read, with every reason, and raise it."""
    attempt = record_attempt(
        verb=asked.verb.name,
        by=asked.by,
        key=asked.key,
        raw=asked.raw,
        subject=asked.subject,
        source=asked.source,
    )
    settle_attempt(attempt, reasons=reasons)
    raise Refused(reasons)


def hot_act(
    asked: Asked, *, query: str, parameters: Mapping[str, Any], judge: Callable[[Act, str], HotWrite]
) -> Entry:
    """Do one hot act and give its entry; the attempt is stored first, whatever comes of it.

    ``query`` gives one text; ``judge`` reads it, raises Refused with every reason, or gives what is to be written.
    Refuses: access.role_missing, ledger.key_missing, ledger.key_reused, ledger.took_too_long, and what ``judge`` finds.
    """
    refusals = why_not_open(asked.verb, by=asked.by, key=asked.key)
    if refusals:
        refuse_unread(asked, refusals)
    this = Act(
        asked.verb, asked.by, asked.key, content_digest(asked.content), None, "", subject=asked.subject
    )
    connection.ensure_connection()
    trip = _Trip(connection.connection, alone=not connection.in_atomic_block)
    try:
        with _translated(), connection.wrap_database_errors:
            return _in_two_trips(trip, this, asked, query, parameters, judge)
    except Refused as refused:
        if trip.attempt:
            settle_attempt(trip.attempt, reasons=refused.reasons)
        raise
    finally:
        if trip.alone and not trip.raw.closed:
            _leave_clean(trip.raw)


def _leave_clean(raw: Any) -> None:
    """Hand the connection back without a transaction of ours in it."""
    if raw.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
        raw.execute("ROLLBACK")


def _in_two_trips(
    trip: _Trip,
    this: Act,
    asked: Asked,
    query: str,
    parameters: Mapping[str, Any],
    judge: Callable[[Act, str], HotWrite],
) -> Entry:
    limit = f"{SHARED_HOLDER_S}s" if trip.alone and this.verb.gate is Gate.SHARED else None
    with trip.raw.pipeline():
        if trip.alone:
            trip.begin()
        stored = trip.send(_ATTEMPT, _attempt_values(asked))
        if trip.alone:
            trip.keep()
        trip.begin()
        opening = trip.send(_OPEN, [this.verb.name, this.by.code, this.key, this.verb.gate.value, limit])
        facts = trip.send(query, parameters)
        # The first trip ends here: everything above is sent, and its answers are read.
        [trip.attempt] = stored.fetchone()
        this.entry_id, this.now, known = opening.fetchone()
        [text] = facts.fetchone()
        if known is None:
            try:
                write = judge(this, text)
            except Refused:
                trip.undo()
                raise
            written = trip.send(write.statement, write.values)
            closing = trip.send(_CLOSE, _closing_values(this, write))
            trip.send(_SETTLE, [trip.attempt, this.entry_id])
            if write.person:
                trip.send(_READ, [this.by.code, this.by.site, write.person, write.subject])
            trip.keep()
        else:
            trip.undo()
    # The second trip ended with the pipeline: written, closed, settled and committed.
    if known is not None:
        return _answer_again(trip, this, known)
    if written.rowcount != 1:
        raise DefectiveAct(f"{this.verb.name} wrote {written.rowcount} rows instead of one.")
    number, recorded_at, receipt = closing.fetchone()
    return Entry(
        id=number,
        verb=this.verb.name,
        subject=write.subject,
        actor=this.by.code,
        site=this.by.site,
        recorded_at=recorded_at,
        receipt=bytes(receipt).hex(),
        payload=as_json(write.payload),
    )


def _answer_again(trip: _Trip, this: Act, known: int) -> Entry:
    """The key is known: give the first answer, or refuse a key that came with other content (I14)."""
    with connection.cursor() as cursor:
        first: Entry = _first_answer(cursor, known, this.digest)
    settle_attempt(trip.attempt, entry=first.id)
    return first


def _attempt_values(asked: Asked) -> list[Any]:
    return [
        asked.by.code, asked.by.site, asked.by.station, asked.verb.name, asked.key, asked.subject,
        asked.raw[:_RAW_LONGEST], asked.source.value,
    ]  # fmt: skip


def _closing_values(this: Act, write: HotWrite) -> list[Any]:
    return [
        this.by.code, this.by.on_behalf_of, this.by.site, this.by.station, this.verb.name, this.key, this.digest,
        this.occurred_at, write.subject, list(write.units), this.reason,
        json.dumps(as_json(write.payload), ensure_ascii=False),
    ]  # fmt: skip
