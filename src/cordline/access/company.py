"""Signing in with a company account (OpenID Connect): whose it is here, which roles its groups hold, what failed (E17).

The issuer says who somebody is; this house says who is enrolled. A company account is linked once, to the member whose
user name a verified claim names, and from then on by the issuer's own number for it. Of the claims nothing is kept but
that number. Passwords and passkeys of this house work beside it, so that an administrator gets in when the issuer is
away.
"""

import hashlib
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

from cordline.access import rules
from cordline.access.models import Member, Staff
from cordline.access.selectors import member_facts
from cordline.access.services.company import align_roles, link_company_account
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.ground.roles import Role
from cordline.ledger.services import record_attempt, settle_attempt
from cordline.web.responses import no_store

log = logging.getLogger("cordline.access")
NOBODY = "nobody"


def name() -> str:
    """What people call the company account here."""
    return str(settings.CORDLINE["OIDC_NAME"])


def claim(claims: Mapping[str, Any], path: str) -> Any:
    """Give one claim; dots in its name step inside."""
    found: Any = claims.get(path)
    if found is None and "." in path:
        found = claims
        for step in path.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
    return found


def groups_of(claims: Mapping[str, Any]) -> list[str] | None:
    """Give the groups that the issuer names, or nothing when it says none of them."""
    found = claim(claims, settings.CORDLINE["OIDC_GROUPS_CLAIM"])
    if isinstance(found, str):
        return [found]
    return [str(group) for group in found] if isinstance(found, list | tuple) else None


def admit(request: HttpRequest, login: Any) -> list[Refusal]:
    """Let somebody in whom the issuer has named: find, link once, align roles. Gives the reasons when it may not be."""
    claims: Mapping[str, Any] = login.claims
    account: Staff | None = login.user if login.is_existing else None
    reasons: list[Refusal] = []
    if account is None:
        account, reasons = _account_named(claims)
    if account is None:
        return reasons
    row = Member.objects.filter(account=account).first()
    reasons = rules.why_not_enter(member_facts(row) if row else None, active=account.is_active)
    mapped: list[tuple[str, str, str]] = settings.CORDLINE["OIDC_GROUPS"]
    groups = groups_of(claims)
    if mapped and groups is None:
        wanted = settings.CORDLINE["OIDC_GROUPS_CLAIM"]
        reasons.append(Refusal("access.company_claim_missing", name=name(), claim=wanted))
    if row is None or reasons:
        return reasons
    try:
        if not login.is_existing:
            number = fingerprint(login)
            link_company_account(member=row.code, number=number, link=lambda: login.connect(request, account))
        if mapped:
            held = {(Role(role), site) for group, role, site in mapped if group in (groups or ())}
            align_roles(member=row.code, held=held)
    except Refused as refused:
        return list(refused.reasons)
    return []


def linked_at(account: Staff | None) -> datetime | None:
    """Tell since when a member's company account is linked; nothing when none is."""
    row = SocialAccount.objects.filter(user=account).order_by("id").first() if account else None
    return row.date_joined if row else None


def fingerprint(login: Any) -> str:
    """Name a company account in the record without telling it: the start of a hash of the issuer's number for it."""
    told = f"{settings.CORDLINE['OIDC_ISSUER']} {login.account.uid}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _account_named(claims: Mapping[str, Any]) -> tuple[Staff | None, list[Refusal]]:
    """Find the account whose user name the claim gives, when the claim can be relied on."""
    wanted: str = settings.CORDLINE["OIDC_LINK_CLAIM"]
    told = claim(claims, wanted)
    if not isinstance(told, str) or not told.strip():
        return None, [Refusal("access.company_claim_missing", name=name(), claim=wanted)]
    if wanted == "email" and claims.get("email_verified") not in (True, "true"):
        return None, [Refusal("access.company_claim_unverified", name=name(), claim=wanted)]
    account = Staff.objects.filter(username=told.strip().casefold()).first()
    if account is None:
        return None, [Refusal("access.company_unknown", name=name(), claim=wanted, value=told.strip()[:60])]
    if SocialAccount.objects.filter(user=account).exists():
        return None, [Refusal("access.company_linked_already", name=name())]
    return account, []


def why_it_failed(request: HttpRequest, error: Any, fault: Exception | None) -> list[Refusal]:
    """Say in a person's words what went wrong between here and the issuer; the log has the fault itself."""
    if error == AuthError.CANCELLED:
        return [Refusal("access.company_cancelled", name=name())]
    log.warning("company sign-in failed: %s", type(fault).__name__ if fault else error)
    if isinstance(fault, RequestException):
        return [Refusal("access.company_away", name=name())]
    if isinstance(fault, OAuth2Error):
        return [Refusal("access.company_untrusted", name=name(), fault=str(fault)[:80] or "no reason given")]
    said = request.GET.get("error", "")
    if said:
        return [Refusal("access.company_said_no", name=name(), said=said[:60])]
    return [Refusal("access.company_stale", name=name())]


def turned_away(request: HttpRequest, reasons: list[Refusal]) -> HttpResponse:
    """Show what failed, keep it among the attempts, and point to the sign-in of this house."""
    attempt = record_attempt(verb="access.company_sign_in", by=Actor(code=NOBODY, site=""))
    settle_attempt(attempt, reasons=reasons)
    return no_store(render(request, "access/company.html", {"reasons": reasons, "name": name()}, status=403))
