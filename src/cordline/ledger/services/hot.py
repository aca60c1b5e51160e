"""A hot act: gate, facts in one query, one write, in two round trips to the database.

It promises what ``act`` promises (role, key, gate, one entry, every refusal kept) for an act that many stations do at
once and whose facts come in one statement. The statements travel in a pipeline; they stay statements of their own, so
the facts are read on a snapshot that is younger than the gate's lock.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.db import connection, transaction

from cordline.ground.actor import Actor
from cordline.ground.refusal import Refused
from cordline.ground.verbs import Gate, Verb
from cordline.ledger.services.acting import (
    SHARED_HOLDER_S,
    Act,
    _answer_or_refuse,
    _first_answer,
    _translated,
    why_not_open,
)
from cordline.ledger.services.attempts import settle_attempt
from cordline.ledger.types import Entry, as_json, content_digest

_OPEN = "SELECT entry, at, known FROM ledger.open(%s, %s, %s, %s, %s)"
_CLOSE = "SELECT id, recorded_at, hash FROM ledger.close(%s,%s,%s,%s,%s,%s,%s,%s,%s,%s::text[],%s,%s::jsonb)"
_SETTLE = "SELECT ledger.settle_attempt(%s, 'done', '{}'::text[], '[]'::jsonb, %s)"
_READ = "INSERT INTO ledger.reading (at, actor, site, person, what, reason) VALUES (ledger.now(), %s, %s, %s, %s, '')"


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
    written: dict[str, Any] = field(default_factory=dict)


def hot_act(
    verb: Verb,
    *,
    by: Actor,
    key: str,
    content: Mapping[str, Any],
    query: str,
    parameters: Mapping[str, Any],
    judge: Callable[[Act, str], HotWrite],
    attempt: int,
    subject: str = "",
) -> Entry:
    """Do one hot act under an attempt that is already stored, and give its entry.

    ``query`` gives one text; ``judge`` reads it, raises Refused with every reason, or gives what is to be written.
    Refuses: access.role_missing, ledger.key_missing, ledger.key_reused, ledger.took_too_long, and what ``judge`` finds.
    """
    this = Act(verb, by, key, content_digest(content), None, "", subject=subject)
    try:
        refusals = why_not_open(verb, by=by, key=key)
        if refusals:
            raise Refused(refusals)
        with _translated():
            return _in_two_trips(this, query, parameters, judge, attempt)
    except Refused as refused:
        settle_attempt(attempt, reasons=refused.reasons)
        raise


def _in_two_trips(
    this: Act, query: str, parameters: Mapping[str, Any], judge: Callable[[Act, str], HotWrite], attempt: int
) -> Entry:
    connection.ensure_connection()
    raw = connection.connection
    alone = not connection.in_atomic_block
    limit = f"{SHARED_HOLDER_S}s" if alone and this.verb.gate is Gate.SHARED else None
    opening, facts, writing, closing = (psycopg.Cursor(raw) for _ in range(4))
    with raw.pipeline():
        with transaction.atomic():
            opening.execute(
                _OPEN, [this.verb.name, this.by.code, this.key, this.verb.gate.value, limit], prepare=True
            )
            facts.execute(query, parameters, prepare=True)
            # The first trip: begin, open (which takes the gate), facts.
            opened = opening.fetchone()
            assert opened is not None  # noqa: S101 - the function always gives one row
            this.entry_id, this.now, known = opened
            if known is not None:
                facts.fetchone()
                with connection.cursor() as cursor:
                    first: Entry = _first_answer(cursor, known, this.digest)
                settle_attempt(attempt, entry=first.id)
                return first
            _answer_or_refuse(this)
            [text] = facts.fetchone() or ("",)
            write = judge(this, text)
            writing.execute(write.statement, write.values, prepare=True)
            closing.execute(_CLOSE, _closing_values(this, write), prepare=True)
            writing_off = psycopg.Cursor(raw)
            writing_off.execute(_SETTLE, [attempt, this.entry_id], prepare=True)
            if write.person:
                writing_off.execute(
                    _READ, [this.by.code, this.by.site, write.person, write.subject], prepare=True
                )
        # The second trip: write, close, settle, read log, commit.
        entry_id, recorded_at, receipt = closing.fetchone() or (0, this.now, b"")
        row = writing.fetchone() if writing.description else None
    payload = as_json({**write.payload, **({"number": row[0]} if row else {})})
    return Entry(
        id=entry_id,
        verb=this.verb.name,
        subject=write.subject,
        actor=this.by.code,
        site=this.by.site,
        recorded_at=recorded_at,
        receipt=bytes(receipt).hex(),
        payload=payload,
    )


def _closing_values(this: Act, write: HotWrite) -> list[Any]:
    return [
        this.by.code, this.by.on_behalf_of, this.by.site, this.by.station, this.verb.name, this.key, this.digest,
        this.occurred_at, write.subject, list(write.units), this.reason,
        json.dumps(as_json(write.payload), ensure_ascii=False),
    ]  # fmt: skip
