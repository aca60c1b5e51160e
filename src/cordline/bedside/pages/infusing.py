"""The infusion's page: a timer from the server's times, the vitals grid, Reaction always in reach."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.bedside import observation_rules, selectors, services
from cordline.bedside.limits import ADRENALINE, STAY_IN_ROOM_MINUTES, Stop
from cordline.bedside.models import Infusion
from cordline.bedside.pages.forms import CheckForm, EndForm, ObservationForm, ReactionForm
from cordline.bedside.pages.shown import (
    CARE,
    READERS,
    dose_or_404,
    infusion_or_404,
    person_of_dose,
    person_of_infusion,
    vitals_rows,
)
from cordline.bedside.types import InfusionEnd
from cordline.followup import selectors as followup
from cordline.followup.types import Seriousness
from cordline.ground.refusal import Refused
from cordline.ledger.services import Entry
from cordline.people import selectors as people
from cordline.plans import rules as plan_rules
from cordline.plans import selectors as plans
from cordline.plans.types import ProductLimits
from cordline.web.acting import gone_to, perform, refused
from cordline.web.forms import ActForm
from cordline.web.responses import no_store
from cordline.web.sources import sources


@door(*READERS, about=person_of_infusion, what="infusion")
@require_GET
def infusion(request: HttpRequest, code: str) -> HttpResponse:
    """One infusion as it runs, or as it was."""
    row = infusion_or_404(code)
    return no_store(render(request, "bedside/infusion.html", facts_of(request, row)))


def facts_of(
    request: HttpRequest, row: Infusion, form: ObservationForm | None = None, **other: Any
) -> dict[str, Any]:
    """Everything the infusion's page shows, from server times alone; ``form`` is a set of vital signs sent back."""
    form = form or ObservationForm(person=row.person_id)
    by, now = actor_for(request), sources.now()
    limits = plans.plan_limits(row.dose.plan)
    observed, reactions = selectors.observations_of(row), selectors.reactions_of(row)
    halted_at = (
        min((pressed.pressed_at for pressed in reactions), default=None) if row.ended_at is None else None
    )
    due = observation_rules.checks_due(
        row.started_at,
        ended_at=row.ended_at,
        first_session=row.first_session,
        until=now + timedelta(minutes=30),
    )
    following = observation_rules.next_check(due, [seen.at for seen in observed], row.started_at)
    return {
        "infusion": row,
        "dose": row.dose,
        "running": row.ended_at is None,
        "observed": observed[-3:],
        "rows": vitals_rows(observed, form),
        "next": following,
        "late": following is not None and following < now,
        "halted_at": halted_at,
        "since": f"{row.started_at.astimezone(sources.house(request).tz):%H:%M}",
        "stay": now - row.started_at < timedelta(minutes=STAY_IN_ROOM_MINUTES) and row.ended_at is None,
        **_run_until(row, row.ended_at or halted_at or now, limits),
        "stop": Stop,
        "checks": form,
        "end_form": EndForm(person=row.person_id, initial={} if halted_at else {"given_ml": row.volume_ml}),
        "reaction_form": ActForm(person=row.person_id),
        "steps": ADRENALINE,
        "reactions": reactions,
        "contacts": followup.contacts_of(infusion=row.code),
        "banner": people.banner(row.person_id, by),
        "may_care": by.has(*CARE),
        **other,
    }


def _run_until(row: Infusion, until: datetime, limits: ProductLimits) -> dict[str, Any]:
    """The ring and the volume as they stand at a moment: now, the end, or when Reaction was pressed (U100)."""
    minutes = plan_rules.infusion_minutes(row.volume_ml, row.rate_ml_min, limits)
    elapsed = until - row.started_at
    seconds = int(elapsed.total_seconds())
    run = observation_rules.volume_run_ml(
        row.started_at,
        until,
        volume_ml=row.volume_ml,
        rate_ml_min=row.rate_ml_min,
        slow_minutes=limits.slow_start_minutes,
        slow_rate=limits.slow_start_ml_min,
    )
    return {
        "ends_about": row.started_at + timedelta(minutes=minutes),
        "run_ml": run if row.given_ml is None else row.given_ml,
        "left_ml": row.volume_ml - run,
        "elapsed": f"{seconds // 60}:{seconds % 60:02d}",
        "elapsed_s": seconds,
        "share": min(int(elapsed / timedelta(minutes=minutes) * 1000), 1000) if minutes else 1000,
    }


@door(*CARE, about=person_of_infusion, what="infusion")
@require_POST
def observe(request: HttpRequest, code: str) -> HttpResponse:
    """Save one set of vital signs; a stop value speaks up at once."""
    row = infusion_or_404(code)
    form = ObservationForm(request.POST, person=row.person_id)
    return perform(
        request,
        form,
        lambda: _record(request, code, form, symptoms=form.cleaned_data["symptoms"]),
        template="bedside/infusion.html",
        then=reverse("bedside:infusion", args=[code]),
        context=facts_of(request, row, form),
        said=lambda entry: _said(entry.payload),
    )


