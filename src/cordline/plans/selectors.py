"""What the plans room knows: numbers in force, plans and what a signature under them shows, what was given before."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import F

from cordline.ground.products import Product, Route
from cordline.ground.refusal import Refusal
from cordline.ledger.types import as_json
from cordline.plans.models import (
    HardStop,
    LegalBasis,
    Plan,
    PlanAmendment,
    ProductNumbers,
    Session,
    TreatmentConsent,
)
from cordline.plans.types import (
    AmendmentFacts,
    GivenSession,
    LegalBasisFacts,
    PlanFacts,
    PlanStatus,
    ProductLimits,
)

_NAMED = ("product", "route", "version", "confirmed")
_FIELDS = {field.name: field.type for field in fields(ProductLimits) if field.name not in _NAMED}


def numbers_as_json(limits: ProductLimits) -> dict[str, Any]:
    """Write a product's numbers as the database keeps them: whole numbers, and decimals as text."""
    return {name: as_json(getattr(limits, name)) for name in _FIELDS}


def why_not_numbers(numbers: Mapping[str, Any]) -> list[Refusal]:
    """Give the reason why a set of numbers cannot be read: what is missing, unknown or no number."""
    wrong = sorted(set(_FIELDS) ^ set(numbers))
    for name in set(_FIELDS) & set(numbers):
        if not _is_number(numbers[name], whole=_FIELDS[name] is int):
            wrong.append(name)
    return [Refusal("plans.limits_incomplete", names=", ".join(sorted(set(wrong))))] if wrong else []


def _is_number(given: Any, *, whole: bool) -> bool:
    """A whole number, or a decimal written as text; never a float, never below nothing."""
    if isinstance(given, bool | float):
        return False
    try:
        value = Decimal(str(given))
    except InvalidOperation:
        return False
    return value.is_finite() and value >= 0 and (not whole or value == int(value))


def read_numbers(
    numbers: Mapping[str, Any], *, product: str, route: str, version: int, confirmed: bool
) -> ProductLimits:
    """Read stored numbers into the frozen value that rules judge by."""
    values: dict[str, Any] = {
        name: int(numbers[name]) if kind is int else Decimal(str(numbers[name]))
        for name, kind in _FIELDS.items()
    }
    return ProductLimits(
        product=Product(product), route=Route(route), version=version, confirmed=confirmed, **values
    )


def _limits_of(row: ProductNumbers) -> ProductLimits:
    return read_numbers(
        row.numbers,
        product=row.product,
        route=row.route,
        version=row.version,
        confirmed=row.confirmed_at is not None,
    )


def numbers_in_force(
    site: str, product: Product, route: Route, *, at: datetime
) -> tuple[int, ProductLimits] | None:
    """The numbers that count at a site now: the newest confirmed version, else the newest; with the row's id."""
    rows = ProductNumbers.objects.filter(site=site, product=product, route=route, effective_from__lte=at)
    row = (
        rows.exclude(confirmed_at=None).order_by("-version").first()
        or rows.filter(confirmed_at=None).order_by("-version").first()
    )
    return (row.id, _limits_of(row)) if row else None


def numbers_at(site: str) -> list[dict[str, Any]]:
    """Every version of every product's numbers at a site, newest first, with its mark."""
    rows = ProductNumbers.objects.filter(site=site).order_by("product", "route", "-version")
    return [
        {
            "product": row.product,
            "route": row.route,
            "version": row.version,
            "numbers": row.numbers,
            "mark": _limits_of(row).mark,
            "confirmed_by": row.confirmed_by,
            "confirmed_at": row.confirmed_at,
        }
        for row in rows
    ]


def numbers_content(site: str, product: Product, route: Route, version: int) -> dict[str, Any] | None:
    """What a physician sees and signs when confirming a version of the numbers."""
    row = ProductNumbers.objects.filter(site=site, product=product, route=route, version=version).first()
    if row is None:
        return None
    return {
        "site": site,
        "product": row.product,
        "route": row.route,
        "version": row.version,
        "numbers": row.numbers,
    }


