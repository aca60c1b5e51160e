"""A serious event stands in the public count from the act that reports it: no page goes on saying one fewer (W36).

Only what this room knows is counted here: people with a serious event after an infusion, and those still open. How many
were treated, and how many could be reached, stays as last published; the room that counts everything follows within
seconds. Where no count was ever published, no page says one, and nothing can be wrong.
"""

from cordline.followup.models import AdverseEvent
from cordline.knowledge import selectors as knowledge
from cordline.knowledge.services import lock_figure, publish_figure_within
from cordline.ledger.services import Act, is_demonstration

FIGURE = "serious_events"


def count_serious_within(this: Act, *, reason: str) -> int | None:
    """Publish the count of people with a serious event as it stands in this act; gives its number, or nothing.

    Reports of the same moment wait here for each other, so that none counts without the other.
    """
    lock_figure(FIGURE)
    last = next(iter(knowledge.figure_history(FIGURE)), None)
    if last is None:
        return None
    people = AdverseEvent.objects.exclude(serious=[]).exclude(infusion="").values("person").distinct()
    # What another room counts besides is not taken back here.
    numerator = max(people.count(), last.numerator)
    row, _ = publish_figure_within(
        this,
        name=FIGURE,
        numerator=numerator,
        denominator=max(last.denominator, numerator),
        period_from=last.period_from,
        period_to=max(last.period_to, this.now.date()),
        completeness_pct=last.completeness_pct,
        under_review=people.filter(closed_at=None).count(),
        simulated=is_demonstration(),
        reason=reason,
    )
    return row.number
