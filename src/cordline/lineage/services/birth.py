"""How a thing enters the lineage: born once, with its parents and what touched it, inside the act that makes it."""

from collections.abc import Sequence

from cordline.ground.codes import Kind
from cordline.ground.refusal import Refusal, Refused
from cordline.ground.verbs import Gate
from cordline.ledger.services import Act, DefectiveAct
from cordline.lineage import rules, selectors
from cordline.lineage.models import Edge, Exposure, Node, Unit
from cordline.lineage.types import HoldKind, UnitKind


def create_node_within(
    this: Act,
    *,
    kind: Kind,
    code: str,
    parents: Sequence[str] = (),
    site: str,
    exposures: Sequence[str] = (),
    autologous_for: str | None = None,
) -> int:
    """Bear one node inside an act that gives leave, and give its id for the row that points at it.

    ``parents`` and ``exposures`` are codes of what exists. A child of material kept for one person is kept for the
    same person by itself; ``autologous_for`` is said once, where a donation is given for its own donor. An import
    alone bears without the gate: see ``bear_under_import_within``.
    Refuses: lineage.code_not_found, lineage.unit_not_found, lineage.parent_missing, lineage.root_has_parent,
    lineage.parent_twice, lineage.autologous_mixed, lineage.autologous_other_person, lineage.autologous_too_late.
    """
    if this.verb.gate is Gate.NONE and not this.import_unit:
        raise DefectiveAct(f"{this.verb.name} bears a node but takes no gate.")
    found = selectors.nodes_by_code(parents)
    missing = [code_ for code_ in parents if code_ not in {facts.code for facts in found}]
    this.require(
        [Refusal("lineage.code_not_found", code=each) for each in missing],
        rules.why_not_born(code, kind, found, autologous_for=autologous_for) if not missing else [],
    )
    node = Node.objects.create(
        code=code,
        kind=kind.value,
        site=site,
        autologous_person=rules.inherited_person(found, autologous_for),
        born_entry=this.entry_id or 0,
        born_at=this.now,
    )
    if found:
        Edge.objects.bulk_create([Edge(child_id=node.id, parent_id=parent.id) for parent in found])
    touched = [*exposures, *([this.import_unit] if this.import_unit else [])]
    if touched:
        expose_within(this, node=node.id, units=touched)
    return node.id


def register_unit_within(this: Act, *, code: str, kind: UnitKind, site: str) -> int:
    """Enter something that can touch material (reagent lot, equipment, room, operator, step); known ones are kept."""
    unit, _ = Unit.objects.get_or_create(code=code, defaults={"kind": kind.value, "site": site})
    return unit.id


def bear_under_import_within(this: Act, *, code: str, reason: str) -> str:
    """Let this act bear without the gate: whatever it bears is touched by a unit of its own that stands on hold.

    Nothing of it can be used before the hold is lifted by one gated act, when all rows are in. Gives the hold's code.
    """
    from cordline.lineage.services.holds import place_hold_within

    register_unit_within(this, code=code, kind=UnitKind.STEP, site=this.by.site)
    hold = place_hold_within(this, on=code, kind=HoldKind.IMPORT, reason=reason)
    this.import_unit = code
    return hold


def expose_within(this: Act, *, units: Sequence[str], node: int | None = None, leaf: str = "") -> None:
    """Write that these units touched one node, or one single container or dose. Refuses: lineage.unit_not_found."""
    known = dict(Unit.objects.filter(code__in=units).values_list("code", "id"))
    missing = [code for code in units if code not in known]
    if missing:
        raise Refused([Refusal("lineage.unit_not_found", code=code) for code in missing])
    Exposure.objects.bulk_create(
        [
            Exposure(node_id=node, leaf=leaf, unit_id=unit, entry=this.entry_id or 0, exposed_at=this.now)
            for unit in dict.fromkeys(known[code] for code in units)
        ]
    )
