"""The sealer: closes entries in signed batches that no act waits for.

It runs under a database role of its own that may read entries and changes and append seals, nothing else, and signs
with a key that is the sealer's alone. Each batch takes the entries whose transactions are all over
(``xact < pg_snapshot_xmin``), in the order (xact, id) within an era, recomputes their hashes, raises the alarm where
one differs, and is appended to the anchor files after the commit.
"""

import fcntl
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString, TextIO

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from cordline.ledger.merkle import root
from cordline.ledger.seal_text import seal_digest

_LOCK = 4202
# Change rows are looked up entry by entry through their key: a fresh database has no statistics yet, and a grouped
# join planned without them went quadratic.
BATCH = """
    SELECT e.id, e.hash, sha256(convert_to(ledger.head(e) || coalesce(c.lines, ''), 'UTF8')) = e.hash
      FROM ledger.entry e
      CROSS JOIN LATERAL (
           SELECT string_agg(E'\\n' || jsonb_build_array(id, tab, row_id, op, old, new)::text, '' ORDER BY id) AS lines
             FROM ledger.change WHERE entry = e.id) c
     WHERE e.era = %(era)s AND e.xact >= %(lo)s::text::xid8 AND e.xact < %(hi)s::text::xid8
     ORDER BY e.xact, e.id
"""


@dataclass(frozen=True)
class Sealed:
    """One batch closed: how many entries, and the numbers of those whose hash did not fit (an alarm)."""

    seal: int
    entries: int
    alarm: tuple[int, ...]


class Sealer:
    """The one who seals: its connection, its key, and the anchors it writes to."""

    def __init__(self, url: str, key: Ed25519PrivateKey, anchors: list[Path]) -> None:
        self._connection = psycopg.connect(url, autocommit=True)
        self._connection.execute("SET timezone = 'UTC'")
        self._key = key
        # How far each anchor goes, and its size when that was known: it is read again only if somebody else wrote.
        self._anchored = dict.fromkeys(anchors, (0, -1))
        self.mend_anchors()

    def close(self) -> None:
        """End the sealer's connection."""
        self._connection.close()

    def seal_once(self) -> Sealed | None:
        """Close whatever can be closed now; None when there is nothing, or another sealer is at work."""
        with self._connection.transaction():
            if not self._alone():
                return None
            era, lo, hi = _one(
                self._connection,
                "SELECT h.era, coalesce((SELECT max(s.hi) FROM ledger.seal s WHERE s.era = h.era), '0'::xid8)::text, "
                "pg_snapshot_xmin(pg_current_snapshot())::text FROM ledger.house h",
            )
            done = self._close(era, lo, hi)
        self.mend_anchors()
        return done

    def seal_rest_of_era(self) -> Sealed | None:
        """After a restore, before the era is raised: close what the backup held beyond its last seal.

        Transaction numbers begin anew in another cluster, so the usual horizon says nothing about restored entries;
        they are all over, because nobody works on a database that is being restored.
        """
        with self._connection.transaction():
            if not self._alone():
                return None
            era, lo, hi = _one(
                self._connection,
                "SELECT h.era, coalesce((SELECT max(s.hi) FROM ledger.seal s WHERE s.era = h.era), '0'::xid8)::text, "
                "coalesce((SELECT (max(e.xact::text::bigint) + 1)::text FROM ledger.entry e WHERE e.era = h.era), '0') "
                "FROM ledger.house h",
            )
            done = self._close(era, lo, hi)
        self.mend_anchors()
        return done

    def _alone(self) -> bool:
        return bool(_one(self._connection, "SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])[0])

    def _close(self, era: int, lo: str, hi: str) -> Sealed | None:
        """Seal the entries of one stretch of transactions; None when there are none."""
        connection = self._connection
        # Entries and changes are read in one statement, so they belong together.
        batch = connection.execute(BATCH, {"era": era, "lo": lo, "hi": hi}).fetchall()
        if not batch:
            return None
        alarm = [number for number, _, fits in batch if not fits]
        top = root([bytes(receipt) for _, receipt, _ in batch])
        last = connection.execute("SELECT hash FROM ledger.seal ORDER BY id DESC LIMIT 1").fetchone()
        previous = bytes(last[0]) if last else bytes(32)
        digest = seal_digest(era, lo, hi, len(batch), top, previous, alarm)
        (number,) = _one(
            connection,
            "INSERT INTO ledger.seal (era, lo, hi, entries, root, prev, alarm, hash, signature) "
            "VALUES (%s, %s::text::xid8, %s::text::xid8, %s, %s, %s, %s::bigint[], %s, %s) RETURNING id",
            [era, lo, hi, len(batch), top, previous, alarm, digest, self._key.sign(digest)],
        )
        return Sealed(number, len(batch), tuple(alarm))

    def seal_all(self) -> int:
        """Close everything that is over, as before a verify, a backup or a stop; gives the number of entries."""
        count = 0
        while done := self.seal_once():
            count += done.entries
        return count

    def mend_anchors(self) -> None:
        """Append to each anchor what it lacks: also what a crash between commit and append left out."""
        for path in self._anchored:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                known, size = self._anchored[path]
                if path.stat().st_size != size:
                    known = last_anchored(path)
                rows = self._connection.execute(
                    "SELECT id, encode(hash, 'hex'), encode(signature, 'hex'), entries FROM ledger.seal "
                    "WHERE id > %s ORDER BY id",
                    [known],
                ).fetchall()
                _append(file, rows)
                self._anchored[path] = (rows[-1][0] if rows else known, path.stat().st_size)


def public_key_text(key: Ed25519PrivateKey | Ed25519PublicKey) -> str:
    """Write a public key in hexadecimal, as the anchor and ``audit verify`` name it."""
    public = key.public_key() if isinstance(key, Ed25519PrivateKey) else key
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def load_or_make_key(path: Path) -> Ed25519PrivateKey:
    """Read the sealer's key, or make it at the first start; its owner alone may read the file."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(Ed25519PrivateKey.generate().private_bytes_raw())
        public = path.with_suffix(".pub")
        public.write_text(public_key_text(load_or_make_key(path)) + "\n")
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())


def last_anchored(path: Path) -> int:
    """Give the number of the last seal in an anchor file; 0 when there is none."""
    if not path.exists():
        return 0
    last = 0
    with path.open() as file:
        for line in file:
            last = int(json.loads(line)["seal"])
    return last


def _append(file: TextIO, rows: list[tuple[int, str, str, int]]) -> None:
    for number, digest, signature, entries in rows:
        line = {"seal": number, "hash": digest, "signature": signature, "entries": entries}
        file.write(json.dumps(line) + "\n")
    file.flush()
    if rows:
        os.fsync(file.fileno())


def _one(connection: "psycopg.Connection[Any]", query: LiteralString, values: Sequence[object] = ()) -> Any:
    row = connection.execute(query, values or None).fetchone()
    if row is None:
        raise RuntimeError("The ledger gave no answer to the sealer.")
    return row
