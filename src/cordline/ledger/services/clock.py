"""The database's clock, and the one database whose clock may be moved: a demonstration's."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import connection

_MICROSECOND = timedelta(microseconds=1)


def database_now() -> datetime:
    """Give the time by which safety is judged: the database's, with a demonstration's offset."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger.now()")
        now: datetime = cursor.fetchone()[0]
        return now


def is_demonstration() -> bool:
    """Say whether this database was declared a demonstration: its people and cells are invented."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT demonstration FROM ledger.house")
        return bool(cursor.fetchone()[0])


def declare_demonstration(seed: int) -> None:
    """Mark an empty database as a demonstration; one that holds records refuses (CL007)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger.declare_demonstration(%s)", [seed])


def move_clock(offset: timedelta) -> datetime:
    """Set a demonstration's clock to real time plus ``offset``; a real database refuses (CL007)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ledger.move_clock(make_interval(secs => %s))", [Decimal(offset // _MICROSECOND) / 10**6]
        )
        now: datetime = cursor.fetchone()[0]
        return now
