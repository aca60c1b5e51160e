"""``audit verify``: recompute every receipt, root, link and signature, and compare the seals with their anchors."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from cordline.ledger.merkle import root
from cordline.ledger.seal_text import seal_digest

WHOLE = """
    SELECT e.id, e.era, e.xact::text::bigint, e.hash,
           sha256(convert_to(ledger.head(e) || coalesce(c.lines, ''), 'UTF8')) = e.hash
      FROM ledger.entry e
      LEFT JOIN (SELECT entry, string_agg(E'\\n' || jsonb_build_array(id, tab, row_id, op, old, new)::text, ''
                                          ORDER BY id) AS lines
                   FROM ledger.change GROUP BY entry) c ON c.entry = e.id
     ORDER BY e.era, e.xact, e.id
"""
SEALS = """
    SELECT id, era, lo::text, hi::text, entries, root, prev, alarm, hash, signature FROM ledger.seal ORDER BY id
"""
ORPHANS = """
    SELECT c.entry FROM ledger.change c WHERE NOT EXISTS (SELECT 1 FROM ledger.entry e WHERE e.id = c.entry) LIMIT 1
"""


@dataclass
class Verification:
    """What a verify found; each of ``breaks`` names the entry, the seal or the anchor line that does not fit."""

    entries: int = 0
    sealed: int = 0
    breaks: list[str] = field(default_factory=list)
    anchored_to: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Say whether everything fits."""
        return not self.breaks

    def as_json(self) -> dict[str, Any]:
        """The answer of ``audit verify --json``."""
        return {
            "entries": self.entries,
            "sealed": self.sealed,
            "unsealed": self.entries - self.sealed,
            "ok": self.ok,
            "first_break": self.breaks[0] if self.breaks else None,
            "breaks": self.breaks[:20],
            "anchored_to": self.anchored_to,
        }


def verify(
    connection: "psycopg.Connection[Any]", public_key: Ed25519PublicKey, anchors: Sequence[Path]
) -> Verification:
    """Recompute the whole record on one snapshot and name everything that was changed, removed, added or cut."""
    found = Verification()
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        connection.execute("SET LOCAL transaction_timeout = 0")
        connection.execute("SET LOCAL work_mem = '128MB'")
        # One grouped join is far cheaper than a million look-ups, but only if it is not planned as a loop.
        connection.execute("SET LOCAL enable_nestloop = off")
        seals = connection.execute(SEALS).fetchall()
        with connection.cursor(name="cordline_verify") as cursor:
            cursor.itersize = 20_000
            cursor.execute(WHOLE)
            _walk(found, seals, iter(cursor))
        orphan = connection.execute(ORPHANS).fetchone()
    if orphan:
        found.breaks.append(f"entry {orphan[0]} is gone, its changes are still there")
    _check_chain(found, seals, public_key)
    for path in anchors:
        _check_anchor(found, seals, path)
    return found


def _walk(found: Verification, seals: list[Any], rows: Iterator[Any]) -> None:
    """Go through all entries in seal order, judging each and collecting the leaves of each seal."""
    pending = next(rows, None)
    for number, era, lo, hi, entries, top, _prev, _alarm, _hash, _signature in seals:
        leaves: list[bytes] = []
        while pending is not None and (pending[1], pending[2]) < (era, int(hi)):
            if (pending[1], pending[2]) >= (era, int(lo)):
                leaves.append(bytes(pending[3]))
            else:
                found.breaks.append(f"entry {pending[0]} lies between the seals")
            _count(found, pending)
            pending = next(rows, None)
        found.sealed += len(leaves)
        if len(leaves) != entries:
            found.breaks.append(f"seal {number} closed {entries} entries, {len(leaves)} are there")
        elif root(leaves) != bytes(top):
            found.breaks.append(f"seal {number} does not fit its entries")
    while pending is not None:
        _count(found, pending)
        pending = next(rows, None)


def _count(found: Verification, row: Any) -> None:
    found.entries += 1
    if not row[4]:
        found.breaks.append(f"entry {row[0]} was changed, or a row it recorded was")


def _check_chain(found: Verification, seals: list[Any], public_key: Ed25519PublicKey) -> None:
    previous = bytes(32)
    for number, era, lo, hi, entries, top, prev, alarm, digest, signature in seals:
        if bytes(prev) != previous:
            found.breaks.append(f"seal {number} does not follow the seal before it")
        if seal_digest(era, lo, hi, entries, bytes(top), bytes(prev), alarm) != bytes(digest):
            found.breaks.append(f"seal {number} was changed")
        try:
            public_key.verify(bytes(signature), bytes(digest))
        except InvalidSignature:
            found.breaks.append(f"seal {number} is not signed by this clinic's sealer")
        found.breaks.extend(f"entry {entry} did not fit when it was sealed" for entry in alarm)
        previous = bytes(digest)


def _check_anchor(found: Verification, seals: list[Any], path: Path) -> None:
    found.anchored_to.append(path.name)
    known = {row[0]: (bytes(row[8]).hex(), bytes(row[9]).hex()) for row in seals}
    last = 0
    lines = path.read_text().splitlines() if path.exists() else []
    for line in lines:
        anchored = json.loads(line)
        last = int(anchored["seal"])
        if known.get(last) != (anchored["hash"], anchored["signature"]):
            found.breaks.append(f"seal {last} is not the one that {path.name} holds")
    missing = [number for number in known if number > last]
    if missing and lines:
        found.breaks.append(f"{path.name} ends at seal {last}, the record goes on to {max(missing)}")
    if not lines and seals:
        found.breaks.append(f"{path.name} holds no seal, the record holds {len(seals)}")