def basis_facts(code: str) -> LegalBasisFacts | None:
    """One legal basis by its code."""
    row = LegalBasis.objects.filter(code=code).first()
    return None if row is None else basis_of(row)


def basis_of(row: LegalBasis) -> LegalBasisFacts:
    """Read one legal basis's row into facts."""
    return LegalBasisFacts(
        code=row.code,
        product=Product(row.product),
        route=Route(row.route),
        site=row.site,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        signed=row.signature_id is not None,
        withdrawn_at=row.withdrawn_at,
        kind=row.kind,
        reference=row.reference,
    )


def bases_at(site: str, product: Product, route: Route, *, at: datetime) -> list[LegalBasisFacts]:
    """The legal bases in force for a product by a route at a site."""
    rows = LegalBasis.objects.filter(site=site, product=product, route=route, withdrawn_at=None).order_by(
        "code"
    )
    found = [basis_of(row) for row in rows]
    return [b for b in found if b.valid_from <= at and (b.valid_until is None or at < b.valid_until)]


def plan_row(code: str, *, lock: bool = False) -> Plan | None:
    """One plan with its basis and numbers; locked when something is about to be decided about it."""
    rows = Plan.objects.select_related("basis", "numbers")
    if lock:
        list(Plan.objects.select_for_update(no_key=True).filter(code=code).values_list("id"))
    return rows.filter(code=code).first()


def plan_facts(row: Plan) -> PlanFacts:
    """Read a plan's row into the facts its rules judge by."""
    return PlanFacts(
        code=row.code,
        site=row.site,
        person=row.person_id,
        product=Product(row.product),
        route=Route(row.route),
        dose_cells=row.dose_cells,
        weight_kg=row.weight_kg,
        volume_ml=row.volume_ml,
        rate_ml_min=row.rate_ml_min,
        sessions=row.sessions,
        interval_days=row.interval_days,
        containers_per_session=row.containers_per_session,
        status=PlanStatus(row.status),
        unusual_reason=row.unusual_reason,
    )


def plan_limits(row: Plan) -> ProductLimits:
    """The version of the numbers that a plan was written against."""
    return _limits_of(row.numbers)


def plan_content(code: str) -> dict[str, Any] | None:
    """Exactly what a plan's signature binds: every value that decides what enters whom, and under which numbers."""
    row = plan_row(code)
    return None if row is None else content_of(row)


def content_of(row: Plan) -> dict[str, Any]:
    """The content of one plan's row as its page shows it and its signature binds it."""
    return {
        "plan": row.code,
        "version": row.version,
        "site": row.site,
        "person": row.person_id,
        "product": row.product,
        "route": row.route,
        "dose_cells": row.dose_cells,
        "weight_kg": as_json(row.weight_kg),
        "volume_ml": as_json(row.volume_ml),
        "rate_ml_min": as_json(row.rate_ml_min),
        "sessions": row.sessions,
        "interval_days": row.interval_days,
        "containers_per_session": row.containers_per_session,
        "unusual_reason": row.unusual_reason,
        "legal_basis": row.basis.code if row.basis else None,
        "numbers_version": row.numbers.version,
    }


def given_to(person: str) -> list[GivenSession]:
    """Every session this person has had, of any plan, newest first."""
    rows = Session.objects.filter(person_id=person, started_at__isnull=False).order_by("-started_at")
    return [GivenSession(row.started_at, row.cells or 0) for row in rows if row.started_at]


def sessions_of(plan: int) -> tuple[int, bool]:
    """How many sessions of a plan have been given, and whether vials are thawed for one that is not given yet."""
    rows = list(Session.objects.filter(plan=plan, lost_at=None).values_list("started_at", flat=True))
    return sum(1 for started in rows if started), any(started is None for started in rows)


