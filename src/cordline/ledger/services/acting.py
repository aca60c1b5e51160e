"""How anything of record is done: one act, one function, one transaction, one ledger entry.

``act`` asks the verb's roles, takes the gate, looks the key up, hands the block the database's clock, and closes the
entry when the block records. A refusal rolls everything back and is itself recorded, with every reason, in a
transaction of its own. Whatever this module promises is enforced again by the database (``sql/functions.sql``).
"""

import json
import random
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg
from django.db import InterfaceError, InternalError, OperationalError, connection, transaction
from django.db.utils import DatabaseError, IntegrityError

from cordline.ground.actor import JOB, Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.ground.verbs import Gate, Verb, all_verbs
from cordline.ledger import refusals as _refusals  # noqa: F401 - registers the sentences
from cordline.ledger.services.attempts import record_refusal
from cordline.ledger.types import Entry, as_json, content_digest

SHARED_HOLDER_S = 2  # a shared holder of the gate lives at most so long; the database ends it
_CONSTRAINTS: dict[str, str] = {}


class DefectiveAct(RuntimeError):
    """A service left its act without recording it: a defect of the program, never an answer to a person."""


def constraint_refuses(constraint: str, code: str) -> None:
    """Name the refusal that a loser of a race hears when this database constraint stops the second of two claims.

    The code's sentence takes no facts: the database tells which constraint, not which row.
    """
    _CONSTRAINTS[constraint] = code


@dataclass
class Act:
    """An act under way. ``now`` is the database's clock, by which safety rules judge."""

    verb: Verb
    by: Actor
    key: str
    digest: bytes
    occurred_at: datetime | None
    reason: str
    now: datetime = field(init=False)
    entry_id: int | None = field(init=False, default=None)
    _entry: Entry | None = field(init=False, default=None)
    answered: bool = field(init=False, default=False)
    subject: str = ""
    import_unit: str = ""  # what an import bears is touched by this unit, which stands under the import's hold

    @property
    def entry(self) -> Entry:
        """The entry of this act: the first answer when ``answered``, else what ``record`` gave."""
        if self._entry is None:
            raise DefectiveAct(f"{self.verb.name} has no entry yet.")
        return self._entry

    def require(self, *objections: Iterable[Refusal]) -> None:
        """Refuse with every reason at once when any rule objects."""
        reasons = [refusal for rule in objections for refusal in rule]
        if reasons:
            raise Refused(reasons)

    def record(
        self,
        *,
        subject: str,
        payload: Mapping[str, Any] | None = None,
        units: Sequence[str] = (),
        reason: str = "",
    ) -> Entry:
        """Close the act with its one entry: what it was about (``subject``, ``units`` by code) and what it made."""
        if self._entry is not None:
            raise DefectiveAct(f"{self.verb.name} was recorded twice.")
        written = as_json(payload or {})
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, recorded_at, hash FROM ledger.close(%s,%s,%s,%s,%s,%s,%s,%s,%s,%s::text[],%s,%s::jsonb)",
                [
                    self.by.code, self.by.on_behalf_of, self.by.site, self.by.station, self.verb.name, self.key,
                    self.digest, self.occurred_at, subject, list(units), reason or self.reason,
                    json.dumps(written, ensure_ascii=False),
                ],
            )  # fmt: skip
            number, recorded_at, receipt = cursor.fetchone()
        self._entry = Entry(
            id=number,
            verb=self.verb.name,
            subject=subject,
            actor=self.by.code,
            site=self.by.site,
            recorded_at=recorded_at,
            receipt=bytes(receipt).hex(),
            payload=written,
        )
        return self._entry


@contextmanager
def act(
    verb: Verb,
    *,
    by: Actor,
    key: str,
    content: Mapping[str, Any],
    occurred_at: datetime | None = None,
    reason: str = "",
    subject: str = "",
) -> Iterator[Act]:
    """Open one act of ``verb`` by somebody, under a key that makes a repeat harmless (I14).

    ``content`` is everything that was asked for; the same key with other content is refused. ``subject`` names what
    the act is about, for the record of a refusal. Refuses: access.role_missing, ledger.key_missing,
    ledger.key_reused, ledger.took_too_long, and whatever the block requires.
    """
    if all_verbs().get(verb.name) is not verb:
        raise DefectiveAct(f"The verb {verb.name} is not declared.")
    this = Act(verb, by, key, content_digest(content), occurred_at, reason, subject=subject)
    try:
        with _translated(), _opened(this):
            _answer_or_refuse(this)
            yield this
            if this._entry is None:  # noqa: SLF001 - same module
                raise DefectiveAct(f"{verb.name} left its act without recording it.")
    except Refused as refused:
        record_refusal(
            verb=verb.name,
            by=by,
            key=key,
            content_hash=this.digest,
            subject=this.subject,
            reasons=refused.reasons,
        )
        raise


