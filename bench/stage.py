"""Where a bench runs: a durable PostgreSQL of its own under ``var/bench``, with a fresh database each time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connections

from cordline.config import cluster, cluster_roles, doors
from cordline.config.cluster import ClusterUrls
from cordline.config.commands.migrating import migrate_database

DATABASE = "bench"


@contextmanager
def stage(*, fresh: bool = True, database: str = DATABASE) -> Iterator[ClusterUrls]:
    """Give the doors into a migrated database of its own; Django's default connection points at it meanwhile.

    ``fresh`` drops what an earlier run left. The server stays up for the next run and is stopped with the bench.
    """
    home = Path(settings.CORDLINE_HOME) / "bench"
    before = doors._urls  # noqa: SLF001 - put back afterwards
    server = cluster.ensure_running(home, durable=True)
    addresses = doors.database(server, database)
    with psycopg.connect(server.owner, autocommit=True) as owner:
        known = owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        if known and fresh:
            owner.execute(f'DROP DATABASE "{database}" WITH (FORCE)')
        if fresh or not known:
            owner.execute(f'CREATE DATABASE "{database}"')
            cluster_roles.close_to_public(owner, database)
    connections.close_all()
    doors.use(addresses)
    try:
        migrate_database(quiet=True)
        yield addresses
    finally:
        connections.close_all()
        doors.use(before)
        cluster.stop(home)
