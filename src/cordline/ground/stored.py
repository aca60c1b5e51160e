"""How stored values are told to people: coded values as words, counts with grouped digits, moments as house dates.

What is stored, signed or hashed is never changed by this; only how a page or a sentence shows it.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from cordline.ground import writing

CODED = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+|cd\d+")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ANTIGEN = re.compile(r"cd\d+")
# Short names in coded values that are not written as ordinary words.
_CAPITALS = {
    "cjd": "CJD", "cmv": "CMV", "dmso": "DMSO", "dr": "DR", "hbc": "HBc", "hbsag": "HBsAg", "hbv": "HBV", "hcv": "HCV",
    "hiv": "HIV", "hla": "HLA", "htlv": "HTLV", "nat": "NAT", "wnv": "WNV",
}  # fmt: skip


def words(coded: str) -> str:
    """Write a coded value as words: not_judged is not judged, hiv_nat is HIV NAT, cd73 is CD73."""
    return " ".join(_word(part) for part in coded.split("_")).strip()


def capitalised(text: str) -> str:
    """Begin words with a capital and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def told(value: Any, zone: str = "UTC") -> str:
    """Write a stored value as a sentence tells it; free text stays as it was written."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return writing.whole(value)
    if isinstance(value, Decimal):
        return writing.number(value)
    if isinstance(value, datetime):
        return writing.when(value, zone)
    if isinstance(value, date):
        return writing.day(value)
    text = str(value)
    return words(text) if CODED.fullmatch(text) else _time(text, zone)


def _word(part: str) -> str:
    return _CAPITALS.get(part) or (part.upper() if _ANTIGEN.fullmatch(part) else part)


def _time(text: str, zone: str) -> str:
    try:
        if MOMENT.fullmatch(text):
            return writing.when(datetime.fromisoformat(text), zone)
        if _DAY.fullmatch(text):
            return writing.day(date.fromisoformat(text))
    except ValueError:
        return text  # digits in the shape of a date, and no date
    return text
