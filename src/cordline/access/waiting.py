"""What waits for privacy and quality: emergency openings nobody reviewed yet, and the access review of the quarter."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from cordline.access import selectors
from cordline.ground.actor import Actor
from cordline.ground.roles import Role
from cordline.ledger.services import database_now
from cordline.web.waiting import WorkItem, waits_for

REVIEW_WITHIN = timedelta(days=3)
ANNOUNCED = timedelta(days=14)  # before the quarter is over


@waits_for(Role.PRIVACY_OFFICER)
def unreviewed(by: Actor) -> Iterator[WorkItem]:
    """Each emergency opening of this site waits for its review."""
    for row in selectors.glass_breaks(by.site, unreviewed_only=True):
        yield WorkItem(
            title="Review an emergency access",
            code=row.person,
            url=reverse("access:glass_review", args=[row.id]),
            due_at=row.opened_at + REVIEW_WITHIN,
        )


@waits_for(Role.QUALITY, Role.PRIVACY_OFFICER)
def access_review(by: Actor) -> Iterator[WorkItem]:
    """The quarter's review of who holds which role waits from two weeks before its day."""
    due = selectors.review_due(by.site)
    if due is not None and database_now() >= due - ANNOUNCED:
        yield WorkItem(
            title="Review who holds which role", code=by.site, url=reverse("access:hold_review"), due_at=due
        )
