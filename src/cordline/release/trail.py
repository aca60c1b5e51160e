"""A lot's audit trail as its reviewer reads and signs it: every entry on the lot, without this room's own."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from cordline.ledger import selectors as ledger

if TYPE_CHECKING:
    from cordline.ledger.models import Entry

_OWN = "release."
IN_A_PART = 200  # entries: what one page shows before the eye tires


@dataclass(frozen=True)
class Part:
    """One part of a trail: from which entry to which, under the name by which its opening is remembered."""

    number: int
    name: str
    first: int
    last: int


def subject(lot: str) -> str:
    """What a signature under a trail is about."""
    return f"{lot}/audit trail"


def entries(lot: str) -> "QuerySet[Entry]":
    """Give the entries on a lot, oldest first; the review's own steps are not part of what it reviews."""
    return ledger.entries(about=lot).exclude(verb__startswith=_OWN).order_by("id")


def entries_on(codes: Iterable[str]) -> "QuerySet[Entry]":
    """Give the entries on any of several things in one reading, oldest first."""
    wanted = list(codes)
    found = ledger.entries().filter(Q(subject__in=wanted) | Q(units__overlap=wanted))
    return found.exclude(verb__startswith=_OWN).order_by("id")


def last_entry(lot: str) -> int:
    """Give the number of the newest entry on a lot, 0 for none."""
    return entries(lot).order_by("-id").values_list("id", flat=True).first() or 0


def parts(lot: str) -> list[Part]:
    """Cut a trail into the parts in which it is read; a part is named by its entries, so a grown one is new."""
    ids = list(entries(lot).values_list("id", flat=True))
    cuts = [ids[start : start + IN_A_PART] for start in range(0, len(ids), IN_A_PART)]
    return [
        Part(number, f"{subject(lot)} {cut[0]}-{cut[-1]}", cut[0], cut[-1])
        for number, cut in enumerate(cuts, start=1)
    ]


def entries_in(lot: str, part: Part) -> "QuerySet[Entry]":
    """Give the entries of one part."""
    return entries(lot).filter(id__gte=part.first, id__lte=part.last)


def content(lot: str) -> dict[str, Any]:
    """What the reviewer signs: how many entries, up to which one, its receipt, and one hash over every receipt."""
    rows = list(entries(lot).values_list("id", "hash"))
    every = hashlib.sha256(b"".join(bytes(receipt) for _, receipt in rows))
    return {
        "lot": lot,
        "entries": len(rows),
        "up_to": rows[-1][0] if rows else 0,
        "receipt": bytes(rows[-1][1]).hex() if rows else "",
        "all_receipts_sha256": every.hexdigest() if rows else "",
    }
