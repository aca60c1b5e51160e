"""The facility on one page: licences, rooms, equipment and reagent lots, what is not in order first."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.facility import rules, selectors
from cordline.facility.places import VIEWERS
from cordline.facility.types import EquipmentFacts, LicenceFacts, ReagentFacts, ReagentState
from cordline.ground.refusal import Refusal
from cordline.web.responses import no_store
from cordline.web.sources import sources


@door(*VIEWERS)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the site's licences, rooms, equipment and reagents with the state of each."""
    by, now = actor_for(request), sources.now()
    today = now.date()
    things = selectors.equipment_of(by.site)
    context = {
        "site": by.site,
        "licences": [(licence, _licence(licence, today)) for licence in selectors.licences()],
        "things": [
            (one, _thing(one, rules.why_not_use_equipment(one, today=today, here=by.site))) for one in things
        ],
        "reagents": [
            (one, _reagent(one, rules.why_not_use_reagent(one, now=now, here=by.site)))
            for one in selectors.reagent_lots(by.site)
        ],
        "at": request.GET.get("at", ""),
    }
    return no_store(render(request, "facility/home.html", context))


@door(*VIEWERS)
@require_GET
def thing(request: HttpRequest, code: str) -> HttpResponse:
    """Lead from a scanned reagent, room or piece of equipment to its line."""
    return HttpResponseRedirect(f"{reverse('facility:home')}?at={code}#{code}")


def _licence(licence: LicenceFacts, today: date) -> tuple[str, str]:
    if licence.withdrawn_at:
        return ("stop", "Withdrawn")
    in_force = rules.in_force(licence, today)
    return ("pass", "In force") if in_force else ("stop", "Not in force")


def _thing(one: EquipmentFacts, reasons: Sequence[Refusal]) -> tuple[str, str]:
    if one.out_of_service:
        return ("stop", "Out of service")
    return ("hold", "Calibration overdue") if reasons else ("pass", "In service")


def _reagent(one: ReagentFacts, reasons: Sequence[Refusal]) -> tuple[str, str]:
    if one.state is not ReagentState.RELEASED:
        return ("hold" if one.state is ReagentState.QUARANTINE else "stop", one.state.label)
    return ("stop", "Expired") if reasons else ("pass", "Released")
