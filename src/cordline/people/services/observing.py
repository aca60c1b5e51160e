"""Facts observed about a person: weight, and what was answered about allergies."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal
from cordline.ledger.services import Act, Entry, act
from cordline.people import rules, selectors
from cordline.people.models import Observation, Person
from cordline.people.types import Allergen
from cordline.people.verbs import ALLERGIES_ASKED, WEIGHED


def record_weight(
    *, person: str, weight_kg: Decimal, by: Actor, key: str, occurred_at: datetime | None = None
) -> Entry:
    """Record a weight in kilograms with the time it was taken; the latest one is what doses are judged by.

    Refuses: people.unknown, people.erased, people.weight_impossible, people.other_site. Writes: people.person.weighed.
    """
    content = {"person": person, "weight_kg": weight_kg, "at": occurred_at}
    with act(WEIGHED, by=by, key=key, content=content, occurred_at=occurred_at, subject=person) as this:
        if this.answered:
            return this.entry
        row = _person(this, person)
        when = occurred_at or this.now
        this.require(rules.why_not_weight(weight_kg), rules.why_not_observed_at(when, now=this.now))
        Observation.objects.create(
            person=row, kind=Observation.WEIGHT, weight_kg=weight_kg, observed_at=when, observed_by=by.code,
            site=by.site,
        )  # fmt: skip
        return this.record(subject=person, payload={"weight_kg": weight_kg})


def weigh_within(this: Act, *, person: str, weight_kg: Decimal) -> None:
    """Keep a weight taken inside another room's act (fitness on the day). Refuses as ``record_weight``."""
    row = _person(this, person)
    this.require(rules.why_not_weight(weight_kg))
    Observation.objects.create(
        person=row, kind=Observation.WEIGHT, weight_kg=weight_kg, observed_at=this.now, observed_by=this.by.code,
        site=this.by.site,
    )  # fmt: skip


def record_allergies(
    *, person: str, allergens: Iterable[str], by: Actor, key: str, occurred_at: datetime | None = None
) -> Entry:
    """Record what somebody answered about allergies, as coded data; an empty list says that none is known.

    Refuses: people.unknown, people.erased, people.allergen_unknown, people.other_site. Writes:
    people.person.allergies_asked.
    """
    given = sorted({str(allergen) for allergen in allergens})
    content = {"person": person, "allergens": given, "at": occurred_at}
    with act(
        ALLERGIES_ASKED, by=by, key=key, content=content, occurred_at=occurred_at, subject=person
    ) as this:
        if this.answered:
            return this.entry
        row = _person(this, person)
        when = occurred_at or this.now
        this.require(rules.why_not_allergens(given), rules.why_not_observed_at(when, now=this.now))
        Observation.objects.create(
            person=row, kind=Observation.ALLERGIES, allergens=given, observed_at=when, observed_by=by.code,
            site=by.site,
        )  # fmt: skip
        answer = ", ".join(Allergen(code).label for code in given) or "none known"
        return this.record(subject=person, payload={"answer": answer, "allergens": given})


def _person(this: Act, code: str) -> Person:
    """Lock the person an observation is about; the actor's site must be the person's, and the person known."""
    row = Person.objects.select_for_update().filter(code=code).first()
    if row is None:
        this.require([Refusal("people.unknown", person=code)])
    assert row is not None  # noqa: S101 - required above
    elsewhere = []
    if row.site != this.by.site:
        elsewhere = [Refusal("people.other_site", person=code, found=row.site, site=this.by.site)]
    this.require(rules.why_not_known(selectors.facts_of(row)), elsewhere)
    return row
