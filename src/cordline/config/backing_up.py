"""Backup and restore: the whole record in one encrypted file, proven by the seals when it comes back.

The database never leaves in clear together with its keys: the persons' keys are left out of the dump and stand in the
key file alone, so that an erasure reaches every backup that was ever made, as soon as the key file is written again.
A restore goes into an empty database only, raises the era (transaction numbers begin anew elsewhere), applies the
erasures again, and is not done before the seals verify and every table has the rows it had.
"""

import base64
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from cordline.access import site_key
from cordline.config import cluster, doors, grants, resetting
from cordline.config.backup_file import (
    BackupError,
    Encrypting,
    KeyFile,
    decrypt,
    read_key_file,
    write_key_file,
)
from cordline.config.commands import auditing, migrating
from cordline.people.services.erasing import reapply_erasures

KEYS_TABLE = "people_personkey"
Say = Callable[[str], None]


@dataclass(frozen=True)
class Done:
    """What a backup or restore did."""

    bytes: int
    tables: int
    rows: int
    erasures_reapplied: int = 0


def back_up(target: Path, key_path: Path, say: Say) -> Done:
    """Write one encrypted backup and bring its key file up to date (made at the first backup)."""
    keys = read_key_file(key_path) if key_path.exists() else KeyFile(os.urandom(32))
    say("Sealing what is over ...")
    sealer = auditing.open_sealer()
    try:
        sealer.seal_all()
    finally:
        sealer.close()
    with tempfile.TemporaryDirectory(dir=settings.CORDLINE_HOME) as folder:
        work = Path(folder)
        with psycopg.connect(doors.url("owner")) as owner:
            owner.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            manifest = _manifest(owner)
            say("Writing the database ...")
            _dump(work / "database", snapshot=str(_value(owner, "SELECT pg_export_snapshot()")))
            _take_keys(owner, keys)
        (work / "manifest.json").write_text(json.dumps(manifest))
        anchor = auditing.anchors()[0]
        if anchor.exists():
            shutil.copyfile(anchor, work / "anchor.jsonl")
        draft = target.with_name(f"{target.name}.part")
        _pack(work, draft, keys.secret)
        # The key file first: a backup without its keys would be worth nothing.
        write_key_file(key_path, keys)
        _check(draft, read_key_file(key_path).secret)
        draft.replace(target)
    note = {"at": datetime.now(UTC).isoformat(), "bytes": target.stat().st_size}
    (settings.CORDLINE_HOME / "last_backup.json").write_text(json.dumps(note))
    return Done(
        target.stat().st_size, len(manifest["tables"]), sum(t[0] for t in manifest["tables"].values())
    )


def restore(source: Path, key_path: Path, say: Say) -> Done:
    """Bring a backup back into an empty database, with its keys; refuses one that holds entries."""
    keys = read_key_file(key_path)
    with tempfile.TemporaryDirectory(dir=settings.CORDLINE_HOME) as folder:
        work = Path(folder)
        manifest = _unpack(source, work, keys.secret)
        _refuse_newer(manifest)
        say("Emptying the way: the database holds no entry, so it is made anew ...")
        try:
            resetting.throw_away()
        except resetting.NotADemonstration as fault:
            raise BackupError(f"{fault} A restore needs an empty one.") from None
        _put_keys_in_place(keys, work)
        say("Reading the database back ...")
        _undump(work / "database")
        with psycopg.connect(doors.url("owner")) as owner:
            _give_keys(owner, keys)
            _compare(owner, manifest)
    say("Bringing it to this version's shape ...")
    migrating.migrate_database(quiet=True)
    say("Sealing, raising the era, erasing again who was erased ...")
    _new_era()
    with doors.as_role("owner"):
        grants.apply()
    again = reapply_erasures(keys.erased)
    found = auditing.verify_record()
    if not found.ok:
        raise BackupError("The restored record does not verify: " + "; ".join(found.breaks[:5]))
    rows = sum(t[0] for t in manifest["tables"].values())
    return Done(source.stat().st_size, len(manifest["tables"]), rows, again)


def _manifest(owner: "psycopg.Connection[Any]") -> dict[str, Any]:
    """Say what the dump holds: migrations, and each table's rows with a digest that their order does not change."""
    applied = owner.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
    return {
        "version": 1,
        "at": datetime.now(UTC).isoformat(),
        "migrations": [f"{app}.{name}" for app, name in applied],
        "tables": {name: _digest(owner, name) for name in _tables(owner) if name != f"public.{KEYS_TABLE}"},
    }


def _tables(owner: "psycopg.Connection[Any]") -> list[str]:
    rows = owner.execute(
        "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'ledger') ORDER BY 1, 2"
    ).fetchall()
    return [f"{schema}.{table}" for schema, table in rows]


def _digest(owner: "psycopg.Connection[Any]", table: str) -> tuple[int, str]:
    query = sql.SQL(
        "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM {} AS t"
    )
    row = owner.execute(query.format(sql.Identifier(*table.split(".")))).fetchone()
    if row is None:
        raise BackupError(f"The table {table} gave no answer.")
    return int(row[0]), str(row[1])


def _compare(owner: "psycopg.Connection[Any]", manifest: dict[str, Any]) -> None:
    """Refuse a restore in which any table differs from what was backed up."""
    off = [name for name, told in manifest["tables"].items() if list(_digest(owner, name)) != list(told)]
    if off:
        raise BackupError("These tables came back different: " + ", ".join(off))


