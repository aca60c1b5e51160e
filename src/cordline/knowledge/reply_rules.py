"""When a person will have replied: one working day, in the clinic's hours. Pure: no clock, no query.

Public holidays are not known to the house yet; a site that enters them moves the promise.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

CLOSES_AT = time(17, 0)
WORKING_DAYS = frozenset(range(5))  # Monday to Friday
WITHIN = 1  # working days


def promised_at(asked_at: datetime, zone: ZoneInfo) -> datetime:
    """Give the moment by which a question is answered: the close of the next working day after it was asked.

    What comes after the close, or on a closed day, counts as asked on the next working day.
    """
    there = asked_at.astimezone(zone)
    day = there.date()
    if there.time() >= CLOSES_AT:
        day += timedelta(days=1)
    while day.weekday() not in WORKING_DAYS:
        day += timedelta(days=1)
    left = WITHIN
    while left:
        day += timedelta(days=1)
        left -= day.weekday() in WORKING_DAYS
    return datetime.combine(day, CLOSES_AT, zone)
