"""How storage grows: tanks and freezers, their racks and boxes, and whole boxes that move with what is in them."""

from cordline.bank import limits, rules, verbs
from cordline.bank.models import Box, Container, Position, Rack, StorageUnit
from cordline.bank.types import StorageClass
from cordline.facility.selectors import equipment_id
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Entry, act, constraint_refuses, next_codes

constraint_refuses("bank_unit_name_once", "bank.place_raced")
constraint_refuses("bank_rack_name_once", "bank.place_raced")
constraint_refuses("bank_box_name_once", "bank.place_raced")


def add_storage_unit(
    *,
    equipment: str,
    name: str,
    storage_class: StorageClass,
    by: Actor,
    key: str,
    quarantine: bool = False,
) -> Entry:
    """Put an installed tank or freezer to use as storage.

    Refuses: bank.equipment_unknown, bank.place_name_missing, bank.place_name_taken. Writes: bank.unit.added.
    """
    content = {"equipment": equipment, "name": name, "storage_class": storage_class, "quarantine": quarantine}
    with act(verbs.UNIT_ADDED, by=by, key=key, content=content, subject=equipment) as this:
        if this.answered:
            return this.entry
        installed = equipment_id(equipment, site=by.site)
        if installed is None:
            raise Refused([Refusal("bank.equipment_unknown", equipment=equipment)])
        taken = StorageUnit.objects.filter(site=by.site, name=name.strip()).exists()
        this.require(rules.why_not_named(name, by.site, taken=taken))
        StorageUnit.objects.create(
            equipment_id=installed,
            name=name.strip(),
            site=by.site,
            storage_class=storage_class.value,
            quarantine=quarantine,
        )
        return this.record(subject=equipment, payload={"unit": name.strip(), "equipment": equipment})


def add_box(
    *,
    unit: str,
    rack: str,
    box: str,
    by: Actor,
    key: str,
    rows: int = limits.BOX_ROWS,
    columns: int = limits.BOX_COLUMNS,
) -> Entry:
    """Put a box with its positions into a rack of a tank of this site; the rack is made when it is new.

    Refuses: bank.unit_unknown, bank.box_shape, bank.place_name_missing, bank.place_name_taken.
    Writes: bank.box.added; its payload names the positions, row by row.
    """
    content = {"unit": unit, "rack": rack, "box": box, "rows": rows, "columns": columns}
    with act(verbs.BOX_ADDED, by=by, key=key, content=content, subject=unit) as this:
        if this.answered:
            return this.entry
        tank = _unit(unit, by.site)
        where = f"{tank.name} / {rack.strip()}"
        taken = Box.objects.filter(rack__unit=tank, rack__name=rack.strip(), name=box.strip()).exists()
        this.require(
            rules.why_not_shape(rows, columns),
            rules.why_not_named(rack, tank.name, taken=False),
            rules.why_not_named(box, where, taken=taken),
        )
        shelf, _ = Rack.objects.get_or_create(unit=tank, name=rack.strip())
        made = Box.objects.create(rack=shelf, name=box.strip(), rows=rows, columns=columns)
        codes = next_codes(Kind.POSITION, rows * columns, this)
        Position.objects.bulk_create(
            Position(code=code, box=made, row=1 + number // columns, column=1 + number % columns)
            for number, code in enumerate(codes)
        )
        return this.record(
            subject=tank.name, payload={"box": f"{where} / {made.name}", "id": made.id, "positions": codes}
        )


def move_box(*, box: int, unit: str, rack: str, by: Actor, key: str) -> Entry:
    """Move a whole box with what is in it to another rack, without scanning each frosted vial (U111).

    Refuses: bank.box_unknown, bank.unit_unknown, bank.place_name_missing, bank.place_name_taken,
    bank.box_leaves_quarantine. Writes: bank.box.moved.
    """
    content = {"box": box, "unit": unit, "rack": rack}
    with act(verbs.BOX_MOVED, by=by, key=key, content=content, subject=unit) as this:
        if this.answered:
            return this.entry
        moving = (
            Box.objects.select_for_update(of=("self",), no_key=True)
            .select_related("rack__unit")
            .filter(id=box, rack__unit__site=by.site)
            .first()
        )
        if moving is None:
            raise Refused([Refusal("bank.box_unknown", box=box)])
        tank = _unit(unit, by.site)
        taken = Box.objects.filter(rack__unit=tank, rack__name=rack.strip(), name=moving.name).exists()
        inside = Container.objects.filter(position__box=moving).count()
        leaves = (
            [Refusal("bank.box_leaves_quarantine", box=moving.name, unit=tank.name)]
            if moving.rack.unit.quarantine and not tank.quarantine and inside
            else []
        )
        this.require(
            rules.why_not_named(rack, tank.name, taken=False),
            rules.why_not_named(moving.name, f"{tank.name} / {rack.strip()}", taken=taken),
            leaves,
        )
        shelf, _ = Rack.objects.get_or_create(unit=tank, name=rack.strip())
        came_from = f"{moving.rack.unit.name} / {moving.rack.name}"
        Box.objects.filter(id=box).update(rack=shelf)
        return this.record(
            subject=tank.name,
            payload={
                "box": moving.name,
                "containers": inside,
                "from": came_from,
                "to": f"{tank.name} / {shelf.name}",
            },
        )


def _unit(name: str, site: str) -> StorageUnit:
    tank = StorageUnit.objects.filter(site=site, name=name.strip()).first()
    if tank is None:
        raise Refused([Refusal("bank.unit_unknown", unit=name)])
    return tank
