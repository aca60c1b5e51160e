"""The line on every home that says which reporting clocks run: visible until each event is reported (I10)."""

from datetime import timedelta

from django.urls import reverse

from cordline.followup import selectors
from cordline.ground.actor import Actor
from cordline.ledger.services import database_now
from cordline.web.waiting import HouseLine, house_line

SOON = timedelta(days=2)


@house_line()
def reporting_clocks(by: Actor) -> HouseLine | None:
    """How many reporting clocks run at this site, and how near the first one is to its end."""
    running = [row for row in selectors.clocks_running(site=by.site) if row.reported_at is None]
    if not running:
        return None
    first, now = running[0].report_due_at, database_now()
    state, word = ("clock", "Running")
    if first is not None and first < now + SOON:
        state, word = ("stop", "Overdue") if first < now else ("warn", "Due soon")
    return HouseLine(
        "Reporting clocks", f"{len(running)}: {running[0].code}", state, word, reverse("followup:events")
    )
