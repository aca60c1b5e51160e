"""What release does when news arrives below: a hold, a result, a re-grade, a deviation on anything a lot came from.

Safety has not waited: the hold stopped every descendant in its own transaction. From here the disposition, the bank's
copy and the certificate follow, each lot in an act of its own that reads the evidence as it is then.
"""

from cordline.ground.actor import job
from cordline.ground.products import Use
from cordline.ledger import selectors as ledger
from cordline.ledger.services import Entry
from cordline.ledger.subscribing import subscribe
from cordline.release import selectors
from cordline.release.services import suspend_by_house
from cordline.release.services.suspending import because

BAD_NEWS = (
    "lineage.hold.placed",
    "lineage.parent.struck",
    "quality.deviation.opened",
    "quality.deviation.graded",
    "assays.result.recorded",
    "assays.result.corrected",
    "donors.eligibility.regraded",
    "donors.consent.withdrawn",
    "donors.news.recorded",
    "lab.culture.contaminated",
)
_NAME = "release.on_bad_news"


@subscribe(_NAME, verbs=BAD_NEWS)
def on_bad_news(entry: Entry) -> None:
    """Suspend every lot with leave below the news, or touched by it, whose evidence no longer bears its release."""
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
            key=f"{_NAME}:{entry.id}:{found.lot}:{found.use.value}",
        )
