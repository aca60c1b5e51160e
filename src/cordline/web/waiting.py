"""What waits for whom (W45): each room offers rows of work for a role, and lines about the state of the house.

A room writes functions in its ``waiting.py`` and marks them with ``waits_for`` or ``house_line``; the home page asks
each of them. Nothing leaves the list until it is done, handed on or refused with a reason.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cordline.ground.actor import Actor
from cordline.ground.roles import Role


@dataclass(frozen=True)
class WorkItem:
    """One thing that waits: a title in words, the code it is about, since or until when, and whose it is.

    ``limit`` marks a legal or a safety limit: such an item stands in the group whose clock is running. ``state`` is
    one of the eleven outlines; without ``word`` the time left is said in words.
    """

    title: str
    code: str = ""
    url: str = ""
    state: str = "todo"
    word: str = ""
    due_at: datetime | None = None
    limit: bool = False
    owner: str = ""
    count: int = 1


@dataclass(frozen=True)
class HouseLine:
    """One line on the state of the house: a label, a sentence, and a state with its word where it is not normal."""

    label: str
    text: str
    state: str = ""
    word: str = ""
    url: str = ""


Ask = Callable[[Actor], Iterable[WorkItem]]
Tell = Callable[[Actor], HouseLine | None]
_ASKED: list[tuple[frozenset[Role], Ask]] = []
_TOLD: list[tuple[frozenset[Role], Tell]] = []


def waits_for(*roles: Role) -> Callable[[Ask], Ask]:
    """Mark a function that gives the work waiting for these roles; it is called with the person at the page."""

    def mark(function: Ask) -> Ask:
        _ASKED.append((frozenset(roles), function))
        return function

    return mark


def house_line(*roles: Role) -> Callable[[Tell], Tell]:
    """Mark a function that tells one line about the state of the house to these roles (none named: all staff)."""

    def mark(function: Tell) -> Tell:
        _TOLD.append((frozenset(roles), function))
        return function

    return mark


def work_for(by: Actor, role: Role | None = None) -> list[WorkItem]:
    """Collect what waits for this person, or for one of their roles, soonest first."""
    roles = frozenset({role}) & by.roles if role else by.roles
    found = [item for asked, function in _ASKED if asked & roles for item in function(by)]
    return sorted(
        found, key=lambda item: (item.due_at is None, item.due_at.timestamp() if item.due_at else 0.0)
    )


def lines_for(by: Actor) -> list[HouseLine]:
    """Collect the lines about the house that this person is told."""
    told = (function(by) for roles, function in _TOLD if not roles or roles & by.roles)
    return [line for line in told if line is not None]


def in_groups(items: Iterable[WorkItem], now: datetime) -> dict[str, list[WorkItem]]:
    """Sort work into the three groups of the home page: a clock is running, today, this week and later."""
    groups: dict[str, list[WorkItem]] = {"clock": [], "today": [], "week": []}
    for item in items:
        if item.limit:
            groups["clock"].append(item)
        elif item.due_at is not None and item.due_at <= now + timedelta(hours=24):
            groups["today"].append(item)
        else:
            groups["week"].append(item)
    return groups


def time_word(due_at: datetime, now: datetime) -> tuple[str, str]:
    """Say how long is left, or how long overdue, in words, with the state that carries it."""
    left = due_at - now
    minutes = abs(int(left.total_seconds())) // 60
    if not minutes:
        return "clock", "Due now"
    days, rest = divmod(minutes, 1440)
    hours, odd = divmod(rest, 60)
    if days:
        spoken = f"{days} d {hours} h"
    elif hours:
        spoken = f"{hours} h {odd} min"
    else:
        spoken = f"{odd} min"
    return ("stop", f"Overdue {spoken}") if left < timedelta() else ("clock", f"{spoken} left")
