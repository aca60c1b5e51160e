"""What release does when news arrives below: a hold, a result, a re-grade, a deviation on anything a lot came from.

Safety has not waited: the hold stopped every descendant in its own transaction. From here the disposition, the bank's
copy and the certificate follow, each lot in an act of its own that reads the evidence as it is then.
"""

from cordline.ledger.services import Entry
from cordline.ledger.subscribing import subscribe
from cordline.release.services import follow_news

BAD_NEWS = (
    "lineage.hold.placed",
    "lineage.parent.struck",
    "quality.deviation.opened",
    "quality.deviation.graded",
    "assays.result.recorded",
    "assays.results.recorded",
    "assays.result.corrected",
    "donors.eligibility.regraded",
    "donors.consent.withdrawn",
    "donors.news.recorded",
    "lab.culture.contaminated",
    "interop.import.withdrawn",
)
_NAME = "release.on_bad_news"


def _takes_nothing(entry: Entry) -> bool:
    """A result within its limits, and a judgement that changed nothing, take nobody's leave away."""
    if entry.verb.startswith("assays."):
        return not entry.payload.get("adverse")
    return entry.verb == "donors.eligibility.regraded" and not entry.payload.get("changed")


@subscribe(_NAME, verbs=BAD_NEWS, idle=_takes_nothing)
def on_bad_news(entry: Entry) -> None:
    """Suspend every lot with leave below the news, or touched by it, whose evidence no longer bears its release."""
    follow_news(entry, subscriber=_NAME)
