"""Adverse events: the list with its running clocks, one event, a report of a new one."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.followup import selectors, services
from cordline.followup.models import AdverseEvent
from cordline.followup.pages.contacts import CARE, READERS
from cordline.followup.types import GRADES, Relatedness, Seriousness
from cordline.ground.roles import Role
from cordline.people import selectors as people
from cordline.web.acting import perform
from cordline.web.forms import ActForm, ChoiceRows
from cordline.web.moments import day_and_clock, moment
from cordline.web.responses import no_store
from cordline.web.sources import sources

JUDGES = (Role.VIGILANCE_OFFICER, Role.PHYSICIAN, Role.MEDICAL_DIRECTOR)
_SERIOUS = [(kind.value, kind.label) for kind in Seriousness]


def _grade() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label="Grade", coerce=int, widget=ChoiceRows, choices=list(GRADES.items()))


class ReportForm(ActForm):
    """What happened, when, how bad, and when anyone on staff first knew."""

    what = forms.CharField(label="What happened", max_length=60)
    grade = _grade()
    serious = forms.MultipleChoiceField(
        label="Serious because of", required=False, choices=_SERIOUS, widget=forms.CheckboxSelectMultiple
    )
    occurred_day, occurred_clock = day_and_clock("It began")
    known_day, known_clock = day_and_clock("Anyone on staff first knew")
    known_day.help_text = "Day 0 of the reporting clock. It may lie before today. For example, 4 3 2026"
    evidence = forms.CharField(label="What shows it", max_length=200, help_text="For example, the call log.")
    relatedness = forms.ChoiceField(
        label="How likely the product is the cause",
        choices=[(scale.value, scale.label) for scale in Relatedness],
    )


class UpgradeForm(ActForm):
    """An event that has become more serious; its clock starts now."""

    serious = forms.MultipleChoiceField(
        label="Serious because of", choices=_SERIOUS, widget=forms.CheckboxSelectMultiple
    )
    grade = _grade()


class CloseForm(ActForm):
    """How it ended."""

    outcome = forms.CharField(label="Outcome", max_length=60)


def person_of(request: HttpRequest, code: str) -> str:
    """To whom this happened."""
    return _row(code).person_id


def _row(code: str) -> AdverseEvent:
    row = selectors.event_row(code)
    if row is None:
        raise Http404
    return row


@door(*READERS)
@require_GET
def events(request: HttpRequest) -> HttpResponse:
    """Running clocks first, then every event of the site."""
    by = actor_for(request)
    facts = {
        "running": selectors.clocks_running(site=by.site),
        "events": selectors.events_at(by.site)[:200],
        "now": sources.now(),
    }
    return no_store(render(request, "followup/events.html", facts))


@door(*READERS, about=person_of, what="adverse event")
@require_GET
def event(request: HttpRequest, code: str) -> HttpResponse:
    """One event with its clock."""
    return no_store(render(request, "followup/event.html", _facts(request, _row(code))))


def _facts(request: HttpRequest, row: AdverseEvent, **other: Any) -> dict[str, Any]:
    by, now = actor_for(request), sources.now()
    left = row.report_due_at - now if row.report_due_at and not row.reported_at else None
    return {
        "row": row,
        "grade": GRADES[row.grade],
        "serious": [Seriousness(kind).label for kind in row.serious],
        "cause": Relatedness(row.relatedness).label,
        "left_days": left.days if left is not None else None,
        "late": left is not None and left < timedelta(0),
        "may_judge": by.has(*JUDGES) and row.closed_at is None,
        "send_form": ActForm(person=row.person_id),
        "upgrade_form": UpgradeForm(person=row.person_id, initial={"grade": row.grade}),
        "close_form": CloseForm(person=row.person_id),
        "banner": people.banner(row.person_id, by),
        **other,
    }


@door(*CARE, about="code", what="adverse event")
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Report something bad that happened to a person."""
    form = ReportForm(request.POST or None, person=code)
    by = actor_for(request)

    def when(what: str) -> datetime:
        return moment(request, form.cleaned_data[f"{what}_day"], form.cleaned_data[f"{what}_clock"])

    facts = {
        "form": form,
        "heading": "Report an adverse event",
        "lede": "A serious one starts its reporting clock at once.",
        "submit": "Report",
        "banner": people.banner(code, by),
    }
    if request.method == "POST":
        return perform(
            request,
            form,
            lambda: services.report_event(
                person=code,
                what=form.cleaned_data["what"],
                grade=form.cleaned_data["grade"],
                serious=[Seriousness(kind) for kind in form.cleaned_data["serious"]],
                occurred_at=when("occurred"),
                known_at=when("known"),
                known_evidence=form.cleaned_data["evidence"],
                relatedness=Relatedness(form.cleaned_data["relatedness"]),
                by=by,
                key=form.key,
            ),
            template="followup/form.html",
            then=lambda entry: reverse("followup:event", args=[entry.payload["event"]]),
            context=facts,
            said="The event is reported.",
        )
    return no_store(render(request, "followup/form.html", facts))


@door(*JUDGES, about=person_of, what="adverse event")
@require_POST
def upgrade(request: HttpRequest, code: str) -> HttpResponse:
    """Make an event serious."""
    row = _row(code)
    form = UpgradeForm(request.POST, person=row.person_id)
    return perform(
        request,
        form,
        lambda: services.upgrade_event(
            event=code,
            serious=[Seriousness(kind) for kind in form.cleaned_data["serious"]],
            grade=form.cleaned_data["grade"],
            known_at=sources.now(),
            by=actor_for(request),
            key=form.key,
        ),
        template="followup/event.html",
        then=reverse("followup:event", args=[code]),
        context=_facts(request, row, upgrade_form=form),
        said="Its clock runs.",
    )


@door(*JUDGES, about=person_of, what="adverse event")
@require_POST
def sent(request: HttpRequest, code: str) -> HttpResponse:
    """Record that the report was sent."""
    row = _row(code)
    form = ActForm(request.POST, person=row.person_id)
    return perform(
        request,
        form,
        lambda: services.send_report(event=code, by=actor_for(request), key=form.key),
        template="followup/event.html",
        then=reverse("followup:event", args=[code]),
        context=_facts(request, row),
        said="The report is recorded as sent.",
    )


@door(*JUDGES, about=person_of, what="adverse event")
@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close an event with its outcome."""
    row = _row(code)
    form = CloseForm(request.POST, person=row.person_id)
    return perform(
        request,
        form,
        lambda: services.close_event(
            event=code, outcome=form.cleaned_data["outcome"], by=actor_for(request), key=form.key
        ),
        template="followup/event.html",
        then=reverse("followup:event", args=[code]),
        context=_facts(request, row, close_form=form),
        said="The event is closed.",
    )
