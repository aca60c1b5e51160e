"""How the recall room names its lists and the parts of its balance, on the page and on paper."""

from collections.abc import Iterable

HEADS = {
    "treated": ("Treated", "received a dose"),
    "booked": ("Booked", "a container or a visit is kept for them"),
    "quoted": ("Quoted", "a live quote names it"),
    "consenting": ("Mid-consent", "reading or signing it now"),
}
PART_WORDS = {
    "stocked": "In stock",
    "in_use": "On a bench",
    "infused": "Infused",
    "used": "Culture or test",
    "destroyed": "Destroyed",
    "shipped": "Shipped",
    "lost": "Lost",
}
_SEARCHED = {
    "treated": "doses given",
    "booked": "bookings",
    "quoted": "quotes",
    "consenting": "consents",
}


def not_searched(uncovered: Iterable[str]) -> str:
    """Say which promises a recall does not look among yet, from its facts ("booked: schedule"); empty when none."""
    nouns = list(dict.fromkeys(_SEARCHED[fact.split(":")[0]] for fact in uncovered))
    if not nouns:
        return ""
    listed = f"{', '.join(nouns[:-1])} and {nouns[-1]}" if len(nouns) > 1 else nouns[0]
    return f"{listed.capitalize()} are not searched yet."
