"""How trace and recall reach what other rooms keep: their leaves, and whatever they may have promised to people.

A room whose rows are leaves of the lineage (containers, doses) or can hold a promise (a reservation, a plan, a quote, a
consent, a booking, a dose given) says so in its own ``promises.py``; trace and recall then find it without knowing it.
A test of the house fails when a model points at a lot, a container, a plan or a patient and no room has said so (W39).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from django.apps import apps
from django.db import models

from cordline.ground.codes import Kind

COLUMNS = ("treated", "booked", "quoted", "consenting")
PARTS = ("stocked", "in_use", "infused", "used", "destroyed", "shipped", "lost")
"""Where a container can be in the mass balance; ``used`` went into a culture or a test, ``in_use`` is on a bench."""


@dataclass(frozen=True)
class Leaves:
    """A table whose rows are the ends of the lineage and point at their lot's node.

    ``lot``, ``code`` and ``state`` name its fields; ``person`` the field with the code of who received it, which is
    true for rows in a state of ``reached`` only. ``parts`` says under which part of the mass balance a row in each
    state is accounted (``PARTS``); a state it does not name is unaccounted for. Leaves without parts are no stock.
    """

    kind: Kind
    model: str
    lot: str = "lot"
    code: str = "code"
    state: str = "state"
    person: str = ""
    reached: frozenset[str] = frozenset()
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def table(self) -> str:
        """The table's name in the database."""
        return str(apps.get_model(self.model)._meta.db_table)

    def column(self, name: str) -> str:
        """The column behind one of the fields named above."""
        found = apps.get_model(self.model)._meta.get_field(getattr(self, name))
        assert isinstance(found, models.Field)  # noqa: S101 - a leaf names plain fields
        return str(found.column)


@dataclass(frozen=True)
class Links:
    """A table that says which leaves went into which: vials into a prepared dose, both by code.

    ``state`` and ``parts`` say where that leaves the mass balance of what went in: a vial used for a dose that was
    given is infused, one whose dose was destroyed is destroyed.
    """

    model: str
    made: str
    made_from: str
    state: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reach:
    """What a recall reaches: ids of nodes with everything below them, and codes of single leaves."""

    nodes: Sequence[int]
    leaves: Sequence[str] = ()


@dataclass(frozen=True)
class Promise:
    """One person reached: ``code`` names the dose, plan, quote, consent or booking; ``text`` says it in words."""

    person: str
    code: str
    lot: str
    text: str
    at: datetime | None = None


Reader = Callable[[Reach], Sequence[Promise]]


@dataclass(frozen=True)
class Described:
    """What a room says of one of its things in a trace: a few words, and its state with the word for it."""

    text: str = ""
    state: str = ""
    word: str = ""


Describer = Callable[[Sequence[str]], Mapping[str, Described]]


@dataclass(frozen=True)
class Covered:
    """A column of the recall room, how one room fills it, and the models whose promises it thereby covers."""

    column: str
    room: str
    models: tuple[str, ...]
    read: Reader


_LEAVES: dict[str, Leaves] = {}
_LINKS: dict[str, Links] = {}
_PROMISES: list[Covered] = []
_DESCRIBERS: dict[Kind, Describer] = {}


def leaves(table: Leaves) -> None:
    """Enter a table of leaves; called from a room's ``promises.py``."""
    unknown = set(table.parts.values()) - set(PARTS)
    if unknown:
        raise ValueError(f"The mass balance has no part {sorted(unknown)}.")
    _LEAVES[table.model] = table


def links(table: Links) -> None:
    """Enter a table that says which leaves went into which."""
    _LINKS[table.model] = table


def promises(column: str, *models_: str) -> Callable[[Reader], Reader]:
    """Enter a reader of one column of the recall room, and the models whose promises it covers."""
    if column not in COLUMNS:
        raise ValueError(f"The recall room has no column {column!r}.")

    def register(read: Reader) -> Reader:
        room = read.__module__.split(".")[1]
        _PROMISES.append(Covered(column, room, models_, read))
        return read

    return register


def describes(*kinds: Kind) -> Callable[[Describer], Describer]:
    """Enter what a room has to say of its things of these kinds, by code."""

    def register(describer: Describer) -> Describer:
        _DESCRIBERS.update(dict.fromkeys(kinds, describer))
        return describer

    return register


def described(codes: Mapping[str, Sequence[str]]) -> dict[str, Described]:
    """What the rooms say of these things; ``codes`` by their kind's two letters."""
    found: dict[str, Described] = {}
    for kind, describer in _DESCRIBERS.items():
        if codes.get(kind.value):
            found.update(describer(codes[kind.value]))
    return found


def all_leaves() -> Mapping[str, Leaves]:
    """Every table of leaves by its model."""
    return MappingProxyType(_LEAVES)


def all_links() -> Mapping[str, Links]:
    """Every table of links between leaves by its model."""
    return MappingProxyType(_LINKS)


def all_promises() -> Sequence[Covered]:
    """Every reader of promises."""
    return tuple(_PROMISES)
