"""The shape of a JSON file that somebody hands us: one description reads it strictly and writes its JSON Schema.

A reader answers with every fault, each with the path at which it stands ("specimens[0].taken_at"), and never guesses:
an unknown field, a misspelt choice, a number as text, a time without a zone are faults. What a room makes of the
values it read is the room's.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from cordline.ground.refusal import Refusal, register

register(
    {
        "input.not_an_object": "{path}: a JSON object is expected here, not {found}.",
        "input.not_a_list": "{path}: a list is expected here, not {found}.",
        "input.list_too_long": "{path}: at most {most} entries, not {length}.",
        "input.unknown_field": "{path}: this field is not known here. Known are: {known}.",
        "input.missing_field": "{path}: this field is needed.",
        "input.not_text": "{path}: text is expected here, not {found}.",
        "input.text_length": "{path}: between 1 and {most} characters, not {length}.",
        "input.control_character": "{path}: the text holds a control character.",
        "input.not_a_choice": "{path}: {found} is not one of {choices}.",
        "input.not_yes_or_no": "{path}: true or false is expected here, not {found}.",
        "input.not_a_number": "{path}: a plain number is expected here, not {found}.",
        "input.not_whole": "{path}: a whole number is expected here, not {found}.",
        "input.out_of_range": "{path}: {found} is impossible; it lies between {low} and {high}.",
        "input.not_a_date": "{path}: {found} is not a date. Write it as 2026-03-04.",
        "input.not_a_time": "{path}: {found} is not a time. Write it as 2026-03-04T14:30:00+08:00.",
        "input.time_without_zone": "{path}: {found} has no time zone. Add its offset, such as +08:00.",
        "input.in_future": "{path}: {found} lies in the future.",
        "input.not_json": "The file is not JSON: {fault}.",
        "input.twice": "{path}: {found} is already used at {first}.",
    }
)

_LONGEST_SHOWN = 60


def shown(value: object) -> str:
    """How a fault quotes what it found: short, and never more than a line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list):
        return "a list"
    text = f"“{value}”" if isinstance(value, str) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


@dataclass
class Reading:
    """Where a reader collects its faults; ``now`` bounds the times that may not lie in the future."""

    now: datetime
    faults: list[Refusal] = field(default_factory=list)

    def fault(self, code: str, path: str, **facts: object) -> None:
        """Note one fault and go on, so that the answer names all of them at once."""
        self.faults.append(Refusal(code, path=path or "the file", **facts))


class Shape:
    """One kind of value: how it is read, and what its JSON Schema says."""

    def read(self, value: object, path: str, reading: Reading) -> Any:
        """The value as the room wants it, or None with a fault noted."""
        raise NotImplementedError

    def schema(self) -> dict[str, Any]:
        """This shape as JSON Schema, draft 2020-12."""
        raise NotImplementedError


@dataclass(frozen=True)
class Text(Shape):
    """One line of text."""

    most: int = 200

    def read(self, value: object, path: str, reading: Reading) -> str | None:
        if not isinstance(value, str):
            reading.fault("input.not_text", path, found=shown(value))
        elif not len(value.strip()) >= 1 or len(value) > self.most:
            reading.fault("input.text_length", path, most=self.most, length=len(value.strip()))
        elif any(ord(character) < 32 or ord(character) == 127 for character in value):
            reading.fault("input.control_character", path)
        else:
            return value.strip()
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": self.most}


@dataclass(frozen=True)
class Choice(Shape):
    """One value of an enumeration, written exactly."""

    of: type[StrEnum]

    def read(self, value: object, path: str, reading: Reading) -> StrEnum | None:
        if isinstance(value, str):
            for member in self.of:
                if member.value == value:
                    return member
        reading.fault(
            "input.not_a_choice", path, found=shown(value), choices=", ".join(m.value for m in self.of)
        )
        return None

    def schema(self) -> dict[str, Any]:
        return {"enum": [member.value for member in self.of]}


@dataclass(frozen=True)
class YesNo(Shape):
    """True or false; a missing one is no answer, never a no."""

    def read(self, value: object, path: str, reading: Reading) -> bool | None:
        if isinstance(value, bool):
            return value
        reading.fault("input.not_yes_or_no", path, found=shown(value))
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Number(Shape):
    """A measured value, kept as a decimal; a plain number or a decimal as text ("61.5"), within plausible bounds."""

    low: int
    high: int

    def read(self, value: object, path: str, reading: Reading) -> Decimal | None:
        number = _decimal(value)
        if number is None:
            reading.fault("input.not_a_number", path, found=shown(value))
        elif not self.low <= number <= self.high:
            reading.fault("input.out_of_range", path, found=shown(value), low=self.low, high=self.high)
        else:
            return number
        return None

    def schema(self) -> dict[str, Any]:
        number = {"type": "number", "minimum": self.low, "maximum": self.high}
        return {"anyOf": [number, {"type": "string", "pattern": _DECIMAL.pattern}]}


_DECIMAL = re.compile(r"^-?\d{1,15}(\.\d{1,9})?$", re.ASCII)


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, str):
        return Decimal(value) if _DECIMAL.match(value) else None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    number = Decimal(str(value))
    return number if number.is_finite() else None


