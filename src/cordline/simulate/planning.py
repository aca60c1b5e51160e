"""What physicians do with a plan besides writing it: sign, change, raise a ceiling by two, stop for a while."""

from decimal import Decimal
from typing import Any

from cordline.ground.actor import Actor
from cordline.plans import selectors as plan_facts
from cordline.plans import services as plans
from cordline.simulate.stage import CLINIC, Stage

STOPS = ("C09", "C26", "C19", "C16")  # what passes: fever, a vaccine, a drug, blood values
CEILING, PER_KG = 250_000_000, 3_000_000


def sign(story: Stage, plan: str, physician: Actor) -> bool:
    """Sign a plan as it stands; a page that is no longer the newest, and hands that may not, are turned away."""
    content = plan_facts.plan_content(plan) or {}
    version = int(content.get("version", 1))
    facts: dict[str, Any] = {"plan": plan, "by": physician, "proof": story.sign(physician, content)}
    story.slip("a plan signed from a stale page", plans.sign_plan, **facts, version=version + 3)
    return story.try_to(plans.sign_plan, **facts, version=version) is not None


def weigh_again(story: Stage, plan: str, physician: Actor) -> None:
    """Change a plan to the weight of the second visit: its signature falls, and it is signed anew."""
    content = plan_facts.plan_content(plan) or {}
    facts: dict[str, Any] = {"plan": plan, "version": int(content["version"]), "by": physician}
    weight = Decimal(str(content["weight_kg"])) + Decimal("0.5")
    story.slip("a plan changed without a reason", plans.change_plan, **facts, reason=" ", weight_kg=weight)
    story.slip("a change that changes nothing", plans.change_plan, **facts, reason="Weighed again")
    story.do(plans.change_plan, **facts, reason="Weighed again at the second visit", weight_kg=weight)
    sign(story, plan, physician)


def raise_ceiling(story: Stage, plan: str) -> None:
    """Two physicians raise the ceiling of one plan, long before a vial is thawed."""
    first, second = story.who("physician", CLINIC), story.who("physician2", CLINIC)
    version = int((plan_facts.plan_content(plan) or {})["version"])
    reason = "Second line after the first dose elsewhere; discussed at the weekly round"
    words: dict[str, Any] = {"ceiling_cells": CEILING, "per_kg_max": PER_KG, "reason": reason}
    content = plan_facts.amendment_content(plan, version, **words)
    facts: dict[str, Any] = {
        "plan": plan,
        "version": version,
        "by": first,
        "proof": story.sign(first, content),
    }
    low = words | {"ceiling_cells": 1_000_000, "per_kg_max": 1_000}
    story.slip("a ceiling that is no higher", plans.propose_ceiling, **facts, **low)
    story.do(plans.propose_ceiling, **facts, **words)
    own: dict[str, Any] = {"plan": plan, "by": first, "proof": story.sign(first, content)}
    story.slip("both signatures by one physician", plans.countersign_ceiling, **own)
    story.do(plans.countersign_ceiling, plan=plan, by=second, proof=story.sign(second, content))


def stop_for_a_while(story: Stage, person: str) -> None:
    """A nurse places a stop that passes; a physician who did not place it lifts it three days later."""
    nurse = story.who("nurse", CLINIC)
    story.slip("a stop that is not of the list", plans.open_hard_stop, person=person, rule="C99", by=nurse)
    rule = STOPS[story.nth("stop") % len(STOPS)]
    opened = story.do(plans.open_hard_stop, person=person, rule=rule, by=nurse)
    story.after(lambda: _lift(story, str(opened.payload["hard_stop"]), person, rule), days=1, hours=2)


def _lift(story: Stage, stop: str, person: str, rule: str) -> None:
    physician, reason = story.who("physician2", CLINIC), "Passed; examined again today"
    content = {"hard_stop": stop, "person": person, "rule": rule, "reason": reason}
    facts: dict[str, Any] = {"stop": stop, "by": physician, "proof": story.sign(physician, content)}
    story.slip("a stop lifted without a reason", plans.lift_hard_stop, **facts, reason=" ")
    story.do(plans.lift_hard_stop, **facts, reason=reason)


def acknowledge(story: Stage, plan: str, lot: str) -> None:
    """A physician signs that this plan may use a lot whose last result is still to come."""
    physician = story.who("physician", CLINIC)
    content = {"plan": plan, "lot": lot}
    facts: dict[str, Any] = {"by": physician, "proof": story.sign(physician, content)}
    story.slip("a lot nobody knows", plans.acknowledge_conditional, **facts, plan=plan, lot="LT25-9999-X")
    if story.nth(f"acknowledged: {plan} {lot}") == 0:
        story.do(plans.acknowledge_conditional, **facts, **content)
