"""The cell lab's home: what is growing, what waits for its next step, what came in."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.bank import selectors as bank
from cordline.lab import selectors
from cordline.lab.places import BENCH, RECEIVERS, VIEWERS
from cordline.lab.types import CordVerdict, CultureFacts, CultureState
from cordline.web.responses import no_store
from cordline.web.sources import sources

STATES = {
    CultureState.GROWING: ("now", "Growing"),
    CultureState.HARVESTED: ("todo", "Harvested"),
    CultureState.SPENT: ("void", "Used up"),
    CultureState.CONTAMINATED: ("stop", "Contaminated"),
    CultureState.DISCARDED: ("void", "Discarded"),
}


@door(*VIEWERS)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the cultures, cords and fillings of the laboratory at which one works."""
    by, now = actor_for(request), sources.now()
    opened = selectors.open_cultures(by.site)
    cords = selectors.cords(by.site, limit=60)
    context = {
        "growing": [culture_row(facts, now) for facts in opened if facts.state is CultureState.GROWING],
        "pools": [culture_row(facts, now) for facts in opened if facts.state is CultureState.HARVESTED],
        "waiting": [c for c in cords if c.verdict is CordVerdict.ACCEPTED and c.processed_at is None],
        "cords": cords[:8],
        "lots": bank.lots(site=by.site, limit=8),
        "unplaced": len(bank.waiting_for_place(by.site)),
        "site": by.site,
        "bench": by.has(*BENCH),
        "receives": by.has(*RECEIVERS),
    }
    return no_store(render(request, "lab/home.html", context))


def culture_row(facts: CultureFacts, now: datetime) -> dict[str, object]:
    """One culture as lists show it."""
    return {"facts": facts, "state": STATES[facts.state], "days": days(now - facts.seeded_at)}


def days(span: timedelta) -> Decimal:
    """A span in days, one decimal, for reading."""
    return (Decimal(int(span.total_seconds())) / 86400).quantize(Decimal("0.1"))
