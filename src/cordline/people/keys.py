"""Each person's own key: made with the person, wrapped by the site's key, destroyed by an erasure.

Whoever holds the database without the site's key file reads no name; whoever holds both reads no name of an erased
person, because that key is gone. Ciphertexts are bound to the person and the field they stand in.
"""

import secrets
from collections.abc import Iterable, Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from cordline.access import site_key
from cordline.people.models import PersonKey

_NONCE = 12
_PURPOSE = "person-key"


class Unreadable(RuntimeError):
    """A ciphertext does not open under its person's key: moved, damaged, or not written by this house."""


def make(person: str) -> bytes:
    """Make and keep a person's key; gives it in clear for what is encrypted at once."""
    key = secrets.token_bytes(32)
    PersonKey.objects.create(person=person, wrapped=site_key.seal(_PURPOSE, key, person))
    return key


def keys_of(persons: Iterable[str]) -> dict[str, bytes]:
    """Give the keys of these persons; an erased one has none."""
    rows = PersonKey.objects.filter(person__in=set(persons)).values_list("person", "wrapped")
    return {person: site_key.unseal(_PURPOSE, bytes(wrapped), person) for person, wrapped in rows}


def unwrap(wrapped: bytes, person: str) -> bytes:
    """Give the key of a person whose wrapped key was read elsewhere."""
    return site_key.unseal(_PURPOSE, wrapped, person)


def seal(key: bytes, text: str, *, person: str, field: str) -> bytes:
    """Encrypt one personal text; an empty one stays empty, and its length is hidden in blocks of 32 bytes."""
    if not text:
        return b""
    raw = text.encode()
    padded = len(raw).to_bytes(4, "big") + raw + b"\0" * (-(len(raw) + 4) % 32)
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, padded, f"{person}/{field}".encode())


def unseal(key: bytes, sealed: bytes, *, person: str, field: str) -> str:
    """Read one personal text."""
    if not sealed:
        return ""
    try:
        padded = AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], f"{person}/{field}".encode())
    except InvalidTag:
        raise Unreadable(f"{field} of {person} does not open under its key.") from None
    return padded[4 : 4 + int.from_bytes(padded[:4], "big")].decode()


def export_keys() -> dict[str, bytes]:
    """Give every person's key in clear, for the key file of a backup and for nothing else."""
    return keys_of(PersonKey.objects.values_list("person", flat=True))


def import_keys(keys: Mapping[str, bytes]) -> int:
    """Put keys from a backup's key file back in place, wrapped by this site's key; gives how many were missing."""
    held = set(PersonKey.objects.values_list("person", flat=True))
    rows = [
        PersonKey(person=person, wrapped=site_key.seal(_PURPOSE, key, person))
        for person, key in keys.items()
        if person not in held
    ]
    PersonKey.objects.bulk_create(rows, batch_size=1000)
    return len(rows)
