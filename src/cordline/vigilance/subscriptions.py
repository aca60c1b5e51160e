"""A late bad result or news about a donor opens a look-back on everyone already reached by what it is about.

Nothing waits for this: the result's own act placed the hold. Where nobody was treated or promised anything, the hold
and the deviation are enough, and no look-back opens.
"""

from cordline.ground.actor import job
from cordline.ledger.services import Entry
from cordline.ledger.subscribing import subscribe
from cordline.release.services import follow_news
from cordline.vigilance import selectors
from cordline.vigilance.figures import publish_standing_figures
from cordline.vigilance.services import open_look_back

NAME = "vigilance.on_late_news"
VERBS = (
    "assays.result.recorded",
    "assays.result.corrected",
    "donors.news.recorded",
    "donors.consent.withdrawn",
    "lab.culture.contaminated",
)
EVENT_VERBS = {
    "followup.event.reported": "An adverse event was reported.",
    "followup.event.upgraded": "An adverse event was judged anew.",
    "followup.event.closed": "An adverse event was closed.",
    "followup.death.recorded": "A death was recorded.",
}


@subscribe(NAME, verbs=VERBS)
def on_late_news(entry: Entry) -> None:
    """Open a look-back from the material that was put on hold, when it has reached people."""
    hold = str(entry.payload.get("hold", ""))
    about = str(entry.payload.get("of", "")) or entry.subject
    if not hold or selectors.open_look_back_on(about):
        return
    reach = selectors.recall_reach(about)
    if not any(reach.columns.values()):
        return
    open_look_back(
        subject=about,
        reason=f"{_what(entry)}; hold {hold}",
        by=job("vigilance", entry.site),
        key=f"{NAME}:{entry.id}",
    )


@subscribe("vigilance.on_recall", verbs=("vigilance.recall.opened",))
def on_recall(entry: Entry) -> None:
    """A recall was opened: its hold stopped everything below at once; the release of those lots is suspended now."""
    follow_news(entry, subscriber="vigilance.on_recall")


def _what(entry: Entry) -> str:
    if "test" in entry.payload:
        return f"Result {entry.subject}: {entry.payload['test']} {entry.payload.get('shown', '')}".strip()
    return {
        "donors.news.recorded": "News about the donor after the donation",
        "donors.consent.withdrawn": "Consent of the donor withdrawn",
    }.get(entry.verb, "Contamination found")


@subscribe("vigilance.on_event", verbs=tuple(EVENT_VERBS))
def on_event(entry: Entry) -> None:
    """An adverse event is reported, judged graver or closed: the public figures say so at once (W36)."""
    publish_standing_figures(
        by=job("vigilance", entry.site), key=f"vigilance.on_event:{entry.id}", reason=EVENT_VERBS[entry.verb]
    )
