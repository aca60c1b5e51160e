"""Registering a person: a code for the house, ciphertexts for the name, keyed hashes for the search."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from cordline.access import site_key
from cordline.ground.actor import Actor
from cordline.ledger.services import Act, Entry, act, next_code
from cordline.ledger.types import as_json
from cordline.people import keys, rules
from cordline.people.models import Person, SearchWord
from cordline.people.texts import index_of, texts_of
from cordline.people.types import Identity, PersonKind, Sex
from cordline.people.verbs import REGISTERED


def blinded(**facts: Any) -> str:
    """Give a keyed hash of personal facts, for the ``content`` of an act: a repeat is known, the facts are not.

    A plain hash of a name and a birth date could be guessed; this one cannot without the site's key.
    """
    return site_key.blind("repeat", json.dumps(as_json(facts), sort_keys=True, ensure_ascii=False)).hex()


def register_person(
    *,
    kind: PersonKind,
    full_name: str,
    birth_date: date | None,
    sex: Sex | str | None,
    by: Actor,
    key: str,
    called_name: str = "",
    own_script_name: str = "",
    kana: str = "",
    contacts: Mapping[str, str] | None = None,
    languages: tuple[str, ...] = (),
    allergies_text: str = "",
    notes: str = "",
) -> Entry:
    """Register a patient or a donor at the actor's site; the entry's subject is the new code.

    Refuses: people.name_missing, people.birth_*, people.sex_unknown, people.wrong_role. Writes:
    people.person.registered.
    """
    facts = {
        "full_name": full_name, "birth_date": birth_date, "sex": sex, "called_name": called_name,
        "own_script_name": own_script_name, "kana": kana, "contacts": contacts or {}, "languages": languages,
        "allergies_text": allergies_text, "notes": notes,
    }  # fmt: skip
    content = {"kind": kind, "facts": blinded(**facts)}
    with act(REGISTERED, by=by, key=key, content=content) as this:
        if this.answered:
            return this.entry
        this.require(rules.why_not_register(PersonKind(kind), by=by))
        code = register_person_within(
            this,
            kind=kind,
            full_name=full_name,
            birth_date=birth_date,
            sex=sex,
            called_name=called_name,
            own_script_name=own_script_name,
            kana=kana,
            contacts=contacts,
            languages=languages,
            allergies_text=allergies_text,
            notes=notes,
        )
        return this.record(subject=code, payload={"kind": PersonKind(kind).value})


def register_person_within(
    this: Act,
    *,
    kind: PersonKind,
    full_name: str,
    birth_date: date | None,
    sex: Sex | str | None,
    called_name: str = "",
    own_script_name: str = "",
    kana: str = "",
    contacts: Mapping[str, str] | None = None,
    languages: tuple[str, ...] = (),
    allergies_text: str = "",
    notes: str = "",
    code: str = "",
) -> str:
    """Register a person inside the caller's act and give the code; who may is the caller's verb.

    Somebody who only asks (``INQUIRER``) needs neither birth date nor sex. ``code`` is given only where the caller
    already took one of the person's kind. The caller's ``content`` and payload carry no personal text: use
    ``blinded`` there.
    """
    kind = PersonKind(kind)
    identity = Identity(
        full_name=full_name.strip(),
        called_name=called_name.strip(),
        own_script_name=own_script_name.strip(),
        kana=kana.strip(),
        birth_date=birth_date,
        sex=_sex(sex),
        contacts=dict(contacts or {}),
        languages=tuple(languages),
        allergies_text=allergies_text.strip(),
        notes=notes.strip(),
    )
    this.require(rules.why_not_identity(identity, today=this.now.date(), kind=kind))
    code = code or next_code(kind.code_kind, this)
    secret = keys.make(code)
    sealed = {
        field: keys.seal(secret, text, person=code, field=field) for field, text in texts_of(identity).items()
    }
    person = Person.objects.create(
        code=code, kind=kind, site=this.by.site, registered_at=this.now, registered_by=this.by.code, **sealed
    )
    index_within(person, identity)
    return code


def index_within(person: Person, identity: Identity) -> None:
    """Make (or make anew) the keyed hashes by which a person is found."""
    SearchWord.objects.filter(person=person).delete()
    SearchWord.objects.bulk_create(
        [SearchWord(person=person, word=word) for word in sorted(index_of(identity))], batch_size=500
    )


def _sex(given: Sex | str | None) -> Sex | None:
    try:
        return Sex(given) if given else None
    except ValueError:
        return None
