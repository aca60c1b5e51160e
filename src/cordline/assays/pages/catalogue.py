"""Laboratories and test methods: what is on record, and entering another one."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.assays import services
from cordline.assays.models import Laboratory, Method
from cordline.assays.pages.samples import READERS
from cordline.assays.services.results import label
from cordline.assays.types import DonorTest, LotTest
from cordline.assays.verbs import LABORATORY_ENTERED, METHOD_ENTERED
from cordline.ground.products import RuleSet
from cordline.ledger.services import database_now
from cordline.web.acting import perform
from cordline.web.fields import DayField
from cordline.web.forms import ActForm
from cordline.web.lists import Column, Filter, Listing
from cordline.web.responses import no_store

_UNDER = [(rule_set.value, rule_set.value) for rule_set in RuleSet]


def _accredited(row: Laboratory) -> tuple[str, str]:
    return ("pass", "Accredited") if row.accredited_until >= database_now().date() else ("stop", "Expired")


LABORATORIES = Listing(
    "laboratories",
    "laboratories",
    columns=[
        Column("code", "Code", code=True, sort="code"),
        Column("name", "Name", sort="name"),
        Column("country", "Country", sort="country"),
        Column("accreditation", "Accreditation"),
        Column("under", "Accepted under", value=lambda row: ", ".join(row.accredited_under) or "None"),
        Column("accredited_until", "Until", sort="accredited_until"),
        Column("state", "State", state=_accredited),
    ],
    filters=[Filter("name", "Name", lambda rows, text: rows.filter(name__icontains=text))],
    sort="name",
)
METHODS = Listing(
    "methods",
    "test methods",
    columns=[
        Column("code", "Code", code=True, sort="code"),
        Column("name", "Name", sort="name"),
        Column("test", "Test", value=lambda row: label(row.test), sort="test"),
        Column(
            "under", "Screens donors under", value=lambda row: ", ".join(row.donor_screening_under) or "None"
        ),
        Column("unit", "Unit", value=lambda row: row.unit or "None"),
    ],
    filters=[Filter("name", "Name", lambda rows, text: rows.filter(name__icontains=text))],
    sort="name",
)


class LaboratoryForm(ActForm):
    """A laboratory that tests for us."""

    code = forms.CharField(
        label="Short code", max_length=24, help_text="Capital letters, digits, dashes: REFLAB"
    )
    name = forms.CharField(label="Name", max_length=200)
    country = forms.CharField(label="Country", max_length=2, help_text="Two letters, for example MY")
    accreditation = forms.CharField(label="Accreditation", max_length=100, help_text="Body and number")
    accredited_under = forms.MultipleChoiceField(
        label="Accepted under", required=False, choices=_UNDER, widget=forms.CheckboxSelectMultiple
    )
    accredited_until = DayField(label="Accredited until")


class MethodForm(ActForm):
    """A test kit or method."""

    code = forms.CharField(label="Short code", max_length=24, help_text="Capital letters, digits, dashes")
    name = forms.CharField(label="Name", max_length=200)
    test = forms.ChoiceField(
        label="Test", choices=[(test.value, test.label) for tests in (DonorTest, LotTest) for test in tests]
    )
    donor_screening_under = forms.MultipleChoiceField(
        label="Approved for donor screening under",
        required=False,
        choices=_UNDER,
        widget=forms.CheckboxSelectMultiple,
        help_text="A kit for diagnosis only has none.",
    )
    validated_for_diluted_plasma = forms.BooleanField(label="Validated for diluted plasma", required=False)
    unit = forms.CharField(label="Unit", required=False, max_length=24)
    detection_limit = forms.DecimalField(
        label="Detection limit", required=False, max_digits=20, decimal_places=6
    )


@door(*READERS)
@require_GET
def laboratories(request: HttpRequest) -> HttpResponseBase:
    """List the laboratories on record."""
    may = actor_for(request).has(*LABORATORY_ENTERED.who)
    acts = [{"label": "Test methods", "url": reverse("assays:methods"), "primary": False}]
    if may:
        acts.append({"label": "Enter a laboratory", "url": reverse("assays:laboratory_new"), "primary": True})
    context = {
        "heading": "Laboratories", "list_acts": acts,
        "lede": "Who tests for us. A result of a laboratory whose accreditation has ended does not count.",
    }  # fmt: skip
    return LABORATORIES.answer(request, Laboratory.objects.all(), template="web/list.html", context=context)


@door(*READERS)
@require_GET
def methods(request: HttpRequest) -> HttpResponseBase:
    """List the test methods on record."""
    may = actor_for(request).has(*METHOD_ENTERED.who)
    acts = [{"label": "Laboratories", "url": reverse("assays:laboratories"), "primary": False}]
    if may:
        acts.append({"label": "Enter a method", "url": reverse("assays:method_new"), "primary": True})
    context = {
        "heading": "Test methods", "list_acts": acts,
        "lede": "Kits and methods, and under whose rules each may screen donors.",
    }  # fmt: skip
    return METHODS.answer(request, Method.objects.all(), template="web/list.html", context=context)


@door(*LABORATORY_ENTERED.who)
@require_http_methods(["GET", "POST"])
def laboratory_new(request: HttpRequest) -> HttpResponse:
    """Enter a laboratory."""
    return _enter(request, LaboratoryForm, services.enter_laboratory, "laboratory", "assays:laboratories")


@door(*METHOD_ENTERED.who)
@require_http_methods(["GET", "POST"])
def method_new(request: HttpRequest) -> HttpResponse:
    """Enter a test method."""

    def enter(*, test: str, **facts: Any) -> Any:
        found = DonorTest(test) if test in set(DonorTest) else LotTest(test)
        return services.enter_method(test=found, **facts)

    return _enter(request, MethodForm, enter, "test method", "assays:methods")


def _enter(request: HttpRequest, kind: type[ActForm], service: Any, noun: str, back: str) -> HttpResponse:
    by = actor_for(request)
    form = kind(request.POST or None)
    context = {"heading": f"Enter a {noun}", "submit": f"Enter the {noun}", "back": reverse(back)}
    if request.method == "POST":
        return perform(
            request, form,
            lambda: service(
                by=by, key=form.key,
                **{name: value for name, value in form.cleaned_data.items() if not name.startswith("form_")},
            ),
            template="access/form.html", context=context, then=reverse(back),
            said=lambda entry: f"{entry.subject} is on record.",
        )  # fmt: skip
    return no_store(render(request, "access/form.html", {**context, "form": form}))