def _dump(target: Path, *, snapshot: str) -> None:
    _run("pg_dump", "--format=custom", "--compress=3", f"--snapshot={snapshot}", f"--file={target}",
         f"--exclude-table-data=public.{KEYS_TABLE}")  # fmt: skip


def _undump(source: Path) -> None:
    # The empty database brings a schema public of its own, which the dump would make a second time.
    name = _connection_facts()["PGDATABASE"]
    _run(
        "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", f"--dbname={name}", str(source)
    )


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs as the owner; the password travels in the environment, not in arguments."""
    binary = cluster.binaries() / program
    found = str(binary) if binary.exists() else shutil.which(program)
    if found is None:
        raise BackupError(f"PostgreSQL's {program} is not installed.")
    environment = {**os.environ, **_connection_facts()}
    done = subprocess.run([found, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()[-600:]}")


def _connection_facts() -> dict[str, str]:
    found = psycopg.conninfo.conninfo_to_dict(doors.url("owner"))
    names = {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "dbname": "PGDATABASE",
    }
    return {variable: str(found[name]) for name, variable in names.items() if found.get(name)}


def _take_keys(owner: "psycopg.Connection[Any]", keys: KeyFile) -> None:
    """Bring the key file up to the database: the keys that are there, and who was ever erased."""
    rows = owner.execute(
        sql.SQL("SELECT person, wrapped FROM {}").format(sql.Identifier(KEYS_TABLE))
    ).fetchall()
    keys.person_keys = {str(person): base64.b64encode(bytes(wrapped)).decode() for person, wrapped in rows}
    gone = owner.execute("SELECT code FROM people_person WHERE erased_at IS NOT NULL").fetchall()
    keys.erased = sorted({*keys.erased, *(str(row[0]) for row in gone)})
    site_key.derived("backup")  # makes the key at the first use
    keys.site_key = site_key.path().read_text()
    keys.sealer_key = base64.b64encode(auditing.sealer_key_path().read_bytes()).decode()


def _give_keys(owner: "psycopg.Connection[Any]", keys: KeyFile) -> None:
    insert = sql.SQL("INSERT INTO {} (person, wrapped, made_at) VALUES (%s, %s, now())")
    kept = {person: key for person, key in keys.person_keys.items() if person not in set(keys.erased)}
    with owner.cursor() as cursor:
        cursor.executemany(
            insert.format(sql.Identifier(KEYS_TABLE)),
            [(person, base64.b64decode(wrapped)) for person, wrapped in kept.items()],
        )


def _put_keys_in_place(keys: KeyFile, work: Path) -> None:
    """Put the site's and the sealer's keys and the anchor where they belong; what was there is kept beside."""
    sealer = auditing.sealer_key_path()
    places = {site_key.path(): keys.site_key.encode(), sealer: base64.b64decode(keys.sealer_key)}
    for path, content in places.items():
        if path.exists() and path.read_bytes() != content:
            path.replace(path.with_name(f"{path.name}.before-restore"))
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
    sealer.with_suffix(".pub").write_text(auditing.public_key_of(sealer) + "\n")
    anchor = auditing.anchors()[0]
    if anchor.exists():
        anchor.replace(anchor.with_name(f"{anchor.name}.before-restore"))
    if (work / "anchor.jsonl").exists():
        shutil.copyfile(work / "anchor.jsonl", anchor)
    site_key._derived.cache_clear()


def _pack(work: Path, target: Path, secret: bytes) -> None:
    with target.open("wb") as file:
        os.chmod(target, 0o600)
        with Encrypting(file, secret) as inside, tarfile.open(fileobj=inside, mode="w|") as tar:
            for path in sorted(work.iterdir(), reverse=True):  # the manifest before the database
                tar.add(path, path.name)
        file.flush()
        os.fsync(file.fileno())


def _unpack(source: Path, work: Path, secret: bytes) -> dict[str, Any]:
    with (work / "inside.tar").open("w+b") as inside:
        try:
            with source.open("rb") as file:
                decrypt(file, inside, secret)
        except OSError as fault:
            raise BackupError(f"The backup {source} cannot be read: {fault.strerror}.") from None
        inside.seek(0)
        with tarfile.open(fileobj=inside, mode="r:") as tar:
            tar.extractall(work, filter="data")
    manifest: dict[str, Any] = json.loads((work / "manifest.json").read_text())
    return manifest


def _check(source: Path, secret: bytes) -> None:
    """Read a backup that was just written back to its end, so that a bad disk is found now and not in need."""
    with source.open("rb") as file, open(os.devnull, "wb") as nowhere:
        decrypt(file, nowhere, secret)


def _refuse_newer(manifest: dict[str, Any]) -> None:
    """A backup of a later version is refused before anything is touched (E14)."""
    known = {
        f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    }
    newer = [name for name in manifest["migrations"] if name not in known]
    if newer:
        raise BackupError(
            f"The backup was made by a later version (it has {newer[0]}). Install that version and restore with it."
        )


def _new_era() -> None:
    """Seal what the backup held beyond its last seal, then begin the next era."""
    sealer = auditing.open_sealer()
    try:
        sealer.seal_rest_of_era()
    finally:
        sealer.close()
    with doors.as_role("owner"), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger.house SET era = era + 1")


def _value(owner: "psycopg.Connection[Any]", query: str) -> object:
    row = owner.execute(query).fetchone()
    return row[0] if row else None
