"""How cells are counted: raw tallies kept, the numbers worked out by one formula with its version, harvest or not."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from cordline.ground.actor import Actor
from cordline.ground.products import Product
from cordline.ground.refusal import Refusal, Refused
from cordline.lab import rules, verbs
from cordline.lab.models import Count, Culture
from cordline.lab.services.found import limits_for, locked_cultures
from cordline.lab.types import (
    CountResult,
    CultureFacts,
    CultureState,
    Purpose,
    Tallies,
    TypedTotal,
)
from cordline.ledger.services import Act, Entry, act, constraint_refuses

_LONGEST_REASON = 500
constraint_refuses("lab_culture_harvested_once", "lab.harvest_raced")


def count_culture(
    *,
    culture: str,
    purpose: Purpose,
    counted: Tallies | TypedTotal,
    by: Actor,
    key: str,
    occurred_at: datetime | None = None,
) -> Entry:
    """Count a growing culture; a harvest ends the passage and states its yield and doublings (U104).

    Raw tallies are kept as seen. A typed total without them says why and is marked for good. Refuses: lab.unknown,
    lab.culture_not_growing, lab.culture_over, lab.held, lab.tallies_missing, lab.replicates_differ,
    lab.nothing_seen, lab.spread, lab.number_*, lab.before_seeding, lab.reason_missing, lab.no_limits.
    Writes: lab.culture.counted or lab.culture.harvested.
    """
    verb = verbs.HARVESTED if purpose is Purpose.HARVEST else verbs.COUNTED
    content = {"culture": culture, "purpose": purpose, "counted": _content(counted)}
    with act(verb, by=by, key=key, content=content, occurred_at=occurred_at, subject=culture) as this:
        if this.answered:
            return this.entry
        this.require(_why_not(counted))
        result = _result(counted)
        [facts] = locked_cultures([culture])
        allowed = limits_for(this, Product(facts.product))
        when = occurred_at or this.now
        this.require(
            rules.why_not_count(facts, result, allowed, harvest=purpose is Purpose.HARVEST),
            rules.why_not_before(facts, when),
        )
        _write(this, facts, purpose, counted, result, when, allowed.version)
        payload: dict[str, Any] = {
            "viable_cells": result.viable_cells,
            "total_cells": result.total_cells,
            "viability_pct": result.viability_pct,
            "spread_pct": result.spread_pct,
            "formula": f"{result.formula}-{result.version}",
            "typed": isinstance(counted, TypedTotal),
            "limits_version": allowed.version,
        }
        if purpose is Purpose.HARVEST:
            payload |= _harvest(facts, result, when)
        return this.record(subject=culture, payload=payload)


def correct_count(
    *, culture: str, number: int, counted: Tallies | TypedTotal, reason: str, by: Actor, key: str
) -> Entry:
    """Strike a count that was entered wrongly and record what was seen; both stay on the page (U103).

    A harvest can be corrected while no cell has left its pool. Refuses: lab.unknown, lab.count_unknown,
    lab.count_struck, lab.count_unchanged, lab.count_drawn, lab.reason_missing, lab.foreign_site, and what a count
    refuses. Writes: lab.culture.count_corrected.
    """
    content = {"culture": culture, "number": number, "counted": _content(counted), "reason": reason}
    with act(verbs.COUNT_CORRECTED, by=by, key=key, content=content, reason=reason, subject=culture) as this:
        if this.answered:
            return this.entry
        this.require(_why_not(counted))
        result = _result(counted)
        [facts] = locked_cultures([culture])
        old = Count.objects.select_for_update().filter(culture__code=culture, id=number).first()
        if old is None:
            raise Refused([Refusal("lab.count_unknown", culture=culture, number=number)])
        allowed = limits_for(this, Product(facts.product))
        this.require(
            _why_not_corrected(facts, old, counted, result, reason, by),
            rules.why_not_result(result, allowed, harvest=old.purpose == Purpose.HARVEST),
        )
        Count.objects.filter(pk=old.pk).update(
            struck_at=this.now, struck_by=by.code, strike_reason=reason.strip()[:_LONGEST_REASON]
        )
        purpose, when = Purpose(old.purpose), old.counted_at
        _write(this, facts, purpose, counted, result, when, allowed.version, corrects=old)
        payload: dict[str, Any] = {
            "viable_cells": result.viable_cells,
            "was": old.viable_cells,
            "number": number,
            "reason": reason,
        }
        if purpose is Purpose.HARVEST:
            payload |= _harvest(facts, result, when)
        return this.record(subject=culture, payload=payload)


def _why_not_corrected(
    facts: CultureFacts,
    old: Count,
    counted: Tallies | TypedTotal,
    result: CountResult,
    reason: str,
    by: Actor,
) -> list[Refusal]:
    found = [] if reason.strip() else [Refusal("lab.reason_missing")]
    if facts.site != by.site:
        found.append(Refusal("lab.foreign_site", thing=facts.code, site=facts.site, here=by.site))
    if old.struck_at is not None:
        found.append(Refusal("lab.count_struck"))
    elif old.purpose == Purpose.HARVEST and facts.remaining_cells != facts.harvested_cells:
        found.append(Refusal("lab.count_drawn", culture=facts.code))
    seen = _raw(counted)
    if old.tallies == seen and (old.viable_cells, old.total_cells) == (
        result.viable_cells,
        result.total_cells,
    ):
        found.append(Refusal("lab.count_unchanged"))
    return found


def _raw(counted: Tallies | TypedTotal) -> list[list[list[int]]] | None:
    if isinstance(counted, TypedTotal):
        return None
    return [[[square.live, square.dead] for square in squares] for squares in counted.replicates]


def _write(
    this: Act,
    facts: CultureFacts,
    purpose: Purpose,
    counted: Tallies | TypedTotal,
    result: CountResult,
    when: datetime,
    limits_version: int,
    corrects: Count | None = None,
) -> None:
    raw = counted if isinstance(counted, Tallies) else None
    Count.objects.create(
        culture=Culture.objects.get(code=facts.code),
        purpose=purpose.value,
        counted_at=when,
        counted_by=this.by.code,
        tallies=_raw(counted),
        dilution=raw.dilution if raw else None,
        volume_ml=raw.volume_ml if raw else None,
        typed_reason="" if isinstance(counted, Tallies) else counted.reason.strip(),
        viable_cells=result.viable_cells,
        total_cells=result.total_cells,
        viability_pct=result.viability_pct,
        spread_pct=result.spread_pct if raw else None,
        formula=result.formula,
        formula_version=result.version,
        limits_version=limits_version,
        corrects=corrects,
    )


def _harvest(facts: CultureFacts, result: CountResult, when: datetime) -> dict[str, Any]:
    """End the passage: the pool, its yield, its doublings (P0 has none that anybody knows)."""
    own = rules.doublings(facts.seeded_cells, result.viable_cells) if facts.seeded_cells else None
    Culture.objects.filter(code=facts.code).update(
        state=CultureState.HARVESTED.value,
        harvested_at=when,
        harvested_cells=result.viable_cells,
        remaining_cells=result.viable_cells,
        viability_pct=result.viability_pct,
        doublings=own,
    )
    total = rules.cumulative_after(facts.doublings, passage=facts.passage, own=own)
    hours = (Decimal(int((when - facts.seeded_at).total_seconds())) / 3600).quantize(Decimal("0.1"))
    doubling = (
        rules.doubling_hours(hours, facts.seeded_cells, result.viable_cells) if facts.seeded_cells else None
    )
    return {
        "yield_per_cm2": rules.per_cm2(result.viable_cells, facts.area_cm2),
        "doublings": own if own is not None else "unknown",
        "doublings_total": total.counted,
        "doublings_before_unknown": total.uncounted_start,
        "hours": hours,
        "doubling_hours": doubling,
    }


def _why_not(counted: Tallies | TypedTotal) -> list[Any]:
    if isinstance(counted, Tallies):
        return rules.why_not_tallies(counted)
    return rules.why_not_typed(counted.viable_cells, counted.total_cells, counted.reason)


def _result(counted: Tallies | TypedTotal) -> CountResult:
    if isinstance(counted, Tallies):
        return rules.count(counted)
    if counted.total_cells <= 0:
        raise Refused(rules.why_not_cells("typed cells", counted.total_cells))
    return CountResult(
        viable_cells=counted.viable_cells,
        total_cells=counted.total_cells,
        viability_pct=rules.viability(counted.viable_cells, counted.total_cells - counted.viable_cells),
        viable_per_ml=(),
        spread_pct=Decimal("0.0"),
        formula="TYPED",
        version=1,
    )


def _content(counted: Tallies | TypedTotal) -> dict[str, Any]:
    if isinstance(counted, TypedTotal):
        return {"viable": counted.viable_cells, "total": counted.total_cells, "reason": counted.reason}
    return {
        "replicates": [[[square.live, square.dead] for square in squares] for squares in counted.replicates],
        "dilution": counted.dilution,
        "volume_ml": counted.volume_ml,
    }
