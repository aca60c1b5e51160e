"""The versions of the rule sets: read from data, checked once, chosen by day.

A rule set is a list of rows, each with the row of the decision table it belongs to, its source and how sure the house
is of it. Rules of law change; this file and the code of the rules do not.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from cordline.donors.types import Decision, Mark
from cordline.ground.products import RuleSet

# Which parameters each kind of row takes; a row with another one is refused when it is read.
KINDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "autologous": frozenset(),
        "consent": frozenset({"scopes", "use_scope"}),
        "specimen_source": frozenset(),
        "kit": frozenset({"under"}),
        "laboratory": frozenset({"under"}),
        "test": frozenset({"any_of", "when", "recommended"}),
        "leukocyte_rich": frozenset({"products"}),
        "interview": frozenset(),
        "examination_done": frozenset(),
        "retest": frozenset({"policy", "after_days", "nat", "repeat"}),
        "window": frozenset({"from_days", "to_days"}),
        "window_when_retested": frozenset({"from_days", "to_days"}),
        "dilution": frozenset({"trigger", "trigger_ml"}),
        "reactive": frozenset({"tests"}),
        "initial_reactive": frozenset({"tests"}),
        "anti_hbc_alone": frozenset(),
        "syphilis_discordant": frozenset(),
        "syphilis_unconfirmed": frozenset(),
        "syphilis_specific": frozenset(),
        "flag": frozenset({"tests"}),
        "question": frozenset({"question"}),
        "question_asked": frozenset({"question"}),
        "examination": frozenset(),
        "age": frozenset({"at_least"}),
        "gestation": frozenset({"at_least_weeks"}),
        "delivery": frozenset({"delivery"}),
        "newborn": frozenset(),
        "complete": frozenset(),
        "news": frozenset(),
        "urgent_need": frozenset(),
    }
)
RISK_ASSESSMENT = "risk_assessment"
_COMMON = frozenset({"id", "row", "kind", "verdict", "consequences", "source", "mark"})
_HEAD = frozenset({"rule_set", "version", "effective_from", "effective_until", "title", "rows", "based_on"})


class Unreadable(ValueError):
    """A rule set file says something this house does not understand."""


@dataclass(frozen=True, eq=False)  # a row is itself, not its words: it keys groups of reasons
class Rule:
    """One row: what it looks at (``kind`` and ``given``), what it decides, where it comes from."""

    rule_set: RuleSet
    id: str
    row: int
    kind: str
    verdict: str
    source: str
    mark: Mark
    consequences: tuple[str, ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)

    @property
    def decision(self) -> Decision:
        """What the row decides by itself; a risk assessment leaves it incomplete until one is signed."""
        return Decision.INCOMPLETE if self.verdict == RISK_ASSESSMENT else Decision(self.verdict)


@dataclass(frozen=True)
class RuleBook:
    """One version of one rule set."""

    rule_set: RuleSet
    version: str
    title: str
    effective_from: date
    effective_until: date | None
    rules: tuple[Rule, ...]

    def of_kind(self, *kinds: str) -> tuple[Rule, ...]:
        """The rows of these kinds, in the order of the table."""
        return tuple(rule for rule in self.rules if rule.kind in kinds)

    def one(self, kind: str) -> Rule | None:
        """The only row of this kind, if the version has one."""
        return next((rule for rule in self.rules if rule.kind == kind), None)

    def in_force(self, on: date) -> bool:
        """Say whether this version is in force on a day; its last day counts."""
        return self.effective_from <= on and (self.effective_until is None or on <= self.effective_until)


def read_rule_book(content: Mapping[str, Any], bases: Iterable[RuleBook] = ()) -> RuleBook:
    """Read one version from its data; a row, kind or parameter that is not known is refused by name."""
    unknown = set(content) - _HEAD
    if unknown:
        raise Unreadable(f"unknown field {sorted(unknown)[0]}")
    try:
        rule_set = RuleSet(content["rule_set"])
        rules = tuple(_read_rule(rule_set, row) for row in content["rows"])
        until = content.get("effective_until")
        book = RuleBook(
            rule_set=rule_set,
            version=str(content["version"]),
            title=str(content.get("title", "")),
            effective_from=date.fromisoformat(content["effective_from"]),
            effective_until=date.fromisoformat(until) if until else None,
            rules=rules + _base_rules(content.get("based_on"), bases, rules),
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise Unreadable(f"a field is missing or mistyped: {fault}") from fault
    _check(book)
    return book


def _read_rule(rule_set: RuleSet, row: Mapping[str, Any]) -> Rule:
    kind = row["kind"]
    if kind not in KINDS:
        raise Unreadable(f"{row['id']}: unknown kind {kind}")
    given = {name: value for name, value in row.items() if name not in _COMMON}
    unknown = set(given) - KINDS[kind]
    if unknown:
        raise Unreadable(f"{row['id']}: {kind} takes no {sorted(unknown)[0]}")
    if not str(row["source"]).strip():
        raise Unreadable(f"{row['id']}: a row without a source")
    rule = Rule(
        rule_set=rule_set,
        id=str(row["id"]),
        row=int(row["row"]),
        kind=kind,
        verdict=row["verdict"],
        source=str(row["source"]),
        mark=Mark(row["mark"]),
        consequences=tuple(row.get("consequences", ())),
        given=MappingProxyType(given),
    )
    _ = rule.decision  # an unknown verdict is refused here, not at the first judgement
    return rule


def _base_rules(version: str | None, bases: Iterable[RuleBook], own: tuple[Rule, ...]) -> tuple[Rule, ...]:
    if version is None:
        return ()
    taken = {rule.id for rule in own}
    for book in bases:
        if book.version == version:
            return tuple(rule for rule in book.rules if rule.id not in taken)
    raise Unreadable(f"based on {version}, which is not here")


def _check(book: RuleBook) -> None:
    ids = [rule.id for rule in book.rules]
    if len(set(ids)) != len(ids):
        raise Unreadable(f"{book.version}: a row's id is used twice")
    for kind in ("consent", "complete"):
        if book.one(kind) is None:
            raise Unreadable(f"{book.version}: no row of kind {kind}")


@cache
def shipped() -> tuple[RuleBook, ...]:
    """Every version that comes with the house, oldest first within its rule set."""
    contents = [
        json.loads(file.read_text("utf-8"))
        for file in resources.files("cordline.donors.rule_sets").iterdir()
        if file.name.endswith(".json")
    ]
    whole = [read_rule_book(content) for content in contents if "based_on" not in content]
    partial = [read_rule_book(content, whole) for content in contents if "based_on" in content]
    order = list(RuleSet)
    return tuple(
        sorted([*whole, *partial], key=lambda book: (order.index(book.rule_set), book.effective_from))
    )


def shipped_content(version: str) -> dict[str, Any]:
    """The data of one shipped version, as a site copies it to adopt or change it."""
    for file in resources.files("cordline.donors.rule_sets").iterdir():
        if file.name.endswith(".json"):
            content: dict[str, Any] = json.loads(file.read_text("utf-8"))
            if content["version"] == version:
                return content
    raise KeyError(version)


def in_force(books: Iterable[RuleBook], on: date) -> dict[RuleSet, RuleBook]:
    """The version of each rule set that is in force on a day; the latest beginning wins."""
    chosen: dict[RuleSet, RuleBook] = {}
    for book in books:
        known = chosen.get(book.rule_set)
        if book.in_force(on) and (known is None or known.effective_from <= book.effective_from):
            chosen[book.rule_set] = book
    return chosen
