"""Identifiers that carry their kind and a check character: ``LT26-0042-8`` (U38-U40).

Kind and year, number, check character by ISO 7064 MOD 37-2 (the check also covers the kind, so a right number under a
wrong kind is caught). One parser serves scanner, camera and typing; what it cannot read is a refusal, never a guess.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from stdnum.iso7064 import mod_37_2

from cordline.ground.refusal import Refusal, register

register(
    {
        "codes.empty": "Nothing was scanned or typed.",
        "codes.too_long": "This is too long for a code ({length} characters).",
        "codes.unreadable": "“{text}” is not a Cordline code. A code looks like LT26-0042-8.",
        "codes.unknown_kind": "“{text}” begins with {kind}, which is no kind of code here.",
        "codes.check_character": "The check character of {text} does not fit: a character is wrong or swapped. Scan "
        "it again, or read it out and type it again.",
        "codes.wrong_kind": "This is {found} ({code}). Scan {wanted}.",
        "codes.not_found": "{code} is a well-formed code, but nothing here bears it.",
    }
)


class Kind(StrEnum):
    """What a code names; the value is its two-letter prefix."""

    DONOR = "DN"
    DONATION = "DD"
    CORD = "CR"
    BANK = "BK"
    CULTURE = "CU"
    LOT = "LT"
    SECRETOME_LOT = "SE"
    VIAL = "VL"
    DOSE = "DS"
    PATIENT = "PT"
    WRISTBAND = "WB"
    BATCH = "BR"
    REAGENT = "RG"
    EQUIPMENT = "EQ"
    ROOM = "RM"
    SAMPLE = "SM"
    RESULT = "RS"
    DEVIATION = "DV"
    ADVERSE_EVENT = "AE"
    RECALL = "RC"
    HOLD = "HD"
    PLAN = "PL"
    QUOTE = "QT"
    CERTIFICATE = "CA"
    PROCEDURE = "SP"
    SPECIFICATION = "SC"
    INFUSION = "IN"
    CONTACT = "CT"
    POSITION = "PS"
    STAFF = "ST"
    ORDER = "OR"
    CONSENT = "CO"
    BOOKING = "BO"
    LEGAL_BASIS = "LB"
    HARD_STOP = "HS"
    INQUIRY = "IQ"

    @property
    def noun(self) -> str:
        """How a sentence names one thing of this kind."""
        return _NOUNS.get(self, self.name.lower().replace("_", " "))


_NOUNS = {
    Kind.BANK: "cell bank",
    Kind.LOT: "cell lot",
    Kind.DOSE: "prepared dose",
    Kind.BATCH: "batch record",
    Kind.REAGENT: "reagent lot",
    Kind.EQUIPMENT: "piece of equipment",
    Kind.RESULT: "test result",
    Kind.SAMPLE: "sample",
    Kind.POSITION: "storage position",
    Kind.STAFF: "staff badge",
}
_SHAPE = re.compile(r"^([A-Z]{2})(\d{2})-?(\d{4,9})-?([0-9A-Z*])(?:\.(\d{1,3}))?$")
_PREFIXES = frozenset(kind.value for kind in Kind)
_LONGEST = 64


@dataclass(frozen=True)
class Code:
    """A readable, checked code. ``print_number`` is the copy on the label, where the kind counts its prints."""

    kind: Kind
    year: int
    number: int
    print_number: int | None = None

    def __str__(self) -> str:
        body = f"{self.kind.value}{self.year:02d}-{self.number:04d}"
        return f"{body}-{check_character(body)}"


def check_character(body: str) -> str:
    """The ISO 7064 MOD 37-2 character of ``LT26-0042``."""
    return str(mod_37_2.calc_check_digit(body.replace("-", "")))


def make(kind: Kind, year: int, number: int) -> str:
    """Write the code of the ``number``-th thing of ``kind`` in ``year`` (two or four digits)."""
    if not 1 <= number <= 999_999_999:
        raise ValueError("A code's number runs from 1 to 999,999,999.")
    return str(Code(kind, year % 100, number))


def parse(text: str, *wanted: Kind) -> Code | Refusal:
    """Read one code from a scanner, a camera or a keyboard; a wrong kind, slip or swap is a refusal in words."""
    compact = "".join(text.split()).upper()
    if not compact:
        return Refusal("codes.empty")
    if len(compact) > _LONGEST:
        return Refusal("codes.too_long", length=len(compact))
    match = _SHAPE.match(compact)
    if match is None:
        return Refusal("codes.unreadable", text=compact[:40])
    prefix, year, number, check, printed = match.groups()
    if prefix not in _PREFIXES:
        return Refusal("codes.unknown_kind", text=compact, kind=prefix)
    code = Code(Kind(prefix), int(year), int(number), int(printed) if printed else None)
    # The number as written decides the check: "00042" is another text than "0042".
    if number != f"{code.number:04d}" or not str(code).endswith(f"-{check}"):
        return Refusal("codes.check_character", text=compact)
    if wanted and code.kind not in wanted:
        return wrong_kind(code, *wanted)
    return code


def wrong_kind(code: Code, *wanted: Kind) -> Refusal:
    """Say in words that a right code of another kind was read, and which kind is awaited (U40)."""
    names = " or ".join(f"the {kind.noun}" for kind in wanted)
    return Refusal("codes.wrong_kind", code=str(code), found=_article(code.kind.noun), wanted=names)


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
