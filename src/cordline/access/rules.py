"""Who may hold a role, who may sign, and with what proof: every reason at once, from facts alone."""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from cordline.access import refusals as _sentences  # noqa: F401 - registers the sentences
from cordline.access.limits import CLOSED_DAYS_AHEAD, INSPECTOR_DAYS, REASON_LEAST
from cordline.access.types import GrantFacts, MemberFacts, ProofFacts, ProofKind
from cordline.ground import writing
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal
from cordline.ground.roles import CLINICIANS, Role
from cordline.ledger.types import as_json

# Whose pages show their own record; nobody looks on at those, for whatever reason.
OWN_RECORD = frozenset({Role.PATIENT, Role.COMPANION, Role.DONOR_MOTHER})
BREAKERS = CLINICIANS | {Role.VIGILANCE_OFFICER}


def canonical(content: Mapping[str, Any]) -> str:
    """Write signed content in the one form that is hashed: sorted keys, no spaces; decimals and times as text.

    A float is a defect and raises: what was shown is exact.
    """
    return json.dumps(as_json(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def content_hash(content: Mapping[str, Any]) -> str:
    """The SHA-256 (hex) that binds a signature to what its signer was shown."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def roles_in_force(grants: Iterable[GrantFacts], *, member: MemberFacts, at: datetime) -> frozenset[Role]:
    """Give the roles somebody holds at ``at`` by the grants given; a disabled member holds none."""
    if member.disabled_at is not None and at >= member.disabled_at:
        return frozenset()
    return frozenset(grant.role for grant in grants if grant.in_force(at))


def why_not_reason(reason: str) -> list[Refusal]:
    """Ask for a reason that says something; an empty or one-word one is a deficiency (R-02)."""
    text = reason.strip()
    if not text:
        return [Refusal("access.reason_missing")]
    if len(text) < REASON_LEAST:
        return [Refusal("access.reason_too_short", least=REASON_LEAST)]
    return []


def why_not_name(name: str) -> list[Refusal]:
    """Ask for a name."""
    return [] if name.strip() else [Refusal("access.name_missing")]


def why_not_close(day: date, *, today: date, name: str) -> list[Refusal]:
    """Say why a day may not be entered as closed: it is over, very far off, or nameless."""
    refusals = why_not_name(name)
    if day < today:
        refusals.append(Refusal("access.day_is_past", day=day))
    if day > today + timedelta(days=CLOSED_DAYS_AHEAD):
        refusals.append(Refusal("access.day_far_off", day=day))
    return refusals


def why_not_enter(member: MemberFacts | None, *, active: bool) -> list[Refusal]:
    """Say why somebody who proved who they are may still not come in: disabled, or nobody's account any more."""
    if member is None:
        return [Refusal("access.unknown_member", member="this account")]
    if member.disabled_at is not None or not active:
        day = writing.day(member.disabled_at) if member.disabled_at else "an earlier day"
        return [Refusal("access.member_disabled", member=member.code, disabled_at=day)]
    return []


def why_not_code(code: str) -> list[Refusal]:
    """Ask for a short code that labels, addresses and files can bear."""
    return (
        []
        if re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)*", code) and len(code) <= 16
        else [Refusal("access.code_shape")]
    )


def why_not_country(code: str) -> list[Refusal]:
    """Ask for an ISO 3166 country code of two letters."""
    return [] if re.fullmatch(r"[A-Z]{2}", code) else [Refusal("access.unknown_country", country=code)]


def why_not_grant(
    member: MemberFacts | None,
    existing: Iterable[GrantFacts],
    *,
    code: str,
    role: Role,
    site: str,
    valid_from: datetime,
    valid_until: datetime | None,
    scope: str,
    by: Actor,
    now: datetime,
) -> list[Refusal]:
    """Give every reason ``member`` may not be given ``role`` at ``site`` now.

    Refuses: access.unknown_member, access.member_disabled, access.foreign_site, access.grant_to_self,
    access.grant_exists, access.grant_span, access.inspector_needs_end, access.inspector_needs_scope.
    """
    if member is None:
        return [Refusal("access.unknown_member", member=code)]
    reasons = []
    if member.disabled_at is not None:
        disabled = writing.day(member.disabled_at)
        reasons.append(Refusal("access.member_disabled", member=member.code, disabled_at=disabled))
    if site != by.site:
        reasons.append(Refusal("access.foreign_site", found=site, site=by.site))
    if member.code == by.code:
        reasons.append(Refusal("access.grant_to_self"))
    held = [grant for grant in existing if grant.role is role and grant.site == site]
    if any(grant.revoked_at is None and _open(grant, valid_from) for grant in held):
        reasons.append(Refusal("access.grant_exists", member=member.code, role=role.label, site=site))
    if valid_until is not None and valid_until <= max(valid_from, now):
        reasons.append(Refusal("access.grant_span"))
    if role is Role.INSPECTOR:
        if valid_until is None or valid_until - valid_from > timedelta(days=INSPECTOR_DAYS):
            reasons.append(Refusal("access.inspector_needs_end", days=INSPECTOR_DAYS))
        if not scope.strip():
            reasons.append(Refusal("access.inspector_needs_scope"))
    return reasons


def _open(grant: GrantFacts, at: datetime) -> bool:
    return grant.valid_until is None or grant.valid_until > at


def why_not_revoke(
    grant: GrantFacts | None, others: Iterable[GrantFacts], *, reason: str, by: Actor, now: datetime
) -> list[Refusal]:
    """Give every reason a grant may not be ended now; the last administrator of a site stays.

    ``others`` are the other grants of the same role at the same site, of members who are not disabled.
    Refuses: access.unknown_grant, access.grant_over, access.foreign_site, access.last_administrator, and the reason.
    """
    if grant is None:
        return [Refusal("access.unknown_grant")]
    reasons = why_not_reason(reason)
    if grant.revoked_at is not None or not _open(grant, now):
        reasons.append(Refusal("access.grant_over"))
    if grant.site != by.site:
        reasons.append(Refusal("access.foreign_site", found=grant.site, site=by.site))
    if grant.role is Role.ADMINISTRATOR and not any(other.in_force(now) for other in others):
        reasons.append(Refusal("access.last_administrator", member=grant.member, site=grant.site))
    return reasons


def why_not_break_glass(*, reason: str, by: Actor) -> list[Refusal]:
    """Say why somebody may not open a record in an emergency; it is for those who treat, with a reason (R-33)."""
    reasons = why_not_reason(reason)
    if by.roles.isdisjoint(BREAKERS):
        reasons.append(Refusal("access.glass_not_for_role", mine=role_words(by.roles)))
    return reasons


def why_not_view_as(
    member: MemberFacts | None, *, code: str, roles: Collection[Role], reason: str, by: Actor, now: datetime
) -> list[Refusal]:
    """Give every reason an administrator may not look on as somebody: gone, themselves, no role, own record only.

    Refuses: access.unknown_member, access.member_disabled, access.view_oneself, access.view_no_role,
    access.view_own_record, and the reason.
    """
    if member is None:
        return [Refusal("access.unknown_member", member=code)]
    reasons = why_not_reason(reason)
    if member.disabled_at is not None and now >= member.disabled_at:
        disabled = writing.day(member.disabled_at)
        reasons.append(Refusal("access.member_disabled", member=code, disabled_at=disabled))
    elif not roles:
        reasons.append(Refusal("access.view_no_role", member=code, site=by.site))
    if code == by.code:
        reasons.append(Refusal("access.view_oneself"))
    own = set(roles) & OWN_RECORD
    if own:
        reasons.append(Refusal("access.view_own_record", member=code, role=role_words(own)))
    return reasons


def why_not_proof(
    proof: ProofFacts | None, *, kind: str, signer: str, content_sha256: str, now: datetime
) -> list[Refusal]:
    """Give every reason a stored proof does not carry this signature.

    Refuses: access.proof_unknown, access.proof_kind, access.proof_not_yours, access.proof_used, access.proof_expired,
    access.signed_content_changed.
    """
    if kind not in {k.value for k in ProofKind}:
        return [Refusal("access.proof_kind", kind=kind[:40])]
    if proof is None:
        return [Refusal("access.proof_unknown")]
    reasons = []
    if proof.signer != signer:
        reasons.append(Refusal("access.proof_not_yours"))
    if proof.used_at is not None:
        reasons.append(Refusal("access.proof_used"))
    if now >= proof.expires_at:
        reasons.append(Refusal("access.proof_expired", expired_at=f"{proof.expires_at:%H:%M} UTC"))
    if proof.content_sha256 != content_sha256:
        reasons.append(Refusal("access.signed_content_changed"))
    return reasons


def why_not_own_work(*, authors: Collection[str], signer: str, who: str) -> list[Refusal]:
    """Say that nobody approves their own work, and who can (I6, U45). ``who`` names the roles in words."""
    return [Refusal("access.own_work", who=who)] if signer in authors else []


def why_not_sign_many(*, opened: Collection[str], asked: Iterable[str]) -> list[Refusal]:
    """Several records are signed at once only when each was opened (U47)."""
    missing = [code for code in asked if code not in opened]
    return [Refusal("access.not_opened", codes=", ".join(missing))] if missing else []


def role_words(roles: Iterable[Role]) -> str:
    """Name roles in words, in a steady order; none is said as none."""
    return ", ".join(sorted(role.label for role in roles)) or "no role"
