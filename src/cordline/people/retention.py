"""What law keeps about a person after an erasure; each room says so for its own records.

@retains
def records_of(person: str) -> list[Retained]: ...
"""

from collections.abc import Callable

from cordline.people.limits import TRACEABILITY_YEARS
from cordline.people.types import Retained

Asked = Callable[[str], list[Retained]]
_ASKED: list[Asked] = []


def retains(function: Asked) -> Asked:
    """Mark a function that says what its room keeps about a person by law."""
    _ASKED.append(function)
    return function


def retained(person: str) -> list[Retained]:
    """List what stays of a person after an erasure, and until when."""
    always = Retained(
        what="the code, and the link between donor and recipient by code",
        basis=f"traceability, at least {TRACEABILITY_YEARS} years after clinical use (2004/23/EC Art 8(4))",
    )
    return [always, *(kept for ask in _ASKED for kept in ask(person))]
