"""A lot's audit trail as its reviewer reads and signs it: every entry on the lot, without this room's own."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from cordline.ledger import selectors as ledger

if TYPE_CHECKING:
    from cordline.ledger.models import Entry

_OWN = "release."


def subject(lot: str) -> str:
    """What a signature under a trail is about."""
    return f"{lot}/audit trail"


def entries(lot: str) -> "QuerySet[Entry]":
    """Give the entries on a lot, oldest first; the review's own steps are not part of what it reviews."""
    return ledger.entries(about=lot).exclude(verb__startswith=_OWN).order_by("id")


def last_entry(lot: str) -> int:
    """Give the number of the newest entry on a lot, 0 for none."""
    return entries(lot).order_by("-id").values_list("id", flat=True).first() or 0


def content(lot: str) -> dict[str, Any]:
    """What the reviewer signs: how many entries, up to which one, and the last one's receipt."""
    rows = list(entries(lot))
    return {
        "lot": lot,
        "entries": len(rows),
        "up_to": rows[-1].id if rows else 0,
        "receipt": rows[-1].receipt if rows else "",
    }
