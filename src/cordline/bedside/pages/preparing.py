"""The preparation runner: thaw, count, decide, check, label; each step one act, each clock from the first thaw."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cordline.access.doors import door
from cordline.access.pages.signing import sign_page
from cordline.access.sessions import actor_for
from cordline.access.types import Meaning
from cordline.bank import selectors as bank
from cordline.bedside import preparation_rules, rules, selectors, services
from cordline.bedside.models import Dose
from cordline.bedside.pages.forms import CountForm, DestroyForm, ReasonForm, VialForm, VialsForm
from cordline.bedside.pages.shown import (
    CARE,
    HANDS,
    PHYSICIANS,
    READERS,
    dose_or_404,
    person_of_dose,
    person_of_plan,
)
from cordline.bedside.services.preparing import facts_to_prepare
from cordline.bedside.types import DoseStatus
from cordline.people import selectors as people
from cordline.plans import selectors as plans
from cordline.web.acting import perform
from cordline.web.responses import no_store
from cordline.web.sources import sources

_ACCEPT = "bedside.accept"


@door(*HANDS, about=person_of_plan, what="preparation of a dose")
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Scan the vials of a plan; thawing them starts the clocks."""
    row = plans.plan_row(code)
    assert row is not None  # noqa: S101 - the door has looked
    by = actor_for(request)
    promised = [promise.container for promise in bank.promises(plan=code)]
    form = VialsForm(request.POST or None, boxes=row.containers_per_session, person=row.person_id)
    found = bank.containers(promised)
    facts = {
        "form": form,
        "plan": row,
        "promised": found,
        "why_not": preparation_rules.why_not_prepare(
            facts_to_prepare(code, promised, found, by=by), sources.now()
        ),
        "banner": people.banner(row.person_id, by),
    }
    if request.method == "POST":
        return perform(
            request,
            form,
            lambda: services.begin_preparation(plan=code, vials=form.codes(), by=by, key=form.key),
            template="bedside/begin.html",
            then=lambda entry: reverse("bedside:dose", args=[entry.payload["dose"]]),
            context=facts,
            said="The vials are thawed; their clocks run.",
        )
    return no_store(render(request, "bedside/begin.html", facts))


@door(*READERS, *HANDS, about=person_of_dose, what="prepared dose")
@require_GET
def dose(request: HttpRequest, code: str) -> HttpResponse:
    """One dose: its vials, clocks, count, and the next step."""
    row = dose_or_404(code)
    return no_store(render(request, "bedside/dose.html", _facts(request, row)))


def _facts(request: HttpRequest, row: Dose, **other: Any) -> dict[str, Any]:
    by, now = actor_for(request), sources.now()
    limits = plans.plan_limits(row.plan)
    facts = selectors.dose_facts(row)
    preparing = row.status == DoseStatus.PREPARING
    decide = preparing and preparation_rules.needs_decision(facts, row.plan.dose_cells, limits)
    return {
        "dose": row,
        "vials": selectors.vials_of(row),
        "limits": limits,
        "minutes": int((now - row.earliest_thaw_at) / timedelta(minutes=1)),
        "start_by": row.earliest_thaw_at + timedelta(minutes=limits.start_within_minutes),
        "stop_by": row.earliest_thaw_at + timedelta(minutes=limits.end_stop_minutes),
        "percent": rules.percent_of_plan(row.cells, row.plan.dose_cells) if row.cells else None,
        "decide": decide and not row.decided_at,
        "preparing": preparing,
        "waiting": row.status == DoseStatus.PREPARED,
        "may_hands": by.has(*HANDS),
        "may_chart": by.has(*READERS),
        "may_decide": by.has(*PHYSICIANS),
        "count_form": CountForm(person=row.person_id),
        "vial_form": VialForm(person=row.person_id),
        "destroy_form": DestroyForm(person=row.person_id),
        "banner": people.banner(row.person_id, by),
        "infusion": getattr(row, "infusion", None),
        **other,
    }


@door(*HANDS, about=person_of_dose, what="prepared dose")
@require_POST
def add_vial(request: HttpRequest, code: str) -> HttpResponse:
    """Thaw one more vial into the dose."""
    row = dose_or_404(code)
    form = VialForm(request.POST, person=row.person_id)
    return perform(
        request,
        form,
        lambda: services.add_vial(
            dose=code, vial=form.cleaned_data["vial"], by=actor_for(request), key=form.key
        ),
        template="bedside/dose.html",
        then=reverse("bedside:dose", args=[code]),
        context=_facts(request, row, vial_form=form),
        said="One more vial is thawed; the first still governs.",
    )


