"""Reads the dose gate's one answer into the frozen facts that its rules judge."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from cordline.bedside import gate_query
from cordline.bedside.types import (
    BandFacts,
    ConsentFacts,
    DoseFacts,
    DoseGateFacts,
    DoseStatus,
    FitFacts,
    LotFacts,
    LotState,
    PlanInForce,
    PrepareFacts,
)
from cordline.ground.products import Product, Route
from cordline.plans.selectors import read_numbers
from cordline.plans.types import AmendmentFacts, GivenSession, LegalBasisFacts, ProductLimits

Answer = Mapping[str, Any]


def dose_parameters(
    *, dose: str, band: str, print_number: int, site: str, nurse: str, station: str
) -> dict[str, Any]:
    """The parameters of the query for a scanned wristband and dose."""
    return {
        "dose": dose,
        "band": band,
        "print": print_number,
        "site": site,
        "nurse": nurse,
        "station": station,
        "vials": [],
    }


def gate_facts(parameters: Mapping[str, Any]) -> DoseGateFacts:
    """Everything the dose gate asks about a scanned wristband and dose, read in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(gate_query.FOR_DOSE, parameters)
        return read_gate(cursor.fetchone()[0], parameters)


def read_gate(text: str, parameters: Mapping[str, Any]) -> DoseGateFacts:
    """Read the query's JSON text; numbers with a point become decimals, never floats."""
    found: Answer = json.loads(text, parse_float=Decimal)
    amendment, before_thaw = _amendment(found["amendment"])
    dose = found["dose"]
    return DoseGateFacts(
        site=parameters["site"],
        dose_code=parameters["dose"],
        band_code=parameters["band"],
        demonstration=found["demonstration"],
        dose=_dose(dose, found) if dose else None,
        band=_band(found["band"]),
        plan=_plan(found["plan"]),
        lot=_lot(found["lot"]),
        limits=_limits(found["numbers"]),
        amendment=amendment,
        amendment_before_thaw=before_thaw,
        given=_given(found["given"]),
        basis=_basis(found["basis"]),
        consent=_consent(found["consent"]),
        conditional_acknowledged=found["acknowledged"],
        fit=_fit(found["fit"]),
        hard_stops=tuple(found["stops"] or ()),
        allergies=None if found["allergies"] is None else frozenset(found["allergies"]),
        tray_checked_at=_time(found["tray"]["at"]) if found["tray"] else None,
        tray_local_today=bool(found["tray"] and found["tray"]["today"]),
        identity_said_at=_time(found["identity_at"]),
        died=found["died"],
        used_by=found["used_by"] or "",
    )


def prepare_facts(
    *,
    plan: str,
    lots: Sequence[int],
    vials: Sequence[str],
    reserved: frozenset[str],
    site: str,
    open_dose: str,
) -> PrepareFacts:
    """Everything that is asked before vials are thawed for a plan: one statement for each lot they come from."""
    answers: list[Answer] = []
    with connection.cursor() as cursor:
        for lot in list[int | None](lots) or [None]:
            cursor.execute(
                gate_query.FOR_PLAN,
                {"plan": plan, "lot": lot, "dose": "", "vials": list(vials), "site": site},
            )
            answers.append(json.loads(cursor.fetchone()[0], parse_float=Decimal))
    found = answers[0]
    fit = _fit(found["fit"])
    return PrepareFacts(
        site=site,
        plan_code=plan,
        plan=_plan(found["plan"]),
        limits=_limits(found["numbers"]),
        lots=tuple(lot for lot in (_lot(answer["lot"]) for answer in answers) if lot),
        vials=tuple(vials),
        vials_reserved=reserved,
        consent=_consent(found["consent"]),
        basis=_basis(found["basis"]),
        fit=fit,
        hard_stops=tuple(found["stops"] or ()),
        open_dose=open_dose,
        died=found["died"],
        given=_given(found["given"]),
        amendment=_amendment(found["amendment"])[0],
        weight_kg=fit.weight_kg if fit else None,
    )


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)


def _dose(dose: Answer, found: Answer) -> DoseFacts:
    return DoseFacts(
        code=dose["code"],
        status=DoseStatus(dose["status"]),
        site=dose["site"],
        person=dose["person"],
        plan=found["plan"]["code"] if found["plan"] else "",
        plan_version=dose["plan_version"],
        session=dose["session"],
        lot=found["lot"]["code"] if found["lot"] else "",
        cells=dose["cells"],
        volume_ml=_decimal(dose["volume_ml"]),
        viability_pct=_decimal(dose["viability_pct"]),
        dmso_g=_decimal(dose["dmso_g"]),
        earliest_thaw_at=_time(dose["earliest_thaw_at"]),
        checked=dose["checked"],
        accepted_by_physician=dose["accepted"],
        vials_reserved=0 < dose["vials"] == dose["reserved"],
    )


