"""The literature: its list, one source with what rests on it, and taking its support away."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.knowledge import drafts, services
from cordline.knowledge.pages import JUDGES, READERS
from cordline.knowledge.types import EvidenceStanding
from cordline.web.acting import perform
from cordline.web.forms import ActForm, ChoiceRows
from cordline.web.lists import Column, Filter, Listing
from cordline.web.responses import no_store

_VERDICTS = ("supported", "partly", "contested", "not_supported", "definitional")
_STANDINGS = {
    EvidenceStanding.CURRENT: "pass",
    EvidenceStanding.SUPERSEDED: "warn",
    EvidenceStanding.RETRACTED: "stop",
}
SOURCES = Listing(
    "knowledge-sources",
    "sources",
    columns=[
        Column("code", "Source", sort="code", url=lambda row: reverse("knowledge:source", args=[row.code])),
        Column("summary", "What it is about"),
        Column("verdict", "Verdict", value=lambda row: row.verdict.replace("_", " ")),
        Column("strength", "Strength", value=lambda row: row.strength.replace("_", " ")),
        Column(
            "standing",
            "Standing",
            state=lambda row: (_STANDINGS[EvidenceStanding(row.standing)], row.standing.capitalize()),
        ),
        Column("citation", "Citation"),
        Column("seen", "Read", value=lambda row: "seen" if row.seen else "from memory"),
    ],
    filters=[
        Filter("words", "Words", apply=lambda rows, value: rows.filter(summary__icontains=value)),
        Filter("claim", "Statement", apply=lambda rows, value: rows.filter(claim__istartswith=value)),
        Filter(
            "standing",
            "Standing",
            apply=lambda rows, value: rows.filter(standing=value),
            choices=[(each.value, each.value.capitalize()) for each in EvidenceStanding],
        ),
    ],
)


class StandingForm(ActForm):
    """How a source stands from now on, and why; visitors can read the reason."""

    standing = forms.ChoiceField(
        choices=[(each.value, each.value.capitalize()) for each in EvidenceStanding], widget=ChoiceRows
    )
    verdict = forms.ChoiceField(choices=[(each, each.replace("_", " ").capitalize()) for each in _VERDICTS])
    reason = forms.CharField(
        max_length=400, widget=forms.Textarea({"rows": 2}), help_text="Visitors can read this."
    )


@door(*READERS)
@require_GET
def literature(request: HttpRequest) -> HttpResponseBase:
    """List the literature with its verdicts."""
    return SOURCES.answer(
        request,
        drafts.sources(),
        context={
            "heading": "Literature",
            "lede": "What claims rest on. A source that no longer stands takes its claims down in every language.",
        },
    )


@door(*READERS)
@require_http_methods(["GET", "POST"])
def source(request: HttpRequest, code: str) -> HttpResponse:
    """One source, every sentence that rests on it, and its change: what loses its support goes in the same act."""
    row, by = drafts.sources().filter(code=code).first(), actor_for(request)
    if row is None:
        raise Http404
    form = StandingForm(
        request.POST or None, seen=row.version, initial={"standing": row.standing, "verdict": row.verdict}
    )
    facts = {
        "row": row,
        "history": row.versions.order_by("-number"),
        "resting": drafts.resting_on(code),
        "form": form,
        "may_change": by.has(*JUDGES),
    }
    if request.method == "GET":
        return no_store(render(request, "knowledge/desk/source.html", facts))
    return no_store(
        perform(
            request,
            form,
            lambda: services.change_source(
                source=code,
                standing=EvidenceStanding(form.cleaned_data["standing"]),
                verdict=form.cleaned_data["verdict"],
                reason=form.cleaned_data["reason"],
                by=by,
                key=form.key,
            ),
            template="knowledge/desk/source.html",
            context=facts,
            then=reverse("knowledge:source", args=[code]),
            said=lambda entry: f"{code} is changed. Sentences taken down: {entry.payload.get('count', 0)}.",
            subject=code,
        )
    )
