"""What vigilance has waiting for people: open recalls, drills and look-backs with somebody still to be reached."""

from collections.abc import Iterable

from django.urls import reverse

from cordline.ground.actor import Actor
from cordline.vigilance import selectors
from cordline.vigilance.pages import RECALLERS
from cordline.vigilance.types import RecallKind
from cordline.web.waiting import HouseLine, WorkItem, house_line, waits_for


@waits_for(*RECALLERS)
def open_recalls(by: Actor) -> Iterable[WorkItem]:
    """Each open recall, with how many people are still to be reached."""
    for row in selectors.recalls():
        if row.closed_at is not None:
            return
        kind = RecallKind(row.kind)
        yield WorkItem(
            f"{kind.label} from {row.subject}: {row.waiting} of {row.people} people to reach",
            code=row.code,
            url=reverse("vigilance:recall", args=[row.code]),
            state="todo" if kind is RecallKind.DRILL else "stop",
            due_at=row.opened_at,
            limit=kind is not RecallKind.DRILL,
        )


@house_line
def recalls_open(by: Actor) -> HouseLine | None:
    """Whether a recall is open in this house."""
    open_ = [row for row in selectors.recalls() if row.closed_at is None and row.kind != "drill"]
    if not open_:
        return None
    codes = ", ".join(row.code for row in open_[:3])
    return HouseLine("Recall", f"{len(open_)} open: {codes}", "stop", "Open", reverse("vigilance:recalls"))
