"""How things are found: what a scan of a code answers, and what a typed word matches. Rooms register both.

A room writes in its ``places.py``::

    @describes(Kind.VIAL)
    def vial(code: str, by: Actor) -> Described | None: ...      # None: no such vial

    @searches
    def lots(text: str, by: Actor) -> Iterable[Hit]: ...         # at most a dozen, only what ``by`` may see
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cordline.ground.actor import Actor
from cordline.ground.codes import Kind

FREE, STOP, QUARANTINE, SOURCE_ONLY, OPEN = "free", "stop", "quarantine", "source_only", "open"


@dataclass(frozen=True)
class Offer:
    """One act offered after a scan, as a link to its page; after a stop only acts about the stop are offered."""

    label: str
    url: str


@dataclass(frozen=True)
class Described:
    """What a code names and how it stands now.

    ``answer`` is ``free`` to use, ``stop`` (held or recalled), ``quarantine``, ``source_only`` (autologous) or
    ``open`` for things that are neither; ``word`` replaces the verdict's word ("Stop. Recalled").
    """

    what: str
    answer: str = OPEN
    word: str = ""
    sentence: str = ""
    offers: Sequence[Offer] = ()


@dataclass(frozen=True)
class Hit:
    """One thing that a typed word matches: its code, what it is, and where its page is (else by its code)."""

    code: str
    title: str
    url: str = ""


Describe = Callable[[str, Actor], Described | None]
Search = Callable[[str, Actor], Iterable[Hit]]
_DESCRIBE: dict[Kind, Describe] = {}
_SEARCH: list[Search] = []


def describes(*kinds: Kind) -> Callable[[Describe], Describe]:
    """Mark the function that says what a code of these kinds names and how it stands."""

    def mark(function: Describe) -> Describe:
        _DESCRIBE.update(dict.fromkeys(kinds, function))
        return function

    return mark


def searches(function: Search) -> Search:
    """Mark a function that finds things by typed words."""
    _SEARCH.append(function)
    return function


def description(code: str, kind: Kind, by: Actor) -> Described | None:
    """Say what a code names, or nothing where no room describes it."""
    found = _DESCRIBE.get(kind)
    return found(code, by) if found else None


def is_described(kind: Kind) -> bool:
    """Say whether a room describes codes of this kind (then its word "no such thing" is final)."""
    return kind in _DESCRIBE


def search(text: str, by: Actor, most: int = 40) -> list[Hit]:
    """Find things by a typed word in every room, each once."""
    found: dict[str, Hit] = {}
    for function in _SEARCH:
        for hit in function(text, by):
            found.setdefault(hit.code or hit.url, hit)
            if len(found) >= most:
                return list(found.values())
    return list(found.values())
