"""A second person's signature, the gate, and the date of the next reading."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cordline.access.doors import door
from cordline.access.pages.signing import sign_page
from cordline.access.sessions import actor_for
from cordline.access.signing import Meaning, Proof
from cordline.ground import writing
from cordline.ground.actor import Actor
from cordline.knowledge import drafts, selectors, services
from cordline.knowledge.pages import APPROVERS, EDITORS, REVIEWERS
from cordline.knowledge.pages.desk import found
from cordline.knowledge.pages.translating import language_of
from cordline.knowledge.types import Language
from cordline.ledger.services import Entry
from cordline.web.acting import perform
from cordline.web.forms import ActForm, DayField
from cordline.web.responses import no_store


class PublishForm(ActForm):
    """Which languages are published."""

    def __init__(self, *args: Any, ready: Sequence[Language], **options: Any) -> None:
        """Offer the languages that the version has."""
        super().__init__(*args, **options)
        choices = [(language.value, writing.language_name(language)) for language in ready]
        self.fields["languages"] = forms.MultipleChoiceField(
            label="Publish in", choices=choices, widget=forms.CheckboxSelectMultiple
        )


class ReviewForm(ActForm):
    """When the page is read through again."""

    next_review_on = DayField(label="Read it again by")


@door(*APPROVERS)
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, code: str, number: int, language: str) -> HttpResponse:
    """Sign for the words of a version in a language and for the marking of every sentence (W41)."""
    found(code)
    wanted, by = language_of(language), actor_for(request)

    def sign(actor: Actor, meaning: Meaning, proof: Proof, key: str) -> Entry:
        return services.approve_words(
            page=code, number=number, language=wanted, proof=proof, by=actor, key=key
        )

    return sign_page(
        request,
        title=f"Approve {code}, version {number}, {writing.language_name(wanted)}",
        subject=code,
        content=selectors.approve_content(code, number, wanted),
        meanings=[Meaning.APPROVED],
        service=sign,
        then=reverse("knowledge:page", args=[code]),
        reasons=drafts.why_not_approve(code, number, wanted, by),
        said=f"Version {number} of {code} is approved in {writing.language_name(wanted)}.",
    )


@door(*EDITORS)
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Show what speaks against each language of a version, and publish those that pass."""
    row = found(code)
    ready = [language for language in Language if drafts.words(code, number, language)]
    judged = [(language, drafts.why_not_publish(code, number, language)) for language in ready]
    passing = [language for language, reasons in judged if not reasons]
    form = PublishForm(
        request.POST or None, ready=ready, initial={"languages": [language.value for language in passing]}
    )
    facts = {"row": row, "number": number, "judged": judged, "form": form}
    if request.method == "GET":
        return no_store(render(request, "knowledge/desk/publish.html", facts))
    return no_store(
        perform(
            request,
            form,
            lambda: services.publish_page(
                page=code,
                number=number,
                languages=[Language(each) for each in form.cleaned_data["languages"]],
                by=actor_for(request),
                key=form.key,
            ),
            template="knowledge/desk/publish.html",
            context=facts,
            then=reverse("knowledge:page", args=[code]),
            said=f"Version {number} of {code} is published.",
            subject=code,
        )
    )


@door(*REVIEWERS)
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, code: str) -> HttpResponse:
    """Record that the page was read through again, and when it is due next."""
    row = found(code)
    form = ReviewForm(request.POST or None)
    facts = {
        "row": row,
        "form": form,
        "heading": f"Review of {code}",
        "lede": "Read the page as visitors see it, and its sources, before you record this.",
        "submit": "It was read through",
    }
    if request.method == "GET":
        return no_store(render(request, "knowledge/desk/form.html", facts))
    return no_store(
        perform(
            request,
            form,
            lambda: services.schedule_review(
                page=code,
                next_review_on=form.cleaned_data["next_review_on"],
                by=actor_for(request),
                key=form.key,
            ),
            template="knowledge/desk/form.html",
            context=facts,
            then=reverse("knowledge:page", args=[code]),
            said="The review is recorded.",
            subject=code,
        )
    )
