"""A migrated template database, kept between runs as long as no migration changed, and clones of it in 0.2 s.

Durability is off: a power cut during a test run loses nothing that anyone needs.
"""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from cordline.config import cluster, cluster_roles, doors
from cordline.config.cluster import ClusterUrls

ROOT = Path(__file__).parents[2]
HOME = ROOT / "var" / "test"
# Their migrations are part of the template, their files are not part of this folder.
OTHERS = ("django", "django-allauth", "procrastinate", "django-pgtrigger")
_numbers = count(1)


def fingerprint() -> str:
    """Name the database's shape: every migration and SQL file, the rights, the versions of others' tables."""
    source = ROOT / "src" / "cordline"
    shaping = ["*/migrations/**/*.py", "**/*.sql", "*/subscriptions.py", "ground/codes.py", "config/grants.py",
               "config/cluster_roles.py", "config/settings.py", "config/settings_access.py"]  # fmt: skip
    digest = hashlib.sha256(" ".join(f"{name} {version(name)}" for name in OTHERS).encode())
    for path in sorted({path for pattern in shaping for path in source.glob(pattern)}):
        digest.update(str(path.relative_to(source)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


class TestServer:
    """The test run's PostgreSQL: gives clones of the migrated template and drops them again."""

    __test__ = False

    def __init__(self, engine: str) -> None:
        """Start or adopt the server of this working copy."""
        self.engine = engine
        HOME.mkdir(parents=True, exist_ok=True)
        self._use = _use_file(engine).open("w")
        fcntl.flock(self._use, fcntl.LOCK_SH)
        self.addresses = cluster.ensure_running(HOME, engine=engine, durable=False)
        self.template = f"template_{fingerprint()}"
        with self._lock():
            self._sweep()
            self._make_template()

    def leave(self) -> None:
        """Say that this process needs the server no longer."""
        self._use.close()

    @contextmanager
    def clone(self, *, patient: bool = False, of: ClusterUrls | None = None) -> Iterator[ClusterUrls]:
        """Give the doors into a fresh copy of the template, or ``of`` another database; it is gone after the block.

        ``patient`` lifts the application's time limits, for tests that stay inside one transaction.
        """
        name = f"run_{os.getpid()}_{next(_numbers)}"
        copied = urlsplit(of.owner).path.strip("/") if of else self.template
        with self._lock(), self._owner() as owner:
            owner.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(copied))
            )
            cluster_roles.close_to_public(owner, name)
        if patient:
            self._lift_limits(name)
        try:
            yield doors.database(self.addresses, name)
        finally:
            with self._owner() as owner:
                self._drop(owner, name)

    def _make_template(self) -> None:
        with self._owner() as owner:
            if self._exists(owner, self.template):
                return
            draft = f"{self.template}_draft"
            self._drop(owner, draft)
            owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(draft)))
            cluster_roles.close_to_public(owner, draft)
            self._migrate(draft)
            owner.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(draft), sql.Identifier(self.template)
                )
            )

    def _migrate(self, name: str) -> None:
        from cordline.config.commands import migrating

        doors.use(doors.database(self.addresses, name))
        try:
            migrating.migrate_database(quiet=True)
        finally:
            doors.use(None)

    def _sweep(self) -> None:
        """Drop what killed runs left behind, and templates of other shapes that nobody uses."""
        with self._owner() as owner:
            names = [str(row[0]) for row in owner.execute("SELECT datname FROM pg_database")]
            for name in names:
                run = re.fullmatch(r"run_(\d+)_\w+", name)
                abandoned = run and not Path(f"/proc/{run[1]}").exists()
                if abandoned or (name.startswith("template_") and not name.startswith(self.template)):
                    self._drop(owner, name)

    def _lift_limits(self, name: str) -> None:
        with self._superuser() as connection:
            for limit in cluster_roles.APP_LIMITS:
                connection.execute(
                    sql.SQL("ALTER ROLE {} IN DATABASE {} SET {} = 0").format(
                        sql.Identifier(cluster_roles.APP), sql.Identifier(name), sql.Identifier(limit)
                    )
                )

    def _owner(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(self.addresses.owner, autocommit=True)

    def _superuser(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(cluster.supervisor_url(HOME, engine=self.engine), autocommit=True)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """A template with a connection to it cannot be copied: one at a time."""
        with (HOME / f"template-{self.engine}.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    @staticmethod
    def _exists(owner: "psycopg.Connection[tuple[object, ...]]", name: str) -> bool:
        return owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None

    @staticmethod
    def _drop(owner: "psycopg.Connection[tuple[object, ...]]", name: str) -> None:
        owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _use_file(engine: str) -> Path:
    return HOME / f"in-use-{engine}.lock"


def stop_if_unused(engine: str) -> None:
    """Stop the server when the last process that holds it in use has ended (each process of a run holds it)."""
    if not _use_file(engine).exists():
        return
    with _use_file(engine).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        cluster.stop(HOME, engine=engine)


def close_connections() -> None:
    """Close this thread's Django connection, so that the next query goes through the doors as they are now."""
    from django.db import connections

    connections.close_all()


def point_at(addresses: ClusterUrls | None) -> None:
    """Send Django's default connection through other doors from the next query on."""
    close_connections()
    doors.use(addresses)


@contextmanager
def pointed_at(addresses: ClusterUrls) -> Iterator[None]:
    """Send Django's default connection through other doors inside the block."""
    before = doors.urls()
    point_at(addresses)
    try:
        yield
    finally:
        point_at(before)


def settle(addresses: ClusterUrls) -> None:
    """Let the planner know what a freshly filled database holds, as it would after its first minute."""
    with psycopg.connect(addresses.owner, autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")
