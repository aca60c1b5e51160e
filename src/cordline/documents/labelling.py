"""Which labels a code stands for: each room says it for its own kinds, and one page prints them all.

@labels_of(Kind.LOT)
def of_lot(code: str, by: Actor) -> LabelSet | None: ...
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cordline.documents.labels import Label, LabelKind
from cordline.ground.actor import Actor
from cordline.ground.codes import Code, Kind, parse


@dataclass(frozen=True)
class LabelSet:
    """The labels that belong to one code. ``person`` is whose record they name; empty for cells and places.

    ``anew_at`` is where a label is made anew that may not simply be printed twice, such as a wristband.
    """

    title: str
    kind: LabelKind
    labels: Sequence[Label]
    person: str = ""
    anew_at: str = ""


Finder = Callable[[str, Actor], LabelSet | None]
PersonOf = Callable[[str], str]
_FINDERS: dict[Kind, Finder] = {}
_PERSONS: dict[Kind, PersonOf] = {}


def labels_of(*kinds: Kind, person: PersonOf | None = None) -> Callable[[Finder], Finder]:
    """Register how the labels of these kinds are found; ``person`` says whose record a code opens, before it does."""

    def keep(finder: Finder) -> Finder:
        for kind in kinds:
            _FINDERS[kind] = finder
            if person is not None:
                _PERSONS[kind] = person
        return finder

    return keep


def label_set(code: str, by: Actor) -> LabelSet | None:
    """Give the labels a code stands for; nothing when nothing here bears it or it is never printed."""
    kind = _kind(code)
    finder = _FINDERS.get(kind) if kind else None
    return finder(code, by) if finder else None


def person_behind(code: str) -> str:
    """Say whose record the labels of this code open; empty for cells and places."""
    kind = _kind(code)
    asked = _PERSONS.get(kind) if kind else None
    return asked(code) if asked else ""


def printable_kinds() -> list[Kind]:
    """The kinds of code that have labels."""
    return sorted(_FINDERS)


def _kind(code: str) -> Kind | None:
    read = parse(code)
    return read.kind if isinstance(read, Code) else None