def _record(request: HttpRequest, subject: str, form: CheckForm, *, symptoms: Sequence[str] = ()) -> Entry:
    """Record the readings; where one is unusual, the form that goes back asks whether it is correct."""
    try:
        return services.record_observation(
            subject=subject,
            vitals=form.vitals(),
            symptoms=symptoms,
            confirmed=form.cleaned_data["confirmed"],
            waited_s=form.waited_s,
            by=actor_for(request),
            key=form.key,
        )
    except Refused as stopped:
        form.ask(stopped.reasons)
        raise


def _said(payload: Any) -> str:
    words = [reason["text"] for reason in (*payload["stop"], *payload["watch"])]
    return " ".join(words) if words else "The check is saved."


@door(*CARE, about=person_of_dose, what="baseline")
@require_http_methods(["GET", "POST"])
def baseline(request: HttpRequest, code: str) -> HttpResponse:
    """Take the vital signs before the start."""
    row = dose_or_404(code)
    form = CheckForm(request.POST or None, person=row.person_id)
    facts = {
        "form": form,
        "heading": "Vital signs before the start",
        "lede": f"Dose {code}. At most 30 minutes before the start.",
        "submit": "Save the vital signs",
        "banner": people.banner(row.person_id, actor_for(request)),
        "back": reverse("bedside:dose", args=[code]),
    }
    if request.method == "POST":
        return perform(
            request,
            form,
            lambda: _record(request, code, form),
            template="bedside/form.html",
            then=reverse("bedside:check"),
            context=facts,
            said="The vital signs are saved. Scan the wristband next.",
        )
    return no_store(render(request, "bedside/form.html", facts))


@door(*CARE, about=person_of_infusion, what="reaction")
@require_POST
def press(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the time of a reaction, then show the steps; no form stands before it."""
    row = infusion_or_404(code)
    form = ActForm(request.POST, person=row.person_id)
    waited_s = form.waited_s if form.is_valid() else 0
    reasons = form.why_not_take()
    if not reasons:
        try:
            services.press_reaction(infusion=code, by=actor_for(request), key=form.key, waited_s=waited_s)
        except Refused as stopped:
            reasons = list(stopped.reasons)
    if reasons:
        return no_store(refused(request, "bedside/infusion.html", reasons, facts_of(request, row)))
    return gone_to(request, reverse("bedside:reaction", args=[code]))


@door(*CARE, about=person_of_infusion, what="reaction")
@require_http_methods(["GET", "POST"])
def reaction(request: HttpRequest, code: str) -> HttpResponse:
    """The steps of a reaction, and its four fields below them."""
    row = infusion_or_404(code)
    form = ReactionForm(request.POST or None, person=row.person_id, initial={"minutes_ago": 0})
    facts = {
        "form": form,
        "infusion": row,
        "steps": ADRENALINE,
        "reactions": selectors.reactions_of(row),
        "banner": people.banner(row.person_id, actor_for(request)),
        "events": followup.events_of(infusions=[code]),
    }
    if request.method == "POST":
        return perform(
            request,
            form,
            lambda: services.report_reaction(
                infusion=code,
                what=form.cleaned_data["what"],
                grade=form.cleaned_data["grade"],
                action=form.cleaned_data["action"],
                serious=[Seriousness(kind) for kind in form.cleaned_data["serious"]],
                occurred_at=sources.now() - timedelta(minutes=form.cleaned_data["minutes_ago"]),
                by=actor_for(request),
                key=form.key,
            ),
            template="bedside/reaction.html",
            then=reverse("bedside:infusion", args=[code]),
            context=facts,
            said=lambda entry: f"Reported as {entry.payload['event']}.",
        )
    return no_store(render(request, "bedside/reaction.html", facts))


@door(*CARE, about=person_of_infusion, what="infusion")
@require_POST
def end(request: HttpRequest, code: str) -> HttpResponse:
    """End the infusion."""
    row = infusion_or_404(code)
    form = EndForm(request.POST, person=row.person_id)
    return perform(
        request,
        form,
        lambda: services.end_infusion(
            infusion=code,
            end=InfusionEnd(form.cleaned_data["end"]),
            given_ml=form.cleaned_data["given_ml"],
            reason=form.cleaned_data["reason"],
            by=actor_for(request),
            key=form.key,
        ),
        template="bedside/infusion.html",
        then=reverse("bedside:infusion", args=[code]),
        context=facts_of(request, row, end_form=form),
        said="The infusion has ended. Its contacts are set.",
    )
