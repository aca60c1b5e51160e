"""What is recorded for a donor: consent and its withdrawal, interview, examination, donation, news."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.donors import services
from cordline.donors.deciding_rules import NewDonation
from cordline.donors.models import DonorConsent
from cordline.donors.pages.record import donor_row
from cordline.donors.reasons import QUESTIONS
from cordline.donors.screening_rules import SCOPES
from cordline.donors.types import (
    Answer,
    Delivery,
    DonationKind,
    DonationUse,
    DonorKind,
    Finding,
    NewsFrom,
    NewsKind,
    Question,
    Scope,
)
from cordline.donors.verbs import (
    CONSENT_RECORDED,
    CONSENT_WITHDRAWN,
    DONATION_RECORDED,
    EXAMINATION_RECORDED,
    INTERVIEW_RECORDED,
    NEWS_RECORDED,
)
from cordline.ground.products import Product
from cordline.web.acting import perform
from cordline.web.forms import ActForm, ProductRows
from cordline.web.moments import day_and_clock, moment
from cordline.web.responses import no_store
from cordline.web.sources import sources


class ConsentForm(ActForm):
    """What the donor signed."""

    scopes = forms.MultipleChoiceField(
        label="The consent covers",
        choices=[(scope.value, SCOPES[scope]) for scope in Scope],
        widget=forms.CheckboxSelectMultiple,
    )
    text_version = forms.CharField(label="Version of the text", max_length=40)
    language = forms.ChoiceField(
        label="Language read",
        choices=[("en", "English"), ("ms", "Malay"), ("ja", "Japanese"), ("zh-hans", "Chinese")],
    )
    signed_day, signed_clock = day_and_clock("Signed")


class InterviewForm(ActForm):
    """Every question on one page; nothing is preselected, and an unanswered one stays open."""

    taken_day, taken_clock = day_and_clock("Asked")

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask each question of the interview."""
        super().__init__(*args, **options)
        choices = [("", "Not asked"), *((answer.value, answer.value.capitalize()) for answer in Answer)]
        for question in Question:
            words = QUESTIONS[question]
            field = forms.ChoiceField(label=words[0].upper() + words[1:], required=False, choices=choices)
            field.widget.attrs["class"] = "form-select"
            self.fields[question.value] = field

    def answers(self) -> dict[Question, Answer]:
        """The questions that were asked, with their answers."""
        given = {question: self.cleaned_data.get(question.value) for question in Question}
        return {question: Answer(answer) for question, answer in given.items() if answer}


class ExaminationForm(ActForm):
    """What the examination found; ticking nothing records that nothing was found."""

    findings = forms.MultipleChoiceField(
        label="Found",
        required=False,
        choices=[(finding.value, finding.label.capitalize()) for finding in Finding],
        widget=forms.CheckboxSelectMultiple,
        help_text="Ticking none records: examined, nothing found.",
    )
    weight_kg = forms.DecimalField(label="Weight, kg", required=False, max_digits=5, decimal_places=1)
    done_day, done_clock = day_and_clock("Examined")


class DonationForm(ActForm):
    """One donation: one cord of one infant, or one blood draw."""

    product = forms.ChoiceField(
        label="For", choices=[(product.value, product.label) for product in Product], widget=ProductRows
    )
    use = forms.ChoiceField(
        label="Use", choices=[("allogeneic", "For other people"), ("autologous", "For the donor alone")]
    )
    for_person = forms.CharField(
        label="For the donor alone: the person's code", required=False, max_length=24
    )
    donated_day, donated_clock = day_and_clock("Birth or draw")
    infant_number = forms.IntegerField(
        label="Infant",
        min_value=1,
        max_value=8,
        initial=1,
        help_text="1, or of twins the number in order of birth.",
    )
    gestation_weeks = forms.IntegerField(label="Weeks of gestation", required=False)
    delivery = forms.ChoiceField(
        label="Delivery",
        required=False,
        choices=[
            ("", "Not known"),
            *((delivery.value, delivery.value.capitalize()) for delivery in Delivery),
        ],
    )
    infant_healthy = forms.ChoiceField(
        label="Newborn healthy", required=False, choices=[("", "Not known"), ("yes", "Yes"), ("no", "No")]
    )
    donor_age_years = forms.IntegerField(label="Age of the donor, years", required=False)
    collected_in = forms.CharField(label="Collected in", max_length=2, help_text="Country, two letters: MY")
    ships_to = forms.CharField(
        label="Shipped to",
        required=False,
        max_length=60,
        help_text="Countries by comma; empty when it stays.",
    )


class NewsForm(ActForm):
    """What was heard, from whom, when. Details about a person go into the person's own record."""

    kind = forms.ChoiceField(
        label="What was heard", choices=[("", "Choose"), *((kind.value, kind.label) for kind in NewsKind)]
    )
    heard_from = forms.ChoiceField(
        label="From", choices=[("", "Choose"), *((source.value, source.label) for source in NewsFrom)]
    )
    heard_day, heard_clock = day_and_clock("Heard")


def _recorded(
    request: HttpRequest,
    code: str,
    kind: type[ActForm],
    service: Callable[[Any, Any], Any],
    **words: str,
) -> HttpResponse:
    donor_row(code, actor_for(request).site)
    form = kind(request.POST or None)
    context = {**words, "back": reverse("donors:donor", args=[code])}
    if request.method == "POST":
        by = actor_for(request)
        return perform(
            request, form, lambda: service(form, by), template="access/form.html", context=context, subject=code,
            then=reverse("donors:donor", args=[code]), said=words["said"],
        )  # fmt: skip
    return no_store(render(request, "access/form.html", {**context, "form": form}))


