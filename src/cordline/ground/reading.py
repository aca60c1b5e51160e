"""Reading the numbers and dates that people type: a value, or a refusal in words; never a guess.

Two pairs of bounds per quantity (U21): outside the plausible range an entry is refused each time it is sent; outside
the usual range it is taken after a reason. Exponents, a lone comma as decimal sign and mixed scales are refused,
because each has been read as another number before.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cordline.ground.refusal import Refusal, register
from cordline.ground.writing import MILLION, THOUSAND, UNITS, cells, number

register(
    {
        "reading.empty": "Enter {what}.",
        "reading.not_a_number": "“{text}” is not a number. Use digits and a point, as in 1,250.5.",
        "reading.not_whole": "{what} must come out as a whole number; {text} does not.",
        "reading.scale_missing": "Choose thousand or million for {what}.",
        "reading.implausible": "{said} cannot be {what}: it lies outside {low} to {high}. Check digits and unit.",
        "reading.unusual": "{said} is outside the usual {low} to {high} for {what}. If it is right, give the reason.",
        "reading.not_a_date": "There is no such day as {text}. Enter day, month and year, for example 4 3 2026.",
        "reading.date_incomplete": "Enter {missing} of {what}.",
        "reading.date_in_future": "{what} cannot lie in the future.",
    }
)

SCALES = {"one": 1, "thousand": THOUSAND, "million": MILLION}
_NUMBER = re.compile(r"^[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$")
_LONGEST = 40


@dataclass(frozen=True)
class Bounds:
    """What a quantity can be at all, and what it usually is, both ends included, in ``unit``."""

    what: str
    plausible: tuple[Decimal | int, Decimal | int]
    usual: tuple[Decimal | int, Decimal | int]
    unit: str = ""

    def said(self, value: Decimal | int) -> str:
        """Write a value of this quantity as its messages say it."""
        if self.unit == "cells":
            return cells(int(value))
        return f"{number(value)} {UNITS.get(self.unit, self.unit)}".strip()


@dataclass(frozen=True)
class Entered:
    """A number that was read; ``unusual`` asks for a reason before it is taken."""

    value: Decimal
    unusual: Refusal | None = None

    @property
    def count(self) -> int:
        """The value as a whole number."""
        return int(self.value)


def read_decimal(text: str, what: str = "a number") -> Decimal | Refusal:
    """Read a number with a point; commas only between groups of three; no exponent, no sign words."""
    plain = unicodedata.normalize("NFKC", text).strip().replace(" ", "").replace("\u2212", "-")
    if not plain:
        return Refusal("reading.empty", what=what)
    if len(plain) > _LONGEST or not _NUMBER.match(plain) or not plain.isascii():
        return Refusal("reading.not_a_number", text=text.strip()[:_LONGEST])
    return Decimal(plain.replace(",", ""))


def judge(value: Decimal | int, bounds: Bounds) -> Entered | Refusal:
    """Hold a value against both pairs of bounds."""
    exact = Decimal(value)
    for (low, high), code in ((bounds.plausible, "reading.implausible"), (bounds.usual, "reading.unusual")):
        if low <= exact <= high:
            continue
        refusal = Refusal(
            code, said=bounds.said(value), what=bounds.what, low=bounds.said(low), high=bounds.said(high)
        )
        return refusal if code == "reading.implausible" else Entered(exact, refusal)
    return Entered(exact)


def read_quantity(text: str, bounds: Bounds) -> Entered | Refusal:
    """Read a measured value and judge it by its bounds."""
    value = read_decimal(text, bounds.what)
    return value if isinstance(value, Refusal) else judge(value, bounds)


def read_count(text: str, scale: str, bounds: Bounds) -> Entered | Refusal:
    """Read a count from a number box and its required scale (one, thousand, million); it must come out whole."""
    value = read_decimal(text, bounds.what)
    if isinstance(value, Refusal):
        return value
    if scale not in SCALES:
        return Refusal("reading.scale_missing", what=bounds.what)
    count = value * SCALES[scale]
    if count != count.to_integral_value():
        return Refusal("reading.not_whole", what=bounds.what, text=f"{text.strip()} {scale}")
    return judge(int(count), bounds)


def read_day(day: str, month: str, year: str, what: str = "the date") -> date | Refusal:
    """Read a date from its three boxes; a month may be a number or its English name."""
    boxes = {"day": day.strip(), "month": month.strip(), "year": year.strip()}
    missing = [name for name, text in boxes.items() if not text]
    if missing:
        return Refusal(
            "reading.date_incomplete", missing=" and ".join(f"the {name}" for name in missing), what=what
        )
    names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    written = boxes["month"].lower()[:3]
    try:
        number_of_month = names.index(written) + 1 if written in names else int(boxes["month"])
        if not re.fullmatch(r"\d{4}", boxes["year"]):
            raise ValueError
        return date(int(boxes["year"]), number_of_month, int(boxes["day"]))
    except ValueError:
        return Refusal("reading.not_a_date", text=" ".join(boxes.values())[:_LONGEST])
