"""Where things are: the page of each kind of code, and the entries of the side bar and the palette.

Every room with pages says in its own ``places.py`` where its kinds live and what belongs into the menu; the desk reads
all of them when Django starts. A place whose room is not furnished yet is simply not shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.roles import Role

GROUPS = ("Work", "People", "Cells", "Quality", "Public", "House")


@dataclass(frozen=True)
class Place:
    """The page on which a code of one kind is shown: ``url`` is a named address that takes ``code``."""

    kind: Kind
    url: str
    who: frozenset[Role]


@dataclass(frozen=True)
class Entry:
    """One line of the menu: where it leads, who sees it, and the two letters that jump there (``g d``)."""

    label: str
    url: str
    icon: str
    group: str
    who: frozenset[Role]
    keys: str
    order: int

    def address(self) -> str | None:
        """The address, or nothing while its room has no such page."""
        try:
            return reverse(self.url)
        except NoReverseMatch:
            return None


_PLACES: dict[Kind, Place] = {}
_MENU: dict[str, Entry] = {}


def place(kind: Kind, url: str, *who: Role) -> None:
    """Say on which page a code of this kind is shown, and which roles may open it (none named: all staff)."""
    _PLACES[kind] = Place(kind, url, frozenset(who))


def menu(label: str, url: str, *who: Role, icon: str, group: str, keys: str = "", order: int = 50) -> None:
    """Enter one page into the side bar and the palette (no role named: all staff); two never share their letters."""
    if group not in GROUPS:
        raise ValueError(f"The menu has no group {group!r}.")
    taken = [entry.label for entry in _MENU.values() if keys and entry.keys == keys and entry.url != url]
    if taken:
        raise ValueError(f"{keys!r} already leads to {taken[0]}, not to {label}.")
    _MENU[url] = Entry(label, url, icon, group, frozenset(who), keys, order)


def address_of(code: str, kind: Kind) -> str | None:
    """Where the page of this code is, or nothing if its kind has no page yet."""
    found = _PLACES.get(kind)
    if found is None:
        return None
    try:
        return reverse(found.url, kwargs={"code": code})
    except NoReverseMatch:
        return None


def may_open(kind: Kind, by: Actor) -> bool:
    """Say whether one of the actor's roles may open pages of this kind."""
    found = _PLACES.get(kind)
    return found is not None and (not found.who or by.has(*found.who))


def entries_for(by: Actor) -> Iterator[tuple[Entry, str]]:
    """Give the menu of one person in its order, each entry with its address."""
    ordered = sorted(_MENU.values(), key=lambda entry: (GROUPS.index(entry.group), entry.order, entry.label))
    for entry in ordered:
        address = entry.address()
        if address is not None and (not entry.who or by.has(*entry.who)):
            yield entry, address


def nearest(path: str, addresses: Iterable[str]) -> str:
    """Say which of these addresses a page stands under: the longest one that it begins with, or none."""
    fitting = [one for one in addresses if path == one or (one != "/" and path.startswith(one))]
    return max(fitting, key=len, default="")


def all_places() -> dict[Kind, Place]:
    """Give every place by kind, for the tests and the reference pages."""
    return dict(_PLACES)


def all_entries() -> tuple[Entry, ...]:
    """Give every menu entry, for the tests and the reference pages."""
    return tuple(_MENU.values())
