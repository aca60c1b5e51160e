"""Sites, their zones and the rule sets that bind them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cordline.access import selectors
from cordline.access.doors import SIGNED_IN, door
from cordline.web.responses import no_store


@door(SIGNED_IN)
@require_GET
def sites(request: HttpRequest) -> HttpResponse:
    """List the places of this house with the rule sets in force."""
    return no_store(render(request, "access/sites.html", {"sites": selectors.sites()}))
