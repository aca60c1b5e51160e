"""A late bad result or news about a donor opens a look-back on everyone already reached by what it is about.

Nothing waits for this: the result's own act placed the hold. Where nobody was treated or promised anything, the hold
and the deviation are enough, and no look-back opens.
"""

from cordline.ground.actor import job
from cordline.ledger.services import Entry
from cordline.ledger.subscribing import subscribe
from cordline.lineage import selectors as lineage
from cordline.release.services import follow_news
from cordline.vigilance import selectors
from cordline.vigilance.figures import publish_standing_figures
from cordline.vigilance.services import open_look_back

NAME = "vigilance.on_late_news"
VERBS = (
    "assays.result.recorded",
    "assays.results.recorded",
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


def _holds(entry: Entry) -> list[str]:
    """The holds that the news placed: one, or for results taken in together one for each bad one."""
    several = entry.payload.get("holds")
    found = several if isinstance(several, list) else [entry.payload.get("hold", "")]
    return [str(hold) for hold in found if hold]


@subscribe(NAME, verbs=VERBS, idle=lambda entry: not _holds(entry))
def on_late_news(entry: Entry) -> None:
    """Open a look-back from each material that was put on hold, when it has reached people."""
    holds = _holds(entry)
    of = entry.payload.get("of", "")
    if isinstance(of, list):
        # Of several sampled materials only those that their own holds stand on are looked back from.
        abouts = {state.target: state.code for state in map(lineage.hold_state, holds) if state is not None}
    else:
        abouts = {str(of) or entry.subject: next(iter(holds), "")}
    for about, hold in abouts.items():
        if not hold or selectors.open_look_back_on(about):
            continue
        if not any(selectors.recall_reach(about).columns.values()):
            continue
        open_look_back(
            subject=about,
            reason=f"{_what(entry)}; hold {hold}",
            by=job("vigilance", entry.site),
            key=f"{NAME}:{entry.id}" if not isinstance(of, list) else f"{NAME}:{entry.id}:{about}",
        )


@subscribe("vigilance.on_recall", verbs=("vigilance.recall.opened",))
def on_recall(entry: Entry) -> None:
    """A recall was opened: its hold stopped everything below at once; the release of those lots is suspended now."""
    follow_news(entry, subscriber="vigilance.on_recall")


def _what(entry: Entry) -> str:
    if "test" in entry.payload:
        return f"Result {entry.subject}: {entry.payload['test']} {entry.payload.get('shown', '')}".strip()
    return {
        "assays.results.recorded": "Results taken in together",
        "donors.news.recorded": "News about the donor after the donation",
        "donors.consent.withdrawn": "Consent of the donor withdrawn",
    }.get(entry.verb, "Contamination found")


@subscribe("vigilance.on_event", verbs=tuple(EVENT_VERBS))
def on_event(entry: Entry) -> None:
    """An adverse event is reported, judged graver or closed: the public figures say so at once (W36)."""
    publish_standing_figures(
        by=job("vigilance", entry.site), key=f"vigilance.on_event:{entry.id}", reason=EVENT_VERBS[entry.verb]
    )
