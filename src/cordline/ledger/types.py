"""The ledger's values: the entry that an act gives back, and the hash of what was asked."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

Json = Any  # None, bool, int, str, and lists and mappings of them; Decimals and times are written as text


@dataclass(frozen=True)
class Entry:
    """What an act left in the record, and what a repeat of it gets again.

    ``payload`` names by code what the act created; ``receipt`` is the entry's hash in hexadecimal.
    """

    id: int
    verb: str
    subject: str
    actor: str
    site: str
    recorded_at: datetime
    receipt: str
    payload: Mapping[str, Json] = field(default_factory=dict)


def as_json(value: Any) -> Json:
    """Write a value as the record keeps it: decimals and times as text, enums by value, never a float."""
    if isinstance(value, float):
        raise TypeError("No float enters the record; give a Decimal with its unit in the name.")
    if isinstance(value, Enum):
        return as_json(value.value)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise TypeError("A time in the record says its zone.")
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(as_json(item) for item in value)
    raise TypeError(f"The record cannot hold a {type(value).__name__}.")


def content_digest(content: Mapping[str, Any]) -> bytes:
    """Hash what was asked for, independent of the order of its keys (I14)."""
    text = json.dumps(as_json(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).digest()