def amendment_facts(row: PlanAmendment) -> AmendmentFacts:
    """Read an amendment's row into facts."""
    return AmendmentFacts(
        session_ceiling_cells=row.session_ceiling_cells,
        cells_per_kg_max=row.cells_per_kg_max,
        first_signed_by=row.first_signed_by,
        first_signed_at=row.first_signed_at,
        second_signed_by=row.second_signed_by or "",
        second_signed_at=row.second_signed_at,
    )


def amendment_row(plan: Plan, *, waiting: bool = False) -> PlanAmendment | None:
    """The newest amendment of a plan's present version; the one waiting for its second signature when asked."""
    rows = PlanAmendment.objects.filter(plan=plan, plan_version=plan.version).order_by("-id")
    return rows.filter(second_signed_by=None).first() if waiting else rows.first()


def amendment_in_force(plan: Plan) -> AmendmentFacts | None:
    """The newest higher ceiling with both signatures for a plan's present version."""
    row = (
        PlanAmendment.objects.filter(plan=plan, plan_version=plan.version)
        .exclude(second_signed_by=None)
        .order_by("-id")
        .first()
    )
    return amendment_facts(row) if row else None


def waiting_ceilings(site: str, *, but_not: str, limit: int) -> list[PlanAmendment]:
    """Higher ceilings of plans as they stand that wait for another physician than this one, oldest first."""
    rows = PlanAmendment.objects.filter(
        plan__site=site, second_signed_by=None, plan_version=F("plan__version"), plan__closed_at=None
    ).exclude(first_signed_by=but_not)
    return list(rows.select_related("plan").order_by("id")[:limit])


def amendment_content(
    plan: str, version: int, *, ceiling_cells: int, per_kg_max: int, reason: str
) -> dict[str, Any]:
    """What both physicians sign when a ceiling is raised."""
    return {
        "plan": plan,
        "version": version,
        "session_ceiling_cells": ceiling_cells,
        "cells_per_kg_max": per_kg_max,
        "reason": reason,
    }


def plans_of(person: str) -> list[Plan]:
    """Every plan of a person, newest first."""
    return list(Plan.objects.filter(person_id=person).select_related("basis", "numbers").order_by("-id"))


def plans_at(site: str, *, status: PlanStatus | None = None, limit: int = 500) -> list[Plan]:
    """Plans of a site, newest first."""
    rows = Plan.objects.filter(site=site).select_related("basis", "numbers").order_by("-id")
    return list((rows.filter(status=status.value) if status else rows)[:limit])


def consent_row(code: str, *, lock: bool = False) -> TreatmentConsent | None:
    """One consent by its code."""
    rows = TreatmentConsent.objects.filter(code=code)
    return (rows.select_for_update(no_key=True) if lock else rows).first()


def consent_content(row: TreatmentConsent) -> dict[str, Any]:
    """What a physician sees and signs under a person's consent."""
    return {
        "consent": row.code,
        "person": row.person_id,
        "product": row.product,
        "route": row.route,
        "text_version": row.text_version,
        "language": row.language,
        "covers_conditional": row.covers_conditional,
    }


def consents_of(person: str) -> list[TreatmentConsent]:
    """Every consent of a person, newest first."""
    return list(TreatmentConsent.objects.filter(person_id=person).order_by("-given_at", "-id"))


def open_stops(person: str) -> list[HardStop]:
    """The hard stops that stand against a person's treatment."""
    return list(HardStop.objects.filter(person_id=person, closed_at=None).order_by("opened_at"))


def stop_row(code: str) -> HardStop | None:
    """One hard stop by its code."""
    return HardStop.objects.filter(code=code).first()


def stops_of(person: str) -> list[HardStop]:
    """Every hard stop a person ever had."""
    return list(HardStop.objects.filter(person_id=person).order_by("-opened_at"))
