"""Today at the bedside, the tray, the wristband, and the physician's judgement of fitness."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cordline.access.doors import door
from cordline.access.pages.signing import sign_page
from cordline.access.sessions import actor_for
from cordline.access.types import Meaning
from cordline.bedside import observation_rules, selectors, services
from cordline.bedside.limits import VITALS
from cordline.bedside.models import Infusion
from cordline.bedside.pages.forms import FitForm
from cordline.bedside.pages.shown import CARE, PHYSICIANS, READERS, person_of_plan
from cordline.bedside.services.day import fit_content
from cordline.bedside.types import DoseStatus, Vitals
from cordline.followup import selectors as followup
from cordline.people import selectors as people
from cordline.plans import selectors as plans
from cordline.plans.types import PlanStatus
from cordline.web.acting import perform
from cordline.web.forms import ActForm
from cordline.web.responses import no_store
from cordline.web.sources import sources

_DRAFT = "bedside.fit"


@door(*READERS)
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """What runs, what waits with a clock, and what is ready to begin."""
    by, now = actor_for(request), sources.now()
    facts = {
        "running": [_running(row, now) for row in selectors.infusions_running(by.site)],
        "doses": [
            {"row": row, "minutes": int((now - row.earliest_thaw_at) / timedelta(minutes=1))}
            for row in selectors.doses_at(by.site, (DoseStatus.PREPARING, DoseStatus.PREPARED))
        ],
        "ended": selectors.infusions_ended_since(by.site, now - timedelta(hours=12)),
        "plans": plans.plans_at(by.site, status=PlanStatus.SIGNED, limit=40),
        "tray": selectors.latest_tray(by.site),
        "alerts": followup.alerts_standing(by.site)[:20],
        "tray_form": ActForm(),
        "may_care": by.has(*CARE),
        "may_judge": by.has(*PHYSICIANS),
    }
    return no_store(render(request, "bedside/today.html", facts))


def _running(row: Infusion, now: Any) -> dict[str, Any]:
    observed = [seen.at for seen in selectors.observations_of(row)]
    due = observation_rules.checks_due(
        row.started_at, ended_at=None, first_session=row.first_session, until=now + timedelta(minutes=30)
    )
    following = observation_rules.next_check(due, observed, row.started_at)
    return {"row": row, "next": following, "late": following is not None and following < now}


@door(*CARE)
@require_POST
def tray(request: HttpRequest) -> HttpResponse:
    """Record that the emergency tray is complete."""
    form = ActForm(request.POST)
    return perform(
        request,
        form,
        lambda: services.check_tray(by=actor_for(request), key=form.key),
        template="bedside/form.html",
        then=reverse("bedside:today"),
        context={"heading": "Emergency tray", "submit": "The tray is complete"},
        said="The emergency tray is complete.",
    )


@door(*CARE, about="code", what="wristband")
@require_http_methods(["GET", "POST"])
def print_band(request: HttpRequest, code: str) -> HttpResponse:
    """Print a wristband; the older print stops working."""
    form = ActForm(request.POST or None, person=code)
    facts = {
        "form": form,
        "heading": "Print a wristband",
        "lede": "A new print kills the older one, wherever a copy of it hangs.",
        "submit": "Print the wristband",
        "banner": people.banner(code, actor_for(request)),
        "back": reverse("bedside:chart", args=[code]),
    }
    if request.method == "POST":
        return perform(
            request,
            form,
            lambda: services.print_wristband(person=code, by=actor_for(request), key=form.key),
            template="bedside/form.html",
            then=reverse("bedside:band", args=[code]),
            context=facts,
            said=lambda entry: f"Wristband {entry.payload['label']} is alive; older prints no longer work.",
        )
    return no_store(render(request, "bedside/form.html", facts))


@door(*CARE, about="code", what="wristband")
@require_GET
def band(request: HttpRequest, code: str) -> HttpResponse:
    """The wristband that works now, as it is printed."""
    row = selectors.live_band(code)
    facts = {"row": row, "person": code, "banner": people.banner(code, actor_for(request))}
    return no_store(render(request, "bedside/band.html", facts))


@door(*PHYSICIANS, about=person_of_plan, what="fitness on the day")
@require_http_methods(["GET", "POST"])
def fit(request: HttpRequest, code: str) -> HttpResponse:
    """Take today's readings and judgement; signing comes on the next page."""
    person = person_of_plan(request, code)
    form = FitForm(request.POST or None, person=person)
    facts = {
        "form": form,
        "heading": "Fit to infuse today",
        "lede": "Signed by a physician on site, on the day.",
        "submit": "Go on to sign",
        "banner": people.banner(person, actor_for(request)),
        "back": reverse("bedside:today"),
    }
    if request.method == "POST" and form.is_valid() and not form.why_not_take():
        keep = (*VITALS, "fit", "weight_kg", "pregnancy_test", "reason")
        request.session[_DRAFT] = {
            "plan": code,
            **{name: str(form.cleaned_data[name]) for name in keep},
        }
        return redirect("bedside:fit_sign", code=code)
    if request.method == "POST":
        facts |= {"form_errors": list(form.summary()), "refusals": form.why_not_take()}
        return no_store(render(request, "bedside/form.html", facts, status=422))
    return no_store(render(request, "bedside/form.html", facts))


@door(*PHYSICIANS, about=person_of_plan, what="fitness on the day")
@require_http_methods(["GET", "POST"])
def fit_sign(request: HttpRequest, code: str) -> HttpResponse:
    """Show exactly what is signed about today's fitness, and take the signature."""
    draft = request.session.get(_DRAFT)
    if not draft or draft["plan"] != code:
        return redirect("bedside:fit", code=code)
    person = person_of_plan(request, code)
    whole = {name: int(draft[name]) for name in VITALS if name != "temperature_c"}
    values: dict[str, Any] = {
        "plan": code,
        "fit": draft["fit"] == "yes",
        "weight_kg": Decimal(draft["weight_kg"]),
        "vitals": Vitals(**whole, temperature_c=Decimal(draft["temperature_c"])),
        "pregnancy_test": draft["pregnancy_test"],
        "reason": draft["reason"],
    }
    by = actor_for(request)
    return sign_page(
        request,
        title=f"Fit to infuse: {person}",
        subject=f"{person}/fit",
        content=fit_content(person=person, **values),
        meanings=[Meaning.APPROVED],
        service=lambda by, meaning, proof, key: services.sign_fit(**values, by=by, key=key, proof=proof),
        then=reverse("bedside:chart", args=[person]),
        person=person,
        banner=people.banner(person, by),
        said="Today's judgement is signed.",
    )
