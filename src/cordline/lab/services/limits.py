"""How a product's culture limits are approved: each change is a version of its own, in force from its day."""

from dataclasses import asdict
from datetime import datetime

from cordline.ground.actor import Actor
from cordline.ground.products import Product
from cordline.ground.refusal import Refusal
from cordline.lab import rules, verbs
from cordline.lab.models import ProcessLimits
from cordline.lab.types import NewLimits
from cordline.ledger.services import Entry, act, constraint_refuses

constraint_refuses("lab_limits_version_once", "lab.limits_raced")


def approve_limits(
    *, product: Product, values: NewLimits, by: Actor, key: str, effective_at: datetime | None = None
) -> Entry:
    """Approve a new version of a product's culture limits, in force from ``effective_at`` (now when not said).

    Refuses: lab.limits_order, lab.percentage, lab.number_negative, lab.no_zone, lab.reason_missing.
    Writes: lab.limits.approved.
    """
    content = {"product": product, "effective_at": effective_at, **asdict(values)}
    with act(verbs.LIMITS_APPROVED, by=by, key=key, content=content, subject=product.value) as this:
        if this.answered:
            return this.entry
        no_zone = (
            [Refusal("lab.no_zone", what="The day of effect")]
            if effective_at is not None and effective_at.tzinfo is None
            else []
        )
        this.require(no_zone, rules.why_not_limits(values))
        version = ProcessLimits.objects.filter(product=product.value).count() + 1
        ProcessLimits.objects.create(
            product=product.value,
            version=version,
            source=values.source.strip(),
            effective_at=effective_at or this.now,
            approved_by=by.code,
            cord_hours=values.cord_hours,
            cord_low_c=values.cord_low_c,
            cord_high_c=values.cord_high_c,
            master_bank_first=values.master_bank[0],
            master_bank_last=values.master_bank[1],
            working_bank_first=values.working_bank[0],
            working_bank_last=values.working_bank[1],
            lot_first=values.lot[0],
            lot_last=values.lot[1],
            most_doublings=values.most_doublings,
            least_viability_pct=values.least_viability_pct,
            most_spread_pct=values.most_spread_pct,
            shelf_life_days=values.shelf_life_days,
        )
        return this.record(
            subject=f"{product.value} version {version}", payload={"product": product, "version": version}
        )
