"""What the people room tells: banners, lists, identities, who opened whose record. Each name given is a kept read."""

from base64 import b64decode
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Count

from cordline.access.readings import note_read
from cordline.access.selectors import display_names, glass_open
from cordline.ground.actor import Actor
from cordline.ground.codes import Code, parse
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger import selectors as ledger
from cordline.ledger.models import Reading
from cordline.people import keys, rules, words
from cordline.people.alerting import alerts_about
from cordline.people.limits import PAGE_ROWS
from cordline.people.models import Erasure, Observation, Person, SearchWord
from cordline.people.texts import blind, read
from cordline.people.types import (
    Allergen,
    Allergies,
    Banner,
    Found,
    Identity,
    PersonFacts,
    PersonKind,
    ReadFacts,
    Retained,
)

_LISTED = ("full_name", "own_script_name", "birth_date")
_ON_BANNER = ("full_name", "called_name", "own_script_name", "birth_date", "sex")


def facts_of(row: Person) -> PersonFacts:
    """Read a person's row into facts without opening who they are."""
    return PersonFacts(row.code, PersonKind(row.kind), row.site, row.registered_at, row.erased_at)


def person(code: str) -> PersonFacts | None:
    """Give a person by code, or nothing."""
    row = Person.objects.filter(code=code).first()
    return facts_of(row) if row else None


def why_not_open(code: str, by: Actor) -> list[Refusal]:
    """Give every reason somebody may not see who a person is now; an emergency opening answers them (R-33)."""
    reasons = rules.why_not_open(person(code), code=code, by=by)
    if reasons and not by.viewing_as and glass_open(member_code=by.code, person=code):
        return [reason for reason in reasons if reason.code == "people.unknown"]
    return reasons


def identity(code: str, *, by: Actor, what: str = "identity") -> Identity:
    """Open who a person is, for somebody who may; the read is kept.

    Raises Refused with every reason otherwise, people.erased among them.
    """
    reasons = why_not_open(code, by)
    if reasons:
        raise Refused(reasons)
    row = Person.objects.get(code=code)
    gone = rules.why_not_known(facts_of(row))
    if gone:
        raise Refused(gone)
    note_read(by=by, person=code, what=what)
    return read(row, keys.keys_of([code]).get(code))


def banner(code: str, by: Actor, *, what: str = "banner") -> Banner:
    """Give who the patient is, for every chart, bedside and sign page (U31).

    Somebody who may not know the name (the laboratory, W2) gets the code alone, and no read is kept, since nothing of
    the person was opened. Alerts are for who cares for the person, not for their own pages. Raises Refused for an
    unknown code.
    """
    row = Person.objects.filter(code=code).first()
    if row is None:
        raise Refused([Refusal("people.unknown", person=code)])
    if row.erased_at is not None or why_not_open(code, by):
        hidden = "Erased" if row.erased_at is not None else "Name not shown"
        return Banner(code=code, kind=PersonKind(row.kind), site=row.site, name=hidden, named=False)
    known = read(row, keys.keys_of([code]).get(code), _ON_BANNER)
    note_read(by=by, person=code, what=what)
    weight = _latest(code, Observation.WEIGHT)
    asked = _latest(code, Observation.ALLERGIES)
    return Banner(
        code=code,
        kind=PersonKind(row.kind),
        site=row.site,
        name=known.full_name,
        own_script_name=known.own_script_name,
        called_by=known.called_name,
        birth_date=known.birth_date,
        sex=known.sex.label if known.sex else "",
        weight_kg=weight.weight_kg if weight else None,
        weighed_on=weight.observed_at.date() if weight else None,
        allergies=tuple(Allergen(allergen).label for allergen in asked.allergens) if asked else (),
        allergies_asked_on=asked.observed_at.date() if asked else None,
        alerts=alerts_about(code) if by.roles & rules.NAMED_FOR[PersonKind(row.kind)] else (),
    )


def allergies(code: str) -> Allergies:
    """Give the coded allergens of a person and when they were asked; no name is opened by this."""
    row = _latest(code, Observation.ALLERGIES)
    return Allergies(frozenset(row.allergens), row.observed_at) if row else Allergies()


def weight(code: str) -> Observation | None:
    """Give the latest weight of a person, or nothing; no name is opened by this."""
    return _latest(code, Observation.WEIGHT)


def observations(code: str) -> list[dict[str, Any]]:
    """List what was observed about a person, newest first."""
    rows = Observation.objects.filter(person__code=code).order_by("-observed_at", "-id")
    return [
        {
            "at": row.observed_at.isoformat(),
            "kind": row.kind,
            "weight_kg": format(row.weight_kg, "f") if row.weight_kg is not None else None,
            "allergens": list(row.allergens),
            "by": row.observed_by,
        }
        for row in rows
    ]