@door(*CONSENT_RECORDED.who)
@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest, code: str) -> HttpResponse:
    """Record what a donor signed."""
    return _recorded(
        request, code, ConsentForm,
        lambda form, by: services.record_consent(
            donor=code, scopes=[Scope(each) for each in form.cleaned_data["scopes"]],
            text_version=form.cleaned_data["text_version"], language=form.cleaned_data["language"],
            signed_at=moment(request, form.cleaned_data["signed_day"], form.cleaned_data["signed_clock"]),
            by=by, key=form.key,
        ),
        heading=f"Consent of {code}", submit="Record the consent", said="The consent is recorded.",
        lede="Signed before labour, taken by somebody who does not collect, without payment beyond expenses.",
    )  # fmt: skip


@door(*INTERVIEW_RECORDED.who)
@require_http_methods(["GET", "POST"])
def interview(request: HttpRequest, code: str) -> HttpResponse:
    """Record one interview."""
    return _recorded(
        request, code, InterviewForm,
        lambda form, by: services.record_interview(
            donor=code, answers=form.answers(),
            taken_at=moment(request, form.cleaned_data["taken_day"], form.cleaned_data["taken_clock"]),
            by=by, key=form.key,
        ),
        heading=f"Interview of {code}", submit="Record the interview", said="The interview is recorded.",
        lede="A question not asked, or answered with unknown, leaves the decision open.",
    )  # fmt: skip


@door(*EXAMINATION_RECORDED.who)
@require_http_methods(["GET", "POST"])
def examination(request: HttpRequest, code: str) -> HttpResponse:
    """Record one physical examination."""
    return _recorded(
        request, code, ExaminationForm,
        lambda form, by: services.record_examination(
            donor=code, findings=[Finding(each) for each in form.cleaned_data["findings"]],
            done_at=moment(request, form.cleaned_data["done_day"], form.cleaned_data["done_clock"]),
            weight_kg=form.cleaned_data["weight_kg"], by=by, key=form.key,
        ),
        heading=f"Examination of {code}", submit="Record the examination", said="The examination is recorded.",
        lede="What speaks for an infection or its risk.",
    )  # fmt: skip


@door(*DONATION_RECORDED.who)
@require_http_methods(["GET", "POST"])
def donate(request: HttpRequest, code: str) -> HttpResponse:
    """Record one donation of a donor."""
    row = donor_row(code, actor_for(request).site)
    kind = DonationKind.CORD if row.kind == DonorKind.BIRTH_MOTHER else DonationKind.BLOOD
    return _recorded(
        request, code, DonationForm,
        lambda form, by: services.record_donation(
            donor=code, donation=_new(request, form, kind), by=by, key=form.key
        ),
        heading=f"Donation of {code}", submit="Record the donation", said="The donation is recorded.",
        lede="One for each infant: twins are two donations.",
    )  # fmt: skip


def _new(request: HttpRequest, form: DonationForm, kind: DonationKind) -> NewDonation:
    clean = form.cleaned_data
    return NewDonation(
        kind=kind,
        use=DonationUse(clean["use"]),
        product=Product(clean["product"]),
        donated_at=moment(request, clean["donated_day"], clean["donated_clock"]),
        zone=ZoneInfo(sources.house(request).zone).key,
        collected_in=clean["collected_in"].strip().upper(),
        ships_to=tuple(part.strip().upper() for part in clean["ships_to"].split(",") if part.strip()),
        infant_number=clean["infant_number"],
        gestation_weeks=clean["gestation_weeks"],
        delivery=Delivery(clean["delivery"]) if clean["delivery"] else None,
        infant_healthy={"yes": True, "no": False}.get(clean["infant_healthy"]),
        donor_age_years=clean["donor_age_years"],
        for_person=clean["for_person"].strip(),
    )


@door(*NEWS_RECORDED.who)
@require_http_methods(["GET", "POST"])
def news(request: HttpRequest, code: str) -> HttpResponse:
    """Record what was heard after a donation."""
    return _recorded(
        request, code, NewsForm,
        lambda form, by: services.record_news(
            donor=code, kind=NewsKind(form.cleaned_data["kind"]), heard_from=NewsFrom(form.cleaned_data["heard_from"]),
            heard_at=moment(request, form.cleaned_data["heard_day"], form.cleaned_data["heard_clock"]),
            by=by, key=form.key,
        ),
        heading=f"News about {code}", submit="Record the news and hold",
        said="The news are recorded. Everything that descends from this donor is on hold.",
        lede="From anyone, at any time. It re-opens eligibility and holds at once.",
    )  # fmt: skip


class WithdrawalForm(ActForm):
    """A withdrawal asks for no reason; one tick keeps a slip of the finger from stopping a donor's cells."""

    sure = forms.BooleanField(label="She takes her consent back")


@door(*CONSENT_WITHDRAWN.who)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Record that a donor takes her consent back."""
    by = actor_for(request)
    row = DonorConsent.objects.select_related("donor").filter(code=code, site=by.site).first()
    if row is None:
        raise Http404
    form = WithdrawalForm(request.POST or None)
    back = reverse("donors:donor", args=[row.donor.code])
    context = {
        "heading": f"Withdrawal of {code}", "submit": "Record the withdrawal and stop", "back": back,
        "lede": "No reason is asked. From this moment nothing may be used, and nothing new derived.",
    }  # fmt: skip
    if request.method == "POST":
        return perform(
            request, form, lambda: services.withdraw_consent(consent=code, by=by, key=form.key),
            template="access/form.html", context=context, subject=code, then=back,
            said=lambda entry: f"The withdrawal is recorded. Hold {entry.payload['hold']} stops everything.",
        )  # fmt: skip
    return no_store(render(request, "access/form.html", {**context, "form": form}))