@door(*HANDS, about=person_of_dose, what="prepared dose")
@require_POST
def count(request: HttpRequest, code: str) -> HttpResponse:
    """Record the count after dilution."""
    row = dose_or_404(code)
    form = CountForm(request.POST, person=row.person_id)
    return perform(
        request,
        form,
        lambda: services.count_dose(
            dose=code,
            viable_cells_per_ml=form.cleaned_data["viable_cells_per_ml"],
            viability_pct=form.cleaned_data["viability_pct"],
            volume_ml=form.cleaned_data["volume_ml"],
            by=actor_for(request),
            key=form.key,
        ),
        template="bedside/dose.html",
        then=reverse("bedside:dose", args=[code]),
        context=_facts(request, row, count_form=form),
        said="The count is recorded.",
    )


@door(*HANDS, about=person_of_dose, what="prepared dose")
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, code: str) -> HttpResponse:
    """The second person's check, signed; it labels the dose."""
    row = dose_or_404(code)
    by = actor_for(request)
    reasons = preparation_rules.why_not_check(
        selectors.dose_facts(row),
        planned=row.plan.dose_cells,
        limits=plans.plan_limits(row.plan),
        prepared_by=row.prepared_by,
        by=by.code,
    )
    return sign_page(
        request,
        title=f"Second check of {code}",
        subject=code,
        content=selectors.dose_content(code),
        meanings=[Meaning.VERIFIED],
        service=lambda by, meaning, proof, key: services.check_dose(dose=code, by=by, key=key, proof=proof),
        then=reverse("bedside:dose", args=[code]),
        reasons=reasons,
        person=row.person_id,
        banner=people.banner(row.person_id, by),
        said=f"Dose {code} is checked and labelled.",
    )


@door(*PHYSICIANS, about=person_of_dose, what="decision about a dose")
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, code: str) -> HttpResponse:
    """A physician's decision about a dose outside its limits: first the reason, then the signature."""
    row = dose_or_404(code)
    by = actor_for(request)
    form = ReasonForm(request.POST or None, person=row.person_id)
    kept = request.session.get(_ACCEPT, {})
    if request.method == "POST" and "shown" not in request.POST:
        if form.is_valid() and not form.why_not_take():
            request.session[_ACCEPT] = {"dose": code, "reason": form.cleaned_data["reason"]}
            return redirect("bedside:accept", code=code)
        facts = {"form": form, "heading": "Accept this dose", "form_errors": list(form.summary())}
        return no_store(render(request, "bedside/form.html", facts, status=422))
    if kept.get("dose") != code:
        facts = {
            "form": form,
            "heading": "Accept this dose",
            "lede": "The dose is outside its limits. A ceiling cannot be accepted away.",
            "submit": "Go on to sign",
            "banner": people.banner(row.person_id, by),
            "back": reverse("bedside:dose", args=[code]),
        }
        return no_store(render(request, "bedside/form.html", facts))
    reason = str(kept["reason"])
    return sign_page(
        request,
        title=f"Decision about {code}",
        subject=f"{code}/decision",
        content=selectors.dose_content(code) | {"reason": reason},
        meanings=[Meaning.APPROVED],
        service=lambda by, meaning, proof, key: services.accept_dose(
            dose=code, reason=reason, by=by, key=key, proof=proof
        ),
        then=reverse("bedside:dose", args=[code]),
        person=row.person_id,
        banner=people.banner(row.person_id, by),
        said="The dose is accepted with a reason.",
    )


@door(*CARE, *HANDS, about=person_of_dose, what="prepared dose")
@require_POST
def destroy(request: HttpRequest, code: str) -> HttpResponse:
    """Give a dose up before a witness."""
    row = dose_or_404(code)
    form = DestroyForm(request.POST, person=row.person_id)
    return perform(
        request,
        form,
        lambda: services.destroy_dose(
            dose=code,
            reason=form.cleaned_data["reason"],
            witness=form.cleaned_data["witness"],
            by=actor_for(request),
            key=form.key,
        ),
        template="bedside/dose.html",
        then=reverse("bedside:dose", args=[code]),
        context=_facts(request, row, destroy_form=form),
        said="The dose is destroyed; the loss is recorded.",
    )
