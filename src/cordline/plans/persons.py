"""What the plans room says about one person: in the banner, for their own copy, and what law holds after an erasure."""

from typing import Any

from cordline.people.alerting import alerts
from cordline.people.exporting import part_of_export, rows
from cordline.people.limits import TRACEABILITY_YEARS
from cordline.people.retention import retains
from cordline.people.types import Retained
from cordline.plans import selectors
from cordline.plans.limits import stop_words
from cordline.plans.models import HardStop, Plan, PlanAmendment, Session, TreatmentConsent


@part_of_export("plans")
def plans_of(person: str) -> dict[str, Any]:
    """Give a patient's plans and their amendments, consents, hard stops and the sessions held."""
    theirs = {"person": person}
    return {
        "plans": rows(
            Plan.objects.filter(**theirs).order_by("pk"),
            "code version status product route dose_cells weight_kg volume_ml rate_ml_min sessions interval_days"
            " written_by written_at signed_by signed_at closed_at closed_reason",
        ),
        "amendments": rows(
            PlanAmendment.objects.filter(plan__person__code=person).order_by("pk"),
            "plan.code session_ceiling_cells cells_per_kg_max reason first_signed_by first_signed_at"
            " second_signed_by second_signed_at",
        ),
        "consents": rows(
            TreatmentConsent.objects.filter(**theirs).order_by("pk"),
            "code product route text_version language covers_conditional given_by given_at physician"
            " physician_at withdrawn_at",
        ),
        "stops": rows(
            HardStop.objects.filter(**theirs).order_by("pk"), "code rule opened_at closed_at closed_reason"
        ),
        "sessions": rows(
            Session.objects.filter(**theirs).order_by("pk"),
            "plan.code number dose thawed_at started_at cells",
        ),
    }


@alerts
def stops_standing(person: str) -> list[str]:
    """Say each hard stop that stands against a patient's treatment."""
    return [f"Hard stop: {stop_words(stop.rule)}" for stop in selectors.open_stops(person)]


@retains
def kept_of_plans(person: str) -> list[Retained]:
    """Say what stays of a patient who was treated: the plan and consent that the treatment stood on."""
    if not Session.objects.filter(person__code=person).exists():
        return []
    return [
        Retained(
            what="plan, consent and sessions of the treatment, by code",
            basis=f"traceability, at least {TRACEABILITY_YEARS} years after clinical use (2006/86/EC Art 9(2))",
        )
    ]
