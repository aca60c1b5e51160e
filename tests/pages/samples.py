"""The sample records on which pages are looked at: one of each kind, built through the services.

``KEYWORDS`` gives the keywords of an address by its full name; ``build`` makes the records and fills them in. A room
adds a function to ``BUILDERS``: it gets the cast and gives ``{"room:page": {"code": ...}}``. A page whose address needs
keywords and has none is named by the test, so that no page stays unlooked-at.
"""

from collections.abc import Callable
from typing import Any

Builder = Callable[[dict[str, Any]], dict[str, dict[str, str]]]
BUILDERS: list[Builder] = []


def builder(function: Builder) -> Builder:
    """Mark a function that builds sample records of one room."""
    BUILDERS.append(function)
    return function


def build(people: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Build every sample and give the keywords of the pages that show them."""
    keywords: dict[str, dict[str, str]] = {}
    for function in BUILDERS:
        keywords |= function(people)
    return keywords


@builder
def of_desk(people: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The desk shows any code; staff are there from the start."""
    return {"desk:code": {"code": people["quality@KL-LAB"].code}}
