"""Samples and their results: the list, one sample with every reading, taking one, recording and correcting a result."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cordline.access.doors import door
from cordline.access.pages.signing import sign_page
from cordline.access.readings import note_read
from cordline.access.sessions import actor_for
from cordline.access.types import Meaning
from cordline.assays import selectors, services
from cordline.assays.models import Laboratory, Method, Result, Sample
from cordline.assays.rules import shown
from cordline.assays.services.results import label
from cordline.assays.types import OF_A_DONOR, DonorTest, LotTest, Reading, Taken, ValueKind
from cordline.assays.verbs import RESULT_CORRECTED, RESULT_RECORDED, SAMPLE_TAKEN
from cordline.ground.codes import Kind
from cordline.ground.products import Product
from cordline.ground.roles import Role
from cordline.web.acting import perform
from cordline.web.forms import ActForm, CodeField, ProductRows
from cordline.web.lists import Column, Filter, Listing
from cordline.web.moments import day_and_clock, moment
from cordline.web.responses import no_store
from cordline.web.sources import sources

READERS = (
    Role.TECHNICIAN, Role.LABORATORY_HEAD, Role.QUALITY, Role.DONOR_COORDINATOR, Role.RESPONSIBLE_PERSON,
    Role.MEDICAL_DIRECTOR, Role.VIGILANCE_OFFICER, Role.INSPECTOR,
)  # fmt: skip
_SAMPLED = (Kind.DONOR, Kind.DONATION, Kind.CORD, Kind.CULTURE, Kind.BANK, Kind.LOT, Kind.SECRETOME_LOT)

SAMPLES = Listing(
    "samples",
    "samples",
    columns=[
        Column("code", "Sample", code=True, sort="code"),
        Column("of", "Of what", value=lambda row: row.node.code, code=True, sort="node__code"),
        Column("taken_from", "Taken from", value=lambda row: Taken(row.taken_from).label, sort="taken_from"),
        Column("taken_at", "Taken", sort="taken_at"),
        Column("laboratory", "Sent to", value=lambda row: row.sent_to.name if row.sent_to else "Not sent"),
        Column("due_on", "Due", sort="due_on"),
        Column("results", "Results", value=lambda row: len(row.results.all()), number=True),
    ],
    filters=[
        Filter("of", "Of", lambda rows, text: rows.filter(node__code__istartswith=text), hint="LT26-0042-8"),
        Filter(
            "taken_from", "Taken from", lambda rows, text: rows.filter(taken_from=text),
            choices=[(taken.value, taken.label) for taken in Taken], kind="choice",
        ),
    ],
    sort="-taken_at",
)  # fmt: skip


class SampleForm(ActForm):
    """What a sample is of, and what had run in before it was drawn."""

    of = CodeField(*_SAMPLED, label="Of", help_text="Scan the donor, donation, bank or lot.", here=True)
    taken_from = forms.ChoiceField(label="Taken from", choices=[(t.value, t.label) for t in Taken])
    product = forms.ChoiceField(
        label="Product line, for a bank or a lot",
        required=False,
        choices=[("", "Not of a product"), *((p.value, p.label) for p in Product)],
        widget=ProductRows,
    )
    taken_day, taken_clock = day_and_clock("Taken")
    blood_loss = forms.ChoiceField(
        label="Blood loss before the specimen",
        required=False,
        choices=[("", "Not asked"), ("no", "No"), ("yes", "Known or suspected")],
        help_text="Of a donor's blood: ask it. Post-partum bleeding with fluids may dilute the specimen.",
    )
    blood_ml_48h = forms.IntegerField(
        label="Blood and red cells in 48 hours, mL", required=False, min_value=0
    )
    colloid_ml_48h = forms.IntegerField(label="Colloids in 48 hours, mL", required=False, min_value=0)
    crystalloid_ml_1h = forms.IntegerField(label="Crystalloids in 1 hour, mL", required=False, min_value=0)
    laboratory = forms.ChoiceField(label="Sent to", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the laboratories on record."""
        super().__init__(*args, **options)
        _choices(
            self,
            "laboratory",
            [("", "Not sent yet"), *Laboratory.objects.order_by("name").values_list("code", "name")],
        )


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field: Any = form.fields[name]
    field.choices = choices


@door(*READERS)
@require_GET
def samples(request: HttpRequest) -> HttpResponseBase:
    """List the samples of the site."""
    by = actor_for(request)
    rows = Sample.objects.filter(site=by.site).select_related("node", "sent_to").prefetch_related("results")
    acts = (
        [{"label": "Record a sample", "url": reverse("assays:take"), "primary": True}]
        if by.has(*SAMPLE_TAKEN.who)
        else []
    )
    context = {
        "heading": "Samples", "list_acts": acts if by.has(*SAMPLE_TAKEN.who) else [],
        "lede": "Of donors, banks and lots. A result is matched by its sample's code.",
    }  # fmt: skip
    return SAMPLES.answer(request, rows, template="web/list.html", context=context)


