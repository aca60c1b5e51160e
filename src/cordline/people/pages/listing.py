"""The list of persons, and finding one by name, birth date, telephone or code, in each script."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.ground.roles import Role
from cordline.people import selectors, services
from cordline.people.limits import PAGE_ROWS
from cordline.people.rules import NAMED_FOR, REGISTRARS
from cordline.people.types import PersonKind, Sex
from cordline.web.acting import perform
from cordline.web.fields import DayField
from cordline.web.forms import ActForm
from cordline.web.responses import no_store

LANGUAGES = {"en": "English", "ms": "Malay", "ja": "Japanese", "zh-hans": "Chinese", "ta": "Tamil"}
NAMED: frozenset[Role] = frozenset().union(*NAMED_FOR.values())
REGISTERING: frozenset[Role] = frozenset().union(*REGISTRARS.values())


class IdentityForm(ActForm):
    """Who somebody is, as the passport says it."""

    full_name = forms.CharField(
        label="Full name", max_length=200, help_text="One field, as in the passport.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
    own_script_name = forms.CharField(label="Name in own script", required=False, max_length=200)
    kana = forms.CharField(
        label="Kana", required=False, max_length=200, help_text="How a Japanese name is read."
    )
    called_name = forms.CharField(label="What should we call them?", required=False, max_length=200)
    birth_date = DayField(label="Birth date", past_only=True)
    sex = forms.ChoiceField(
        label="Sex, as in the passport", choices=[("", "Choose"), *((sex.value, sex.label) for sex in Sex)]
    )
    phone = forms.CharField(
        label="Telephone", required=False, max_length=40, help_text="With country code: +60 12 345 6789"
    )
    mail = forms.EmailField(
        label="Mail", required=False, max_length=120, widget=forms.EmailInput({"class": "form-control"})
    )
    languages = forms.MultipleChoiceField(
        label="Languages",
        required=False,
        choices=list(LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    allergies_text = forms.CharField(
        label="Allergies, in words", required=False, max_length=4000, widget=forms.Textarea({"rows": 2})
    )
    notes = forms.CharField(
        label="Notes", required=False, max_length=4000, widget=forms.Textarea({"rows": 2})
    )

    def facts(self) -> dict[str, object]:
        """Give what was typed as the services take it."""
        clean = self.cleaned_data
        contacts = {name: clean[name] for name in ("phone", "mail") if clean[name]}
        same = (
            "full_name",
            "own_script_name",
            "kana",
            "called_name",
            "birth_date",
            "allergies_text",
            "notes",
        )
        return {
            **{name: clean[name] for name in same},
            "sex": Sex(clean["sex"]),
            "contacts": contacts,
            "languages": tuple(clean["languages"]),
        }

    @property
    def raw(self) -> str:
        """Nothing of what was typed about a person is kept in clear."""
        return ""


@door(*NAMED)
@require_GET
def persons(request: HttpRequest) -> HttpResponse:
    """List the persons you may know by name, or those that fit what you typed."""
    by = actor_for(request)
    text = request.GET.get("q", "").strip()[:200]
    kind = request.GET.get("kind", "")
    page = max(1, int(request.GET["page"])) if request.GET.get("page", "").isdecimal() else 1
    wanted = PersonKind(kind) if kind in set(PersonKind) else None
    little = bool(text) and selectors.says_too_little(text)
    start = (page - 1) * PAGE_ROWS
    found, total = ([], 0) if little else selectors.persons(by, kind=wanted, text=text, start=start)
    facts = {
        "found": found, "total": total, "text": text, "kind": kind, "little": little, "page": page, "start": start,
        "last": start + len(found), "more": start + len(found) < total, "may_register": bool(by.roles & REGISTERING),
    }  # fmt: skip
    return no_store(render(request, "people/persons.html", facts))


@door(*REGISTERING)
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Register a patient or a donor."""
    by = actor_for(request)
    kinds = [kind for kind in PersonKind if by.roles & REGISTRARS[kind]]
    kind = next((one for one in kinds if one.value == request.GET.get("kind")), kinds[0])
    form = IdentityForm(request.POST or None)
    context = {
        "heading": f"Register a {kind.value}",
        "lede": "Names are kept encrypted under a key of the person's own. Elsewhere they are known by code.",
        "submit": "Register",
        "back": reverse("people:persons"),
    }
    if request.method == "POST":
        return perform(
            request, form,
            lambda: services.register_person(kind=kind, by=by, key=form.key, **form.facts()),  # type: ignore[arg-type]
            template="access/form.html", context=context,
            then=lambda entry: reverse("people:person", args=[entry.subject]),
            said=lambda entry: f"{entry.subject} is registered.",
        )  # fmt: skip
    return no_store(render(request, "access/form.html", {**context, "form": form}))
