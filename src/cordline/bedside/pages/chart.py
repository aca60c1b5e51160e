"""A person's treatment on one page: plans, consents, stops, doses, infusions, contacts, events."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.bedside import selectors
from cordline.bedside.pages.shown import CARE, PHYSICIANS, READERS
from cordline.followup import selectors as followup
from cordline.people import selectors as people
from cordline.plans import selectors as plans
from cordline.plans.limits import stop_words
from cordline.web.responses import no_store


@door(*READERS, about="code", what="chart")
@require_GET
def chart(request: HttpRequest, code: str) -> HttpResponse:
    """Everything this house plans for, gives to and owes this person."""
    by = actor_for(request)
    facts = {
        "code": code,
        "banner": people.banner(code, by, what="chart"),
        "plans": plans.plans_of(code),
        "consents": plans.consents_of(code),
        "stops": [{"row": stop, "words": stop_words(stop.rule)} for stop in plans.stops_of(code)],
        "doses": selectors.doses_of(code),
        "infusions": selectors.infusions_of(code),
        "contacts": followup.contacts_of(person=code),
        "events": followup.events_of(person=code),
        "death": followup.death_of(code),
        "fit": selectors.latest_fit(code),
        "band": selectors.live_band(code),
        "may_plan": by.has(*PHYSICIANS),
        "may_care": by.has(*CARE),
    }
    return no_store(render(request, "bedside/chart.html", facts))
