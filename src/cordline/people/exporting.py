"""Everything the house knows about one person, for that person: readable and machine-readable (R-30).

Each room adds its own part; third parties appear by code only.

    @part_of_export("plans")
    def plans_of(person: str) -> Json: ...
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet

from cordline.ground.actor import Actor
from cordline.ledger.services import Entry, act
from cordline.ledger.types import as_json
from cordline.people import selectors
from cordline.people.verbs import EXPORTED

Part = Callable[[str], Any]
_PARTS: dict[str, Part] = {}


def part_of_export(name: str) -> Callable[[Part], Part]:
    """Mark a function that gives its room's part of a person's own copy."""

    def mark(function: Part) -> Part:
        if name in _PARTS:
            raise ValueError(f"Two rooms give the part {name} of the export.")
        _PARTS[name] = function
        return function

    return mark


def rows(records: QuerySet[Any], fields: str) -> list[dict[str, Any]]:
    """Give stored values for a person's copy: ``fields`` are the record's own names, a dot for what it points to.

    Times carry their zone, decimals stay text; what was never written is left out.
    """
    names = fields.split()
    found = records.values_list(*(name.replace(".", "__") for name in names))
    return [
        {name: as_json(value) for name, value in zip(names, values, strict=True) if value not in (None, "")}
        for values in found
    ]


def export_person(*, person: str, by: Actor, key: str) -> tuple[Entry, Mapping[str, Any]]:
    """Give the copy of one person's whole record that they may take with them; giving it out is itself recorded.

    Refuses: what opening the record refuses. Writes: people.person.exported.
    """
    with act(EXPORTED, by=by, key=key, content={"person": person}, subject=person) as this:
        if not this.answered:
            this.require(selectors.why_not_open(person, by))
            parts = ", ".join(["identity", "observations", "who opened the record", "acts", *sorted(_PARTS)])
            this.record(subject=person, payload={"parts": parts})
    return this.entry, document(person, by)


def document(person: str, by: Actor) -> dict[str, Any]:
    """Put the copy together; the read is kept."""
    identity = selectors.identity(person, by=by, what="export")
    return {
        "format": "cordline.person/1",
        "person": person,
        "identity": {
            "full_name": identity.full_name,
            "called_name": identity.called_name,
            "own_script_name": identity.own_script_name,
            "kana": identity.kana,
            "birth_date": identity.birth_date.isoformat() if identity.birth_date else None,
            "sex": identity.sex.value if identity.sex else None,
            "contacts": dict(identity.contacts),
            "languages": list(identity.languages),
            "allergies_text": identity.allergies_text,
            "notes": identity.notes,
        },
        "observations": selectors.observations(person),
        "opened_by": [
            {
                "at": row.at.isoformat(),
                "who": row.actor,
                "site": row.site,
                "what": row.what,
                "reason": row.reason,
            }
            for row in selectors.reads_of(person)
        ],
        "acts": selectors.acts_on(person),
        **{name: function(person) for name, function in sorted(_PARTS.items())},
    }
