"""What waits for whom in this room: decisions to sign, news to assess, rule sets to confirm."""

from collections.abc import Iterable

from django.urls import reverse

from cordline.donors.models import EligibilityDecision, News
from cordline.donors.types import Decision
from cordline.ground.actor import Actor
from cordline.ground.roles import Role
from cordline.web.waiting import WorkItem, waits_for

_MOST = 50


@waits_for(Role.RESPONSIBLE_PERSON)
def decisions_to_sign(by: Actor) -> Iterable[WorkItem]:
    """Complete decisions that count once they are signed."""
    rows = EligibilityDecision.objects.filter(site=by.site, superseded_at=None, signed_at=None)
    rows = rows.exclude(decision=Decision.INCOMPLETE).select_related("donation__donor").order_by("judged_at")
    for row in rows[:_MOST]:
        yield WorkItem(
            title=f"Sign the eligibility: {row.decision.replace('_', ' ')}",
            code=row.donation.code,
            url=reverse("donors:sign", args=[row.donation.code]),
            state="todo",
            word="To sign",
        )


@waits_for(Role.RESPONSIBLE_PERSON)
def news_to_assess(by: Actor) -> Iterable[WorkItem]:
    """News that hold a donor's cells until somebody has assessed them."""
    rows = News.objects.filter(site=by.site, assessed_at=None).select_related("donor").order_by("recorded_at")
    for row in rows[:_MOST]:
        yield WorkItem(
            title="Assess news that came after a donation",
            code=row.donor.code,
            url=reverse("donors:donor", args=[row.donor.code]),
            state="hold",
            word="Holding",
            limit=True,
        )


@waits_for(Role.DONOR_COORDINATOR)
def incomplete_decisions(by: Actor) -> Iterable[WorkItem]:
    """Donations whose decision is open: something is missing that somebody must fetch."""
    rows = EligibilityDecision.objects.filter(
        site=by.site, superseded_at=None, decision=Decision.INCOMPLETE
    ).select_related("donation__donor")
    for row in rows.order_by("judged_at")[:_MOST]:
        reasons = [each for each in row.verdicts.get("reasons", []) if each["decision"] == "incomplete"]
        yield WorkItem(
            title=reasons[0]["text"] if reasons else "The decision is open",
            code=row.donation.code,
            url=f"{reverse('donors:donor', args=[row.donation.donor.code])}#{row.donation.code}",
            state="waiting",
            word="Open",
        )
