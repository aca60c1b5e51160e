"""Erasing who somebody is: the key goes, the code stays, and what law retains is listed with its end (R-32)."""

import secrets
from collections.abc import Iterable

from django.db import transaction

from cordline.access import rules as access_rules
from cordline.ground.actor import Actor, job
from cordline.ledger.services import Entry, act
from cordline.people import retention, rules, selectors
from cordline.people.models import Erasure, Person, PersonKey, SearchWord
from cordline.people.verbs import ERASED, ERASURE_REAPPLIED


def erase_person(*, person: str, reason: str, by: Actor, key: str) -> Entry:
    """Erase who a person is: destroy their key and search words. Codes, lineage, seals and signatures stay verifiable.

    Every text about them, in history and backups too, is unreadable from then on. Refuses: people.unknown,
    people.already_erased, people.other_site, people.retained, and a missing reason. Writes: people.person.erased.
    """
    with act(ERASED, by=by, key=key, content={"person": person, "reason": reason}, subject=person) as this:
        if this.answered:
            return this.entry
        row = Person.objects.select_for_update().filter(code=person).first()
        kept = retention.retained(person) if row else []
        this.require(
            rules.why_not_erase(
                selectors.facts_of(row) if row else None, kept, code=person, by=by, today=this.now.date()
            ),
            access_rules.why_not_reason(reason),
        )
        assert row is not None  # noqa: S101 - required above
        Person.objects.filter(pk=row.pk).update(erased_at=this.now, erased_by=by.code)
        _destroy(row)
        listed = [
            {"what": one.what, "basis": one.basis, "until": one.until.isoformat() if one.until else None}
            for one in kept
        ]
        Erasure.objects.create(
            person=row,
            reason=reason.strip(),
            retained=listed,
            site=by.site,
            erased_at=this.now,
            erased_by=by.code,
        )
        return this.record(subject=person, payload={"retained": listed}, reason=reason.strip())


def reapply_erasures(persons: Iterable[str]) -> int:
    """After a restore from before an erasure, erase those persons again; gives how many needed it.

    ``persons`` is the erasure list of the backup's key file. Writes: people.person.erasure_reapplied for each.
    """
    again = 0
    known = Person.objects.filter(code__in=set(persons))
    for row in known:
        with transaction.atomic():
            if row.erased_at is None or PersonKey.objects.filter(person=row.code).exists():
                _again(row)
                again += 1
    return again


def _again(row: Person) -> None:
    by = job("restore", row.site)
    # Each restore is an act of its own; a second one must not be answered by the first.
    key = f"{row.code} {secrets.token_hex(8)}"
    with act(ERASURE_REAPPLIED, by=by, key=key, content={"person": row.code}, subject=row.code) as this:
        if row.erased_at is None:
            Person.objects.filter(pk=row.pk).update(erased_at=this.now, erased_by=by.code)
        _destroy(row)
        this.record(subject=row.code, payload={})


def _destroy(row: Person) -> None:
    PersonKey.objects.filter(person=row.code).delete()
    SearchWord.objects.filter(person=row).delete()
