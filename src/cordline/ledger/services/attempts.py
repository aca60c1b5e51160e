"""What was asked, refused, or read: rows of their own, written even when nothing else is."""

import json
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import connection, transaction

from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal


class Source(StrEnum):
    """Where a code or a form came from (U38); kept with the record."""

    SCANNER = "scanner"
    CAMERA = "camera"
    TYPED = "typed"
    PAGE = "page"
    CONSOLE = "console"
    JOB = "job"


_RAW_LONGEST = 500


def record_attempt(
    *,
    verb: str,
    by: Actor,
    key: str = "",
    raw: str = "",
    subject: str = "",
    source: Source = Source.PAGE,
    device_at: datetime | None = None,
) -> int:
    """Store what somebody asked for before anyone judges it; gives the attempt's number for ``settle_attempt``."""
    return _insert(
        "INSERT INTO ledger.attempt (at, actor, site, station, verb, key, subject, raw, source, device_at) "
        "VALUES (ledger.now(), %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id",
        [by.code, by.site, by.station, verb, key, subject, raw[:_RAW_LONGEST], source.value, device_at],
    )


def settle_attempt(attempt: int, *, entry: int | None = None, reasons: Sequence[Refusal] = ()) -> None:
    """Say once what came of an attempt: done under an entry, refused with every reason, or failed."""
    outcome = "refused" if reasons else "done" if entry is not None else "failed"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT ledger.settle_attempt(%s, %s, %s::text[], %s::jsonb, %s)",
            [attempt, outcome, [r.code for r in reasons], _reasons(reasons), entry],
        )


def record_refusal(
    *,
    verb: str,
    by: Actor,
    key: str,
    content_hash: bytes,
    subject: str,
    reasons: Sequence[Refusal],
    source: Source = Source.PAGE,
    raw: str = "",
) -> int:
    """Keep a refused act with every code; a refusal does not bind the act's key."""
    return _insert(
        "INSERT INTO ledger.attempt (at, actor, site, station, verb, key, content_hash, subject, raw, source, outcome, "
        "codes, reasons) VALUES (ledger.now(), %s, %s, %s, %s, %s, %s, %s, %s, %s, 'refused', %s::text[], %s::jsonb) "
        "RETURNING id",
        [
            by.code, by.site, by.station, verb, key[:200], content_hash, subject, raw[:_RAW_LONGEST], source.value,
            [reason.code for reason in reasons], _reasons(reasons),
        ],
    )  # fmt: skip


def record_read(*, by: Actor, person: str, what: str, reason: str = "") -> None:
    """Keep that somebody opened a person's record, what of it, and why where a reason was asked (I12)."""
    _insert(
        "INSERT INTO ledger.reading (at, actor, site, person, what, reason) "
        "VALUES (ledger.now(), %s, %s, %s, %s, %s) RETURNING id",
        [by.code, by.site, person, what, reason],
    )


def _insert(statement: str, values: Sequence[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.fetchone()[0])


def _reasons(reasons: Sequence[Refusal]) -> str:
    return json.dumps([reason.as_json() for reason in reasons], ensure_ascii=False)
