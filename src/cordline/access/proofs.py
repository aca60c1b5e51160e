"""How a signer proves to be themselves, at the moment of signing (U44, R-13, R-14).

The first signature of an unbroken session takes password and one-time code, or a passkey with user verification whose
challenge holds the content's hash; later ones in the same session the password alone, or the passkey. Failures are
counted, recorded as attempts, and the fifth locks. What a proof may sign is judged again in ``signing``.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from fido2.webauthn import AuthenticationResponse, UserVerificationRequirement

from cordline.access.limits import PROOF_FAILURES, PROOF_LIFE, PROOF_LOCK
from cordline.access.models import SigningProof, Staff
from cordline.access.types import Proof, ProofKind
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import database_now, record_attempt, settle_attempt

SESSION_FULL = (
    "access.signed_fully"  # the credentials in force when both components were given in this session
)
SESSION_CHALLENGE = "access.signing_challenge"


@dataclass(frozen=True)
class Given:
    """What a signer gave on a sign page; empty where a field was left empty."""

    password: str = ""
    one_time_code: str = ""
    passkey: Mapping[str, Any] | None = None


def needs_both(request: HttpRequest, staff: Staff) -> bool:
    """Say whether the next signature of this session needs two components; a changed password starts over."""
    return bool(request.session.get(SESSION_FULL) != staff.get_session_auth_hash())


def begin_again(request: HttpRequest) -> None:
    """End the unbroken session: after an idle lock or a switch, the next signature needs both components."""
    request.session.pop(SESSION_FULL, None)


def factors(staff: Staff) -> frozenset[str]:
    """Name what a signer has set up: ``totp``, ``webauthn``, or neither."""
    found = Authenticator.objects.filter(
        user_id=staff.pk, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    )
    return frozenset(found.values_list("type", flat=True))


def challenge(request: HttpRequest, staff: Staff, content_sha256: str) -> dict[str, Any]:
    """Begin a passkey's answer: the challenge is fresh and ends in the hash of what the signer is shown."""
    options, state = webauthn.get_server().authenticate_begin(
        credentials=webauthn.get_credentials(staff),
        user_verification=UserVerificationRequirement.REQUIRED,
        challenge=secrets.token_bytes(32) + bytes.fromhex(content_sha256),
    )
    request.session[SESSION_CHALLENGE] = {"state": state, "content": content_sha256}
    return dict(options)


def prove(request: HttpRequest, by: Actor, content_sha256: str, given: Given) -> Proof:
    """Judge what the signer gave and make a proof for this content; each failure is counted and recorded.

    Refuses: access.signing_locked, access.second_factor_missing, access.second_factor_needed, access.wrong_password,
    access.wrong_code, access.passkey_refused, access.proof_not_yours.
    """
    staff = request.user
    if not isinstance(staff, Staff) or staff.code != by.code:
        raise Refused([Refusal("access.proof_not_yours")])
    now = database_now()
    reasons = _why_locked(staff.pk, now)
    kind = ProofKind.PASSKEY
    counted = False
    if not reasons and given.passkey is not None:
        reasons = _why_not_passkey(request, staff, content_sha256, given.passkey)
        counted = bool(reasons)
    elif not reasons:
        both = needs_both(request, staff)
        kind = ProofKind.PASSWORD_TOTP if both else ProofKind.PASSWORD
        reasons, counted = _why_not_password(staff, given, both=both)
    if counted:
        _count_failure(staff.pk, now)
    if reasons:
        settle_attempt(record_attempt(verb="access.proof", by=by), reasons=reasons)
        raise Refused(reasons)
    Staff.objects.filter(pk=staff.pk).update(failed_proofs=0, proofs_locked_until=None)
    if kind is not ProofKind.PASSWORD:
        request.session[SESSION_FULL] = staff.get_session_auth_hash()
    return store(kind=kind, signer=by.code, content_sha256=content_sha256, now=now)


def store(*, kind: ProofKind, signer: str, content_sha256: str, now: datetime) -> Proof:
    """Keep a proof that was just made; only the hash of its token is stored."""
    token = secrets.token_urlsafe(32)
    SigningProof.objects.create(
        token_sha256=hashlib.sha256(token.encode()).hexdigest(),
        kind=kind,
        signer=signer,
        content_sha256=content_sha256,
        made_at=now,
        expires_at=now + PROOF_LIFE,
    )
    return Proof(kind, token)


def _why_locked(staff_pk: int, now: datetime) -> list[Refusal]:
    until = Staff.objects.values_list("proofs_locked_until", flat=True).get(pk=staff_pk)
    if until is None or now >= until:
        return []
    return [Refusal("access.signing_locked", until=f"{until:%H:%M} UTC", failures=PROOF_FAILURES)]


def _why_not_password(staff: Staff, given: Given, *, both: bool) -> tuple[list[Refusal], bool]:
    """Judge password and code; the second value says whether this counts as a failed proof."""
    if both and not factors(staff):
        return [Refusal("access.second_factor_missing")], False
    if not staff.check_password(given.password):
        return [Refusal("access.wrong_password")], True
    if not both:
        return [], False
    if not given.one_time_code:
        return [Refusal("access.second_factor_needed")], False
    totp = Authenticator.objects.filter(user_id=staff.pk, type=Authenticator.Type.TOTP).first()
    if totp is None:
        return [Refusal("access.second_factor_needed")], False
    if not totp.wrap().validate_code(given.one_time_code.replace(" ", "")):
        return [Refusal("access.wrong_code")], True
    return [], False


def _why_not_passkey(
    request: HttpRequest, staff: Staff, content_sha256: str, answer: Mapping[str, Any]
) -> list[Refusal]:
    begun = request.session.pop(SESSION_CHALLENGE, None)
    refused = [Refusal("access.passkey_refused")]
    if begun is None or begun["content"] != content_sha256:
        return refused
    try:
        webauthn.get_server().authenticate_complete(begun["state"], webauthn.get_credentials(staff), answer)
        response = AuthenticationResponse.from_dict(answer)
    except (ValueError, TypeError, KeyError, AttributeError):
        return refused
    return [] if response.response.authenticator_data.is_user_verified() else refused


def _count_failure(staff_pk: int, now: datetime) -> None:
    """Count one failed proof; the fifth locks signing for a while and starts the count anew."""
    with transaction.atomic():
        row = Staff.objects.select_for_update().get(pk=staff_pk)
        if row.failed_proofs + 1 >= PROOF_FAILURES:
            Staff.objects.filter(pk=staff_pk).update(failed_proofs=0, proofs_locked_until=now + PROOF_LOCK)
        else:
            Staff.objects.filter(pk=staff_pk).update(failed_proofs=F("failed_proofs") + 1)
