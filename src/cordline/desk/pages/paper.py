"""Paper forms for hours in which the house cannot be reached: printed in advance, entered and reviewed later (U50)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cordline.access.doors import SIGNED_IN, door
from cordline.bedside.limits import ADRENALINE, VITALS, Stop
from cordline.web.responses import no_store

CHECKS, NOTES = 12, 8  # rows that fit on a sheet


@door(SIGNED_IN)
@require_GET
def paper(request: HttpRequest) -> HttpResponse:
    """Show the three sheets that a station keeps in its drawer: a running infusion, a reaction, what waits."""
    facts = {
        "vitals": [(limits.name, limits.unit) for limits in VITALS.values()],
        "checks": range(CHECKS),
        "notes": range(NOTES),
        "steps": ADRENALINE,
        "stop": Stop,
    }
    return no_store(render(request, "desk/paper.html", facts))
