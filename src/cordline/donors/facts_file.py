"""Donors' facts as JSON: read strictly, written back, and described by a JSON Schema with an example.

The same shape serves ``eligibility FILE.json``, the facts a decision stores, and the page that shows them.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, cast

from cordline.assays.types import DonorTest, Reactivity
from cordline.donors.types import (
    Answer,
    AssessmentFacts,
    AssessmentOf,
    AssessmentOutcome,
    ConsentFacts,
    Delivery,
    DonationKind,
    DonationUse,
    DonorFacts,
    ExaminationFacts,
    HistoryFacts,
    InfusionFacts,
    KitFacts,
    LaboratoryFacts,
    NewsFacts,
    Question,
    Scope,
    ScreeningFacts,
    SpecimenFacts,
    SpecimenFrom,
)
from cordline.ground.products import Product, RuleSet
from cordline.ground.shapes import (
    Choice,
    Day,
    Instant,
    Keyed,
    Many,
    Number,
    Part,
    Reading,
    Record,
    Text,
    Whole,
    YesNo,
    unique,
)

MOST_DONORS = 10_000
_LITRES_20 = 20_000


def _frozen(make: Any, *sets: str) -> Any:
    """Turn the lists of a JSON file into the sets of a fact; the order of scopes or rule sets says nothing."""

    def build(**values: Any) -> Any:
        for name in sets:
            if name in values:
                values[name] = frozenset(values[name])
        return make(**values)

    return build


_CONSENT = Record(
    {
        "signed_at": Part(Instant()),
        "scopes": Part(Many(Choice(Scope), 20), "what the consent covers"),
        "withdrawn_at": Part(Instant()),
    },
    _frozen(ConsentFacts, "scopes"),
)
_HISTORY = Record(
    {
        "taken_at": Part(Instant()),
        "answers": Part(Keyed(Question, Choice(Answer)), "an unanswered question leaves it incomplete"),
    },
    HistoryFacts,
)
_EXAMINATION = Record(
    {"done_at": Part(Instant()), "findings": Part(Many(Text(200), 50), "empty when nothing was found")},
    ExaminationFacts,
)
_INFUSIONS = Record(
    {
        "blood_loss": Part(YesNo(), "known or suspected"),
        "blood_ml_48h": Part(Whole(0, _LITRES_20), "blood and red cells in the 48 hours before, mL"),
        "colloid_ml_48h": Part(Whole(0, _LITRES_20), "plasma, platelets, albumin, starch in 48 hours, mL"),
        "crystalloid_ml_1h": Part(Whole(0, _LITRES_20), "crystalloid in the hour before, mL"),
    },
    InfusionFacts,
    "What had run into the donor before this specimen was drawn.",
)
_KIT = Record(
    {
        "name": Part(Text(), needed=True),
        "donor_screening_under": Part(
            Many(Choice(RuleSet), 10), "rule sets under which it may screen donors; a diagnostic kit has none"
        ),
        "validated_for_diluted_plasma": Part(YesNo()),
    },
    _frozen(KitFacts, "donor_screening_under"),
)
_LABORATORY = Record(
    {
        "name": Part(Text(), needed=True),
        "accredited_under": Part(Many(Choice(RuleSet), 10)),
        "accredited_until": Part(Day()),
    },
    _frozen(LaboratoryFacts, "accredited_under"),
)
_TEST = Record(
    {
        "test": Part(Choice(DonorTest), needed=True),
        "result": Part(Choice(Reactivity), needed=True),
        "kit": Part(_KIT),
        "laboratory": Part(_LABORATORY),
        "reported_at": Part(Instant()),
        "struck": Part(YesNo(), "corrected by a later reading: shown, no longer counted"),
        "code": Part(Text(40)),
    },
    ScreeningFacts,
)
_SPECIMEN = Record(
    {
        "code": Part(Text(40), needed=True),
        "source": Part(Choice(SpecimenFrom)),
        "taken_at": Part(Instant()),
        "infusions": Part(_INFUSIONS),
        "tests": Part(Many(_TEST, 200)),
    },
    SpecimenFacts,
)
_ASSESSMENT = Record(
    {
        "of": Part(Choice(AssessmentOf), needed=True),
        "outcome": Part(Choice(AssessmentOutcome)),
        "signed_at": Part(Instant()),
    },
    AssessmentFacts,
    "A physician's risk assessment; unsigned it decides nothing.",
)
_NEWS = Record(
    {
        "code": Part(Text(40), needed=True),
        "heard_at": Part(Instant()),
        "outcome": Part(Choice(AssessmentOutcome)),
        "signed_at": Part(Instant()),
    },
    NewsFacts,
    "Something heard after the donation; unassessed it re-opens the decision.",
)
DONOR = Record(
    {
        "id": Part(Text(40), "a code, never a name", needed=True),
        "product": Part(Choice(Product)),
        "kind": Part(Choice(DonationKind), "a cord is tested through the birth mother"),
        "use": Part(Choice(DonationUse)),
        "donated_at": Part(Instant(), "for a cord, the time of birth"),
        "collected_in": Part(Text(2), "country, two letters"),
        "ships_to": Part(Many(Text(2), 250), "countries; empty when the product stays"),
        "age_years": Part(Whole(0, 120), "of the person who is tested"),
        "weight_kg": Part(Number(1, 400), "of the person who is tested, a number or a decimal as text"),
        "gestation_weeks": Part(Whole(16, 46)),
        "delivery": Part(Choice(Delivery)),
        "infant_healthy": Part(YesNo()),
        "consent": Part(_CONSENT),
        "history": Part(_HISTORY),
        "examination": Part(_EXAMINATION),
        "specimens": Part(Many(_SPECIMEN, 100)),
        "assessments": Part(Many(_ASSESSMENT, 100)),
        "news": Part(Many(_NEWS, 100)),
        "urgent_need": Part(YesNo(), "release for urgent need is not offered; it is only noted"),
    },
    _frozen(DonorFacts, "ships_to"),
    "What is known of one donation. A fact left out is not known, and what is needed and not known leaves the "
    "decision incomplete.",
)


def read_donors(content: object, reading: Reading) -> list[DonorFacts]:
    """Read one donor or a list of them; every fault is noted in ``reading`` with its path."""
    if not isinstance(content, list):
        one = DONOR.read(content, "", reading)
        return [one] if one is not None else []
    donors = Many(DONOR, MOST_DONORS).read(content, "", reading) or ()
    unique(((f"[{n}].id", each.id) for n, each in enumerate(donors) if each is not None), reading)
    return [each for each in donors if each is not None]


def schema() -> dict[str, Any]:
    """The JSON Schema of the file: one donor, or a list of donors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Donors to judge",
        "$defs": {"donor": DONOR.schema()},
        "oneOf": [
            {"$ref": "#/$defs/donor"},
            {"type": "array", "items": {"$ref": "#/$defs/donor"}, "maxItems": MOST_DONORS},
        ],
    }


def facts_as_json(facts: DonorFacts) -> dict[str, Any]:
    """Write facts back in the shape of the file, leaving out what is not known; reading it gives equal facts."""
    return cast(dict[str, Any], _plain(facts))


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(str(_plain(each)) for each in value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(_plain(name)): _plain(each) for name, each in sorted(value.items())}
    if is_dataclass(value):
        return {
            part.name: _plain(inner)
            for part in fields(value)
            if (inner := getattr(value, part.name)) is not None and inner != ""
        }
    return value
