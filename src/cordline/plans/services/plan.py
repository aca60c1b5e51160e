"""A plan's life: written, changed (which voids its signature), signed, its ceiling raised by two, closed."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from cordline.access import selectors as access
from cordline.access.signing import Meaning, Proof, sign_within, void_signature_within
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.products import Product, Route
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Act, Entry, act, is_demonstration, next_code
from cordline.people import selectors as people
from cordline.plans import rules, selectors, verbs
from cordline.plans.models import LegalBasis, Plan, PlanAmendment
from cordline.plans.types import PlanFacts, PlanStatus

_CONTENT = (
    "dose_cells",
    "weight_kg",
    "volume_ml",
    "rate_ml_min",
    "sessions",
    "interval_days",
    "containers_per_session",
    "unusual_reason",
)


def write_plan(
    *,
    person: str,
    product: Product,
    route: Route,
    dose_cells: int,
    weight_kg: Decimal | None,
    volume_ml: Decimal,
    rate_ml_min: Decimal,
    sessions: int,
    interval_days: int,
    containers_per_session: int,
    by: Actor,
    key: str,
    legal_basis: str = "",
    unusual_reason: str = "",
    zone: str = "",
) -> Entry:
    """Write a draft of what a person is to receive; payload names it as ``plan``.

    ``zone`` is where the person lives and will be called (the site's own when empty).
    Refuses: plans.person_not_found, plans.zone_unknown, plans.legal_basis_not_found, and impossible numbers.
    Writes: plans.plan.written.
    """
    facts = PlanFacts(
        code="",
        site=by.site,
        person=person,
        product=product,
        route=route,
        dose_cells=dose_cells,
        weight_kg=weight_kg,
        volume_ml=volume_ml,
        rate_ml_min=rate_ml_min,
        sessions=sessions,
        interval_days=interval_days,
        containers_per_session=containers_per_session,
        unusual_reason=unusual_reason.strip(),
    )
    asked = {name: getattr(facts, name) for name in ("person", "product", "route", *_CONTENT)}
    asked |= {"basis": legal_basis, "zone": zone}
    with act(verbs.PLAN_WRITTEN, by=by, key=key, content=asked, subject=person) as this:
        if this.answered:
            return this.entry
        numbers = selectors.numbers_in_force(by.site, product, route, at=this.now)
        basis = _basis(this, legal_basis)
        home = zone or zone_of(by.site)
        this.require(
            [] if rules.is_zone(home) else [Refusal("plans.zone_unknown", zone=home)],
            [] if people.person(person) else [Refusal("plans.person_not_found", code=person)],
            rules.why_not_write_plan(facts, numbers[1] if numbers else None),
        )
        assert numbers is not None  # noqa: S101 - the rule has refused missing numbers
        code = next_code(Kind.PLAN, this)
        _write_row(this, replace(facts, code=code), zone=home, basis=basis, numbers=numbers[0])
        return this.record(subject=code, payload={"plan": code, "person": person, "version": 1})


def _write_row(this: Act, facts: PlanFacts, *, zone: str, basis: LegalBasis | None, numbers: int) -> None:
    Plan.objects.create(
        code=facts.code,
        site=facts.site,
        person_id=facts.person,
        product=facts.product,
        route=facts.route,
        status=PlanStatus.DRAFT,
        zone=zone,
        basis=basis,
        numbers_id=numbers,
        written_by=this.by.code,
        written_at=this.now,
        **{name: getattr(facts, name) for name in _CONTENT},
    )


def change_plan(
    *,
    plan: str,
    version: int,
    reason: str,
    by: Actor,
    key: str,
    legal_basis: str | None = None,
    **changes: Any,
) -> Entry:
    """Change a plan's content: a new version, written against the numbers in force, with every signature void.

    ``version`` is the one that was shown. Refuses: plans.plan_not_found, plans.plan_changed, plans.plan_closed,
    plans.nothing_changed, plans.reason_missing, and impossible numbers. Writes: plans.plan.changed.
    """
    unknown = set(changes) - set(_CONTENT)
    if unknown:
        raise TypeError(f"A plan has no {', '.join(sorted(unknown))} to change.")
    asked = {"plan": plan, "version": version, "basis": legal_basis, **changes}
    with act(verbs.PLAN_CHANGED, by=by, key=key, content=asked, reason=reason, subject=plan) as this:
        if this.answered:
            return this.entry
        row = _open_plan(this, plan, version)
        basis = row.basis if legal_basis is None else _basis(this, legal_basis)
        facts = replace(selectors.plan_facts(row), **changes)
        numbers = selectors.numbers_in_force(row.site, facts.product, facts.route, at=this.now)
        same = facts == selectors.plan_facts(row) and basis == row.basis
        this.require(
            [] if reason.strip() else [Refusal("plans.reason_missing")],
            [Refusal("plans.nothing_changed")] if same else [],
            rules.why_not_write_plan(facts, numbers[1] if numbers else None),
        )
        if row.signature_id is not None:
            void_signature_within(this, subject=plan, reason=reason)
        void_signature_within(this, subject=ceiling_subject(plan), reason=reason)
        Plan.objects.filter(pk=row.pk).update(
            version=row.version + 1,
            status=PlanStatus.DRAFT,
            basis=basis,
            numbers_id=numbers[0] if numbers else row.numbers_id,
            signed_version=None,
            signed_by=None,
            signed_at=None,
            signature=None,
            **changes,
        )
        return this.record(subject=plan, payload={"plan": plan, "version": row.version + 1, **changes})


def sign_plan(*, plan: str, version: int, by: Actor, key: str, proof: Proof) -> Entry:
    """Sign a plan as it stands: the physician's word that this dose, by this route, is right for this person.

    Refuses: every reason of ``rules.why_not_sign_plan``, plans.plan_changed, and what signing refuses.
    Writes: plans.plan.signed.
    """
    with act(
        verbs.PLAN_SIGNED, by=by, key=key, content={"plan": plan, "version": version}, subject=plan
    ) as this:
        if this.answered:
            return this.entry
        row = _open_plan(this, plan, version)
        this.require(why_not_sign(row, now=this.now))
        content = selectors.content_of(row)
        signed = sign_within(this, meaning=Meaning.APPROVED, subject=plan, content=content, proof=proof)
        Plan.objects.filter(pk=row.pk).update(
            status=PlanStatus.SIGNED,
            signed_version=row.version,
            signed_by=by.code,
            signed_at=this.now,
            signature=signed,
        )
        return this.record(subject=plan, payload={"plan": plan, "version": row.version, "signature": signed})


def why_not_sign(row: Plan, *, now: Any) -> list[Refusal]:
    """Give every reason this plan may not be signed now, from the facts of this room."""
    return rules.why_not_sign_plan(
        selectors.plan_facts(row),
        limits=selectors.plan_limits(row),
        basis=selectors.basis_of(row.basis) if row.basis else None,
        given=selectors.given_to(row.person_id),
        amendment=selectors.amendment_in_force(row),
        demonstration=is_demonstration(),
        now=now,
    )


def close_plan(*, plan: str, reason: str, by: Actor, key: str) -> Entry:
    """Close a plan: nothing more is given on it. Refuses: plans.plan_not_found, plans.plan_closed, a missing reason.

    Writes: plans.plan.closed.
    """
    with act(verbs.PLAN_CLOSED, by=by, key=key, content={"plan": plan}, reason=reason, subject=plan) as this:
        if this.answered:
            return this.entry
        row = _open_plan(this, plan, None)
        this.require([] if reason.strip() else [Refusal("plans.reason_missing")])
        Plan.objects.filter(pk=row.pk).update(
            status=PlanStatus.CLOSED, closed_at=this.now, closed_by=by.code, closed_reason=reason
        )
        return this.record(subject=plan, payload={"plan": plan})


def propose_ceiling(
    *,
    plan: str,
    version: int,
    ceiling_cells: int,
    per_kg_max: int,
    reason: str,
    by: Actor,
    key: str,
    proof: Proof,
) -> Entry:
    """Propose and sign a higher ceiling for one version of a plan; it counts only with a second physician's signature.

    Refuses: plans.amendment_not_higher, plans.amendment_after_thaw, plans.amendment_open, plans.reason_missing.
    Writes: plans.amendment.signed_first.
    """
    content = selectors.amendment_content(
        plan, version, ceiling_cells=ceiling_cells, per_kg_max=per_kg_max, reason=reason
    )
    with act(verbs.AMENDMENT_SIGNED, by=by, key=key, content=content, reason=reason, subject=plan) as this:
        if this.answered:
            return this.entry
        row = _open_plan(this, plan, version)
        _, thawed = selectors.sessions_of(row.pk)
        this.require(
            rules.why_not_amend(
                plan,
                ceiling_cells=ceiling_cells,
                per_kg_max=per_kg_max,
                limits=selectors.plan_limits(row),
                thawed=thawed,
                # One that waits under an older version is void with that version and stands in nobody's way.
                open_amendment=selectors.amendment_row(row, waiting=True) is not None,
                reason=reason,
            )
        )
        signed = sign_within(
            this, meaning=Meaning.APPROVED, subject=ceiling_subject(plan), content=content, proof=proof
        )
        PlanAmendment.objects.create(
            plan=row,
            plan_version=version,
            session_ceiling_cells=ceiling_cells,
            cells_per_kg_max=per_kg_max,
            reason=reason,
            first_signed_by=by.code,
            first_signed_at=this.now,
            first_signature_id=signed,
        )
        return this.record(subject=plan, payload={"plan": plan, "signature": signed})


def countersign_ceiling(*, plan: str, by: Actor, key: str, proof: Proof) -> Entry:
    """Give the second physician's signature under a higher ceiling, before a vial is thawed.

    Refuses: plans.amendment_missing, plans.amendment_same_physician, plans.amendment_after_thaw.
    Writes: plans.amendment.signed_second.
    """
    with act(verbs.AMENDMENT_COUNTERSIGNED, by=by, key=key, content={"plan": plan}, subject=plan) as this:
        if this.answered:
            return this.entry
        row = _open_plan(this, plan, None)
        waiting = selectors.amendment_row(row, waiting=True)
        _, thawed = selectors.sessions_of(row.pk)
        facts = selectors.amendment_facts(waiting) if waiting else None
        this.require(rules.why_not_sign_amendment_second(plan, facts, by=by.code, thawed=thawed))
        assert waiting is not None  # noqa: S101 - the rule has refused a missing one
        content = selectors.amendment_content(
            plan,
            waiting.plan_version,
            ceiling_cells=waiting.session_ceiling_cells,
            per_kg_max=waiting.cells_per_kg_max,
            reason=waiting.reason,
        )
        signed = sign_within(
            this, meaning=Meaning.APPROVED, subject=ceiling_subject(plan), content=content, proof=proof
        )
        PlanAmendment.objects.filter(pk=waiting.pk).update(
            second_signed_by=by.code, second_signed_at=this.now, second_signature=signed
        )
        return this.record(subject=plan, payload={"plan": plan, "signature": signed})


def ceiling_subject(plan: str) -> str:
    """What the two signatures under a plan's higher ceiling are written on."""
    return f"{plan}/ceiling"


def zone_of(site: str) -> str:
    """The time zone of a site."""
    found = access.site(site)
    return found.zone if found else "UTC"


def _open_plan(this: Act, code: str, version: int | None) -> Plan:
    row = selectors.plan_row(code, lock=True)
    if row is None:
        raise Refused([Refusal("plans.plan_not_found", code=code)])
    found: list[Refusal] = []
    if row.status == PlanStatus.CLOSED:
        found.append(Refusal("plans.plan_closed", code=code))
    if version is not None and row.version != version:
        found.append(Refusal("plans.plan_changed", code=code, version=row.version, shown=version))
    if row.site != this.by.site:
        found.append(Refusal("plans.site_mismatch", code=code, site=row.site, here=this.by.site))
    this.require(found)
    return row


def _basis(this: Act, code: str) -> LegalBasis | None:
    if not code:
        return None
    row = LegalBasis.objects.filter(code=code).first()
    if row is None:
        this.require([Refusal("plans.legal_basis_not_found", code=code)])
    return row
