"""The freezer map: tanks, racks, boxes, and a box as a real table with a word and a shape in each cell (U110)."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.bank import boxes
from cordline.bank.places import BENCH, HANDS, VIEWERS
from cordline.web.responses import no_store


@door(*VIEWERS)
@require_GET
def freezer(request: HttpRequest) -> HttpResponse:
    """Show every tank and freezer of the site with its racks and boxes; of the other sites where it has none."""
    by = actor_for(request)
    own = boxes.units(by.site)
    facts = {"site": by.site, "units": own or boxes.units(), "elsewhere": not own}
    return no_store(render(request, "bank/freezer.html", facts))


@door(*VIEWERS)
@require_GET
def box(request: HttpRequest, number: int) -> HttpResponse:
    """Show one box; ``at`` names the position that is looked at."""
    found = boxes.box(number)
    if found is None:
        raise Http404
    by = actor_for(request)
    at = request.GET.get("at", "")
    chosen = next((place for place in found.places if place.code == at), None)
    units = boxes.units(found.site)
    unit = next(one for one in units if one.id == found.unit_id)
    numbers = [number for rack in unit.racks.values() for number, _ in rack]
    here = numbers.index(found.id)
    context = {
        "box": found,
        "units": units,
        "unit": unit,
        "boxes": unit.racks[found.rack],
        "chosen": chosen,
        "columns": range(1, found.columns + 1),
        "before": numbers[here - 1] if here else None,
        "after": numbers[here + 1] if here + 1 < len(numbers) else None,
        "bench": by.has(*BENCH),
        "hands": by.has(*HANDS),
        "as_list": request.GET.get("as") == "list",
    }
    return no_store(render(request, "bank/box.html", context))


@door(*VIEWERS)
@require_GET
def position(request: HttpRequest, code: str) -> HttpResponse:
    """Lead from a scanned position to its box, with that position looked at."""
    number = boxes.box_of(code)
    if number is None:
        raise Http404
    return HttpResponseRedirect(f"{reverse('bank:box', kwargs={'number': number})}?at={code}")
