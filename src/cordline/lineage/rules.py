"""Whether something may be born, struck, held or lifted: pure judgements that return every reason against it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from cordline.ground.codes import Kind
from cordline.ground.refusal import Refusal
from cordline.lineage import refusals as _sentences  # noqa: F401 - registers the sentences
from cordline.lineage.limits import REASON_LEAST
from cordline.lineage.types import ROOT_KINDS, EdgeFacts, HoldFacts, HoldKind, HoldState, NodeFacts

_BY_PATH = {
    "itself": "lineage.held",
    "ancestor": "lineage.held_by_ancestor",
    "exposure": "lineage.held_by_exposure",
}
NOBODY = "anyone"


def when(moment: datetime) -> str:
    """A moment inside a refusal's sentence: day, month in letters, hour, zone named."""
    return moment.strftime("%-d %b %Y %H:%M UTC")


def why_not_held(holds: Iterable[HoldFacts]) -> list[Refusal]:
    """Say each hold that stops this material: its number, what it stands on, why, where and since when (I7)."""
    return [
        Refusal(
            _BY_PATH[hold.path],
            asked=hold.asked,
            hold=hold.code,
            target=hold.target,
            reason=hold.reason.rstrip("."),
            site=hold.site,
            since=when(hold.placed_at),
        )
        for hold in holds
    ]


def why_not_for_person(code: str, autologous_person: str | None, person: str | None) -> list[Refusal]:
    """Give the reason why this material may not go to ``person``: it is kept for another (I4)."""
    if autologous_person is None or autologous_person == person:
        return []
    return [
        Refusal(
            "lineage.autologous_foreign_person",
            code=code,
            person=autologous_person,
            asked_person=person or "nobody in particular",
        )
    ]


def why_not_born(
    code: str, kind: Kind, parents: Sequence[NodeFacts], *, autologous_for: str | None
) -> list[Refusal]:
    """Give every reason why ``code`` may not be born from these parents (I2, I4).

    Refuses: lineage.parent_missing, lineage.root_has_parent, lineage.parent_twice, lineage.autologous_mixed,
    lineage.autologous_other_person, lineage.autologous_too_late.
    """
    reasons: list[Refusal] = []
    if not parents and kind not in ROOT_KINDS:
        reasons.append(Refusal("lineage.parent_missing", code=code, kind=kind.noun))
    if parents and kind in ROOT_KINDS:
        reasons.append(Refusal("lineage.root_has_parent", code=code, kind=kind.noun))
    seen: set[int] = set()
    for parent in parents:
        if parent.id in seen:
            reasons.append(Refusal("lineage.parent_twice", code=code, parent=parent.code))
        seen.add(parent.id)
    return reasons + _why_not_autologous(code, parents, autologous_for)


def _why_not_autologous(code: str, parents: Sequence[NodeFacts], autologous_for: str | None) -> list[Refusal]:
    reasons: list[Refusal] = []
    for other in parents[1:]:
        first = parents[0]
        if other.autologous_person != first.autologous_person:
            reasons.append(
                Refusal(
                    "lineage.autologous_mixed",
                    code=code,
                    first=first.code,
                    first_person=first.autologous_person or NOBODY,
                    second=other.code,
                    second_person=other.autologous_person or NOBODY,
                )
            )
    if autologous_for is None:
        return reasons
    for parent in parents:
        if parent.autologous_person is None and parent.kind not in ROOT_KINDS:
            reasons.append(Refusal("lineage.autologous_too_late", code=code, parent=parent.code))
        elif parent.autologous_person not in (None, autologous_for):
            reasons.append(
                Refusal(
                    "lineage.autologous_other_person",
                    code=code,
                    parent=parent.code,
                    person=parent.autologous_person,
                    asked_person=autologous_for,
                )
            )
    return reasons


def inherited_person(parents: Sequence[NodeFacts], autologous_for: str | None) -> str | None:
    """Name the one person this child may go to: its parents', or the one a donation is given for."""
    return next((p.autologous_person for p in parents if p.autologous_person), autologous_for)


def why_not_reason(reason: str) -> list[Refusal]:
    """A hold, a lift or a strike without a reason explains nothing to the next reader."""
    if len(reason.strip()) >= REASON_LEAST:
        return []
    return [Refusal("lineage.reason_missing", least=REASON_LEAST)]


def why_not_lift(hold: HoldState, *, by: str) -> list[Refusal]:
    """Give every reason why this hold may not be lifted by ``by`` (I7, W5).

    Refuses: lineage.hold_lifted_already, lineage.hold_own, lineage.hold_import.
    """
    reasons: list[Refusal] = []
    if hold.lifted_at is not None:
        reasons.append(Refusal("lineage.hold_lifted_already", code=hold.code, lifted_at=when(hold.lifted_at)))
    if hold.kind is HoldKind.IMPORT:
        reasons.append(Refusal("lineage.hold_import", code=hold.code))
    elif hold.placed_by == by:
        reasons.append(Refusal("lineage.hold_own", code=hold.code))
    return reasons


def why_not_strike(edge: EdgeFacts) -> list[Refusal]:
    """Give every reason why this parent may not be struck.

    Refuses: lineage.edge_struck_already.
    """
    if edge.struck_at is not None:
        return [
            Refusal(
                "lineage.edge_struck_already",
                child=edge.child,
                parent=edge.parent,
                struck_at=when(edge.struck_at),
            )
        ]
    return []


def why_not_review_strike(edge: EdgeFacts, *, by: str) -> list[Refusal]:
    """Give every reason why a struck descent may not be reviewed away by ``by``.

    Refuses: lineage.edge_not_struck, lineage.edge_reviewed_already, lineage.strike_own_review.
    """
    if edge.struck_at is None:
        return [Refusal("lineage.edge_not_struck", child=edge.child, parent=edge.parent)]
    if edge.reviewed_at is not None:
        return [
            Refusal(
                "lineage.edge_reviewed_already",
                child=edge.child,
                parent=edge.parent,
                reviewed_at=when(edge.reviewed_at),
            )
        ]
    return [Refusal("lineage.strike_own_review")] if edge.struck_by == by else []
