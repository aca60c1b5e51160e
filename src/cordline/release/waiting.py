"""What release has waiting for people: signatures, the second before the first, and what was suspended."""

from collections.abc import Iterable

from django.urls import reverse

from cordline.ground.actor import Actor
from cordline.release import selectors
from cordline.release.pages import SIGNERS, shown
from cordline.release.types import State
from cordline.web.waiting import HouseLine, WorkItem, house_line, waits_for

_TITLES = {
    State.IN_REVIEW: "First signature",
    State.FIRST_SIGNED: "Second signature",
    State.SUSPENDED: "Suspended, waits for a new review",
    State.CONDITIONAL: "Conditionally released, final result to come",
}


@waits_for(*SIGNERS)
def signatures_due(by: Actor) -> Iterable[WorkItem]:
    """Each review of this site that waits for a signature this person may give, the longest waiting first."""
    for row in selectors.waiting_at(by.site):
        state = State(row.state)
        if state is State.FIRST_SIGNED and row.verifier == by.code:
            continue
        yield WorkItem(
            f"{_TITLES[state]}: {row.lot}, {shown.use_word(selectors.use_of(row)).lower()}",
            code=row.lot,
            url=reverse("release:review", args=[row.lot, row.use]),
            state=shown.STATES[state],
            word=state.label,
        )


@house_line()
def suspended(by: Actor) -> HouseLine | None:
    """Whether a lot of the house is suspended."""
    lots = selectors.suspended_lots()
    if not lots:
        return None
    told = ", ".join(lots[:3])
    return HouseLine(
        "Suspended lots", f"{len(lots)}: {told}", "hold", "Suspended", reverse("release:releases")
    )
