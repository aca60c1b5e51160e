"""When a person will have replied: one working day, in the clinic's hours. Pure: no clock, no query.

The days on which a site is closed are entered on the site's page; each moves the promise past it.
"""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CLOSES_AT = time(17, 0)
WORKING_DAYS = frozenset(range(5))  # Monday to Friday
WITHIN = 1  # working days


def promised_at(asked_at: datetime, zone: ZoneInfo, closed: Collection[date] = ()) -> datetime:
    """Give the moment by which a question is answered: the close of the next working day after it was asked.

    What comes after the close, or on a day that is no working day, counts as asked on the next one. ``closed`` are
    the days on which the site is closed besides its weekends.
    """
    there = asked_at.astimezone(zone)
    day = there.date()
    if there.time() >= CLOSES_AT:
        day += timedelta(days=1)
    while not _works(day, closed):
        day += timedelta(days=1)
    left = WITHIN
    while left:
        day += timedelta(days=1)
        left -= _works(day, closed)
    return datetime.combine(day, CLOSES_AT, zone)


def _works(day: date, closed: Collection[date]) -> bool:
    return day.weekday() in WORKING_DAYS and day not in closed
