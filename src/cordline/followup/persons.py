"""What the follow-up room keeps about one person: for their own copy, and what law holds after an erasure."""

from typing import Any

from cordline.followup.models import AdverseEvent, Contact, Death
from cordline.people.exporting import part_of_export, rows
from cordline.people.retention import retains
from cordline.people.types import Retained


@part_of_export("follow-up")
def followup_of(person: str) -> dict[str, Any]:
    """Give the contacts after each infusion and how they ended, and every adverse event."""
    theirs = {"person": person}
    return {
        "contacts": rows(
            Contact.objects.filter(**theirs).order_by("pk"),
            "code infusion step due_at tries ending ended_at ended_by reason channel",
        ),
        "adverse_events": rows(
            AdverseEvent.objects.filter(**theirs).order_by("pk"),
            "code infusion what grade serious relatedness expected action occurred_at known_at report_due_at"
            " reported_at closed_at outcome",
        ),
        "death": rows(Death.objects.filter(**theirs), "died_on known_at"),
    }


@retains
def kept_of_events(person: str) -> list[Retained]:
    """Say what stays of somebody who had an adverse event: a report and its case are kept by code."""
    if not AdverseEvent.objects.filter(person__code=person).exists():
        return []
    return [
        Retained(
            what="adverse events with their grade, dates and reports, by code",
            basis="safety records, at least 10 years after clinical use (2006/86/EC Annex I part E)",
        )
    ]
