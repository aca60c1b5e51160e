"""One person: who they are, what was observed, who opened the record; corrections, the copy, the erasure."""

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.ground.roles import CLINICIANS, Role
from cordline.people import exporting, retention, selectors, services
from cordline.people.pages.listing import LANGUAGES, NAMED, REGISTERING, IdentityForm
from cordline.people.rules import OWN
from cordline.people.types import Allergen, Identity
from cordline.people.verbs import OBSERVERS
from cordline.web.acting import perform, refused
from cordline.web.forms import ActForm
from cordline.web.responses import attachment, no_store


class WeightForm(ActForm):
    """A weight as it stands on the scale."""

    weight_kg = forms.DecimalField(label="Weight", max_digits=5, decimal_places=2, help_text="In kilograms.")


class AllergiesForm(ActForm):
    """What was answered; that none is known is an answer of its own, never a page sent as it came."""

    allergens = forms.MultipleChoiceField(
        label="Known allergies",
        required=False,
        choices=[(allergen.value, allergen.label) for allergen in Allergen],
        widget=forms.CheckboxSelectMultiple,
        help_text="Ask each one aloud.",
    )
    none_known = forms.BooleanField(label="None known: I asked about each one", required=False)

    def clean(self) -> dict[str, Any]:
        """Take either what is known or that nothing is, not both and not neither."""
        named, none_known = bool(self.cleaned_data.get("allergens")), self.cleaned_data.get("none_known")
        if named and none_known:
            self.add_error(
                "none_known", "An allergy is ticked above. Leave it, or say that none is known, not both."
            )
        elif not named and not none_known:
            self.add_error("none_known", "Tick what is known, or say here that none is. Nothing was saved.")
        return self.cleaned_data


class CorrectionForm(IdentityForm):
    """A correction says why; the old value stays in history."""

    reason = forms.CharField(label="Why is this corrected?", max_length=400)


class ErasureForm(ActForm):
    """The reason of an erasure."""

    reason = forms.CharField(label="Reason", max_length=400, widget=forms.Textarea({"rows": 2}))


@door(*NAMED, *OWN, about="code", what="person")
@require_GET
def person(request: HttpRequest, code: str) -> HttpResponse:
    """Show who somebody is, to those who may know it."""
    by = actor_for(request)
    facts_of = selectors.person(code)
    gone = facts_of is not None and facts_of.erased_at is not None
    known = Identity() if gone else selectors.identity(code, by=by, what="person")
    facts = {
        "code": code, "person": facts_of, "known": known, "banner": selectors.banner(code, by),
        "observations": _observed(code), "languages": _languages(known), "erasure": selectors.erasure(code),
        "may_amend": bool(by.roles & REGISTERING) and not gone, "may_observe": by.has(*OBSERVERS) and not gone,
        "may_chart": by.has(*CLINICIANS, Role.PATIENT_COORDINATOR, Role.VIGILANCE_OFFICER, Role.INSPECTOR),
        "may_erase": by.has(Role.PRIVACY_OFFICER) and not gone, "may_export": by.has(Role.PRIVACY_OFFICER) and not gone,
        "export_form": ActForm(person=code),
    }  # fmt: skip
    return no_store(render(request, "people/person.html", facts))


def _observed(code: str) -> list[dict[str, object]]:
    """Write observations as the page shows them."""
    rows = []
    for row in selectors.observations(code):
        named = ", ".join(Allergen(allergen).label for allergen in row["allergens"])
        weighed = f"Weight {Decimal(row['weight_kg']).normalize():f} kg" if row["weight_kg"] else ""
        text = weighed or f"Allergies: {named or 'none known'}"
        rows.append({"at": datetime.fromisoformat(row["at"]), "text": text, "by": row["by"]})
    return rows


def _languages(known: Identity) -> str:
    return ", ".join(LANGUAGES.get(code, code) for code in known.languages)


@door(*NAMED, *OWN, about="code", what="who opened the record")
@require_GET
def reads(request: HttpRequest, code: str) -> HttpResponse:
    """Tell who opened this record, when, and why (U75)."""
    facts = {"code": code, "reads": selectors.reads_of(code)[:500]}
    return no_store(render(request, "people/reads.html", facts))