def why_not_open(verb: Verb, *, by: Actor, key: str, occurred_at: datetime | None = None) -> list[Refusal]:
    """Give every reason this actor may not begin an act of ``verb``: role, key, a time without a zone."""
    refusals = why_not_role(verb, by)
    if not key or len(key) > 100:
        refusals.append(Refusal("ledger.key_missing"))
    if occurred_at is not None and occurred_at.tzinfo is None:
        refusals.append(Refusal("ledger.time_without_zone", given=occurred_at.isoformat()))
    return refusals


def why_not_role(verb: Verb, by: Actor) -> list[Refusal]:
    """Say when none of the actor's roles may do this; an act of the house itself is open to its jobs only."""
    if by.viewing_as:
        return [Refusal("access.viewing_reads_only", member=by.viewing_as)]
    if by.code.startswith(JOB) if not verb.who else by.has(*verb.who):
        return []
    needed = " or ".join(sorted(role.label for role in verb.who)) or "none (the house does this by itself)"
    return [Refusal("access.role_missing", needed=needed, actor=by.code, site=by.site or "this site")]


def _answer_or_refuse(this: Act) -> None:
    if this._entry is None:  # noqa: SLF001 - same module
        if this.occurred_at is not None and this.occurred_at > this.now:
            raise Refused([Refusal("ledger.time_ahead", given=this.occurred_at.isoformat())])
        return
    this.answered = True


@contextmanager
def _opened(this: Act) -> Iterator[None]:
    """Begin the transaction and open the act in it; an act that takes leave away waits for the gate until it has it."""
    refusals = why_not_open(this.verb, by=this.by, key=this.key, occurred_at=this.occurred_at)
    if refusals:
        raise Refused(refusals)
    while True:
        alone = not connection.in_atomic_block
        block = transaction.atomic()
        block.__enter__()
        try:
            _open(this, alone=alone)
        except OperationalError as error:
            block.__exit__(type(error), error, error.__traceback__)
            if not isinstance(error.__cause__, psycopg.errors.LockNotAvailable):
                raise
            time.sleep(random.uniform(0.005, 0.03))  # noqa: S311 - spreads the waiting, guards nothing
            continue
        except BaseException as error:
            block.__exit__(type(error), error, error.__traceback__)
            raise
        break
    with _leaving(block):
        yield


@contextmanager
def _leaving(block: "transaction.Atomic") -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        block.__exit__(type(error), error, error.__traceback__)
        raise
    block.__exit__(None, None, None)


def _open(this: Act, *, alone: bool) -> None:
    # In a transaction of the caller's own (a test) the limit would end the caller.
    limit = f"{SHARED_HOLDER_S}s" if alone and this.verb.gate is Gate.SHARED else None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM ledger.open(%s, %s, %s, %s, %s)",
            [this.verb.name, this.by.code, this.key, this.verb.gate.value, limit],
        )
        number, now, known = cursor.fetchone()
        this.now, this.entry_id = now, number
        if known is not None:
            this._entry = _first_answer(cursor, known, this.digest)  # noqa: SLF001 - same module


def _first_answer(cursor: Any, number: int, digest: bytes) -> Entry:
    cursor.execute(
        "SELECT id, verb, subject, actor, site, recorded_at, encode(hash, 'hex'), payload, content_hash "
        "FROM ledger.entry WHERE id = %s",
        [number],
    )
    known, verb, subject, actor, site, recorded_at, receipt, payload, content_hash = cursor.fetchone()
    if bytes(content_hash) != digest:
        raise Refused([Refusal("ledger.key_reused")])
    answer = payload if isinstance(payload, dict) else json.loads(payload)
    return Entry(known, verb, subject, actor, site, recorded_at, receipt, answer)


@contextmanager
def _translated() -> Iterator[None]:
    """Turn what the database said into an answer a person can use, where it is one."""
    try:
        yield
    except IntegrityError as error:
        code = _CONSTRAINTS.get(_constraint_of(error))
        if code is None:
            raise
        raise Refused([Refusal(code)]) from error
    except (InternalError, OperationalError, InterfaceError) as error:
        slow = _timed_out(error)
        if not slow and not _lost(error):
            raise
        if not connection.in_atomic_block:
            connection.close()
        raise Refused([Refusal("ledger.took_too_long" if slow else "ledger.connection_lost")]) from error


def _constraint_of(error: DatabaseError) -> str:
    cause = error.__cause__
    return (cause.diag.constraint_name or "") if isinstance(cause, psycopg.Error) else ""


def _lost(error: BaseException) -> bool:
    """Say whether the connection itself is gone: the timeout ends it, and often nobody hears why any more."""
    cause = error.__cause__
    return isinstance(cause, psycopg.OperationalError) and cause.sqlstate is None


def _timed_out(error: BaseException) -> bool:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, psycopg.errors.TransactionTimeout):
            return True
        if "transaction timeout" in str(cause):
            return True
        cause = cause.__cause__ or cause.__context__
    return False
