"""What the record says: entries, changes, attempts and reads, as sentences and as lists."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from string import Formatter
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from cordline.ground import stored
from cordline.ground.verbs import all_verbs
from cordline.ledger.models import Attempt, Change, Entry, Reading


@dataclass(frozen=True)
class SubscriptionLag:
    """How far one subscriber is behind: the number of entries due, the age of the oldest, its last error."""

    subscriber: str
    waiting: int
    oldest: timedelta
    last_error: str

    @property
    def label(self) -> str:
        """The subscriber in words: "release on bad news"."""
        return stored.words(self.subscriber.replace(".", "_"))


def sentence(entry: Entry) -> str:
    """Say what an entry records, without the actor, each value as it is stored.

    Release signatures bind such sentences, so their form stays; pages and prints use ``told``.
    """
    return _sentence(entry, str)


def told(entry: Entry) -> str:
    """Tell people what an entry records, without the actor: "counted culture CU26-0007-K: 5,600,000 viable cells"."""
    return _sentence(entry, stored.told)


def _sentence(entry: Entry, write: Callable[[Any], str]) -> str:
    verb = all_verbs().get(entry.verb)
    if verb is None:
        return f"{entry.verb} {entry.subject}".strip()
    facts: dict[str, Any] = {"subject": entry.subject, "reason": entry.reason, **entry.payload}
    wanted = {name for _, name, _, _ in Formatter().parse(verb.sentence) if name}
    return verb.sentence.format(
        **{name: write(facts[name]) if name in facts else "(not recorded)" for name in wanted}
    )


def entries(
    *,
    about: str = "",
    actor: str = "",
    verb: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    site: str = "",
) -> QuerySet[Entry]:
    """Give entries, newest first, by what they were about (subject or unit), who acted, the verb's name, and time."""
    found = Entry.objects.order_by("-id")
    if about:
        found = found.filter(Q(subject=about) | Q(units__contains=[about]))
    if actor:
        found = found.filter(actor=actor)
    if verb:
        found = found.filter(verb__startswith=verb)
    if site:
        found = found.filter(site=site)
    if since:
        found = found.filter(recorded_at__gte=since)
    if until:
        found = found.filter(recorded_at__lt=until)
    return found


def recent_entries(subject: str, limit: int = 5) -> Sequence[Entry]:
    """Give the last acts on one record, newest first (W46)."""
    return list(entries(about=subject)[:limit])


def changes_of(entry_ids: Sequence[int]) -> QuerySet[Change]:
    """Give the rows that these entries changed, in order."""
    return Change.objects.filter(entry_id__in=entry_ids).order_by("entry_id", "id")


def attempts(*, about: str = "", actor: str = "", outcome: str = "") -> QuerySet[Attempt]:
    """Give what was asked for, newest first, by subject, person and outcome."""
    found = Attempt.objects.order_by("-id")
    if about:
        found = found.filter(subject=about)
    if actor:
        found = found.filter(actor=actor)
    if outcome:
        found = found.filter(outcome=outcome)
    return found


def readings(*, person: str = "", actor: str = "") -> QuerySet[Reading]:
    """Give who opened whose record, newest first."""
    found = Reading.objects.order_by("-id")
    if person:
        found = found.filter(person=person)
    if actor:
        found = found.filter(actor=actor)
    return found


def subscription_lags() -> list[SubscriptionLag]:
    """Give each subscriber that has entries waiting, with the age of its oldest."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subscriber, count(*), clock_timestamp() - min(born), max(last_error) FROM ledger.pending "
            "GROUP BY subscriber ORDER BY subscriber"
        )
        return [SubscriptionLag(*row) for row in cursor.fetchall()]


def unsealed() -> tuple[int, timedelta]:
    """Give how many entries no seal covers yet, and the age of the oldest of them (real time)."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH place AS (SELECT h.era, coalesce((SELECT max(s.hi) FROM ledger.seal s WHERE s.era = h.era),
                                                  '0'::xid8) AS hi, h.clock_offset FROM ledger.house h)
            SELECT count(*), coalesce(max(clock_timestamp() + place.clock_offset - e.recorded_at), interval '0')
              FROM ledger.entry e, place WHERE e.era = place.era AND e.xact >= place.hi
            """
        )
        count, age = cursor.fetchone()
        return int(count), age
