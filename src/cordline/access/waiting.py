"""What waits for the privacy officer: emergency openings nobody reviewed yet."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from cordline.access import selectors
from cordline.ground.actor import Actor
from cordline.ground.roles import Role
from cordline.web.waiting import WorkItem, waits_for

REVIEW_WITHIN = timedelta(days=3)


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