def _band(band: Answer | None) -> BandFacts | None:
    return BandFacts(band["code"], band["person"], band["print"], live=band["live"]) if band else None


def _plan(plan: Answer | None) -> PlanInForce | None:
    if plan is None:
        return None
    return PlanInForce(
        code=plan["code"],
        person=plan["person"],
        site=plan["site"],
        product=Product(plan["product"]),
        route=Route(plan["route"]),
        version=plan["version"],
        signed_version=plan["signed_version"],
        signature_valid=plan["signature_valid"],
        closed=plan["status"] == "closed",
        dose_cells=plan["dose_cells"],
        volume_ml=Decimal(plan["volume_ml"]),
        rate_ml_min=Decimal(plan["rate_ml_min"]),
        sessions=plan["sessions"],
        sessions_given=plan["sessions_given"],
        zone=plan["zone"],
    )


def _lot(lot: Answer | None) -> LotFacts | None:
    if lot is None:
        return None
    donations = lot["donations"] or ()
    stated = lot["residues"]
    known = None if stated is None else frozenset(stated) | frozenset(lot["made_with"] or ())
    return LotFacts(
        code=lot["code"],
        state=LotState(lot["state"]) if lot["product"] else None,
        product=Product(lot["product"]) if lot["product"] else None,
        expires_at=_time(lot["expires_at"]),
        residues=known,
        holds=tuple(lot["holds"] or ()),
        holds_judged=True,
        autologous_for=lot["autologous_for"] or None,
        donor_decision=_worst(donations),
        donor_rule_sets_agree=_agree(donations, lot["binding"] or ()),
    )


def _worst(donations: Sequence[Answer]) -> str | None:
    """Of several donations above a lot the worst decision counts; an unsigned one is no decision."""
    if not donations or not all(donation["signed"] for donation in donations):
        return None
    decisions = [str(donation["decision"]) for donation in donations]
    return next((decision for decision in decisions if decision != "eligible"), "eligible")


def _agree(donations: Sequence[Answer], binding: Sequence[str]) -> bool:
    """Every rule set that binds the site where the dose is given says eligible of every donation."""
    return bool(donations) and all(
        ((donation["by_rule_set"] or {}).get(rule_set) or {}).get("decision") == "eligible"
        for donation in donations
        for rule_set in binding
    )


def _limits(numbers: Answer | None) -> ProductLimits | None:
    if numbers is None:
        return None
    return read_numbers(
        numbers["numbers"],
        product=numbers["product"],
        route=numbers["route"],
        version=numbers["version"],
        confirmed=numbers["confirmed"],
    )


def _amendment(amendment: Answer | None) -> tuple[AmendmentFacts | None, bool]:
    if amendment is None:
        return None, False
    facts = AmendmentFacts(
        session_ceiling_cells=amendment["cells"],
        cells_per_kg_max=amendment["per_kg"],
        first_signed_by=amendment["first"],
        second_signed_by=amendment["second"],
    )
    return facts, amendment["before_thaw"]


def _given(given: Sequence[Sequence[Any]] | None) -> tuple[GivenSession, ...]:
    return tuple(GivenSession(_at(started_at), cells) for started_at, cells in given or ())


def _basis(basis: Answer | None) -> LegalBasisFacts | None:
    if basis is None:
        return None
    return LegalBasisFacts(
        code=basis["code"],
        product=Product(basis["product"]),
        route=Route(basis["route"]),
        site=basis["site"],
        valid_from=_at(basis["valid_from"]),
        valid_until=_time(basis["valid_until"]),
        signed=basis["signed"],
        withdrawn_at=_time(basis["withdrawn_at"]),
    )


def _consent(consent: Answer | None) -> ConsentFacts | None:
    if consent is None:
        return None
    return ConsentFacts(
        code=consent["code"],
        signed_by_patient=consent["patient"],
        signed_by_physician=consent["physician"],
        withdrawn=consent["withdrawn"],
        covers_conditional=consent["conditional"],
    )


def _fit(fit: Answer | None) -> FitFacts | None:
    if fit is None:
        return None
    return FitFacts(
        fit=fit["fit"],
        signed_at=_at(fit["signed_at"]),
        signed_by_physician=fit["signed"],
        site=fit["site"],
        local_today=fit["today"],
        weight_kg=Decimal(fit["weight_kg"]),
    )
