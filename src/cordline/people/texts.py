"""How an identity becomes the texts that are encrypted, and back; and the keyed hashes by which it is found."""

import json
from collections.abc import Iterable, Mapping
from datetime import date

from cordline.access import site_key
from cordline.people import keys, words
from cordline.people.models import Person
from cordline.people.types import TEXTS, Identity, Sex

_WORD_BYTES = 16


def texts_of(identity: Identity) -> dict[str, str]:
    """Write an identity as one text for each field."""
    return {
        "full_name": identity.full_name,
        "called_name": identity.called_name,
        "own_script_name": identity.own_script_name,
        "kana": identity.kana,
        "birth_date": identity.birth_date.isoformat() if identity.birth_date else "",
        "sex": identity.sex.value if identity.sex else "",
        "contacts": json.dumps(dict(identity.contacts), ensure_ascii=False, sort_keys=True)
        if identity.contacts
        else "",
        "languages": ",".join(identity.languages),
        "allergies_text": identity.allergies_text,
        "notes": identity.notes,
    }


def identity_of(texts: Mapping[str, str]) -> Identity:
    """Read an identity from its texts."""
    return Identity(
        full_name=texts["full_name"],
        called_name=texts["called_name"],
        own_script_name=texts["own_script_name"],
        kana=texts["kana"],
        birth_date=date.fromisoformat(texts["birth_date"]) if texts["birth_date"] else None,
        sex=Sex(texts["sex"]) if texts["sex"] else None,
        contacts=json.loads(texts["contacts"]) if texts["contacts"] else {},
        languages=tuple(texts["languages"].split(",")) if texts["languages"] else (),
        allergies_text=texts["allergies_text"],
        notes=texts["notes"],
    )


def read(person: Person, key: bytes | None, fields: Iterable[str] = TEXTS) -> Identity:
    """Decrypt the fields asked for; without a key (erased) everything is empty."""
    wanted = set(fields)
    return identity_of(
        {
            field: keys.unseal(key, bytes(getattr(person, field)), person=person.code, field=field)
            if key is not None and field in wanted
            else ""
            for field in TEXTS
        }
    )


def blind(word: str) -> bytes:
    """Give the keyed hash under which a word is indexed and asked for."""
    return site_key.blind("search", word)[:_WORD_BYTES]


def index_of(identity: Identity) -> set[bytes]:
    """Give the keyed hashes of everything by which somebody may be found."""
    names = (identity.full_name, identity.called_name, identity.own_script_name, identity.kana)
    found = words.index_words(names) | words.birth_word(identity.birth_date)
    found |= words.contact_words(identity.contacts.values())
    return {blind(word) for word in found}
