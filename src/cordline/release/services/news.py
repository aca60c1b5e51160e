"""What the house does when news arrives about anything a lot with leave came from, or was touched by."""

from cordline.ground.actor import job
from cordline.ground.products import Use
from cordline.ledger import selectors as ledger
from cordline.ledger.services import Entry
from cordline.release import selectors
from cordline.release.services.suspending import because, suspend_by_house


def follow_news(entry: Entry, *, subscriber: str) -> None:
    """Suspend every lot with leave below the news, or touched by it, whose evidence no longer bears its release.

    Each lot follows in an act of its own that reads the evidence as it is then. A room above this one hands its news
    in here; those of the rooms below are listed in ``subscriptions``. Writes: release.lot.suspended_by_house.
    """
    row = ledger.entries().filter(id=entry.id).first()
    units = list(row.units) if row is not None else []
    for found in selectors.leave_under([entry.subject, *units]):
        seen = selectors.review(found.lot, found.use)
        if seen is not None and not because(seen.refusals):
            continue
        suspend_by_house(
            lot=found.lot,
            use=Use(found.use),
            by=job("release", site=entry.site),
            key=f"{subscriber}:{entry.id}:{found.lot}:{found.use.value}",
        )
