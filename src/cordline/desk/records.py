"""What is known of any code, from the rooms below: descent, what touched it, holds, last acts (W46).

It serves every kind whose room has no page of its own, so that no code on any page leads nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse

from cordline.ground.codes import Code
from cordline.lineage import selectors as lineage
from cordline.lineage.types import HoldFacts

_SHOWN = 30


@dataclass(frozen=True)
class Known:
    """The record of one code as lineage knows it; codes only, no person's name."""

    older: Sequence[str] = ()
    younger: Sequence[str] = ()
    more: int = 0
    touched_by: Sequence[str] = ()
    holds: Sequence[HoldFacts] = field(default_factory=tuple)
    trace: str = ""


def known(code: Code) -> Known | None:
    """Give what lineage knows of a code, or nothing where it knows none."""
    text = str(code)
    node = lineage.node(text)
    if node is None:
        return None
    younger = [row[2] for row in lineage.descendants(node.id)]
    older = [row[2] for row in lineage.ancestors(node.id)]
    return Known(
        older=older[:_SHOWN],
        younger=younger[:_SHOWN],
        more=max(0, len(younger) - _SHOWN),
        touched_by=[row[1] for row in lineage.exposures_of([node.id])][:_SHOWN],
        holds=lineage.holds_on([node.id]),
        trace=_trace(text),
    )


def _trace(code: str) -> str:
    try:
        return reverse("vigilance:trace", kwargs={"code": code})
    except NoReverseMatch:
        return ""
