"""The file of one version of one rule set: its shape as a JSON Schema, and every fault of a given file by its place.

A site takes rules as data. What a row may say is closed: a kind, test, question or country that the house does not
know is a fault here, named before anybody signs, and never a surprise at the first judgement.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from cordline.assays.types import DonorTest
from cordline.donors import rulebook
from cordline.donors.types import Decision, Delivery, Mark, Question, Scope
from cordline.ground.products import Product, RuleSet
from cordline.ground.refusal import Refusal

LARGEST_BYTES = 1_000_000
MOST_FAULTS = 20
_DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_MONTH_DAY = {"type": "string", "pattern": r"^\d{2}-\d{2}$"}
_COUNTRY = {"type": "string", "pattern": "^[A-Z]{2}$"}
_WHOLE = {"type": "integer", "minimum": 0, "maximum": 10_000}


def _one_of(values: Any) -> dict[str, Any]:
    return {"enum": [value.value for value in values]}


def _many(values: Any) -> dict[str, Any]:
    return {"type": "array", "items": _one_of(values), "minItems": 1, "uniqueItems": True}


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


# What each parameter of a row may be; which kind takes which stands in ``rulebook.KINDS``.
GIVEN: Mapping[str, Any] = {
    "scopes": _many(Scope), "use_scope": {"type": "boolean"}, "under": _many(RuleSet), "any_of": _many(DonorTest),
    "when": {
        "oneOf": [
            _object(leukocyte_rich={"const": True}),
            _object(answer=_one_of(Question)),
            _object(**{"season_in": _COUNTRY, "from": _MONTH_DAY, "to": _MONTH_DAY, "or_ships_to": _COUNTRY}),
        ]
    },
    "recommended": {"type": "boolean"}, "products": _many(Product),
    "policy": {"enum": ["unless_nat", "always"]}, "after_days": _WHOLE, "nat": _many(DonorTest),
    "repeat": _many(DonorTest), "from_days": {"type": "integer", "minimum": -400, "maximum": 400},
    "to_days": {"type": "integer", "minimum": -400, "maximum": 400},
    "trigger": {"enum": ["any_volume", "large_volume"]}, "trigger_ml": _WHOLE, "tests": _many(DonorTest),
    "question": _one_of(Question), "at_least": _WHOLE, "at_least_weeks": _WHOLE, "delivery": _one_of(Delivery),
}  # fmt: skip
# Parameters without which a row of their kind cannot be judged are needed; these few may be left out.
OPTIONAL = frozenset({"use_scope", "when", "recommended", "nat", "repeat"})


def schema() -> dict[str, Any]:
    """The JSON Schema of the file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One version of a rule set of donor eligibility",
        "type": "object",
        "additionalProperties": False,
        "required": ["rule_set", "version", "effective_from", "title", "rows"],
        "properties": {
            "rule_set": _one_of(RuleSet),
            "version": {"type": "string", "minLength": 1, "maxLength": 40, "pattern": r"^[^/\s][^/]*$"},
            "effective_from": _DAY,
            "effective_until": {"oneOf": [_DAY, {"type": "null"}]},
            "title": {"type": "string", "minLength": 1, "maxLength": 200},
            "based_on": {"type": "string", "minLength": 1, "maxLength": 40},
            "rows": {
                "type": "array",
                "maxItems": 500,
                "items": {"oneOf": [_row(kind) for kind in rulebook.KINDS]},
            },
        },
    }


def _row(kind: str) -> dict[str, Any]:
    given = sorted(rulebook.KINDS[kind])
    properties = {
        "id": {"type": "string", "minLength": 1, "maxLength": 40},
        "row": {"type": "integer", "minimum": 1, "maximum": 999},
        "kind": {"const": kind},
        "verdict": {"enum": [*(decision.value for decision in Decision), rulebook.RISK_ASSESSMENT]},
        "consequences": {"type": "array", "items": {"enum": list(consequences())}, "uniqueItems": True},
        "source": {"type": "string", "minLength": 1, "maxLength": 400},
        "mark": _one_of(Mark),
        **{name: GIVEN[name] for name in given},
    }
    needed = [
        "id",
        "row",
        "kind",
        "verdict",
        "source",
        "mark",
        *(name for name in given if name not in OPTIONAL),
    ]
    return {"type": "object", "additionalProperties": False, "required": needed, "properties": properties}


