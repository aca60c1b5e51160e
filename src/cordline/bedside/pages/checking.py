"""The bedside check: wristband, name said aloud, dose, verdict. Four steps in order, and no way around a stop."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.bedside import selectors, services
from cordline.bedside.limits import START_WITHIN_MINUTES
from cordline.bedside.pages.forms import BandForm, DoseForm
from cordline.bedside.pages.shown import CARE, person_of_dose
from cordline.bedside.services.verdict import check_and_name
from cordline.bedside.types import ScanSource
from cordline.ground.codes import Code, Kind, parse
from cordline.ground.refusal import Refusal, Refused
from cordline.people import selectors as people
from cordline.web.acting import perform, refused
from cordline.web.forms import ActForm
from cordline.web.responses import no_store


@door(*CARE)
@require_http_methods(["GET", "POST"])
def wristband(request: HttpRequest) -> HttpResponse:
    """Scan the wristband and hear the person say name and date of birth."""
    form = BandForm(request.POST or None)
    if request.method == "POST":
        return perform(
            request,
            form,
            lambda: services.ask_identity(
                wristband=form.cleaned_data["wristband"], by=actor_for(request), key=form.key
            ),
            template="bedside/check.html",
            then=lambda entry: f"{reverse('bedside:check_dose')}?band={_label(form)}",
            context={"step": 1},
            said="Name and date of birth agree.",
            verb="bedside.identity.asked",
        )
    return no_store(render(request, "bedside/check.html", {"form": form, "step": 1}))


def _label(form: BandForm) -> str:
    return str(form.cleaned_data["wristband"]).strip().upper()


@door(*CARE)
@require_GET
def dose(request: HttpRequest) -> HttpResponse:
    """Scan the prepared dose for the wristband that was just scanned."""
    text = request.GET.get("band", "")
    code = parse(text, Kind.WRISTBAND)
    if isinstance(code, Refusal):
        return redirect("bedside:check")
    band = selectors.band_row(str(code), code.print_number or 0)
    if band is None:
        return redirect("bedside:check")
    by = actor_for(request)
    banner = people.banner(band.person_id, by, what="bedside check")
    form = DoseForm(person=band.person_id)
    facts = {"form": form, "step": 3, "band": text, "banner": banner, "person": band.person_id}
    return no_store(render(request, "bedside/check.html", facts))


@door(*CARE)
@require_POST
def verdict(request: HttpRequest) -> HttpResponse:
    """Judge the two scans and fill the screen with the answer."""
    form = DoseForm(request.POST)
    band = request.POST.get("band", "")
    if not form.is_valid() or not form.key:
        reasons = [] if form.is_valid() else [Refusal("codes.empty")]
        return _stop(request, band, reasons or [Refusal("web.key_missing")])
    by = actor_for(request)
    try:
        entry, sealed = check_and_name(
            wristband=band,
            dose=form.cleaned_data["dose"],
            by=by,
            key=form.key,
            band_source=ScanSource(_source(request, "band")),
            dose_source=ScanSource(form.source_of("dose")),
            typed_reason=form.cleaned_data["typed_reason"],
            page_person=form.rendered_person,
        )
    except Refused as stopped:
        return _stop(request, band, stopped.reasons)
    facts = {
        "entry": entry,
        "p": entry.payload,
        "banner": people.open_sealed(sealed, by) if sealed else None,
        "start_form": ActForm(person=entry.payload["person"]),
        "minutes": START_WITHIN_MINUTES,
    }
    template = "bedside/parts/pass.html" if getattr(request, "htmx", None) else "bedside/pass.html"
    return no_store(render(request, template, facts))


def _source(request: HttpRequest, name: str) -> str:
    source = request.POST.get(f"{name}_source", "scanner")
    return source if source in set(ScanSource) else ScanSource.TYPED.value


def _stop(request: HttpRequest, band: str, reasons: object) -> HttpResponse:
    """The stop: every reason, no override, and the next act is the right bag."""
    listed = list(reasons) if isinstance(reasons, list | tuple) else []
    template = "bedside/parts/stop.html" if getattr(request, "htmx", None) else "bedside/stop.html"
    code = parse(band, Kind.WRISTBAND)
    facts = {"refusals": listed, "band": band if isinstance(code, Code) else ""}
    response = no_store(render(request, template, facts))
    # The partial is swapped in by a scan's request; a stop is an answer, not an error of the page.
    response.status_code = 200 if getattr(request, "htmx", None) else 422
    return response


@door(*CARE, about=person_of_dose, what="start of an infusion")
@require_POST
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Start the infusion on the pass that was just given."""
    person = person_of_dose(request, code)
    form = ActForm(request.POST, person=person)
    reasons = form.why_not_take()
    if not reasons:
        try:
            entry = services.start_infusion(dose=code, by=actor_for(request), key=form.key)
        except Refused as stopped:
            reasons = list(stopped.reasons)
        else:
            return redirect("bedside:infusion", code=entry.payload["infusion"])
    return no_store(refused(request, "bedside/stop.html", reasons, {"band": "", "dose": code}))
