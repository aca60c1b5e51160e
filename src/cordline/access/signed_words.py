"""How signed content is shown: label, unit and written form of each value, so that people read what they sign.

Only the showing. What is hashed and kept stays as the room's selector gave it, nothing of it is left out, and a value
that is shown shorter than it is keeps its whole form beside it.
"""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from cordline.ground import stored, writing
from cordline.ground.products import Product
from cordline.web.sources import sources

_DIGEST = re.compile(r"[0-9a-f]{64}")
_DIGEST_SHOWN = 12
_ONE_WORD = re.compile(r"[a-z]+")
_CELLS = "cells"


class Written(NamedTuple):
    """How one key is written: its label, the unit of its number, and what an empty value says."""

    label: str
    unit: str = ""
    places: int | None = None
    empty: str = ""


_KEYS = {
    "all_receipts_sha256": Written("Hash over all receipts"),
    "as_read": Written("As it was read"),
    "breaths": Written("Breathing", "breaths per minute"),
    "cells": Written("Cells", _CELLS),
    "cells_per_kg_in_12_months": Written("Most in 12 months", "cells per kg"),
    "cells_per_kg_max": Written("Most per kg", "cells per kg"),
    "cells_per_kg_min": Written("Least per kg", "cells per kg"),
    "cells_per_ml_max": Written("Most in a mL", "cells per mL"),
    "code": Written("Reason, for support"),
    "corrective_due_on": Written("Corrective action due", empty="None set"),
    "diastolic": Written("Diastolic pressure", "mmHg"),
    "dmso_g": Written("DMSO", "g"),
    "dmso_g_per_kg_stop": Written("DMSO, stop above", "g per kg"),
    "dmso_g_per_kg_warn": Written("DMSO, warning above", "g per kg"),
    "dose_cells": Written("Dose", _CELLS),
    "dose_tolerance_pct": Written("Dose may differ by", "%"),
    "doublings": Written("Doublings", empty="Not known"),
    "earliest_thaw_at": Written("First thaw"),
    "effective_until": Written("Effective until", empty="No end"),
    "end_stop_minutes": Written("Must have ended after", "minutes"),
    "end_warn_minutes": Written("Should have ended after", "minutes"),
    "expires": Written("Expires", empty="No end"),
    "facts_sha256": Written("Hash of the facts"),
    "heart_rate": Written("Heart rate", "beats per minute"),
    "id": Written("Reference"),
    "interval_days": Written("Days between sessions", "days"),
    "legal_basis": Written("Legal basis", empty="None given"),
    "one_line": Written("In one line"),
    "plausible_dose_max": Written("Largest dose that is plausible", _CELLS),
    "plausible_dose_min": Written("Smallest dose that is plausible", _CELLS),
    "preparation_minutes": Written("Preparation takes", "minutes"),
    "rate_ml_min": Written("Rate", "mL per minute"),
    "rate_ml_min_max": Written("Fastest rate", "mL per minute"),
    "rate_ml_min_usual": Written("Usual rate", "mL per minute"),
    "session_ceiling_cells": Written("Ceiling for one session", _CELLS),
    "slow_start_minutes": Written("Slow start lasts", "minutes"),
    "slow_start_ml_min": Written("Rate of the slow start", "mL per minute"),
    "spo2_pct": Written("Oxygen saturation", "%"),
    "start_within_minutes": Written("Must start within", "minutes"),
    "systolic": Written("Systolic pressure", "mmHg"),
    "temperature_c": Written("Temperature", "°C"),
    "until": Written("Until", empty="No end"),
    "usual_dose_max": Written("Largest usual dose", _CELLS),
    "usual_dose_min": Written("Smallest usual dose", _CELLS),
    "valid_until": Written("Valid until", empty="No end"),
    "viability_pct": Written("Viability", "%", places=1),
    "viability_pct_min": Written("Least viability", "%"),
    "vial_dmso_pct": Written("DMSO in a vial", "%"),
    "volume_ml": Written("Volume", "mL"),
    "volume_ml_max": Written("Largest volume", "mL"),
    "volume_ml_min": Written("Smallest volume", "mL"),
    "weight_kg": Written("Weight", "kg"),
}


def readable(content: Mapping[str, Any], zone: str) -> list[dict[str, Any]]:
    """Write signed content as rows a person reads, moments in ``zone``: every key and every value."""
    return [{"label": _label(str(key)), **_value(str(key), value, zone)} for key, value in content.items()]


def _label(key: str) -> str:
    """Name a key of signed content: as it is listed, else by its own words."""
    return _KEYS[key].label if key in _KEYS else stored.capitalised(stored.words(key))


def _written(key: str, value: Any, zone: str) -> str:
    """Write one plain value of signed content under its key."""
    how = _KEYS.get(key, Written(""))
    if value is None or value == "":
        return how.empty or ("Not known" if value is None or how.unit else "None given")
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if how.unit:
        return _measured(value, how)
    return _text(key, value, zone) if isinstance(value, str) else stored.told(value, zone)


def _value(key: str, value: Any, zone: str) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return {"rows": readable(value, zone)}
    if isinstance(value, list | tuple):
        return {"items_shown": [_value(key, item, zone) for item in value]}
    shown = {"text": _written(key, value, zone)}
    # A digest is shown by its first digits and a moment to the minute: the whole stands in the title.
    whole = str(value)
    return {**shown, "whole": whole} if _DIGEST.fullmatch(whole) or stored.MOMENT.fullmatch(whole) else shown


def _measured(value: Any, how: Written) -> str:
    try:
        exact = Decimal(str(value))
        if how.unit == _CELLS:
            return writing.cells(int(exact))
        return writing.quantity(exact, how.unit, how.places)
    except (InvalidOperation, ValueError):
        return str(value)


def _text(key: str, text: str, zone: str) -> str:
    if key == "product" and text in set(Product):
        return Product(text).label
    if key == "language":
        return writing.language_name(text)
    if key == "as_read":
        return _as_read(text)
    if key.endswith("_by"):
        name = sources.name_of(text)
        return text if name == text else f"{name} ({text})"
    if _DIGEST.fullmatch(text):
        return text[:_DIGEST_SHOWN]
    coded = stored.CODED.fullmatch(text) or (key != "unit" and _ONE_WORD.fullmatch(text))
    said = stored.told(text, zone)
    return stored.capitalised(said) if coded else said


def _as_read(key: str) -> str:
    """Write what an exception was known by when it was read: its kind, its record, its version or verdict."""
    first, *rest = key.split(":")
    if first == "deviation" and len(rest) > 1:
        rest[-1] = f"version {rest[-1]}"
    return ", ".join([stored.capitalised(stored.words(first)), *(stored.words(part) for part in rest)])
