"""The steps of a culture as forms: isolate, start from a bank, passage, fill, give up."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.lab import judges, selectors, services
from cordline.lab.pages.forms import EndForm, FillForm, IsolateForm, PassageForm, StartForm
from cordline.lab.places import BENCH
from cordline.lab.types import CultureFacts, Method, Stage
from cordline.ledger.types import Entry
from cordline.web.acting import perform
from cordline.web.forms import ActForm
from cordline.web.responses import no_store


@door(*BENCH)
@require_http_methods(["GET", "POST"])
def isolate(request: HttpRequest, code: str) -> HttpResponse:
    """Isolate cells from one cord."""
    if selectors.cord(code) is None:
        raise Http404
    by, form = actor_for(request), IsolateForm(request.POST or None)
    return _ask(
        request,
        form,
        title="Isolate cells",
        subject=code,
        why_not=judges.why_not_isolate(code, None, by),
        service=lambda: services.isolate_culture(
            cord=code,
            method=Method(form.cleaned_data["method"]),
            tissue_g=form.cleaned_data["tissue_g"],
            area_cm2=form.cleaned_data["area_cm2"],
            vessel=form.cleaned_data["vessel"],
            touching=form.cleaned_data["touching"],
            by=by,
            key=form.key,
        ),
    )


@door(*BENCH)
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Start a culture from thawed vials of a bank."""
    by, form = actor_for(request), StartForm(request.POST or None)
    return _ask(
        request,
        form,
        title="Start from a bank",
        subject="",
        why_not=[],
        service=lambda: services.start_culture(
            containers=form.cleaned_data["containers"],
            viable_cells=form.cleaned_data["viable"],
            viability_pct=form.cleaned_data["viability"],
            area_cm2=form.cleaned_data["area_cm2"],
            vessel=form.cleaned_data["vessel"],
            touching=form.cleaned_data["touching"],
            by=by,
            key=form.key,
        ),
    )


@door(*BENCH)
@require_http_methods(["GET", "POST"])
def passage(request: HttpRequest, code: str) -> HttpResponse:
    """Seed the next passage from one harvested pool."""
    facts = _found(code)
    by, form = actor_for(request), PassageForm(request.POST or None)
    return _ask(
        request,
        form,
        title=f"Seed passage {facts.passage + 1}",
        subject=code,
        culture=facts,
        why_not=judges.why_not_passage(code, None, by),
        service=lambda: services.passage_culture(
            parents={code: form.cleaned_data["cells"]},
            area_cm2=form.cleaned_data["area_cm2"],
            vessel=form.cleaned_data["vessel"],
            touching=form.cleaned_data["touching"],
            by=by,
            key=form.key,
        ),
    )


@door(*BENCH)
@require_http_methods(["GET", "POST"])
def fill(request: HttpRequest, code: str) -> HttpResponse:
    """Fill one harvested pool as a bank or a lot."""
    facts = _found(code)
    by = actor_for(request)
    stages = judges.stages_open(code, by)
    form = FillForm(request.POST or None, stages=stages)

    def service() -> Entry:
        values = form.cleaned_data
        asked: dict[str, Any] = {
            "parents": {code: values["taken"]},
            "containers": values["containers"],
            "cells_each": values["cells_each"],
            "volume_ml_each": values["volume_ml"],
            "qc_cells": values["qc"],
            "touching": values["touching"],
            "by": by,
            "key": form.key,
        }
        stage = Stage(values["stage"])
        return services.fill_lot(**asked) if stage is Stage.LOT else services.fill_bank(stage=stage, **asked)

    return _ask(
        request,
        form,
        title="Fill",
        subject=code,
        culture=facts,
        why_not=[] if stages else judges.why_not_any_stage(code, by),
        service=service,
        then=lambda entry: reverse("bank:lot", kwargs={"code": entry.subject}),
    )


@door(*BENCH)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, code: str) -> HttpResponse:
    """Give one culture up."""
    facts = _found(code)
    by, form = actor_for(request), EndForm(request.POST or None)

    def service() -> Entry:
        act = (
            services.report_contamination
            if form.cleaned_data["how"] == "contaminated"
            else services.discard_culture
        )
        return act(culture=code, reason=form.cleaned_data["reason"], by=by, key=form.key)

    return _ask(
        request,
        form,
        title="Discard or contaminated",
        subject=code,
        culture=facts,
        why_not=judges.why_not_end(code),
        service=service,
    )


def _ask(
    request: HttpRequest,
    form: ActForm,
    *,
    title: str,
    subject: str,
    why_not: Any,
    service: Callable[[], Entry],
    culture: CultureFacts | None = None,
    then: Callable[[Entry], str] | None = None,
) -> HttpResponse:
    context = {"form": form, "title": title, "subject": subject, "why_not": why_not, "culture": culture}
    if request.method == "GET":
        return no_store(render(request, "lab/ask.html", context))
    return perform(
        request,
        form,
        service,
        template="lab/ask.html",
        then=then or (lambda entry: reverse("lab:culture", kwargs={"code": entry.subject})),
        context=context,
        said=lambda entry: f"{title}: {entry.subject} is recorded.",
        subject=subject,
    )


def _found(code: str) -> CultureFacts:
    facts = selectors.culture(code)
    if facts is None:
        raise Http404
    return facts
