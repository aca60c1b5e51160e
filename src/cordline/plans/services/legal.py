"""Legal bases: recorded with a signature, withdrawn by an act that takes leave away at once (W4)."""

from datetime import datetime
from typing import Any

from cordline.access.signing import Meaning, Proof, sign_within
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.products import Product, Route
from cordline.ground.refusal import Refusal
from cordline.ledger.services import Entry, act, next_code
from cordline.plans import verbs
from cordline.plans.models import LegalBasis


def basis_content(
    *,
    site: str,
    product: Product,
    route: Route,
    kind: str,
    reference: str,
    valid_from: datetime,
    valid_until: datetime | None,
) -> dict[str, Any]:
    """What the signature under a legal basis binds."""
    return {
        "site": site,
        "product": product,
        "route": route,
        "kind": kind,
        "reference": reference,
        "valid_from": valid_from,
        "valid_until": valid_until,
    }


def record_legal_basis(
    *,
    product: Product,
    route: Route,
    kind: str,
    reference: str,
    valid_from: datetime,
    valid_until: datetime | None,
    by: Actor,
    key: str,
    proof: Proof,
) -> Entry:
    """Record and sign what lets this site give a product by a route: registration, trial, ethics or other approval.

    Refuses: plans.legal_basis_period, plans.reason_missing. Writes: plans.legal_basis.recorded.
    """
    content = basis_content(
        site=by.site,
        product=product,
        route=route,
        kind=kind,
        reference=reference,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    with act(verbs.BASIS_RECORDED, by=by, key=key, content=content) as this:
        if this.answered:
            return this.entry
        if valid_until is not None and valid_until <= valid_from:
            this.require([Refusal("plans.legal_basis_period")])
        if not kind.strip() or not reference.strip():
            this.require([Refusal("plans.reason_missing")])
        code = next_code(Kind.LEGAL_BASIS, this)
        signed = sign_within(this, meaning=Meaning.APPROVED, subject=code, content=content, proof=proof)
        LegalBasis.objects.create(
            code=code,
            **content,
            signed_by=by.code,
            signed_at=this.now,
            signature_id=signed,
        )
        return this.record(subject=code, payload={"legal_basis": code, "signature": signed})


def withdraw_legal_basis(*, basis: str, reason: str, by: Actor, key: str) -> Entry:
    """End a legal basis now; from this commit on nothing rests on it.

    Refuses: plans.legal_basis_not_found, plans.legal_basis_withdrawn, plans.reason_missing.
    Writes: plans.legal_basis.withdrawn.
    """
    with act(
        verbs.BASIS_WITHDRAWN, by=by, key=key, content={"basis": basis}, reason=reason, subject=basis
    ) as this:
        if this.answered:
            return this.entry
        row = LegalBasis.objects.select_for_update(no_key=True).filter(code=basis).first()
        if row is None:
            this.require([Refusal("plans.legal_basis_not_found", code=basis)])
        elif row.withdrawn_at is not None:
            this.require([Refusal("plans.legal_basis_withdrawn", code=basis)])
        if not reason.strip():
            this.require([Refusal("plans.reason_missing")])
        LegalBasis.objects.filter(code=basis).update(
            withdrawn_at=this.now, withdrawn_by=by.code, withdrawn_reason=reason
        )
        return this.record(subject=basis)
