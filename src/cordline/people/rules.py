"""What may be registered, who may open whose record, what may be erased: every reason, from facts alone."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from cordline.ground import writing
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal
from cordline.ground.roles import Role
from cordline.people import refusals as _sentences  # noqa: F401 - registers the sentences
from cordline.people.limits import (
    NAME_LONGEST,
    OLDEST_YEARS,
    TEXT_LONGEST,
    WEIGHT_LEAST_KG,
    WEIGHT_MOST_KG,
)
from cordline.people.types import Allergen, Identity, PersonFacts, PersonKind, Retained

# Who knows a person by name (I12, W2): those who care for them, and the two offices that answer for safety and privacy.
NAMED_FOR: Mapping[PersonKind, frozenset[Role]] = {
    PersonKind.PATIENT: frozenset(
        {
            Role.PATIENT_COORDINATOR, Role.NURSE, Role.PHYSICIAN, Role.MEDICAL_DIRECTOR, Role.VIGILANCE_OFFICER,
            Role.PRIVACY_OFFICER,
        }
    ),
    PersonKind.DONOR: frozenset(
        {
            Role.DONOR_COORDINATOR, Role.RESPONSIBLE_PERSON, Role.MEDICAL_DIRECTOR, Role.VIGILANCE_OFFICER,
            Role.PRIVACY_OFFICER,
        }
    ),
    PersonKind.INQUIRER: frozenset(
        {Role.PATIENT_COORDINATOR, Role.NURSE, Role.PHYSICIAN, Role.MEDICAL_DIRECTOR, Role.PRIVACY_OFFICER}
    ),
}  # fmt: skip
OWN = frozenset({Role.PATIENT, Role.COMPANION, Role.DONOR_MOTHER})
REGISTRARS: Mapping[PersonKind, frozenset[Role]] = {
    PersonKind.PATIENT: frozenset(
        {Role.PATIENT_COORDINATOR, Role.NURSE, Role.PHYSICIAN, Role.MEDICAL_DIRECTOR}
    ),
    PersonKind.DONOR: frozenset({Role.DONOR_COORDINATOR, Role.RESPONSIBLE_PERSON}),
    PersonKind.INQUIRER: frozenset(),  # they register themselves, by asking
}


def why_not_identity(
    identity: Identity, *, today: date, kind: PersonKind = PersonKind.PATIENT
) -> list[Refusal]:
    """Give every reason an identity cannot be recorded as it was typed; an unknown fact is not invented.

    Who only asks a question is asked neither for a birth date nor for a sex (U61).
    """
    reasons = []
    if not identity.full_name.strip():
        reasons.append(Refusal("people.name_missing"))
    for name in ("full_name", "called_name", "own_script_name", "kana"):
        if len(getattr(identity, name)) > NAME_LONGEST:
            reasons.append(Refusal("people.name_too_long", field=name.replace("_", " "), most=NAME_LONGEST))
    for name in ("allergies_text", "notes"):
        if len(getattr(identity, name)) > TEXT_LONGEST:
            reasons.append(Refusal("people.name_too_long", field=name.replace("_", " "), most=TEXT_LONGEST))
    if kind is PersonKind.INQUIRER:
        return reasons
    if identity.birth_date is None:
        reasons.append(Refusal("people.birth_missing"))
    elif identity.birth_date > today:
        reasons.append(Refusal("people.birth_in_future"))
    elif today.year - identity.birth_date.year > OLDEST_YEARS:
        reasons.append(Refusal("people.birth_too_old", years=OLDEST_YEARS))
    if identity.sex is None:
        reasons.append(Refusal("people.sex_unknown"))
    return reasons


def why_not_register(kind: PersonKind, *, by: Actor) -> list[Refusal]:
    """Say when somebody registers a kind of person that is not theirs to register."""
    allowed = REGISTRARS[kind]
    if by.roles & allowed:
        return []
    roles = ", ".join(sorted(role.label for role in allowed))
    return [Refusal("people.wrong_role", kind=kind.value, roles=roles)]


def why_not_open(person: PersonFacts | None, *, code: str, by: Actor) -> list[Refusal]:
    """Give every reason somebody may not see who a person is: the object half of every door about a person (I12).

    Refuses: people.unknown, people.not_while_viewing, people.not_yours, people.not_for_role, people.other_site.
    """
    if person is None:
        return [Refusal("people.unknown", person=code)]
    if by.viewing_as:
        return [Refusal("people.not_while_viewing")]
    if by.roles & OWN:
        if by.on_behalf_of == code:
            return []
        if not by.roles - OWN:
            return [Refusal("people.not_yours")]
    reasons = []
    if not by.roles & NAMED_FOR[person.kind]:
        reasons.append(Refusal("people.not_for_role", person=code))
    if person.site != by.site:
        reasons.append(
            Refusal("people.other_site", person=code, found=person.site, site=by.site or "no site")
        )
    return reasons


def why_not_amend(
    person: PersonFacts | None, *, code: str, changed: Iterable[str], by: Actor
) -> list[Refusal]:
    """Say why a correction cannot be made; the old value is always kept (R-31)."""
    reasons = why_not_open(person, code=code, by=by)
    if person is not None:
        reasons += why_not_register(person.kind, by=by)
        reasons += why_not_known(person)
    if not list(changed):
        reasons.append(Refusal("people.nothing_changed"))
    return reasons


def why_not_known(person: PersonFacts) -> list[Refusal]:
    """Say that who somebody was is not known any more."""
    if person.erased_at is None:
        return []
    return [Refusal("people.erased", person=person.code, erased_at=writing.day(person.erased_at))]


def why_not_weight(weight_kg: Decimal) -> list[Refusal]:
    """Refuse a weight no person has; a typing slip here would become a dose."""
    if WEIGHT_LEAST_KG <= weight_kg <= WEIGHT_MOST_KG:
        return []
    return [Refusal("people.weight_impossible", given=weight_kg, least=WEIGHT_LEAST_KG, most=WEIGHT_MOST_KG)]


def why_not_observed_at(observed_at: datetime, *, now: datetime) -> list[Refusal]:
    """An observation lies in the past."""
    return [Refusal("people.observed_ahead")] if observed_at > now else []


def why_not_allergens(given: Iterable[str]) -> list[Refusal]:
    """Refuse an allergen without a code: it could not be compared with a product."""
    known = {allergen.value for allergen in Allergen}
    return [Refusal("people.allergen_unknown", given=word) for word in given if word not in known]


def why_not_erase(
    person: PersonFacts | None, retained: Iterable[Retained], *, code: str, by: Actor, today: date
) -> list[Refusal]:
    """Give every reason an identity may not be erased now; what law keeps by name is listed with its end (R-32)."""
    if person is None:
        return [Refusal("people.unknown", person=code)]
    reasons = []
    if person.erased_at is not None:
        reasons.append(Refusal("people.already_erased", person=code))
    if person.site != by.site:
        reasons.append(Refusal("people.other_site", person=code, found=person.site, site=by.site))
    for kept in retained:
        if kept.identity and (kept.until is None or kept.until > today):
            until = writing.day(kept.until) if kept.until else "further notice"
            reasons.append(Refusal("people.retained", what=kept.what, until=until, basis=kept.basis))
    return reasons
