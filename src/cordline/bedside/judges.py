"""``why-not`` for infusion day: the reasons against preparing a plan's dose or giving a dose, changing nothing."""

from cordline.bank import selectors as bank
from cordline.bedside import gate_facts, preparation_rules, rules, selectors
from cordline.bedside.services.preparing import facts_to_prepare
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal
from cordline.ledger.judging import judge
from cordline.ledger.services import database_now


@judge("prepare")
def why_not_prepare(code: str, for_code: str | None, by: Actor) -> list[Refusal]:
    """Why may no vial be thawed for this plan now? Asked about every container promised to it."""
    vials = [promise.container for promise in bank.promises(plan=code)]
    facts = facts_to_prepare(code, vials, bank.containers(vials), by=by)
    return preparation_rules.why_not_prepare(facts, database_now())


@judge("give")
def why_not_give(code: str, for_code: str | None, by: Actor) -> list[Refusal]:
    """Why may this dose not be given now? ``for_code`` is the patient; the scans themselves are asked as well."""
    row = selectors.dose_row(code)
    person = for_code or (row.person_id if row else "")
    band = selectors.live_band(person)
    parameters = gate_facts.dose_parameters(
        dose=code,
        band=band.code if band else "",
        print_number=band.print_number if band else 0,
        site=by.site or (row.site if row else ""),
        nurse=by.code,
        station=by.station,
    )
    return rules.why_not_give(gate_facts.gate_facts(parameters), database_now())
