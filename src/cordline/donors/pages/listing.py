"""The list of donors, and registering one."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.donors import services
from cordline.donors.models import Donor
from cordline.donors.types import Decision, DonorKind
from cordline.donors.verbs import DONOR_REGISTERED
from cordline.ground.roles import Role
from cordline.web.acting import perform
from cordline.web.fields import DayField
from cordline.web.forms import ActForm
from cordline.web.lists import Column, Filter, Listing
from cordline.web.responses import no_store

READERS = (
    Role.DONOR_COORDINATOR, Role.RESPONSIBLE_PERSON, Role.QUALITY, Role.LABORATORY_HEAD, Role.MEDICAL_DIRECTOR,
    Role.VIGILANCE_OFFICER, Role.INSPECTOR,
)  # fmt: skip
STATES = {
    Decision.ELIGIBLE: ("pass", "Eligible"),
    Decision.NOT_REQUIRED: ("info", "Not required"),
    Decision.INCOMPLETE: ("waiting", "Incomplete"),
    Decision.INELIGIBLE: ("stop", "Ineligible"),
}


def state_of(decision: str, *, signed: bool) -> tuple[str, str]:
    """A decision as outline and word; unsigned it never looks like a pass."""
    name, word = STATES[Decision(decision)]
    if signed or decision == Decision.INCOMPLETE:
        return name, word
    return ("stop" if decision == Decision.INELIGIBLE else "waiting"), f"{word}, unsigned"


def _standing(row: Donor) -> tuple[str, str]:
    """The least favourable of what stands for a donor's donations."""
    standing = [
        decision
        for donation in row.donations.all()
        for decision in donation.decisions.all()
        if decision.superseded_at is None
    ]
    if not row.donations.all():
        return "todo", "No donation yet"
    if not standing:
        return "todo", "Not judged yet"
    order = [Decision.INELIGIBLE, Decision.INCOMPLETE, Decision.NOT_REQUIRED, Decision.ELIGIBLE]
    worst = min(standing, key=lambda each: (order.index(Decision(each.decision)), each.signed_at is not None))
    return state_of(worst.decision, signed=worst.signed_at is not None)


def _by_standing(rows: Any, text: str) -> Any:
    return rows.filter(
        donations__decisions__superseded_at=None, donations__decisions__decision=text
    ).distinct()


DONORS = Listing(
    "donors",
    "donors",
    columns=[
        Column("code", "Donor", code=True, sort="code"),
        Column("kind", "Kind", value=lambda row: DonorKind(row.kind).label, sort="kind"),
        Column("standing", "Eligibility", state=_standing),
        Column(
            "donations", "Donations",
            value=lambda row: ", ".join(d.code for d in row.donations.all()) or "None yet",
        ),
        Column(
            "consent", "Consent",
            value=lambda row: "Withdrawn" if any(c.withdrawn_at for c in row.consents.all())
            else "Signed" if row.consents.all() else "None",
        ),
        Column("registered_at", "Registered", sort="registered_at"),
    ],
    filters=[
        Filter("code", "Code", lambda rows, text: rows.filter(code__istartswith=text), hint="DN26-0001-X"),
        Filter(
            "standing", "Eligibility", _by_standing,
            choices=[(decision.value, STATES[decision][1]) for decision in Decision], kind="choice",
        ),
        Filter(
            "kind", "Kind", lambda rows, text: rows.filter(kind=text),
            choices=[(kind.value, kind.label) for kind in DonorKind], kind="choice",
        ),
    ],
    sort="-registered_at",
)  # fmt: skip


@door(*READERS)
@require_GET
def donors(request: HttpRequest) -> HttpResponseBase:
    """List the donors of the site, by code."""
    by = actor_for(request)
    rows = Donor.objects.filter(site=by.site).prefetch_related("donations__decisions", "consents")
    acts = [{"label": "Donor rules", "url": reverse("donors:rules"), "primary": False}]
    if by.has(*DONOR_REGISTERED.who):
        acts.append({"label": "Register a donor", "url": reverse("donors:register"), "primary": True})
    context = {
        "heading": "Donors", "list_acts": acts,
        "lede": "Known here by code. Eligibility is judged on what is on record, and counts once it is signed.",
    }  # fmt: skip
    return DONORS.answer(request, rows, template="web/list.html", context=context)


class DonorForm(ActForm):
    """Who gives; the name goes under the person's own key and is not shown here again."""

    kind = forms.ChoiceField(label="Who gives", choices=[(kind.value, kind.label) for kind in DonorKind])
    full_name = forms.CharField(
        label="Full name", max_length=200, help_text="One field, as in the passport.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
    own_script_name = forms.CharField(label="Name in own script", required=False, max_length=200)
    birth_date = DayField(label="Birth date", past_only=True)
    sex = forms.ChoiceField(
        label="Sex, as in the passport",
        choices=[("", "Choose"), ("F", "Female"), ("M", "Male"), ("X", "Not specified")],
    )

    @property
    def raw(self) -> str:
        """Nothing of what was typed about a person is kept in clear."""
        return ""


@door(*DONOR_REGISTERED.who)
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Register a birth mother or a living donor."""
    by = actor_for(request)
    form = DonorForm(request.POST or None)
    context = {
        "heading": "Register a donor", "submit": "Register", "back": reverse("donors:donors"),
        "lede": "The name is kept encrypted under a key of the donor's own. Elsewhere she is known by code.",
    }  # fmt: skip
    if request.method == "POST":
        names = ("full_name", "own_script_name", "birth_date", "sex")
        return perform(
            request, form,
            lambda: services.register_donor(
                kind=DonorKind(form.cleaned_data["kind"]), by=by, key=form.key,
                **{name: form.cleaned_data[name] for name in names},
            ),
            template="access/form.html", context=context,
            then=lambda entry: reverse("donors:donor", args=[entry.subject]),
            said=lambda entry: f"{entry.subject} is registered.",
        )  # fmt: skip
    return no_store(render(request, "access/form.html", {**context, "form": form}))
