"""What the donors room keeps about one person: for their own copy, and what law holds after an erasure."""

from typing import Any

from cordline.donors.models import Donation, DonorConsent, EligibilityDecision, Examination, Interview, News
from cordline.people.exporting import part_of_export, rows
from cordline.people.limits import TRACEABILITY_YEARS
from cordline.people.retention import retains
from cordline.people.types import Retained


@part_of_export("donations")
def donations_of(person: str) -> dict[str, Any]:
    """Give what a donor gave, told and consented to, and how the donation was judged; recipients are left out."""
    theirs = {"donor__person": person}
    return {
        "consents": rows(
            DonorConsent.objects.filter(**theirs).order_by("pk"),
            "code text_version language signed_at taken_by withdrawn_at",
        ),
        "interviews": rows(Interview.objects.filter(**theirs).order_by("pk"), "taken_at answers taken_by"),
        "examinations": rows(
            Examination.objects.filter(**theirs).order_by("pk"), "done_at weight_kg done_by"
        ),
        "donations": rows(
            Donation.objects.filter(**theirs).order_by("pk"),
            "code kind use product donated_at gestation_weeks delivery infant_healthy donor_age_years",
        ),
        "decisions": rows(
            EligibilityDecision.objects.filter(donation__donor__person__code=person).order_by("pk"),
            "donation.code decision judged_at signed_at signed_by superseded_at",
        ),
        "news": rows(News.objects.filter(**theirs).order_by("pk"), "code kind heard_from heard_at outcome"),
    }


@retains
def kept_of_donations(person: str) -> list[Retained]:
    """Say what stays of a donor: the screening that stands behind cells which others may have received."""
    if not Donation.objects.filter(donor__person__code=person).exists():
        return []
    return [
        Retained(
            what="consent, interview, examination, test results and eligibility of the donation, by code",
            basis=f"traceability, at least {TRACEABILITY_YEARS} years after clinical use (2006/86/EC Art 9(2))",
        )
    ]
