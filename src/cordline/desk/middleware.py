"""An inspector's own reading is in the record as everybody's acts are (U122)."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from cordline.access.sessions import actor_for
from cordline.desk.services import record_inspection
from cordline.ground.roles import Role

# What a page asks by itself while somebody types shows no record.
HELPERS = frozenset({"desk:palette", "desk:echo"})


class InspectorReads:
    """Keeps each page that an inspector opened, once it was shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        user = getattr(request, "user", None)
        match = request.resolver_match
        shown = request.method == "GET" and response.status_code == 200
        shown = shown and (match is None or match.view_name not in HELPERS)
        if shown and user is not None and user.is_authenticated and not request.path.startswith("/static/"):
            by = actor_for(request)
            if by.has(Role.INSPECTOR) and not by.viewing_as:  # who looks on as one is kept as that
                record_inspection(page=request.get_full_path()[:200], by=by, key=secrets.token_urlsafe(12))
        return response
