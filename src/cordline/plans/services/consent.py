"""A person's consent to treatment: given and signed by the person, signed by a physician, withdrawn at any time."""

from typing import Any

from cordline.access.signing import Meaning, Proof, sign_within
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.products import Product, Route
from cordline.ground.refusal import Refusal, Refused
from cordline.ground.roles import Role
from cordline.ledger.services import Entry, act, next_code
from cordline.people import selectors as people
from cordline.plans import selectors, verbs
from cordline.plans.models import TreatmentConsent


def consent_words(
    *, person: str, product: Product, route: Route, text_version: str, language: str, covers_conditional: bool
) -> dict[str, Any]:
    """What the person sees and signs."""
    return {
        "person": person,
        "product": product,
        "route": route,
        "text_version": text_version,
        "language": language,
        "covers_conditional": covers_conditional,
    }


def give_consent(
    *,
    person: str,
    product: Product,
    route: Route,
    text_version: str,
    language: str,
    covers_conditional: bool,
    by: Actor,
    key: str,
    proof: Proof,
) -> Entry:
    """Record that a person consents, by the person's own signature; payload names it as ``consent``.

    ``covers_conditional`` says whether the person agrees to a lot whose last result is still to come (W15).
    Refuses: plans.person_not_found, plans.consent_of_another, plans.consent_text_missing.
    Writes: plans.consent.given.
    """
    words = consent_words(
        person=person,
        product=product,
        route=route,
        text_version=text_version,
        language=language,
        covers_conditional=covers_conditional,
    )
    with act(verbs.CONSENT_GIVEN, by=by, key=key, content=words, subject=person) as this:
        if this.answered:
            return this.entry
        this.require(
            [] if people.person(person) else [Refusal("plans.person_not_found", code=person)],
            why_not_own(person, by),
            [] if text_version.strip() and language.strip() else [Refusal("plans.consent_text_missing")],
        )
        code = next_code(Kind.CONSENT, this)
        signed = sign_within(this, meaning=Meaning.APPROVED, subject=code, content=words, proof=proof)
        TreatmentConsent.objects.create(
            code=code,
            site=by.site,
            person_id=person,
            product=product,
            route=route,
            text_version=text_version,
            language=language,
            covers_conditional=covers_conditional,
            given_by=by.code,
            given_at=this.now,
            person_signature_id=signed,
        )
        return this.record(subject=code, payload={"consent": code, "person": person, "product": product})


def countersign_consent(*, consent: str, by: Actor, key: str, proof: Proof) -> Entry:
    """Sign a person's consent as the physician who explained the treatment and answered the questions.

    Refuses: plans.consent_not_found, plans.consent_withdrawn, plans.consent_signed_already.
    Writes: plans.consent.countersigned.
    """
    with act(
        verbs.CONSENT_COUNTERSIGNED, by=by, key=key, content={"consent": consent}, subject=consent
    ) as this:
        if this.answered:
            return this.entry
        row = selectors.consent_row(consent, lock=True)
        if row is None:
            raise Refused([Refusal("plans.consent_not_found", code=consent)])
        this.require(
            [Refusal("plans.consent_withdrawn", code=consent)] if row.withdrawn_at else [],
            [Refusal("plans.consent_signed_already", code=consent)] if row.physician else [],
        )
        signed = sign_within(
            this,
            meaning=Meaning.VERIFIED,
            subject=consent,
            content=selectors.consent_content(row),
            proof=proof,
        )
        TreatmentConsent.objects.filter(pk=row.pk).update(
            physician=by.code, physician_at=this.now, physician_signature=signed
        )
        return this.record(subject=consent, payload={"consent": consent, "signature": signed})


def withdraw_consent(*, consent: str, by: Actor, key: str, reason: str = "") -> Entry:
    """End a consent now, at the person's word; no reason is needed, and nothing is given from this commit on.

    Refuses: plans.consent_not_found, plans.consent_withdrawn, plans.consent_of_another.
    Writes: plans.consent.withdrawn.
    """
    with act(
        verbs.CONSENT_WITHDRAWN, by=by, key=key, content={"consent": consent}, reason=reason, subject=consent
    ) as this:
        if this.answered:
            return this.entry
        row = selectors.consent_row(consent, lock=True)
        if row is None:
            raise Refused([Refusal("plans.consent_not_found", code=consent)])
        by_patient = by.has(Role.PATIENT) and not by.has(Role.NURSE, Role.PHYSICIAN, Role.PATIENT_COORDINATOR)
        this.require(
            why_not_own(row.person_id, by) if by_patient else [],
            [Refusal("plans.consent_withdrawn", code=consent)] if row.withdrawn_at else [],
        )
        TreatmentConsent.objects.filter(pk=row.pk).update(withdrawn_at=this.now, withdrawn_by=by.code)
        return this.record(subject=consent, payload={"consent": consent})


def why_not_own(person: str, by: Actor) -> list[Refusal]:
    """Say when somebody signs for a person they are not: a consent is never given by proxy (W21)."""
    own = person in (by.code, by.on_behalf_of)
    return [] if own else [Refusal("plans.consent_of_another", code=person)]