@cache
def consequences() -> tuple[str, ...]:
    """Every consequence that a shipped rule names; the house knows what each of them means, and no other."""
    found = {name for book in rulebook.shipped() for rule in book.rules for name in rule.consequences}
    return tuple(sorted(found))


def read(content: bytes) -> tuple[dict[str, Any], list[Refusal]]:
    """Read a file's bytes: the content with every row of its base written out, or every fault with its place.

    Written out, because a signature binds what it shows, and a base named in one word could say something else in a
    later release.
    """
    if len(content) > LARGEST_BYTES:
        return {}, [_fault("the file", f"it is larger than {LARGEST_BYTES // 1000} kB")]
    try:
        found = json.loads(content.decode("utf-8"), parse_constant=_no_constant)
    except UnicodeDecodeError:
        return {}, [_fault("the file", "it is not UTF-8")]
    except (ValueError, RecursionError) as fault:
        return {}, [_fault("the file", f"it is not JSON: {fault}"[:120])]
    faults = list(_against_schema(found))
    if not faults:
        faults = list(_as_a_whole(found))
    return (written_out(found), []) if not faults else ({}, faults[:MOST_FAULTS])


def written_out(found: dict[str, Any]) -> dict[str, Any]:
    """Give a version with the rows of its base in place of the base's name; a shipped version stays as it is."""
    if "based_on" not in found or any(book.version == found["version"] for book in rulebook.shipped()):
        return found
    rows, base = list(found["rows"]), found["based_on"]
    while base is not None:
        below = rulebook.shipped_content(base)
        taken = {row["id"] for row in rows}
        rows += [row for row in below["rows"] if row["id"] not in taken]
        base = below.get("based_on")
    return {**{name: value for name, value in found.items() if name != "based_on"}, "rows": rows}


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no value")


def _against_schema(found: Any) -> Iterator[Refusal]:
    shape = schema()
    rows = found.get("rows") if isinstance(found, dict) else None
    outer = {**shape, "properties": {**shape["properties"], "rows": {"type": "array", "maxItems": 500}}}
    yield from _told(outer, found, "")
    for number, row in enumerate(rows if isinstance(rows, list) else [], 1):
        # Each row against the shape of its own kind, so that the fault names the field and not thirty shapes.
        kind = row.get("kind") if isinstance(row, dict) else None
        if kind not in rulebook.KINDS:
            yield _fault(f"row {number}", f"its kind {str(kind)[:40]} is not known")
        else:
            yield from _told(_row(str(kind)), row, f"row {number} ({str(row.get('id', '?'))[:40]}), ")


def _told(shape: Mapping[str, Any], found: Any, before: str) -> Iterator[Refusal]:
    import jsonschema  # heavy, and only a file that somebody gives needs it: the start does not wait for it

    for error in jsonschema.Draft202012Validator(shape).iter_errors(found):
        place = ".".join(str(step) for step in error.absolute_path) or "the whole"
        yield _fault(f"{before}{place}", error.message[:160])


def _as_a_whole(found: dict[str, Any]) -> Iterator[Refusal]:
    """What no schema says: days that exist, a base that is here, ids used once, a shipped name with other content."""
    try:
        book = rulebook.read_rule_book(found, rulebook.shipped())
    except (ValueError, KeyError, TypeError) as fault:
        yield _fault("the whole", str(fault)[:160])
        return
    if book.effective_until is not None and book.effective_until < book.effective_from:
        yield _fault("effective_until", "it lies before effective_from")
    if why := why_not_named(found):
        yield why


def why_not_named(found: Mapping[str, Any]) -> Refusal | None:
    """A version that comes with the house keeps its name for itself: a changed one needs a name of its own."""
    try:
        same = rulebook.shipped_content(str(found["version"])) == dict(found)
    except KeyError:
        return None
    return None if same else Refusal("donors.rules_name_taken", version=str(found["version"])[:40])


def _fault(place: str, fault: str) -> Refusal:
    return Refusal("donors.rules_fault", place=place[:120], fault=fault)
