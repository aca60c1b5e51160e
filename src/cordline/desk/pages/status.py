"""How the house is, for those who keep it running: every finding with what mends it, and what lags behind (E8)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.views.decorators.http import require_GET

from cordline.access.doors import door
from cordline.desk.verbs import KEEPERS
from cordline.ledger.selectors import subscription_lags, unsealed
from cordline.web.responses import no_store


@door(*KEEPERS)
@require_GET
def status(request: HttpRequest) -> HttpResponse:
    """Show what is well and what is not, each with its mend; the same list as ``check`` and ``/readyz``."""
    findings = import_string(settings.CORDLINE_STATUS)()
    waiting, age = unsealed()
    facts = {
        "wrong": [one for one in findings if not one.ok],
        "well": [one for one in findings if one.ok],
        "lags": subscription_lags(),
        "unsealed": waiting,
        "unsealed_age": int(age.total_seconds()),
    }
    return no_store(render(request, "desk/status.html", facts))
