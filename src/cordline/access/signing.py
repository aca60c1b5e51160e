"""Signing inside an act: the seam by which every room binds a signer, a meaning, a time and what was shown.

A signing service takes a ``Proof``, recomputes the content with the selector its page showed it with, and calls
``sign_within``. What changed since it was shown is refused; who approves their own work is the room's rule
(``rules.why_not_own_work``). How a proof is made is in ``proofs``.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from cordline.access import rules, selectors
from cordline.access.models import Member, Signature, SignatureVoid, SigningProof
from cordline.access.selectors import signatures_on, signatures_on_many
from cordline.access.types import Meaning, Proof, ProofFacts, ProofKind, SignatureFacts
from cordline.ground.actor import JOB, Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Act, is_demonstration

__all__ = [
    "Meaning",
    "Proof",
    "SignatureFacts",
    "demonstration_proof",
    "sign_within",
    "signatures_on",
    "signatures_on_many",
    "void_signature_within",
]


def demonstration_proof(by: Actor, content: Mapping[str, Any]) -> Proof:
    """Make the proof that signs for somebody in a demonstration; a real database refuses it (also by trigger).

    Refuses: access.demonstration_only.
    """
    if not is_demonstration():
        raise Refused([Refusal("access.demonstration_only")])
    return Proof(ProofKind.DEMONSTRATION, _demonstration_token(by.code, rules.content_hash(content)))


def sign_within(
    this: Act, *, meaning: Meaning, subject: str, content: Mapping[str, Any], proof: Proof
) -> int:
    """Sign ``subject`` inside the caller's act with a proof made for this signer and this content; gives its number.

    The signer is the act's actor, who must hold one of the verb's roles at this moment, not when the page was shown.
    Refuses: access.proof_*, access.signed_content_changed, access.signer_role_lost, access.tokens_cannot_sign,
    access.demonstration_only.
    """
    sha256 = rules.content_hash(content)
    who = Member.objects.filter(code=this.by.code).first()
    this.require(
        _why_not_signer(this, who, demonstration=proof.kind == ProofKind.DEMONSTRATION),
        _why_not_demonstration(this, proof, sha256)
        if proof.kind == ProofKind.DEMONSTRATION
        else _use_up(this, proof, sha256),
    )
    assert this.entry_id is not None  # noqa: S101 - an act that writes has its number
    return Signature.objects.create(
        signer=this.by.code,
        signer_name=who.display_name if who else this.by.code,
        meaning=Meaning(meaning),
        subject=subject,
        content=rules.canonical(content),
        content_sha256=sha256,
        proof_kind=proof.kind,
        signed_at=this.now,
        entry=this.entry_id,
        site=this.by.site,
    ).id


def void_signature_within(this: Act, *, subject: str, reason: str) -> list[int]:
    """Void every signature still standing on a subject whose content the caller's act changes; they stay visible.

    Gives the numbers of those it voided, none if none stood. Refuses: a missing reason.
    """
    this.require(rules.why_not_reason(reason))
    assert this.entry_id is not None  # noqa: S101 - an act that writes has its number
    standing = list(
        Signature.objects.filter(subject=subject, void=None).select_for_update(of=("self",)).order_by("id")
    )
    for row in standing:
        SignatureVoid.objects.create(
            signature=row,
            voided_at=this.now,
            voided_by=this.by.code,
            reason=reason.strip(),
            entry=this.entry_id,
            site=this.by.site,
        )
    return [row.id for row in standing]


def _why_not_signer(this: Act, who: Member | None, *, demonstration: bool) -> list[Refusal]:
    """A person signs, and one who holds the role now. A demonstration's proof also stands for a part being played."""
    if this.by.code.startswith(JOB):
        return [Refusal("access.tokens_cannot_sign")]
    if who is None:
        return [] if demonstration else [Refusal("access.unknown_member", member=this.by.code)]
    if who.disabled_at is not None:
        return [Refusal("access.signer_role_lost")]
    held = selectors.roles_of(who, this.by.site, at=this.now)
    return [Refusal("access.signer_role_lost")] if held.isdisjoint(this.verb.who) else []


def _why_not_demonstration(this: Act, proof: Proof, sha256: str) -> list[Refusal]:
    if not is_demonstration():
        return [Refusal("access.demonstration_only")]
    if proof.token == _demonstration_token(this.by.code, sha256):
        return []
    mine = proof.token.startswith(f"{this.by.code}:")
    return [Refusal("access.signed_content_changed" if mine else "access.proof_not_yours")]


def _use_up(this: Act, proof: Proof, sha256: str) -> list[Refusal]:
    """Judge a stored proof and mark it used in the act's own transaction: two acts cannot both have it."""
    hashed = hashlib.sha256(proof.token.encode()).hexdigest()
    row = SigningProof.objects.select_for_update().filter(token_sha256=hashed, kind=proof.kind).first()
    facts = ProofFacts(row.signer, row.content_sha256, row.expires_at, row.used_at) if row else None
    reasons = rules.why_not_proof(
        facts, kind=proof.kind, signer=this.by.code, content_sha256=sha256, now=this.now
    )
    if row is not None and not reasons:
        SigningProof.objects.filter(pk=row.pk).update(used_at=this.now)
    return reasons


def _demonstration_token(signer: str, sha256: str) -> str:
    return f"{signer}:{sha256}"
