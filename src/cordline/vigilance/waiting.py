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
    for row in selectors.open_recalls():
        drill = row.kind is RecallKind.DRILL
        yield WorkItem(
            f"{row.kind.label} from {row.subject}: {row.waiting} of {row.people} people to reach",
            code=row.code,
            url=reverse("vigilance:recall", args=[row.code]),
            state="todo" if drill else "stop",
            due_at=row.opened_at,
            limit=not drill,
        )


@house_line()
def recalls_open(by: Actor) -> HouseLine | None:
    """Whether a recall is open in this house."""
    open_ = [row for row in selectors.open_recalls() if row.kind is not RecallKind.DRILL]
    if not open_:
        return None
    codes = ", ".join(row.code for row in open_[:3])
    return HouseLine("Recall", f"{len(open_)} open: {codes}", "stop", "Open", reverse("vigilance:recalls"))
