"""``why-not`` for the laboratory: the same facts and the same rules as the acts, changing nothing."""

from cordline.ground.actor import Actor
from cordline.ground.products import Product
from cordline.ground.refusal import Refusal
from cordline.lab import limits, rules, selectors
from cordline.lab.types import Stage
from cordline.ledger.judging import judge
from cordline.ledger.services import database_now


@judge("passage")
def why_not_passage(code: str, for_code: str | None, by: Actor) -> list[Refusal]:
    """Why cells of this culture may not be seeded on now."""
    facts = selectors.culture(code)
    allowed = selectors.limits_in_force(Product.MSC_WJ, database_now())
    if facts is None:
        return [Refusal("lab.unknown", thing=code)]
    if allowed is None:
        return [Refusal("lab.no_limits", product=Product.MSC_WJ.label)]
    return rules.why_not_passage(
        [facts],
        take=[facts.remaining_cells or limits.LEAST_CELLS],
        area_cm2=facts.area_cm2,
        here=by.site or facts.site,
        allowed=allowed,
    )


@judge("isolate")
def why_not_isolate(code: str, for_code: str | None, by: Actor) -> list[Refusal]:
    """Why cells may not be isolated from this cord now."""
    facts = selectors.cord(code)
    if facts is None:
        return [Refusal("lab.unknown", thing=code)]
    return rules.why_not_isolate(
        facts,
        tissue_g=limits.MOST_TISSUE_G,
        area_cm2=limits.MOST_AREA_CM2,
        here=by.site or facts.site,
        holds=selectors.holds_of(facts.node),
    )


def stages_open(code: str, by: Actor) -> list[Stage]:
    """The stages as which this culture's pool could be filled now, for the page that offers them."""
    facts = selectors.culture(code)
    allowed = selectors.limits_in_force(Product.MSC_WJ, database_now())
    if facts is None or allowed is None:
        return []
    return [
        stage
        for stage in Stage
        if not rules.why_not_fill_as(facts, stage, here=by.site or facts.site, allowed=allowed)
    ]


def why_not_any_stage(code: str, by: Actor) -> list[Refusal]:
    """Every reason why this culture's pool can be filled as nothing now."""
    facts = selectors.culture(code)
    allowed = selectors.limits_in_force(Product.MSC_WJ, database_now())
    if facts is None or allowed is None:
        return [Refusal("lab.no_limits", product=Product.MSC_WJ.label)]
    here = by.site or facts.site
    reasons = [rules.why_not_fill_as(facts, stage, here=here, allowed=allowed) for stage in Stage]
    return list(dict.fromkeys(reason for found in reasons for reason in found))


def why_not_end(code: str) -> list[Refusal]:
    """Why this culture may not be given up now."""
    facts = selectors.culture(code)
    return rules.why_not_end(facts, "asked") if facts else [Refusal("lab.unknown", thing=code)]