@door(*REGISTERING, about="code", what="correction")
@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, code: str) -> HttpResponse:
    """Correct who somebody is."""
    by = actor_for(request)
    known = selectors.identity(code, by=by, what="correction")
    initial = {
        "full_name": known.full_name, "own_script_name": known.own_script_name, "kana": known.kana,
        "called_name": known.called_name, "birth_date": known.birth_date, "sex": known.sex.value if known.sex else "",
        "phone": known.contacts.get("phone", ""), "mail": known.contacts.get("mail", ""),
        "languages": list(known.languages), "allergies_text": known.allergies_text, "notes": known.notes,
    }  # fmt: skip
    form = CorrectionForm(request.POST or None, initial=initial, person=code)
    back = reverse("people:person", args=[code])
    context = {
        "heading": f"Correct {code}",
        "lede": "The old value stays in history, encrypted. Say why.",
        "submit": "Save the correction",
        "back": back,
        "banner": selectors.banner(code, by),
    }
    if request.method == "POST":
        return perform(
            request, form,
            lambda: services.amend_person(
                person=code, reason=form.cleaned_data["reason"], by=by, key=form.key, **form.facts()
            ),
            template="access/form.html", context=context, then=back, said="The correction is recorded.", subject=code,
        )  # fmt: skip
    return no_store(render(request, "access/form.html", {**context, "form": form}))


@door(*OBSERVERS, about="code", what="weight")
@require_http_methods(["GET", "POST"])
def weight(request: HttpRequest, code: str) -> HttpResponse:
    """Record a weight."""
    by = actor_for(request)
    form = WeightForm(request.POST or None, person=code)
    back = reverse("people:person", args=[code])
    context = {
        "heading": f"Weight of {code}", "submit": "Record the weight", "back": back,
        "banner": selectors.banner(code, by),
    }  # fmt: skip
    if request.method == "POST":
        return perform(
            request, form,
            lambda: services.record_weight(
                person=code, weight_kg=Decimal(form.cleaned_data["weight_kg"]), by=by, key=form.key
            ),
            template="access/form.html", context=context, then=back, said="The weight is recorded.", subject=code,
        )  # fmt: skip
    return no_store(render(request, "access/form.html", {**context, "form": form}))


@door(*OBSERVERS, about="code", what="allergies")
@require_http_methods(["GET", "POST"])
def allergies(request: HttpRequest, code: str) -> HttpResponse:
    """Record what was answered about allergies."""
    by = actor_for(request)
    asked = selectors.allergies(code)
    form = AllergiesForm(request.POST or None, initial={"allergens": sorted(asked.codes)}, person=code)
    back = reverse("people:person", args=[code])
    context = {
        "heading": f"Allergies of {code}", "submit": "Record the answer", "back": back,
        "banner": selectors.banner(code, by),
    }  # fmt: skip
    if request.method == "POST":
        return perform(
            request, form,
            lambda: services.record_allergies(
                person=code, allergens=form.cleaned_data["allergens"], by=by, key=form.key
            ),
            template="access/form.html", context=context, then=back, said="The answer is recorded.", subject=code,
        )  # fmt: skip
    return no_store(render(request, "access/form.html", {**context, "form": form}))


@door(Role.PRIVACY_OFFICER, about="code", what="export")
@require_POST
def export(request: HttpRequest, code: str) -> HttpResponse:
    """Give out the copy of a person's whole record as a file; that it was given is recorded."""
    form = ActForm(request.POST, person=code)
    reasons = form.why_not_take() if form.is_valid() else []
    if reasons:
        return refused(request, "access/shut.html", reasons, {"reasons": reasons})
    _, copy = exporting.export_person(person=code, by=actor_for(request), key=form.key)
    text = json.dumps(copy, ensure_ascii=False, indent=2, sort_keys=True)
    return attachment(text.encode(), f"{code}.json", "application/json")


@door(Role.PRIVACY_OFFICER, about="code", what="erasure")
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, code: str) -> HttpResponse:
    """Erase who somebody is, after seeing what law retains."""
    form = ErasureForm(request.POST or None, person=code)
    back = reverse("people:person", args=[code])
    context = {
        "heading": f"Erase who {code} is",
        "lede": "The person's key is destroyed: names, dates, contacts and notes become unreadable everywhere, in "
        "history and backups too. This cannot be undone.",
        "retained": retention.retained(code),
        "back": back,
        "code": code,
    }
    if request.method == "POST":
        return perform(
            request, form,
            lambda: services.erase_person(
                person=code, reason=form.cleaned_data["reason"], by=actor_for(request), key=form.key
            ),
            template="people/erase.html", context=context, then=back, said=f"Who {code} was is erased.", subject=code,
        )  # fmt: skip
    return no_store(render(request, "people/erase.html", {**context, "form": form}))
