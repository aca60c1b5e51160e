"""A plan on one page: what it says, what speaks against it, its signatures, its promised containers; and its acts."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cordline.access.doors import door
from cordline.access.pages.signing import sign_page
from cordline.access.selectors import signatures_on
from cordline.access.sessions import actor_for
from cordline.access.types import Meaning
from cordline.bank import selectors as bank
from cordline.ground.refusal import Refusal
from cordline.ground.roles import Role
from cordline.people import selectors as people
from cordline.plans import rules, selectors, services
from cordline.plans.models import Plan
from cordline.plans.pages.forms import LINE, CeilingForm, PlanForm, ReasonForm, ReserveForm
from cordline.plans.services.plan import ceiling_subject, why_not_sign
from cordline.plans.types import PlanStatus
from cordline.web.acting import perform
from cordline.web.responses import no_store
from cordline.web.sources import sources

PHYSICIANS = (Role.PHYSICIAN, Role.MEDICAL_DIRECTOR)
READERS = (*PHYSICIANS, Role.NURSE, Role.PATIENT_COORDINATOR, Role.INSPECTOR)
RESERVERS = (Role.PATIENT_COORDINATOR, Role.NURSE, Role.TECHNICIAN, *PHYSICIANS)
_CEILING = "plans.ceiling"
_RAISED = ("ceiling_cells", "per_kg_max", "reason")


def person_of(request: HttpRequest, code: str) -> str:
    """Whose plan this is; an unknown code is a page that does not exist."""
    return _row(code).person_id


def _row(code: str) -> Plan:
    row = selectors.plan_row(code)
    if row is None:
        raise Http404
    return row


@door(*READERS)
@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """The plans of this site, the newest first."""
    rows = selectors.plans_at(actor_for(request).site, limit=200)
    return no_store(render(request, "plans/plans.html", {"plans": rows}))


@door(*READERS, about=person_of, what="plan")
@require_GET
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """One plan."""
    return no_store(render(request, "plans/plan.html", _facts(request, _row(code))))


def _facts(request: HttpRequest, row: Plan, **other: Any) -> dict[str, Any]:
    by, now = actor_for(request), sources.now()
    limits = selectors.plan_limits(row)
    given, thawed = selectors.sessions_of(row.pk)
    content = selectors.content_of(row)
    draft = row.status == PlanStatus.DRAFT
    return {
        "plan": row,
        "limits": limits,
        "per_kg": rules.cells_per_kg(row.dose_cells, row.weight_kg) if row.weight_kg else None,
        "minutes": rules.minutes_from_thaw(row.volume_ml, row.rate_ml_min, limits),
        "reasons": why_not_sign(row, now=now) if draft else [],
        "cautions": rules.cautions_of_plan(selectors.plan_facts(row), limits),
        "signatures": signatures_on(row.code, content),
        "promised": bank.promises(plan=row.code),
        "given": given,
        "thawed": thawed,
        "amendment": selectors.amendment_row(row),
        "draft": draft,
        "may_sign": by.has(*PHYSICIANS),
        "may_reserve": by.has(*RESERVERS),
        "reserve_form": ReserveForm(person=row.person_id, initial={"count": row.containers_per_session}),
        "close_form": ReasonForm(person=row.person_id),
        "banner": people.banner(row.person_id, by),
        **other,
    }


@door(*PHYSICIANS, about="code", what="plan")
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, code: str) -> HttpResponse:
    """Write a plan for a person, within the numbers in force."""
    by = actor_for(request)
    found = selectors.numbers_in_force(by.site, *LINE, at=sources.now())
    facts: dict[str, Any] = {
        "heading": "Write a plan",
        "lede": "MSC(WJ) stromal cells, intravenous",
        "banner": people.banner(code, by),
        "submit": "Write the draft",
    }
    if found is None:
        missing = Refusal("plans.limits_missing", product=LINE[0].label, route=LINE[1].value)
        return no_store(render(request, "plans/form.html", facts | {"refusals": [missing]}, status=422))
    limits = found[1]
    bases = selectors.bases_at(by.site, *LINE, at=sources.now())
    form = PlanForm(request.POST or None, limits=limits, bases=bases, person=code)
    facts |= {"form": form, "limits": limits}
    if request.method == "POST":
        return perform(
            request,
            form,
            lambda: services.write_plan(
                person=code, product=LINE[0], route=LINE[1], **form.values(), by=by, key=form.key
            ),
            template="plans/form.html",
            then=lambda entry: reverse("plans:plan", args=[entry.payload["plan"]]),
            context=facts,
            said="The draft is written.",
        )
    return no_store(render(request, "plans/form.html", facts))


@door(*PHYSICIANS, about=person_of, what="plan")
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, code: str) -> HttpResponse:
    """Sign a plan as it stands."""
    row = _row(code)
    by = actor_for(request)
    return sign_page(
        request,
        title=f"Plan {code}, version {row.version}",
        subject=code,
        content=selectors.content_of(row),
        meanings=[Meaning.APPROVED],
        service=lambda by, meaning, proof, key: services.sign_plan(
            plan=code, version=row.version, by=by, key=key, proof=proof
        ),
        then=reverse("plans:plan", args=[code]),
        reasons=why_not_sign(row, now=sources.now()),
        person=row.person_id,
        banner=people.banner(row.person_id, by),
        said="The plan is signed.",
    )


@door(*RESERVERS, about=person_of, what="plan")
@require_POST
def reserve(request: HttpRequest, code: str) -> HttpResponse:
    """Promise containers to the plan."""
    row = _row(code)
    form = ReserveForm(request.POST, person=row.person_id)
    return perform(
        request,
        form,
        lambda: services.reserve_for_plan(
            plan=code,
            lot=form.cleaned_data["lot"],
            count=form.cleaned_data["count"],
            by=actor_for(request),
            key=form.key,
        ),
        template="plans/plan.html",
        then=reverse("plans:plan", args=[code]),
        context=_facts(request, row, reserve_form=form),
        said=lambda entry: f"{entry.payload['count']} containers are promised.",
    )


@door(*PHYSICIANS, about=person_of, what="plan")
@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close the plan."""
    row = _row(code)
    form = ReasonForm(request.POST, person=row.person_id)
    return perform(
        request,
        form,
        lambda: services.close_plan(
            plan=code, reason=form.cleaned_data["reason"], by=actor_for(request), key=form.key
        ),
        template="plans/plan.html",
        then=reverse("plans:plan", args=[code]),
        context=_facts(request, row, close_form=form),
        said="The plan is closed.",
    )


