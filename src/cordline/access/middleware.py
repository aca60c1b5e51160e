"""What stands before every page: the idle lock, the second factor, the refusal of a page that has no door."""

import time
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from cordline.access import doors, proofs, services
from cordline.access.limits import IDLE, NEED_A_DEVICE
from cordline.access.models import Staff
from cordline.access.sessions import SESSION_SEEN, SESSION_VIEWING, actor_for, own_actor
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import record_attempt, settle_attempt
from cordline.web.sources import sources

SESSION_DEVICE = "access.device"
# Where somebody without a device still gets: setting one up, signing out, choosing the site, static files.
_WITHOUT_DEVICE = (
    "mfa_",
    "account_",
    "access:sign_out",
    "access:profile",
    "access:switch_site",
    "access:demonstration",
)
_WRITE_EVERY = 20  # seconds: the session is not written at every request
IDLE_NOTE = "access_idle"
_TO_STOP = frozenset({"access:stop_viewing", "access:sign_out", "account_logout"})
_UNKEPT = frozenset({"desk:palette", "desk:echo"})  # what a page asks by itself while somebody types


class IdleMiddleware:
    """Signs out who was idle too long; what follows is another session, and its first signature needs both factors.

    A page that asks by itself (``X-Background: 1``) is no sign of a person.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next step."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Sign out the idle, note the active, and keep every signed-in page out of caches (U48)."""
        if not request.user.is_authenticated:
            return self.get_response(request)
        now = int(time.time())
        seen = int(request.session.get(SESSION_SEEN, now))
        if now - seen > IDLE.total_seconds():
            logout(request)
            request.session[IDLE_NOTE] = True
            return self.get_response(request)
        stale = SESSION_SEEN not in request.session or now - seen >= _WRITE_EVERY
        if stale and not request.headers.get("X-Background"):
            request.session[SESSION_SEEN] = now
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response


class DoorMiddleware:
    """Refuses a view that has no door, so that a forgotten declaration opens nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next step."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Ask for the door before the view runs; a declared door without a wrapper is kept here."""
        match = request.resolver_match
        hung = doors.door_of(view, match.view_name if match else "")
        if hung is None:
            return doors.shut(request, [Refusal("access.page_undeclared")])
        if (
            hung.kind != doors.PUBLIC
            and getattr(view, "door", None) is None
            and not hung.opens_for(actor_for(request), signed_in=request.user.is_authenticated)
        ):
            return doors.refuse(request, hung)
        return None


class ViewAsMiddleware:
    """While an administrator looks on as somebody: each page is kept, and whatever would change something is refused.

    The acts refuse such an actor too; this stands before them, so that not even a half-done request begins.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next step."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Keep the page once it was shown."""
        response = self.get_response(request)
        match = request.resolver_match
        if SESSION_VIEWING not in request.session or match is None or match.view_name in _UNKEPT:
            return response
        actor = actor_for(request)
        if actor.viewing_as and request.method == "GET" and response.status_code == 200:
            services.record_look(
                member=actor.viewing_as, page=request.get_full_path()[:200], by=own_actor(request)
            )
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Refuse every method but reading; stopping and signing out stay open."""
        if SESSION_VIEWING not in request.session or request.method in ("GET", "HEAD", "OPTIONS"):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        actor = actor_for(request)
        if not actor.viewing_as or name in _TO_STOP:
            return None
        reasons = [Refusal("access.viewing_reads_only", member=actor.viewing_as)]
        settle_attempt(record_attempt(verb=name[:60], by=own_actor(request)), reasons=reasons)
        return doors.shut(request, reasons)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponseBase | None:
        """A page that would record something by being opened is not opened."""
        if (
            isinstance(fault, Refused)
            and SESSION_VIEWING in request.session
            and actor_for(request).viewing_as
        ):
            return doors.shut(request, list(fault.reasons))
        return None


class DeviceMiddleware:
    """Leads those whose roles need a second factor to set one up before anything else (E18)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next step."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Ask once for each session; the answer is kept for those who have a device or need none."""
        staff = request.user
        if not isinstance(staff, Staff) or request.session.get(SESSION_DEVICE):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name.startswith(_WITHOUT_DEVICE):
            return None
        needs = bool(actor_for(request).roles & NEED_A_DEVICE)
        # The house is read for every page; the devices are asked for only where they could matter.
        if not needs or sources.house(request).demonstration or proofs.factors(staff):
            request.session[SESSION_DEVICE] = True
            return None
        messages.warning(
            request, "Your roles need a second factor. Set up an authenticator app or a passkey first."
        )
        return redirect("mfa_index")
