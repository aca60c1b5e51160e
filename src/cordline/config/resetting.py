"""Throw a demonstration clinic away and begin anew; a database that holds real records refuses."""

import psycopg
from psycopg import sql

from cordline.config import cluster_roles, doors

REAL = "This database holds real records: it is never thrown away."


class NotADemonstration(Exception):
    """The database was asked to be thrown away and is no demonstration."""


def throw_away() -> None:
    """Drop the demonstration's database and make an empty one in its place."""
    addresses = doors.urls()
    name = psycopg.conninfo.conninfo_to_dict(addresses.owner)["dbname"]
    if not _may_go(addresses.owner):
        raise NotADemonstration(REAL)
    with psycopg.connect(doors.database(addresses, "postgres").owner, autocommit=True) as owner:
        owner.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(str(name))))
        owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(str(name))))
        cluster_roles.close_to_public(owner, str(name))


def _may_go(url: str) -> bool:
    """Only what was declared a demonstration, or holds no entry yet, may be thrown away."""
    with psycopg.connect(url) as owner:
        if owner.execute("SELECT to_regclass('ledger.house')").fetchone() == (None,):
            return True
        row = owner.execute(
            "SELECT demonstration OR NOT EXISTS (SELECT 1 FROM ledger.entry) FROM ledger.house"
        ).fetchone()
    return row is not None and bool(row[0])
