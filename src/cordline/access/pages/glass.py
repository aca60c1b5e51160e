"""Emergency access: opening a record with a reason, and the review of each opening (R-33, E19)."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET, require_http_methods

from cordline.access import selectors, services
from cordline.access.doors import door
from cordline.access.limits import GLASS_OPEN
from cordline.access.models import GlassBreak
from cordline.access.pages.staff import ReasonForm
from cordline.access.rules import BREAKERS
from cordline.access.sessions import actor_for
from cordline.ground.codes import Code, parse
from cordline.ground.roles import Role
from cordline.web.acting import perform
from cordline.web.forms import ActForm
from cordline.web.places import address_of
from cordline.web.responses import no_store

REVIEWERS = (Role.PRIVACY_OFFICER, Role.MEDICAL_DIRECTOR)
_MINUTES = int(GLASS_OPEN.total_seconds() // 60)


class OutcomeForm(ActForm):
    """What the review found."""

    outcome = forms.CharField(
        label="What the review found", max_length=400, widget=forms.Textarea({"rows": 2})
    )


@door(*BREAKERS)
@require_http_methods(["GET", "POST"])
def break_glass(request: HttpRequest, person: str) -> HttpResponse:
    """Open one record in an emergency, for an hour, with a reason that is reviewed."""
    form = ReasonForm(request.POST or None, person=person)
    context = {
        "heading": f"Open {person} in an emergency",
        "lede": f"For {_MINUTES} minutes. Your name, the time and the reason are recorded, the privacy officer is "
        "told, and each opening is reviewed.",
        "submit": "Open the record",
        "back": "/",
    }
    if request.method == "POST":
        return perform(
            request, form,
            lambda: services.break_glass(
                person=person, reason=form.cleaned_data["reason"], by=actor_for(request), key=form.key
            ),
            template="access/form.html", context=context, then=lambda entry: _record(person),
            said=f"{person} is open to you for {_MINUTES} minutes.", subject=person,
        )  # fmt: skip
    return no_store(render(request, "access/form.html", {**context, "form": form}))


def _record(person: str) -> str:
    read = parse(person)
    found = address_of(person, read.kind) if isinstance(read, Code) else None
    if found:
        return found
    try:
        return reverse("people:person", kwargs={"code": person})
    except NoReverseMatch:
        return "/"


@door(*REVIEWERS)
@require_GET
def glass_list(request: HttpRequest) -> HttpResponse:
    """List the emergency openings of this site, those not yet reviewed first."""
    rows = selectors.glass_breaks(actor_for(request).site)
    facts = {"rows": sorted(rows, key=lambda row: (row.reviewed_at is not None, -row.opened_at.timestamp()))}
    return no_store(render(request, "access/glass.html", facts))


@door(*REVIEWERS)
@require_http_methods(["GET", "POST"])
def review_glass(request: HttpRequest, glass: int) -> HttpResponse:
    """Review one emergency opening."""
    by = actor_for(request)
    row = GlassBreak.objects.filter(pk=glass, site=by.site).first()
    form = OutcomeForm(request.POST or None)
    back = reverse("access:glass_list")
    context = {
        "heading": f"Review the emergency access to {row.person}" if row else "Review",
        "lede": f"{selectors.display_names([row.member])[row.member]} said: {row.reason}" if row else "",
        "submit": "Close the review",
        "back": back,
    }
    if request.method == "POST":
        return perform(
            request, form,
            lambda: services.review_glass(glass=glass, outcome=form.cleaned_data["outcome"], by=by, key=form.key),
            template="access/form.html", context=context, then=back, said="The review is closed.",
        )  # fmt: skip
    return no_store(render(request, "access/form.html", {**context, "form": form}))