@door(*PHYSICIANS, about=person_of, what="higher ceiling")
@require_http_methods(["GET", "POST"])
def ceiling(request: HttpRequest, code: str) -> HttpResponse:
    """Propose a higher ceiling, or give the second signature under one that waits."""
    row = _row(code)
    by = actor_for(request)
    waiting = selectors.amendment_row(row, waiting=True)
    shared: dict[str, Any] = {"person": row.person_id, "banner": people.banner(row.person_id, by)}
    if waiting is not None:
        _, thawed = selectors.sessions_of(row.pk)
        return sign_page(
            request,
            title=f"Second signature: higher ceiling of {code}",
            subject=ceiling_subject(code),
            content=selectors.amendment_content(
                code,
                waiting.plan_version,
                ceiling_cells=waiting.session_ceiling_cells,
                per_kg_max=waiting.cells_per_kg_max,
                reason=waiting.reason,
            ),
            meanings=[Meaning.APPROVED],
            service=lambda by, meaning, proof, key: services.countersign_ceiling(
                plan=code, by=by, key=key, proof=proof
            ),
            then=reverse("plans:plan", args=[code]),
            reasons=rules.why_not_sign_amendment_second(
                code, selectors.amendment_facts(waiting), by=by.code, thawed=thawed
            ),
            said="Both physicians have signed; the higher ceiling counts for this version of the plan.",
            **shared,
        )
    return _propose(request, row, shared)


def _propose(request: HttpRequest, row: Plan, shared: dict[str, Any]) -> HttpResponse:
    """First the numbers and the reason, judged at once; then exactly these, to be signed; ``?again`` asks anew."""
    limits = selectors.plan_limits(row)
    kept = request.session.get(_CEILING, {})
    if (kept.get("plan"), kept.get("version")) != (row.code, row.version):
        kept = {}
    first = {"ceiling_cells": limits.session_ceiling_cells, "per_kg_max": limits.cells_per_kg_max, **kept}
    form = CeilingForm(request.POST or None, person=row.person_id, initial=first)
    if request.method == "POST" and "shown" not in request.POST:
        return _asked(request, row, form, shared)
    if not kept or "again" in request.GET:
        return no_store(render(request, "plans/form.html", _asking(row, shared, form=form)))
    values = {name: kept[name] for name in _RAISED}

    def signed(entry: Any) -> str:
        request.session.pop(_CEILING, None)
        return reverse("plans:plan", args=[row.code])

    return sign_page(
        request,
        title=f"Higher ceiling of {row.code}",
        subject=ceiling_subject(row.code),
        content=selectors.amendment_content(row.code, row.version, **values),
        meanings=[Meaning.APPROVED],
        service=lambda by, meaning, proof, key: services.propose_ceiling(
            plan=row.code, version=row.version, **values, by=by, key=key, proof=proof
        ),
        then=signed,
        reasons=_why_not_raise(row, **values),
        said="Your signature stands; the ceiling counts once a second physician has signed.",
        **shared,
    )


def _asking(row: Plan, shared: dict[str, Any], **other: Any) -> dict[str, Any]:
    return {
        "heading": f"Raise a ceiling of {row.code}",
        "lede": "Signed by two physicians before a vial is thawed. The bedside has no override.",
        "submit": "Go on to sign",
        "back": reverse("plans:plan", args=[row.code]),
        "limits": selectors.plan_limits(row),
        **shared,
        **other,
    }


def _asked(request: HttpRequest, row: Plan, form: CeilingForm, shared: dict[str, Any]) -> HttpResponse:
    """Judge what was asked before anybody is led to sign it."""
    facts = _asking(row, shared, form=form)
    if not form.is_valid():
        facts["form_errors"] = list(form.summary())
        return no_store(render(request, "plans/form.html", facts, status=422))
    values = {name: form.cleaned_data[name] for name in _RAISED}
    reasons = form.why_not_take() or _why_not_raise(row, **values)
    if reasons:
        form.carry()
        return no_store(render(request, "plans/form.html", facts | {"refusals": reasons}, status=422))
    request.session[_CEILING] = {"plan": row.code, "version": row.version, **values}
    return redirect("plans:ceiling", code=row.code)


def _why_not_raise(row: Plan, *, ceiling_cells: int, per_kg_max: int, reason: str) -> list[Refusal]:
    _, thawed = selectors.sessions_of(row.pk)
    return rules.why_not_amend(
        row.code,
        ceiling_cells=ceiling_cells,
        per_kg_max=per_kg_max,
        limits=selectors.plan_limits(row),
        thawed=thawed,
        open_amendment=False,
        reason=reason,
    )
