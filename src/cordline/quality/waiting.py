"""What quality has waiting: open deviations of the site, critical ones with a clock."""

from collections.abc import Iterable

from django.urls import reverse

from cordline.ground.actor import Actor
from cordline.ground.roles import Role
from cordline.quality import selectors
from cordline.quality.types import Severity
from cordline.web.waiting import WorkItem, waits_for

MOST = 30


@waits_for(Role.QUALITY, Role.LABORATORY_HEAD)
def deviations_open(by: Actor) -> Iterable[WorkItem]:
    """Each open deviation of this site, the gravest first."""
    for row in selectors.open_deviations(by.site)[:MOST]:
        severity = Severity(row.severity)
        yield WorkItem(
            f"{severity.label} deviation: {row.title}",
            code=row.code,
            url=reverse("quality:deviation", args=[row.code]),
            state="stop" if severity is Severity.CRITICAL else "warn",
            word="Blocks release" if severity is Severity.CRITICAL else "Open",
        )
