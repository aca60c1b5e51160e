"""What the bedside knows: doses and their vials, wristbands, passes, infusions and readings, the day's checks."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from cordline.bedside.limits import START_WITHIN_MINUTES
from cordline.bedside.models import (
    Dose,
    DoseVial,
    FitToInfuse,
    Infusion,
    Observation,
    Reaction,
    TrayCheck,
    Verdict,
    Wristband,
)
from cordline.bedside.types import DoseFacts, DoseStatus, VialFacts, Vitals
from cordline.ledger.types import as_json

_OPEN = (DoseStatus.PREPARING.value, DoseStatus.PREPARED.value)


def band_row(code: str, print_number: int) -> Wristband | None:
    """One print of a wristband."""
    return Wristband.objects.filter(code=code, print_number=print_number).first()


def live_band(person: str) -> Wristband | None:
    """The wristband of a person that works now."""
    return Wristband.objects.filter(person_id=person, dead_at=None).first()


def live_print(code: str) -> Wristband | None:
    """The print of a wristband that works now."""
    return Wristband.objects.filter(code=code, dead_at=None).first()


def dose_row(code: str, *, lock: bool = False) -> Dose | None:
    """One dose with its plan and lot; locked by a statement of its own when something is decided about it."""
    if lock:
        list(Dose.objects.select_for_update(no_key=True).filter(code=code).values_list("id"))
    return Dose.objects.select_related("plan__numbers", "plan__basis", "lot").filter(code=code).first()


def open_dose_of(plan: str) -> str:
    """The dose of a plan that is in preparation or waiting; empty when there is none."""
    rows = Dose.objects.filter(plan__code=plan, status__in=_OPEN)
    return rows.values_list("code", flat=True).first() or ""


def vials_of(dose: Dose) -> list[VialFacts]:
    """The vials that went into a dose, the first thawed first."""
    rows = DoseVial.objects.filter(dose=dose).order_by("thawed_at", "id")
    return [VialFacts(r.container_id, dose.lot.code, r.thawed_at, r.volume_ml, r.dmso_pct) for r in rows]


def dose_facts(row: Dose) -> DoseFacts:
    """Read a dose's row into the facts that preparation judges by; the gate reads its own in one statement."""
    return DoseFacts(
        code=row.code,
        status=DoseStatus(row.status),
        site=row.site,
        person=row.person_id,
        plan=row.plan.code,
        plan_version=row.plan_version,
        session=row.session,
        lot=row.lot.code,
        cells=row.cells,
        volume_ml=row.volume_ml,
        viability_pct=row.viability_pct,
        dmso_g=row.dmso_g,
        earliest_thaw_at=row.earliest_thaw_at,
        checked=row.checked_at is not None,
        accepted_by_physician=row.decided_at is not None,
        vials_reserved=True,
    )


def dose_content(code: str) -> dict[str, Any]:
    """Exactly what the second check (and a physician's decision) signs about a dose."""
    row = dose_row(code)
    if row is None:
        return {}
    return {
        "dose": row.code,
        "person": row.person_id,
        "plan": row.plan.code,
        "plan_version": row.plan_version,
        "session": row.session,
        "lot": row.lot.code,
        "vials": [vial.code for vial in vials_of(row)],
        "earliest_thaw_at": as_json(row.earliest_thaw_at),
        "cells": row.cells,
        "volume_ml": as_json(row.volume_ml),
        "viability_pct": as_json(row.viability_pct),
        "dmso_g": as_json(row.dmso_g),
        "prepared_by": row.prepared_by,
    }


def doses_at(site: str, statuses: Iterable[DoseStatus]) -> QuerySet[Dose]:
    """Doses of a site in some states, the first thawed first: "must happen by" order."""
    return (
        Dose.objects.filter(site=site, status__in=[status.value for status in statuses])
        .select_related("plan", "lot")
        .order_by("earliest_thaw_at")
    )


def doses_of(person: str) -> list[Dose]:
    """Every dose that was prepared for a person, newest first."""
    return list(Dose.objects.filter(person_id=person).select_related("plan", "lot").order_by("-begun_at"))


def latest_fit(person: str) -> FitToInfuse | None:
    """The latest fit-to-infuse judgement about a person."""
    return FitToInfuse.objects.filter(person_id=person).order_by("-signed_at", "-id").first()


def latest_tray(site: str) -> TrayCheck | None:
    """The latest check of a site's emergency tray."""
    return TrayCheck.objects.filter(site=site).order_by("-checked_at").first()


def latest_pass(dose: str, *, now: datetime) -> Verdict | None:
    """The latest pass of a dose, while it can still be started on."""
    since = now - timedelta(minutes=START_WITHIN_MINUTES)
    return (
        Verdict.objects.filter(dose__code=dose, passed_at__gte=since, infusion=None)
        .order_by("-passed_at", "-id")
        .first()
    )


def verdict_row(number: int) -> Verdict | None:
    """One pass by its number."""
    return Verdict.objects.select_related("dose__plan", "dose__lot").filter(pk=number).first()


def passes_of(dose: str) -> list[Verdict]:
    """Every pass of a dose, newest first."""
    return list(Verdict.objects.filter(dose__code=dose).order_by("-passed_at", "-id"))


def infusion_row(code: str, *, lock: bool = False) -> Infusion | None:
    """One infusion with its dose; locked by a statement of its own when something is decided about it."""
    if lock:
        list(Infusion.objects.select_for_update(no_key=True).filter(code=code).values_list("id"))
    return Infusion.objects.select_related("dose__plan__numbers", "dose__lot").filter(code=code).first()


def infusions_running(site: str) -> QuerySet[Infusion]:
    """The infusions that run at a site now."""
    return Infusion.objects.filter(site=site, ended_at=None).select_related("dose").order_by("started_at")


def infusions_of(person: str) -> list[Infusion]:
    """Every infusion of a person, newest first."""
    return list(Infusion.objects.filter(person_id=person).select_related("dose__lot").order_by("-started_at"))


def infusions_ended_since(site: str, since: datetime) -> QuerySet[Infusion]:
    """Infusions of a site that ended after a moment, the newest first."""
    rows = Infusion.objects.filter(site=site, ended_at__gte=since).select_related("dose")
    return rows.order_by("-ended_at")


def observations_of(infusion: Infusion) -> list[Observation]:
    """Every set of vital signs of an infusion, its baseline first."""
    own = Observation.objects.filter(infusion=infusion)
    return sorted([*own, *Observation.objects.filter(dose=infusion.dose)], key=lambda row: (row.at, row.pk))


def latest_baseline(dose: Dose) -> Observation | None:
    """The latest set of vital signs taken before a dose was started."""
    return Observation.objects.filter(dose=dose).order_by("-at", "-id").first()


def vitals_of(row: Observation) -> Vitals:
    """Read one set of readings into the value that rules judge."""
    return Vitals(row.heart_rate, row.systolic, row.diastolic, row.spo2_pct, row.breaths, row.temperature_c)


def reactions_of(infusion: Infusion) -> list[Reaction]:
    """Every time somebody pressed Reaction during an infusion."""
    return list(Reaction.objects.filter(infusion=infusion).order_by("pressed_at"))


def infusions_reached(nodes: Sequence[int], doses: Sequence[str]) -> list[Infusion]:
    """The infusions whose dose came from a lot among these nodes, or is one of these doses."""
    rows = Infusion.objects.select_related("dose__lot")
    found = rows.filter(dose__lot__in=list(nodes)) | rows.filter(dose__code__in=list(doses))
    return list(found.order_by("started_at"))