def persons(
    by: Actor, *, kind: PersonKind | None = None, text: str = "", start: int = 0
) -> tuple[list[Found], int]:
    """List the persons somebody may know by name, newest first, or those that a name, birth date or number fits.

    Gives one page and the number of all. Nobody outside the actor's site and roles is ever in it.
    """
    if by.viewing_as:
        return [], 0
    kinds = [k for k in PersonKind if by.roles & rules.NAMED_FOR[k] and kind in (None, k)]
    rows = Person.objects.filter(site=by.site, kind__in=kinds, erased_at=None)
    read_code = parse(text, *(k.code_kind for k in PersonKind)) if text.strip() else None
    if isinstance(read_code, Code):
        rows = rows.filter(code=str(read_code))
    elif text.strip():
        rows = rows.filter(pk__in=_matching(text))
    total = rows.count()
    page = list(rows.order_by("-registered_at", "-id")[start : start + PAGE_ROWS])
    secrets = keys.keys_of(row.code for row in page)
    found = []
    for row in page:
        known = read(row, secrets.get(row.code), _LISTED)
        note_read(by=by, person=row.code, what="list of persons")
        found.append(
            Found(
                row.code, PersonKind(row.kind), row.site, row.registered_at, known.full_name, known.own_script_name,
                known.birth_date,
            )
        )  # fmt: skip
    return found, total


def says_too_little(text: str) -> bool:
    """Say whether a query is too short to search by."""
    return not (isinstance(parse(text), Code) or words.query_special(text) or words.query_words(text))


def reads_of(code: str) -> list[ReadFacts]:
    """Tell who opened a person's record, newest first (U75): by name, site, what and why."""
    rows = list(Reading.objects.filter(person=code).order_by("-id"))
    names = display_names({row.actor for row in rows})
    return [ReadFacts(row.at, row.actor, names[row.actor], row.site, row.what, row.reason) for row in rows]


def acts_on(code: str) -> list[dict[str, Any]]:
    """List the acts on a person's record, as sentences by code."""
    return [
        {
            "at": entry.recorded_at.isoformat(),
            "who": entry.actor,
            "what": ledger.told(entry),
            "receipt": entry.receipt,
        }
        for entry in ledger.entries(about=code)
    ]


def erasure(code: str) -> tuple[Erasure, list[Retained]] | None:
    """Give the erasure of a person with what law keeps, or nothing."""
    row = Erasure.objects.filter(person__code=code).first()
    if row is None:
        return None
    return row, [Retained(kept["what"], kept["basis"]) for kept in row.retained]


def erased_codes() -> list[str]:
    """Give the erasure list, for the key file of a backup."""
    return sorted(Person.objects.exclude(erased_at=None).values_list("code", flat=True))


def names(codes: Iterable[str], by: Actor, *, what: str = "list") -> Mapping[str, str]:
    """Give the names of several persons to somebody who may know them; each name given is a read that is kept."""
    rows = {row.code: row for row in Person.objects.filter(code__in=set(codes), erased_at=None)}
    allowed = {
        code: row for code, row in rows.items() if not rules.why_not_open(facts_of(row), code=code, by=by)
    }
    secrets = keys.keys_of(allowed)
    answer = {}
    for code, row in allowed.items():
        note_read(by=by, person=code, what=what)
        answer[code] = read(row, secrets.get(code), ("full_name",)).full_name
    return answer


def _matching(text: str) -> list[int]:
    asked = words.query_special(text) or words.query_words(text)
    if not asked:
        return []
    hashes = [blind(word) for word in asked]
    rows = SearchWord.objects.filter(word__in=hashes).values("person_id").annotate(n=Count("id"))
    return [row["person_id"] for row in rows.filter(n=len(hashes))[:1000]]


def _latest(code: str, kind: str) -> Observation | None:
    return Observation.objects.filter(person__code=code, kind=kind).order_by("-observed_at", "-id").first()


def open_sealed(sealed: Mapping[str, Any], by: Actor) -> Banner:
    """Open a person's name that another room read in one statement with its own facts (a hot act).

    The caller keeps the read in its own act. Somebody who may not know the name gets the code alone.
    """
    code = str(sealed["code"])
    kind, site = PersonKind(sealed["kind"]), str(sealed["site"])
    hidden = Banner(code=code, kind=kind, site=site, name="Name not shown", named=False)
    facts = PersonFacts(code, kind, site, registered_at=datetime.min.replace(tzinfo=UTC))
    if not sealed["wrapped"] or rules.why_not_open(facts, code=code, by=by):
        return hidden
    secret = keys.unwrap(b64decode(sealed["wrapped"]), code)
    texts = {
        field: keys.unseal(secret, b64decode(sealed[field]), person=code, field=field)
        for field in ("full_name", "own_script_name", "birth_date")
    }
    return Banner(
        code=code,
        kind=kind,
        site=site,
        name=texts["full_name"],
        own_script_name=texts["own_script_name"],
        birth_date=date.fromisoformat(texts["birth_date"]) if texts["birth_date"] else None,
    )
