"""The contacts of a site: due, late, alerts; and one contact with its endings."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.followup import rules, selectors, services
from cordline.followup.models import Contact
from cordline.followup.types import Channel, Ending
from cordline.ground.roles import Role
from cordline.people import selectors as people
from cordline.web.acting import perform
from cordline.web.forms import ActForm, ChoiceRows, DayField
from cordline.web.responses import no_store
from cordline.web.sources import sources

CARE = (
    Role.NURSE, Role.PHYSICIAN, Role.MEDICAL_DIRECTOR, Role.PATIENT_COORDINATOR, Role.VIGILANCE_OFFICER,
)  # fmt: skip
READERS = (*CARE, Role.INSPECTOR)
_CHANNELS = [(channel.value, channel.value.replace("_", " ").capitalize()) for channel in Channel]


class EndForm(ActForm):
    """How a contact ended."""

    ending = forms.ChoiceField(
        label="How it ended",
        widget=ChoiceRows,
        choices=[
            (Ending.DONE.value, "Done"),
            (Ending.MISSED.value, "Missed"),
            (Ending.DECLINED.value, "Declined"),
            (Ending.LOST.value, "Lost"),
        ],
    )
    channel = forms.ChoiceField(
        label="How the person was reached", required=False, choices=[("", "-"), *_CHANNELS]
    )
    reason = forms.CharField(label="Reason, unless done", required=False, max_length=400)


class TryForm(ActForm):
    """An attempt that reached nobody."""

    channel = forms.ChoiceField(label="Tried by", choices=_CHANNELS)


class DeathForm(ActForm):
    """A death as it became known."""

    died_on = DayField(label="Died on")
    known_evidence = forms.CharField(label="How it became known", max_length=200)


def person_of(request: HttpRequest, code: str) -> str:
    """Whose contact this is."""
    return _row(code).person_id


def _row(code: str) -> Contact:
    row = selectors.contact_row(code)
    if row is None:
        raise Http404
    return row


@door(*READERS)
@require_GET
def contacts(request: HttpRequest) -> HttpResponse:
    """What is owed at this site: alerts first, then late, then due."""
    by, now = actor_for(request), sources.now()
    late = list(selectors.contacts_late(at=now, site=by.site)[:200])
    seen = {row.pk for row in late}
    facts = {
        "alerts": [row for row in late if rules.is_alert(selectors.contact_facts(row), now)],
        "late": [row for row in late if not row.alert],
        "due": [row for row in selectors.contacts_due(by.site, at=now)[:400] if row.pk not in seen],
    }
    return no_store(render(request, "followup/contacts.html", facts))


@door(*READERS, about=person_of, what="contact")
@require_GET
def contact(request: HttpRequest, code: str) -> HttpResponse:
    """One contact."""
    return no_store(render(request, "followup/contact.html", _facts(request, _row(code))))


def _facts(request: HttpRequest, row: Contact, **other: Any) -> dict[str, Any]:
    by, now = actor_for(request), sources.now()
    return {
        "row": row,
        "alert": rules.is_alert(selectors.contact_facts(row), now),
        "late": row.ending is None and now >= row.late_at,
        "end_form": EndForm(person=row.person_id),
        "try_form": TryForm(person=row.person_id),
        "banner": people.banner(row.person_id, by),
        "may_end": by.has(*CARE) and row.ending is None,
        **other,
    }


@door(*CARE, about=person_of, what="contact")
@require_POST
def end(request: HttpRequest, code: str) -> HttpResponse:
    """End a contact."""
    row = _row(code)
    form = EndForm(request.POST, person=row.person_id)
    return perform(
        request,
        form,
        lambda: services.end_contact(
            contact=code,
            ending=Ending(form.cleaned_data["ending"]),
            channel=Channel(form.cleaned_data["channel"]) if form.cleaned_data["channel"] else None,
            reason=form.cleaned_data["reason"],
            by=actor_for(request),
            key=form.key,
        ),
        template="followup/contact.html",
        then=reverse("followup:contact", args=[code]),
        context=_facts(request, row, end_form=form),
        said="The contact has ended.",
    )


@door(*CARE, about=person_of, what="contact")
@require_POST
def attempt(request: HttpRequest, code: str) -> HttpResponse:
    """Record an attempt that reached nobody."""
    row = _row(code)
    form = TryForm(request.POST, person=row.person_id)
    return perform(
        request,
        form,
        lambda: services.try_contact(
            contact=code, channel=Channel(form.cleaned_data["channel"]), by=actor_for(request), key=form.key
        ),
        template="followup/contact.html",
        then=reverse("followup:contact", args=[code]),
        context=_facts(request, row, try_form=form),
        said="The attempt is recorded; the contact stays open.",
    )


@door(*CARE, about="code", what="death")
@require_http_methods(["GET", "POST"])
def death(request: HttpRequest, code: str) -> HttpResponse:
    """Record a person's death; it stops every contact."""
    form = DeathForm(request.POST or None, person=code)
    facts = {
        "form": form,
        "heading": "Record a death",
        "lede": "Every contact ends at once, and an adverse event opens with its clock.",
        "submit": "Record it",
        "banner": people.banner(code, actor_for(request)),
    }
    if request.method == "POST":
        return perform(
            request,
            form,
            lambda: services.record_death(
                person=code,
                died_on=form.cleaned_data["died_on"],
                known_at=sources.now(),
                known_evidence=form.cleaned_data["known_evidence"],
                by=actor_for(request),
                key=form.key,
            ),
            template="followup/form.html",
            then=reverse("bedside:chart", args=[code]),
            context=facts,
            said="It is recorded. No message will be sent any more.",
        )
    return no_store(render(request, "followup/form.html", facts))
