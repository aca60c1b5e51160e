"""Fresh codes for what an act brings into the world; no two acts ever get the same, and none waits for another."""

from django.db import connection

from cordline.ground.codes import Kind, make
from cordline.ledger.services.acting import Act


def next_codes(kind: Kind, count: int, this: Act) -> list[str]:
    """Give ``count`` fresh codes of ``kind`` in the year of the act."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ledger.next_numbers(%s, %s)", [kind.value, count])
        return [make(kind, this.now.year, number) for (number,) in cursor.fetchall()]


def next_code(kind: Kind, this: Act) -> str:
    """Give one fresh code of ``kind`` in the year of the act."""
    return next_codes(kind, 1, this)[0]
