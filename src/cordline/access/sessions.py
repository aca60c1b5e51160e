"""Who acts in a request: the signed-in member, at the site chosen in this session, with the roles in force now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.http import HttpRequest

from cordline.access import selectors
from cordline.ground.actor import Actor
from cordline.ground.roles import Role
from cordline.ledger.services import database_now

SESSION_SITE = "access.site"
SESSION_STATION = "access.station"
SESSION_SEEN = "access.seen"
SESSION_OPENED = "access.opened"  # codes whose sign page was opened in this session (U47)
SESSION_VIEWING = "access.viewing"  # as whom an administrator looks on, at which site, until when
VISITOR = Actor(code="visitor", site="", roles=frozenset({Role.VISITOR}))
_CACHE, _NAME, _OWN = "_cordline_actor", "_cordline_name", "_cordline_own_actor"
_OPENED_KEPT = 200

# One statement for each request: the member, unless disabled, with name and the roles in force at the site now.
_ROLES_NOW = """
SELECT m.code, m.person, m.display_name, g.role
  FROM access_member m
  LEFT JOIN access_grant g ON g.member_id = m.id AND g.revoked_at IS NULL
        AND g.site_id = (SELECT s.id FROM access_site s WHERE s.code = %s)
        AND g.valid_from <= (SELECT ledger.now()) AND (g.valid_until IS NULL OR g.valid_until > (SELECT ledger.now()))
 WHERE m.account_id = %s AND (m.disabled_at IS NULL OR m.disabled_at > (SELECT ledger.now()))
"""


def actor_for(request: HttpRequest) -> Actor:
    """Give who acts in this request; somebody not signed in, or disabled meanwhile, is a visitor without rights.

    Roles are read anew for each request, so that one taken away counts from the next page on.
    """
    kept: Actor | None = getattr(request, _CACHE, None)
    if kept is None:
        kept = _looking_on(request, own_actor(request))
        setattr(request, _CACHE, kept)
    return kept


def name_for(request: HttpRequest) -> str:
    """Give the shown name of who acts in this request; it came with the roles, in the same statement."""
    actor = actor_for(request)
    return str(getattr(request, _NAME, actor.code))


def own_actor(request: HttpRequest) -> Actor:
    """Give who is really at the page, with their own roles, also while they look on as somebody else."""
    kept: Actor | None = getattr(request, _OWN, None)
    if kept is None:
        kept = _read(request)
        setattr(request, _OWN, kept)
    return kept


@dataclass(frozen=True)
class Viewing:
    """As whom an administrator looks on in this session, and until when."""

    member: str
    site: str
    until: datetime


def viewing(request: HttpRequest) -> Viewing | None:
    """Give the looking on that this session began, over or not; nothing when it began none."""
    kept = request.session.get(SESSION_VIEWING) if hasattr(request, "session") else None
    return Viewing(kept["member"], kept["site"], datetime.fromisoformat(kept["until"])) if kept else None


def look_on(request: HttpRequest, *, member: str, site: str, until: str) -> None:
    """Look on as a member from the next page on."""
    request.session[SESSION_VIEWING] = {"member": member, "site": site, "until": until}


def look_away(request: HttpRequest) -> None:
    """Be oneself again from the next page on."""
    request.session.pop(SESSION_VIEWING, None)


def _looking_on(request: HttpRequest, own: Actor) -> Actor:
    """The same person with the roles of whom they look on as; the record still names who really looks."""
    asked = viewing(request)
    if asked is None:
        return own
    roles = selectors.roles_at(asked.member, asked.site)
    if (
        not own.has(Role.ADMINISTRATOR)
        or own.site != asked.site
        or database_now() >= asked.until
        or not roles
    ):
        look_away(request)
        return own
    return Actor(own.code, own.site, roles, station=own.station, viewing_as=asked.member)


def _read(request: HttpRequest) -> Actor:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return VISITOR
    site = str(request.session.get(SESSION_SITE, ""))
    if not site:
        site = next(iter(selectors.sites_of(user.code)), "")
        if site:
            request.session[SESSION_SITE] = site
    with connection.cursor() as cursor:
        cursor.execute(_ROLES_NOW, [site, user.pk])
        rows: Sequence[tuple[str, str, str, str | None]] = cursor.fetchall()
    if not rows:
        return VISITOR
    setattr(request, _NAME, rows[0][2])
    return Actor(
        code=rows[0][0],
        site=site,
        roles=frozenset(Role(role) for *_, role in rows if role),
        station=str(request.session.get(SESSION_STATION, "")),
        on_behalf_of=rows[0][1],
    )


def choose_site(request: HttpRequest, site: str) -> bool:
    """Work at another site from now on; only where a role is held. Says whether it was done."""
    user = request.user
    if not user.is_authenticated or site not in selectors.sites_of(user.code):
        return False
    request.session[SESSION_SITE] = site
    setattr(request, _CACHE, None)
    setattr(request, _OWN, None)
    return True


def note_opened(request: HttpRequest, code: str) -> None:
    """Remember that a record's sign page was opened in this session."""
    opened = [known for known in request.session.get(SESSION_OPENED, []) if known != code]
    request.session[SESSION_OPENED] = [*opened, code][-_OPENED_KEPT:]


def opened_codes(request: HttpRequest) -> frozenset[str]:
    """Give the codes whose sign pages were opened in this session."""
    return frozenset(request.session.get(SESSION_OPENED, []))
