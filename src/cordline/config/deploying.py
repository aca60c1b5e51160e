"""What a real site needs before its first patient, each thing with the step that brings it (E6).

``check --deploy`` prints these after the findings of every day. They are judged from the settings and the record; none
of them stops the house from answering.
"""

from collections.abc import Callable

import psycopg
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import DatabaseError

from cordline.access import selectors as access
from cordline.access.models import Grant, Staff
from cordline.config.status import Finding
from cordline.donors import selectors as donors
from cordline.ground.roles import Role
from cordline.ledger.services import database_now, is_demonstration

FOUND = "Run: cordline found --help (docs/how-to/open-a-real-house.md)."


def findings() -> list[Finding]:
    """Judge whether this is ready to be a real site; what needs the database is left out while it is away."""
    found = [debugging(), address(), proxy(), own_database(), anchors()]
    looks: list[Callable[[], Finding]] = [rule_sets_bound, rules_taken, local_administrators]
    try:
        found += [real(), founded()]
        # Of sites that are not there nothing can be said, least of all that it is well.
        return [*found, *(look() for look in looks if found[-1].ok)]
    except (DatabaseError, psycopg.Error) as fault:
        return [
            *found,
            Finding("site", False, f"cannot be read ({type(fault).__name__})", "Run: cordline migrate"),
        ]


def debugging() -> Finding:
    """Do errors stay inside?"""
    return Finding(
        "debug", not settings.DEBUG, "on" if settings.DEBUG else "off", "Take CORDLINE_DEBUG away."
    )


def address() -> Finding:
    """Do people reach the house over https?"""
    mend = "Set CORDLINE_BASE_URL to the https address that people type (docs/how-to/reverse-proxy.md)."
    return Finding("address", settings.BASE_URL.startswith("https://"), settings.BASE_URL, mend)


def proxy() -> Finding:
    """Is the proxy in front believed, so that the house knows who asks and that the way is closed?"""
    trusted: int = settings.CORDLINE["TRUSTED_PROXIES"]
    mend = "Set CORDLINE_TRUSTED_PROXIES to the number of proxies in front (docs/how-to/reverse-proxy.md)."
    return Finding("proxy", trusted > 0, f"{trusted} trusted" if trusted else "none trusted", mend)


def own_database() -> Finding:
    """Does the record lie on a server that somebody looks after?"""
    named = bool(settings.CORDLINE["DATABASE_URL"])
    mend = "Set CORDLINE_DATABASE_URL, _OWNER_URL and _SEALER_URL (docs/how-to/own-database.md)."
    return Finding(
        "own database", named, "named" if named else "the house runs its own, good for a trial", mend
    )


def anchors() -> Finding:
    """Do seals lie where nobody who rules this machine can rewrite them?"""
    count = len(settings.CORDLINE["ANCHORS"])
    mend = "Let CORDLINE_ANCHORS name a file on another machine's disk."
    return Finding("anchors", count > 0, f"{count} elsewhere" if count else "only under HOME", mend)


def real() -> Finding:
    """Is this database a real one?"""
    mend = "A demonstration stays one. Start on an empty database: cordline migrate, cordline found."
    demonstration = is_demonstration()
    return Finding("record", not demonstration, "a demonstration" if demonstration else "real", mend)


def founded() -> Finding:
    """Is there a site?"""
    places = access.sites()
    return Finding("sites", bool(places), ", ".join(place.code for place in places) or "none", FOUND)


def rule_sets_bound() -> Finding:
    """Does each site name the rule sets that bind it?"""
    bare = [place.code for place in access.sites() if not place.rule_sets]
    seen = f"none bind {', '.join(bare)}" if bare else "each site names its own"
    return Finding(
        "rule sets", not bare, seen, "Sites, Bind a rule set: until then no donor is eligible there."
    )


def rules_taken() -> Finding:
    """Has each site taken by signature what binds it? What comes with the house is a draft until then."""
    open_ones = []
    for place in access.sites():
        taken = set(donors.adopted_versions(place.code))
        held = {book.rule_set.value for book in donors.rule_books(place.code) if book.version in taken}
        open_ones += [f"{name} at {place.code}" for name in place.rule_sets if name not in held]
    seen = f"not adopted: {', '.join(open_ones)}" if open_ones else "adopted by signature"
    return Finding("donor rules", not open_ones, seen, "Donor rules, Adopt: the responsible person signs.")


def local_administrators() -> Finding:
    """Can an administrator of each site come in with a password and a device of their own, whatever else is down?"""
    missing = [place.code for place in access.sites() if not _has_local_administrator(place.code)]
    seen = f"none for {', '.join(missing)}" if missing else "each site has one with password and device"
    mend = (
        "Staff and roles, the administrator, Make a link; then they set up a device under Profile, Devices. "
        "Keep one such account for emergencies even if people sign in with a company account."
    )
    return Finding("emergency administrator", not missing, seen, mend)


def _has_local_administrator(site: str) -> bool:
    now = database_now()
    rows = Grant.objects.select_related("member__account", "site").filter(
        role=Role.ADMINISTRATOR, site__code=site, member__disabled_at=None
    )
    for row in rows:
        account: Staff | None = row.member.account
        in_force = access.grant_facts(row).in_force(now)
        if account is None or not in_force or not account.has_usable_password():
            continue
        if Authenticator.objects.filter(user=account).exists():
            return True
    return False