@dataclass(frozen=True)
class Whole(Shape):
    """A count."""

    low: int
    high: int

    def read(self, value: object, path: str, reading: Reading) -> int | None:
        if isinstance(value, bool) or not isinstance(value, int):
            reading.fault("input.not_whole", path, found=shown(value))
        elif not self.low <= value <= self.high:
            reading.fault("input.out_of_range", path, found=shown(value), low=self.low, high=self.high)
        else:
            return value
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True)
class Day(Shape):
    """A plain date, as of births and expiries."""

    past: bool = False

    def read(self, value: object, path: str, reading: Reading) -> date | None:
        if isinstance(value, str) and len(value) == 10:
            try:
                day = date.fromisoformat(value)
            except ValueError:
                day = None
            if day is not None:
                if self.past and day > reading.now.date():
                    reading.fault("input.in_future", path, found=shown(value))
                    return None
                return day
        reading.fault("input.not_a_date", path, found=shown(value))
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


@dataclass(frozen=True)
class Instant(Shape):
    """A time with its offset; without one it is a fault, since seven days end at an instant."""

    past: bool = True

    def read(self, value: object, path: str, reading: Reading) -> datetime | None:
        moment = None
        if isinstance(value, str) and 16 <= len(value) <= 40 and "T" in value:
            try:
                moment = datetime.fromisoformat(value)
            except ValueError:
                moment = None
        if moment is None:
            reading.fault("input.not_a_time", path, found=shown(value))
            return None
        if moment.utcoffset() is None:
            reading.fault("input.time_without_zone", path, found=shown(value))
            return None
        if not 1900 <= moment.year <= 2200:  # far enough from the ends that every zone can show it
            reading.fault("input.not_a_time", path, found=shown(value))
            return None
        if self.past and moment > reading.now:
            reading.fault("input.in_future", path, found=shown(value))
            return None
        return moment

    def schema(self) -> dict[str, Any]:
        return {
            "type": "string",
            "format": "date-time",
            "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$",
        }


@dataclass(frozen=True)
class Many(Shape):
    """A list of one shape, in order."""

    of: Shape
    most: int = 1000

    def read(self, value: object, path: str, reading: Reading) -> tuple[Any, ...] | None:
        if not isinstance(value, list):
            reading.fault("input.not_a_list", path, found=shown(value))
            return None
        if len(value) > self.most:
            reading.fault("input.list_too_long", path, most=self.most, length=len(value))
            return None
        return tuple(self.of.read(item, f"{path}[{n}]", reading) for n, item in enumerate(value))

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.of.schema(), "maxItems": self.most}


@dataclass(frozen=True)
class Part:
    """One field of an object: its shape, whether it must be there, and what it means in a sentence."""

    shape: Shape
    says: str = ""
    needed: bool = False


@dataclass(frozen=True)
class Record(Shape):
    """A JSON object with known fields only; ``make`` builds the room's fact from the values read.

    ``make`` is called only when no fault was noted inside the object, so it never sees half a value.
    """

    parts: Mapping[str, Part]
    make: Callable[..., Any]
    says: str = ""

    def read(self, value: object, path: str, reading: Reading) -> Any:
        if not isinstance(value, Mapping):
            reading.fault("input.not_an_object", path, found=shown(value))
            return None
        before = len(reading.faults)
        for name in value:
            if name not in self.parts:
                reading.fault(
                    "input.unknown_field", _at(path, shown(name).strip("“”")), known=", ".join(self.parts)
                )
        values: dict[str, Any] = {}
        for name, part in self.parts.items():
            if value.get(name) is not None:
                values[name] = part.shape.read(value[name], _at(path, name), reading)
            elif part.needed:
                reading.fault("input.missing_field", _at(path, name))
        return self.make(**values) if len(reading.faults) == before else None

    def schema(self) -> dict[str, Any]:
        properties = {}
        for name, part in self.parts.items():
            inner = part.shape.schema()
            if not part.needed:  # a field that may be absent may be null as well
                inner = {"anyOf": [inner, {"type": "null"}]}
            properties[name] = {**({"description": part.says} if part.says else {}), **inner}
        return {
            "type": "object",
            "additionalProperties": False,
            "required": [name for name, part in self.parts.items() if part.needed],
            "properties": properties,
            **({"description": self.says} if self.says else {}),
        }


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


@dataclass(frozen=True)
class Keyed(Shape):
    """An object whose keys are the values of one enumeration, such as answers by question."""

    keys: type[StrEnum]
    of: Shape

    def read(self, value: object, path: str, reading: Reading) -> dict[StrEnum, Any] | None:
        if not isinstance(value, Mapping):
            reading.fault("input.not_an_object", path, found=shown(value))
            return None
        known = {member.value: member for member in self.keys}
        answer: dict[StrEnum, Any] = {}
        for name, inner in value.items():
            if name not in known:
                reading.fault(
                    "input.unknown_field", _at(path, shown(name).strip("“”")), known=", ".join(known)
                )
            elif inner is not None:
                answer[known[name]] = self.of.read(inner, _at(path, name), reading)
        return answer

    def schema(self) -> dict[str, Any]:
        inner = {"anyOf": [self.of.schema(), {"type": "null"}]}
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {member.value: inner for member in self.keys},
        }


def unique(values: Iterable[tuple[str, str]], reading: Reading) -> None:
    """Note a fault for each (path, value) whose value was used before."""
    first: dict[str, str] = {}
    for path, value in values:
        if value in first:
            reading.fault("input.twice", path, found=shown(value), first=first[value])
        else:
            first[value] = path
