"""What the frame shows of sign-in: who is at the page, which house this is, names of staff, and the menu's entries."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from cordline.access import selectors
from cordline.access.sessions import actor_for, name_for, viewing
from cordline.ground.roles import Role
from cordline.web.places import menu
from cordline.web.sources import House, Viewer, sources

_HOUSE = "_cordline_house"
# The site worked at; before sign-in the first one, so that clock and zone are a place's.
_SITE_AND_HOUSE = (
    "SELECT h.demonstration, coalesce(h.seed::text, ''), s.name, s.zone, ledger.now() FROM ledger.house h "
    "LEFT JOIN LATERAL (SELECT name, zone FROM access_site ORDER BY code = %s DESC, code LIMIT 1) s ON true"
)


def viewer(request: HttpRequest) -> Viewer | None:
    """Give the signed-in person as the frame shows them, or nothing."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return None
    actor = actor_for(request)
    roles = ", ".join(sorted(role.label for role in actor.roles)) or "No role here"
    begun = viewing(request) if actor.viewing_as else None
    if begun is not None:
        name = selectors.display_names([begun.member])[begun.member]
        return Viewer(actor, name_for(request), roles, f"{name} ({begun.member})", begun.until)
    return Viewer(actor, name_for(request), roles)


def house(request: HttpRequest | None) -> House:
    """Give the site worked at and whether this database is a demonstration; read once for each request."""
    kept: House | None = getattr(request, _HOUSE, None) if request is not None else None
    if kept is None:
        site = actor_for(request).site if request is not None and hasattr(request, "session") else ""
        with connection.cursor() as cursor:
            cursor.execute(_SITE_AND_HOUSE, [site])
            demonstration, seed, name, zone, moment = cursor.fetchone()
        sources.heard(moment)
        kept = House(name=name or "Cordline", zone=_zone(zone), demonstration=demonstration, seed=seed)
        if request is not None:
            setattr(request, _HOUSE, kept)
    return kept


def _zone(named: str | None) -> str:
    return ZoneInfo(named or settings.TIME_ZONE).key


sources.viewer = viewer
sources.house = house
menu("Staff and roles", "access:staff", Role.ADMINISTRATOR, icon="users", group="House", order=20)
menu("Sites", "access:sites", icon="building", group="House", order=30)
menu(
    "Access review", "access:review", Role.ADMINISTRATOR, Role.PRIVACY_OFFICER, Role.QUALITY, Role.INSPECTOR,
    icon="list-check", group="House", order=40,
)  # fmt: skip
menu(
    "Emergency access", "access:glass_list", Role.PRIVACY_OFFICER, Role.MEDICAL_DIRECTOR, icon="alert-triangle",
    group="House", order=50,
)  # fmt: skip
