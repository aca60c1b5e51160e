"""What other rooms have to say of a person at the top of every page about them; each room says it for its own records.

@alerts
def stops_standing(person: str) -> list[str]: ...
"""

from collections.abc import Callable

Asked = Callable[[str], list[str]]
_ASKED: list[Asked] = []


def alerts(function: Asked) -> Asked:
    """Mark a function that says in a few words each what must not be overlooked about a person."""
    _ASKED.append(function)
    return function


def alerts_about(person: str) -> tuple[str, ...]:
    """List what must not be overlooked about a person, for the banner (U31)."""
    return tuple(words for ask in _ASKED for words in ask(person))
