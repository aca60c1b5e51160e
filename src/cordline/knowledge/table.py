"""One table of a TOML file while it is read: values of the kind asked for, and every fault by file and key."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from cordline.ground.refusal import Refusal
from cordline.knowledge import refusals as _sentences  # noqa: F401 - registers the sentences used below

Choice = TypeVar("Choice", bound=StrEnum)


class Table:
    """One TOML table while it is read: gives values of the kind asked for, and remembers what was wrong."""

    def __init__(self, raw: Mapping[str, Any], file: str, at: str, broken: list[Refusal]) -> None:
        """Begin to read ``raw``, which stands in ``file`` at ``at``."""
        self.raw, self.file, self.at, self.broken = raw, file, at, broken

    def key(self, name: str) -> str:
        """Name a key as an author finds it."""
        return f"{self.at}.{name}" if self.at else name

    def known(self, *names: str) -> "Table":
        """Remember every key that nobody reads."""
        for name in self.raw:
            if name not in names:
                self.broken.append(Refusal("knowledge.base_key_unknown", file=self.file, key=self.key(name)))
        return self

    def text(self, name: str, *, needed: bool = True) -> str:
        """Give words; missing or empty ones are a fault if ``needed``."""
        value = self.raw.get(name)
        if value is None or value == "":
            if needed:
                self.missing(name)
            return ""
        if not isinstance(value, str):
            self.wrong(name, value, "words")
            return ""
        return value.strip()

    def texts(self, name: str) -> tuple[str, ...]:
        """Give a list of words; a missing one is empty."""
        value = self.raw.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.wrong(name, value, "a list of words")
            return ()
        return tuple(each.strip() for each in value)

    def number(self, name: str, default: int | None) -> int | None:
        """Give a whole number."""
        value = self.raw.get(name, default)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            self.wrong(name, value, "a whole number")
            return default
        return value

    def flag(self, name: str) -> bool:
        """Give yes or no; a missing one is no."""
        value = self.raw.get(name, False)
        if not isinstance(value, bool):
            self.wrong(name, value, "true or false")
            return False
        return value

    def day(self, name: str) -> date:
        """Give a date."""
        value = self.raw.get(name)
        if isinstance(value, date):
            return date(value.year, value.month, value.day)
        if value is None:
            self.missing(name)
        else:
            self.wrong(name, value, "a date such as 2026-11-30")
        return date.min

    def choice(self, name: str, kinds: type[Choice], default: Choice) -> Choice:
        """Give one of the known values; anything else is a fault, and ``default`` stands in."""
        found = self.choice_or_none(name, kinds)
        if found is None:
            if name not in self.raw:
                self.missing(name)
            return default
        return found

    def choice_or_none(self, name: str, kinds: type[Choice]) -> Choice | None:
        """Give one of the known values, or nothing if the key is not there."""
        value = self.raw.get(name)
        if value is None:
            return None
        try:
            return kinds(value)
        except ValueError:
            self.wrong(name, value, "one of " + ", ".join(kinds))
            return None

    def tables(self, name: str, word: str) -> list["Table"]:
        """Give the tables of a list, each named by its key or its place."""
        value = self.raw.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.wrong(name, value, "a list of tables")
            return []
        return [
            Table(each, self.file, self.key(f"{name}[{each.get(word, place)}]"), self.broken)
            for place, each in enumerate(value, 1)
        ]

    def missing(self, name: str) -> None:
        """Remember a missing key."""
        self.broken.append(Refusal("knowledge.base_key_missing", file=self.file, key=self.key(name)))

    def wrong(self, name: str, value: object, allowed: str) -> None:
        """Remember a value of the wrong kind."""
        self.broken.append(
            Refusal(
                "knowledge.base_value",
                file=self.file,
                key=self.key(name),
                value=repr(value)[:80],
                allowed=allowed,
            )
        )
