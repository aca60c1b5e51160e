"""How a culture is given up: discarded with a reason, or contaminated, which stops everything that came from it."""

from datetime import datetime

from cordline.ground.actor import Actor
from cordline.lab import rules, verbs
from cordline.lab.models import Culture
from cordline.lab.services.found import locked_cultures
from cordline.lab.types import CultureState
from cordline.ledger.services import Act, Entry, act
from cordline.lineage.services import place_hold_within
from cordline.lineage.types import HoldKind


def discard_culture(
    *, culture: str, reason: str, by: Actor, key: str, occurred_at: datetime | None = None
) -> Entry:
    """Give up a culture, or what is left of its pool. Refuses: lab.unknown, lab.culture_over, lab.reason_missing.
    Writes: lab.culture.discarded."""
    content = {"culture": culture, "reason": reason}
    with act(
        verbs.DISCARDED, by=by, key=key, content=content, occurred_at=occurred_at, subject=culture
    ) as this:
        if this.answered:
            return this.entry
        left = _end(this, culture, CultureState.DISCARDED, reason)
        return this.record(
            subject=culture, reason=reason, payload={"reason": reason, "discarded_cells": left}
        )


def report_contamination(
    *, culture: str, reason: str, by: Actor, key: str, occurred_at: datetime | None = None
) -> Entry:
    """Declare a culture contaminated: it ends, and it and all that came from it are on hold in the same act.

    Refuses: lab.unknown, lab.culture_over, lab.reason_missing. Writes: lab.culture.contaminated.
    """
    content = {"culture": culture, "reason": reason}
    with act(
        verbs.CONTAMINATED, by=by, key=key, content=content, occurred_at=occurred_at, subject=culture
    ) as this:
        if this.answered:
            return this.entry
        left = _end(this, culture, CultureState.CONTAMINATED, reason)
        hold = place_hold_within(
            this, on=culture, kind=HoldKind.DEVIATION, reason=f"Culture contaminated: {reason.strip()}"
        )
        return this.record(
            subject=culture,
            units=[hold],
            reason=reason,
            payload={"reason": reason, "discarded_cells": left, "hold": hold},
        )


def _end(this: Act, culture: str, state: CultureState, reason: str) -> int | None:
    [facts] = locked_cultures([culture])
    this.require(rules.why_not_end(facts, reason))
    Culture.objects.filter(code=culture).update(
        state=state.value, ended_at=this.now, ended_by=this.by.code, ended_reason=reason.strip()
    )
    return facts.remaining_cells
