"""How rooms and equipment are put to use, calibrated, stopped and resumed."""

from datetime import date

from cordline.facility import rules, selectors, verbs
from cordline.facility.models import Equipment, Room
from cordline.facility.types import EquipmentFacts, EquipmentKind
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Entry, act, next_code
from cordline.lineage.services import register_unit_within
from cordline.lineage.types import UnitKind


def open_room(*, name: str, by: Actor, key: str, grade: str = "") -> Entry:
    """Put a room of this site to use. Refuses: facility.name_missing. Writes: facility.room.opened."""
    with act(verbs.ROOM_OPENED, by=by, key=key, content={"name": name, "grade": grade}) as this:
        if this.answered:
            return this.entry
        this.require(rules.why_not_named(name))
        code = next_code(Kind.ROOM, this)
        Room.objects.create(code=code, name=name.strip(), site=by.site, grade=grade)
        register_unit_within(this, code=code, kind=UnitKind.ROOM, site=by.site)
        return this.record(subject=code, payload={"room": code})


def install_equipment(
    *,
    name: str,
    kind: EquipmentKind,
    by: Actor,
    key: str,
    room: str = "",
    calibrated_until: date | None = None,
) -> Entry:
    """Put a piece of equipment to use. Refuses: facility.name_missing, facility.unknown.
    Writes: facility.equipment.installed."""
    content = {"name": name, "kind": kind, "room": room, "calibrated_until": calibrated_until}
    with act(verbs.EQUIPMENT_INSTALLED, by=by, key=key, content=content) as this:
        if this.answered:
            return this.entry
        where = Room.objects.filter(code=room, site=by.site).first() if room else None
        missing = [Refusal("facility.unknown", thing=room)] if room and where is None else []
        this.require(rules.why_not_named(name), missing)
        code = next_code(Kind.EQUIPMENT, this)
        Equipment.objects.create(
            code=code,
            name=name.strip(),
            kind=kind.value,
            site=by.site,
            room=where,
            calibrated_until=calibrated_until,
        )
        register_unit_within(this, code=code, kind=UnitKind.EQUIPMENT, site=by.site)
        return this.record(subject=code, units=[room] if room else [], payload={"equipment": code})


def record_calibration(*, equipment: str, until: date, by: Actor, key: str) -> Entry:
    """Record until when a piece of equipment is calibrated. Refuses: facility.unknown.
    Writes: facility.equipment.calibrated."""
    content = {"equipment": equipment, "until": until}
    with act(verbs.EQUIPMENT_CALIBRATED, by=by, key=key, content=content, subject=equipment) as this:
        if this.answered:
            return this.entry
        _known(equipment)
        Equipment.objects.filter(code=equipment).update(calibrated_until=until)
        return this.record(subject=equipment, payload={"equipment": equipment, "until": until})


def stop_equipment(*, equipment: str, reason: str, by: Actor, key: str) -> Entry:
    """Take a piece of equipment or a room out of service, for everybody at once.

    Refuses: facility.unknown, facility.out_of_service, facility.reason_missing. Writes: facility.equipment.stopped.
    """
    content = {"equipment": equipment, "reason": reason}
    with act(verbs.EQUIPMENT_STOPPED, by=by, key=key, content=content, subject=equipment) as this:
        if this.answered:
            return this.entry
        facts = _known(equipment)
        stopped = (
            [Refusal("facility.out_of_service", thing=equipment, name=facts.name, why=facts.out_of_service)]
            if facts.out_of_service
            else []
        )
        this.require(stopped, rules.why_not_reason(reason))
        _write(facts, reason.strip())
        return this.record(subject=equipment, reason=reason, payload={"equipment": equipment})


def resume_equipment(*, equipment: str, reason: str, by: Actor, key: str) -> Entry:
    """Put a stopped piece of equipment or room back into service, by quality and with a reason.

    Refuses: facility.unknown, facility.in_service, facility.reason_missing. Writes: facility.equipment.resumed.
    """
    content = {"equipment": equipment, "reason": reason}
    with act(verbs.EQUIPMENT_RESUMED, by=by, key=key, content=content, subject=equipment) as this:
        if this.answered:
            return this.entry
        facts = _known(equipment)
        running = [] if facts.out_of_service else [Refusal("facility.in_service", thing=equipment)]
        this.require(running, rules.why_not_reason(reason))
        _write(facts, "")
        return this.record(subject=equipment, reason=reason, payload={"equipment": equipment})


def _known(code: str) -> EquipmentFacts:
    found = selectors.equipment([code])
    if not found:
        raise Refused([Refusal("facility.unknown", thing=code)])
    return found[0]


def _write(facts: EquipmentFacts, out_of_service: str) -> None:
    if facts.is_room:
        Room.objects.filter(code=facts.code).update(out_of_service=out_of_service)
    else:
        Equipment.objects.filter(code=facts.code).update(out_of_service=out_of_service)
