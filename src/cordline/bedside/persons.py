"""What the bedside room keeps about one person: for their own copy, and what law holds after an erasure."""

from typing import Any

from cordline.bedside.models import (
    Dose,
    FitToInfuse,
    IdentityCheck,
    Infusion,
    Observation,
    Reaction,
    Verdict,
    Wristband,
)
from cordline.people.exporting import part_of_export, rows
from cordline.people.limits import TRACEABILITY_YEARS
from cordline.people.retention import retains
from cordline.people.types import Retained


@part_of_export("infusions")
def infusions_of(person: str) -> dict[str, Any]:
    """Give everything of a patient's infusion days: bands, checks, doses by lot code, vital signs, reactions."""
    theirs = {"person": person}
    return {
        "wristbands": rows(
            Wristband.objects.filter(**theirs).order_by("pk"), "code print_number printed_at dead_at"
        ),
        "fit_to_infuse": rows(
            FitToInfuse.objects.filter(**theirs).order_by("pk"),
            "plan.code fit weight_kg heart_rate systolic diastolic spo2_pct breaths temperature_c pregnancy_test"
            " reason signed_by signed_at",
        ),
        "identity_checks": rows(IdentityCheck.objects.filter(**theirs).order_by("pk"), "asked_by asked_at"),
        "doses": rows(
            Dose.objects.filter(**theirs).order_by("pk"),
            "code plan.code session lot.code status begun_at volume_ml viable_cells_per_ml viability_pct cells"
            " dmso_g counted_at decided_reason checked_at leftover_ml destroyed_at destroyed_reason",
        ),
        "passes": rows(Verdict.objects.filter(**theirs).order_by("pk"), "dose.code passed_at nurse"),
        "infusions": rows(
            Infusion.objects.filter(**theirs).order_by("pk"),
            "code dose.code cells volume_ml rate_ml_min started_at ended_at end given_ml end_reason",
        ),
        "observations": rows(
            Observation.objects.filter(**theirs).order_by("pk"),
            "at heart_rate systolic diastolic spo2_pct breaths temperature_c symptoms stop_codes",
        ),
        "reactions": rows(
            Reaction.objects.filter(infusion__person__code=person).order_by("pk"),
            "pressed_at pressed_by event",
        ),
    }


@retains
def kept_of_infusions(person: str) -> list[Retained]:
    """Say what stays of somebody who received cells: what was given, when, and how it went, by code."""
    if not Infusion.objects.filter(person__code=person).exists():
        return []
    return [
        Retained(
            what="doses, infusions, vital signs and reactions, by code",
            basis=f"traceability, at least {TRACEABILITY_YEARS} years after clinical use (2006/86/EC Art 9(2))",
        )
    ]
