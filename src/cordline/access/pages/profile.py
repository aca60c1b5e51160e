"""Your own page: who you are here, where you work, your devices, your sessions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from cordline.access import proofs, selectors
from cordline.access.doors import SIGNED_IN, door
from cordline.access.middleware import SESSION_DEVICE
from cordline.access.models import Staff
from cordline.access.sessions import actor_for, choose_site
from cordline.web.responses import no_store


@door(SIGNED_IN)
@require_GET
def profile(request: HttpRequest) -> HttpResponse:
    """Show somebody their own roles, sites, devices and sessions."""
    by = actor_for(request)
    staff = request.user
    facts = {
        "by": by,
        "member": selectors.member(by.code),
        "grants": [grant for grant in selectors.grants_of(by.code) if grant.revoked_at is None],
        "sites": [site for site in selectors.sites() if site.code in selectors.sites_of(by.code)],
        "factors": proofs.factors(staff) if isinstance(staff, Staff) else frozenset(),
        "has_password": isinstance(staff, Staff) and staff.has_usable_password(),
    }
    return no_store(render(request, "access/profile.html", facts))


@door(SIGNED_IN)
@require_POST
def switch_site(request: HttpRequest) -> HttpResponse:
    """Work at another of your sites; the next signature takes both components again."""
    site = request.POST.get("site", "")
    if choose_site(request, site):
        proofs.begin_again(request)
        request.session.pop(SESSION_DEVICE, None)
        messages.success(request, f"You work at {site} now.")
    else:
        messages.error(request, f"You hold no role at {site[:16]}.")
    return redirect("access:profile")
