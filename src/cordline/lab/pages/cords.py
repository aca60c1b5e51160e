"""Cords: received at the door with their verdict, and looked at afterwards."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.lab import rules, selectors, services
from cordline.lab.limits import MOST_TISSUE_G
from cordline.lab.pages.forms import ReceiveForm
from cordline.lab.places import BENCH, RECEIVERS, VIEWERS
from cordline.lab.types import CordVerdict, Integrity
from cordline.ledger.types import Entry
from cordline.lineage.selectors import holds_on
from cordline.web.acting import perform
from cordline.web.responses import no_store
from cordline.web.sources import sources


@door(*RECEIVERS)
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """Receive one cord; it is accepted, or rejected with every reason."""
    by, now = actor_for(request), sources.now()
    form = ReceiveForm(request.POST or None)
    if request.method == "GET":
        return no_store(render(request, "lab/receive.html", {"form": form}))

    def service() -> Entry:
        facts = form.cleaned_data
        return services.receive_cord(
            donation=facts["donation"],
            born_at=form.born_at(sources.house(request).tz),
            arrived_at=now,
            lowest_c=facts["lowest_c"],
            highest_c=facts["highest_c"],
            integrity=Integrity(facts["integrity"]),
            consent_seen=facts["consent_seen"],
            labels_matched=facts["labels_matched"],
            weight_g=facts["weight_g"],
            by=by,
            key=form.key,
        )

    return perform(
        request,
        form,
        service,
        template="lab/receive.html",
        then=lambda entry: reverse("lab:cord", kwargs={"code": entry.payload["cord"]}),
        said=_said,
    )


def _said(entry: Any) -> str:
    accepted = entry.payload["verdict"] == CordVerdict.ACCEPTED
    return f"Cord {entry.payload['cord']} is {'accepted' if accepted else 'rejected'}."


@door(*VIEWERS)
@require_GET
def cord(request: HttpRequest, code: str) -> HttpResponse:
    """Show one cord: its verdict with every reason, and what may be done with it."""
    facts = selectors.cord(code)
    if facts is None:
        raise Http404
    by = actor_for(request)
    holds = holds_on([facts.node])
    why_not = rules.why_not_isolate(
        facts,
        tissue_g=MOST_TISSUE_G,
        area_cm2=MOST_TISSUE_G,
        here=by.site,
        holds=selectors.holds_of(facts.node),
    )
    context = {"cord": facts, "holds": holds, "why_not": why_not, "bench": by.has(*BENCH)}
    return no_store(render(request, "lab/cord.html", context))
