"""How the house is, for those who keep it running: every finding with what mends it, and what lags behind (E8)."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_GET, require_POST

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.desk import services
from cordline.desk.verbs import KEEPERS, MAIL_TESTED
from cordline.ledger.selectors import subscription_lags, unsealed
from cordline.web.acting import perform
from cordline.web.forms import ActForm
from cordline.web.responses import no_store


class MailForm(ActForm):
    """To whom the test mail goes."""

    address = forms.EmailField(
        label="Send a test mail to", max_length=200, widget=forms.EmailInput({"autocomplete": "email"})
    )

    @property
    def raw(self) -> str:
        """The address stays out of the record of attempts: it is somebody's."""
        return ""


@door(*KEEPERS)
@require_GET
def status(request: HttpRequest) -> HttpResponse:
    """Show what is well and what is not, each with its mend; the same list as ``check`` and ``/readyz``."""
    return no_store(render(request, "desk/status.html", {**_facts(request), "form": MailForm()}))


@door(*MAIL_TESTED.who)
@require_POST
def try_mail(request: HttpRequest) -> HttpResponse:
    """Send a test mail and say how it went."""
    form = MailForm(request.POST)
    return perform(
        request, form,
        lambda: services.try_mail(address=form.cleaned_data["address"], by=actor_for(request), key=form.key),
        template="desk/status.html", context=_facts(request), then=reverse("desk:status"), verb=MAIL_TESTED.name,
        said="The mail server took the test mail. Look whether it arrives.",
    )  # fmt: skip


def _facts(request: HttpRequest) -> dict[str, Any]:
    findings = import_string(settings.CORDLINE_STATUS)()
    waiting, age = unsealed()
    return {
        "wrong": [one for one in findings if not one.ok],
        "well": [one for one in findings if one.ok],
        "lags": subscription_lags(),
        "unsealed": waiting,
        "unsealed_age": int(age.total_seconds()),
        "mail": settings.EMAIL_HOST and f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
        "may_try_mail": actor_for(request).has(*MAIL_TESTED.who),
    }