@door(*SAMPLE_TAKEN.who)
@require_http_methods(["GET", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """Record one sample."""
    by = actor_for(request)
    form = SampleForm(request.POST or None, initial={"of": request.GET.get("of", "")})
    context = {
        "heading": "Record a sample", "submit": "Record the sample", "back": reverse("assays:samples"),
        "lede": "For a newborn's donation the birth mother is sampled, and the sample is the donor's: twins share it.",
    }  # fmt: skip
    if request.method == "POST":
        return perform(
            request, form, lambda: _take(request, form, by), template="access/form.html", context=context,
            then=lambda entry: reverse("assays:sample", args=[entry.subject]),
            said=lambda entry: f"Sample {entry.subject} is recorded.",
        )  # fmt: skip
    return no_store(render(request, "access/form.html", {**context, "form": form}))


def _take(request: HttpRequest, form: SampleForm, by: Any) -> Any:
    clean = form.cleaned_data
    return services.take_sample(
        of=clean["of"],
        taken_from=Taken(clean["taken_from"]),
        taken_at=moment(request, clean["taken_day"], clean["taken_clock"]),
        zone=sources.house(request).zone,
        product=Product(clean["product"]) if clean["product"] else None,
        blood_loss={"yes": True, "no": False}.get(clean["blood_loss"]),
        blood_ml_48h=clean["blood_ml_48h"],
        colloid_ml_48h=clean["colloid_ml_48h"],
        crystalloid_ml_1h=clean["crystalloid_ml_1h"],
        laboratory=clean["laboratory"],
        by=by,
        key=form.key,
    )


class ResultForm(ActForm):
    """One reading: which test, what it says, how and where it was found, and when it was reported."""

    test = forms.ChoiceField(label="Test")
    kind = forms.ChoiceField(
        label="It says", choices=[("", "Choose"), *((k.value, k.label) for k in ValueKind)]
    )
    value = forms.DecimalField(
        label="Number", required=False, max_digits=20, decimal_places=6, help_text="For a number only."
    )
    unit = forms.CharField(label="Unit", required=False, max_length=24, help_text="For example %, EU/mL.")
    detection_limit = forms.DecimalField(
        label="Detection limit", required=False, max_digits=20, decimal_places=6,
        help_text="With “below detection”: the least that the method sees.",
    )  # fmt: skip
    method = forms.ChoiceField(label="Kit or method", required=False)
    laboratory = forms.ChoiceField(label="Laboratory", required=False)
    reported_day, reported_clock = day_and_clock("Reported")

    def __init__(self, *args: Any, sample: Sample, **options: Any) -> None:
        """Offer the tests that this sample can have, and the methods and laboratories on record."""
        super().__init__(*args, **options)
        tests: Any = DonorTest if Taken(sample.taken_from) in OF_A_DONOR else LotTest
        _choices(self, "test", [("", "Choose"), *((test.value, test.label) for test in tests)])
        methods = Method.objects.filter(test__in=[test.value for test in tests]).order_by("name")
        _choices(self, "method", [("", "Not known"), *methods.values_list("code", "name")])
        laboratories = Laboratory.objects.order_by("name").values_list("code", "name")
        _choices(self, "laboratory", [("", "Not known"), *laboratories])

    def reading(self) -> Reading:
        """The reading as the rules take it."""
        return reading_of(self.cleaned_data)


def reading_of(clean: dict[str, Any], test: str = "") -> Reading:
    """A reading from cleaned boxes."""
    value, limit = clean.get("value"), clean.get("detection_limit")
    return Reading(
        test or clean["test"],
        ValueKind(clean["kind"]),
        None if value is None else Decimal(value),
        clean.get("unit", "").strip(),
        None if limit is None else Decimal(limit),
    )


@door(*READERS)
@require_GET
def sample(request: HttpRequest, code: str) -> HttpResponse:
    """Show one sample with every reading, struck ones among them."""
    by = actor_for(request)
    row = _sample(code, by.site)
    if Taken(row.taken_from) in OF_A_DONOR:
        note_read(by=by, person=row.node.code, what="sample")
    return no_store(render(request, "assays/sample.html", {
        "sample": row, "taken_from": Taken(row.taken_from).label, "results": [_line(each) for each in _results(row)],
        "of_donor": Taken(row.taken_from) in OF_A_DONOR, "may_record": by.has(*RESULT_RECORDED.who),
        "may_correct": by.has(*RESULT_CORRECTED.who),
    }))  # fmt: skip


def _sample(code: str, site: str) -> Sample:
    row = Sample.objects.select_related("node", "sent_to").filter(code=code, site=site).first()
    if row is None:
        raise Http404
    return row


def _results(row: Sample) -> list[Result]:
    rows = row.results.select_related("sample", "method", "laboratory", "corrects", "out_of_specification")
    return list(rows.order_by("id"))


def _line(row: Result) -> dict[str, Any]:
    failed = getattr(row, "out_of_specification", None)
    return {
        "row": row, "test": label(row.test), "shown": shown(selectors.result_facts(row)), "failed": failed,
        "struck": row.struck_at is not None,
    }  # fmt: skip


@door(*RESULT_RECORDED.who)
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, code: str) -> HttpResponse:
    """Record one result of a sample."""
    by = actor_for(request)
    row = _sample(code, by.site)
    form = ResultForm(request.POST or None, sample=row)
    context = {
        "heading": f"Record a result of {code}", "submit": "Record the result",
        "back": reverse("assays:sample", args=[code]),
        "lede": "A reactive or failed result stops everything that descends, in the moment it is recorded.",
    }  # fmt: skip
    if request.method == "POST":
        return perform(
            request, form,
            lambda: services.record_result(
                sample=code, reading=form.reading(), method=form.cleaned_data["method"],
                laboratory=form.cleaned_data["laboratory"],
                reported_at=moment(request, form.cleaned_data["reported_day"], form.cleaned_data["reported_clock"]),
                by=by, key=form.key,
            ),
            template="access/form.html", context=context, subject=code,
            then=reverse("assays:sample", args=[code]), said=_said,
        )  # fmt: skip
    return no_store(render(request, "access/form.html", {**context, "form": form}))


def _said(entry: Any) -> str:
    facts = entry.payload
    words = f"{entry.subject} is recorded: {facts['test']} is {facts['shown']}."
    if facts["adverse"]:
        words += (
            f" Hold {facts['hold']} stops {facts['of']} and all that descends; {facts['deviation']} is open."
        )
    return words


class CorrectionForm(ActForm):
    """What a reading should have said, and why it did not."""

    kind = forms.ChoiceField(label="It should say", choices=[(k.value, k.label) for k in ValueKind])
    value = forms.DecimalField(label="Number", required=False, max_digits=20, decimal_places=6)
    unit = forms.CharField(label="Unit", required=False, max_length=24)
    detection_limit = forms.DecimalField(
        label="Detection limit", required=False, max_digits=20, decimal_places=6
    )
    reason = forms.CharField(
        label="What went wrong", max_length=500, widget=forms.Textarea({"rows": 2}),
        help_text="A correction is for a slip of the pen. An unwelcome result is investigated, never corrected.",
    )  # fmt: skip


@door(*RESULT_CORRECTED.who)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """Ask what a wrong reading should have said; the next page shows both and takes the signature."""
    row = _result(code, actor_for(request).site)
    standing = selectors.result_facts(row)
    start = {
        "kind": standing.kind.value, "value": standing.value, "unit": standing.unit,
        "detection_limit": standing.detection_limit,
    }  # fmt: skip
    form = CorrectionForm(request.POST or None, initial=start)
    context = {
        "heading": f"Correct {code}", "submit": "Go on to sign",
        "back": reverse("assays:sample", args=[row.sample.code]), "form": form,
        "lede": f"{label(row.test)} of {row.sample.code} stands as: {shown(standing)}.",
    }  # fmt: skip
    if request.method != "POST":
        return no_store(render(request, "access/form.html", context))
    if not form.is_valid():
        context["form_errors"] = list(form.summary())
        return no_store(render(request, "access/form.html", context, status=422))
    # Kept with the session, not in the address: what a result said has no place in a log.
    names = ("kind", "value", "unit", "detection_limit", "reason")
    request.session[_kept_as(code)] = {
        name: "" if form.cleaned_data.get(name) is None else str(form.cleaned_data[name]) for name in names
    }
    return HttpResponseRedirect(reverse("assays:correct_sign", args=[code]), status=303)


def _kept_as(code: str) -> str:
    return f"assays.correction.{code}"


@door(*RESULT_CORRECTED.who)
@require_http_methods(["GET", "POST"])
def correct_sign(request: HttpRequest, code: str) -> HttpResponse:
    """Show what stands and what it becomes, and take the signature."""
    row = _result(code, actor_for(request).site)
    form = CorrectionForm(request.session.get(_kept_as(code), {}))
    if not form.is_valid():
        return HttpResponseRedirect(reverse("assays:correct", args=[code]), status=303)
    reading = reading_of(form.cleaned_data, row.test)
    reason = form.cleaned_data["reason"]
    return sign_page(
        request,
        title=f"Correction of {code}",
        subject=code,
        content=selectors.correct_result_content(code, reading, reason),
        meanings=[Meaning.VERIFIED],
        then=reverse("assays:sample", args=[row.sample.code]),
        said=lambda entry: f"{code} is struck; {entry.subject} stands beside it.",
        service=lambda by, meaning, proof, key: services.correct_result(
            result=code, reading=reading, reason=reason, proof=proof, by=by, key=key
        ),
    )


def _result(code: str, site: str) -> Result:
    row = Result.objects.select_related("sample").filter(code=code, site=site).first()
    if row is None:
        raise Http404
    return row


@door(*READERS)
@require_GET
def result(request: HttpRequest, code: str) -> HttpResponse:
    """Lead from a result's code to its sample."""
    row = _result(code, actor_for(request).site)
    return HttpResponseRedirect(f"{reverse('assays:sample', args=[row.sample.code])}#{code}")
