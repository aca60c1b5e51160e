"""``why-not`` for the bank: the same facts and the same rules as the acts, changing nothing."""

from cordline.bank import rules, selectors
from cordline.bank.types import Claim, ContainerFacts
from cordline.ground.actor import Actor
from cordline.ground.products import Use
from cordline.ground.refusal import Refusal
from cordline.ledger.judging import judge
from cordline.ledger.services import database_now


@judge("reserve")
def why_not_reserve(code: str, for_code: str | None, by: Actor) -> list[Refusal]:
    """Why this container, or any container of this lot, may not be promised now (for a patient's code, if given)."""
    claim = Claim(plan="(this plan)", patient=for_code or "(any patient)", use=Use.PATIENT.value)
    now = database_now()
    lot = selectors.lot(code)
    if lot is None:
        found = _container(code)
        return found if isinstance(found, list) else rules.why_not_reserve([found], claim, now=now)
    free = selectors.free_containers(code)
    if not free:
        return rules.why_not_enough(lot, free=0, wanted=1)
    return rules.why_not_reserve(free[:1], claim, now=now)


@judge("thaw")
def why_not_thaw(code: str, for_code: str | None, by: Actor) -> list[Refusal]:
    """Why this container may not be thawed now for a patient's plan (``for_code`` is the plan), here."""
    found = _container(code)
    if isinstance(found, list):
        return found
    use = Use.PATIENT if found.kind.value == "lot" else Use.FURTHER_CULTURE
    return rules.why_not_thaw(
        found, use=use.value, plan=for_code or "", now=database_now(), here=by.site or found.site
    )


@judge("place")
def why_not_place(code: str, for_code: str | None, by: Actor) -> list[Refusal]:
    """Why this container may not be stored in this position (``for_code``) now."""
    found = _container(code)
    if isinstance(found, list):
        return found
    here = by.site or found.site
    if for_code is None:
        return rules.why_not_move(found, rules.PLACED, here=here)
    position = next(iter(selectors.positions([for_code])), None)
    if position is None:
        return [Refusal("bank.position_unknown", position=for_code)]
    return rules.why_not_place([(found, position)], here=here)


@judge("check-out")
def why_not_check_out(code: str, for_code: str | None, by: Actor) -> list[Refusal]:
    """Why this container may not be taken out of the cold now; ``for_code`` names the site it would go to."""
    found = _container(code)
    if isinstance(found, list):
        return found
    here = by.site or found.site
    return rules.why_not_check_out(found, "asked only", to=for_code or here, here=here)


def _container(code: str) -> ContainerFacts | list[Refusal]:
    found = selectors.container(code)
    return found if found is not None else [Refusal("bank.container_unknown", container=code)]
