"""What is licensed, in service and released for use, read in one query each."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from cordline.facility import rules
from cordline.facility.models import Equipment, Licence, ReagentLot, Room
from cordline.facility.types import (
    EquipmentFacts,
    LicenceFacts,
    LicenceScope,
    Origin,
    ReagentFacts,
    ReagentState,
)
from cordline.ground.refusal import Refusal


def reagent(code: str, *, lock: bool = False) -> ReagentFacts | None:
    """Find one reagent lot by its code."""
    rows = ReagentLot.objects.filter(code=code)
    row = (rows.select_for_update() if lock else rows).first()
    return _reagent(row) if row else None


def reagents(codes: Iterable[str]) -> list[ReagentFacts]:
    """Find reagent lots by code, in the order of their codes."""
    return [_reagent(row) for row in ReagentLot.objects.filter(code__in=list(codes)).order_by("code")]


def reagent_lots(site: str) -> list[ReagentFacts]:
    """Every reagent lot of a site, the first to expire first."""
    return [_reagent(row) for row in ReagentLot.objects.filter(site=site).order_by("expires_at", "code")]


def equipment(codes: Iterable[str]) -> list[EquipmentFacts]:
    """Find equipment and rooms by code."""
    wanted = list(codes)
    found = [
        EquipmentFacts(row.code, row.name, row.site, row.calibrated_until, row.out_of_service)
        for row in Equipment.objects.filter(code__in=wanted).order_by("code")
    ]
    return found + [
        EquipmentFacts(row.code, row.name, row.site, None, row.out_of_service, is_room=True)
        for row in Room.objects.filter(code__in=wanted).order_by("code")
    ]


def equipment_of(site: str) -> list[EquipmentFacts]:
    """Every room and piece of equipment of a site, rooms first."""
    rooms = Room.objects.filter(site=site).order_by("code").values_list("code", flat=True)
    things = Equipment.objects.filter(site=site).order_by("name", "code").values_list("code", flat=True)
    found = {facts.code: facts for facts in equipment([*rooms, *things])}
    return [found[code] for code in [*rooms, *things]]


def equipment_id(code: str, *, site: str) -> int | None:
    """The row that rooms above point at for a piece of equipment of this site."""
    return Equipment.objects.filter(code=code, site=site).values_list("id", flat=True).first()


def why_not_use(codes: Sequence[str], *, now: datetime, here: str) -> list[Refusal]:
    """Give every reason why one of these reagents, pieces of equipment or rooms may not be used here now."""
    found_reagents, found_equipment = reagents(codes), equipment(codes)
    known = {facts.code for facts in found_reagents} | {facts.code for facts in found_equipment}
    reasons = [Refusal("facility.unknown", thing=code) for code in codes if code not in known]
    for facts in found_reagents:
        reasons += rules.why_not_use_reagent(facts, now=now, here=here)
    for item in found_equipment:
        reasons += rules.why_not_use_equipment(item, today=now.date(), here=here)
    return reasons


def residues_of(units: Iterable[str]) -> tuple[str, ...]:
    """The plain list of residues that these units leave behind; what is no reagent leaves none."""
    return rules.residues(reagents(units))


def licences(scope: LicenceScope | None = None) -> list[LicenceFacts]:
    """Every licence, the first to expire first; of one scope where it is named."""
    rows = Licence.objects.order_by("expires_on", "number")
    return [_licence(row) for row in (rows.filter(scope=scope.value) if scope else rows)]


def licence(number: str) -> LicenceFacts | None:
    """Find one licence by its number."""
    row = Licence.objects.filter(number=number).first()
    return _licence(row) if row else None


def why_no_licence(scope: LicenceScope, *, site: str, today: date, product: str = "") -> list[Refusal]:
    """Give the reason why no licence of this scope is in force here today; empty is leave (W3)."""
    return rules.why_no_licence(licences(scope), scope, site=site, today=today, product=product)


def _reagent(row: ReagentLot) -> ReagentFacts:
    return ReagentFacts(
        code=row.code,
        name=row.name,
        supplier=row.supplier,
        supplier_lot=row.supplier_lot,
        origin=Origin(row.origin),
        residues=tuple(row.residues),
        halal_certificate=row.halal_certificate,
        site=row.site,
        state=ReagentState(row.state),
        expires_at=row.expires_at,
    )


def _licence(row: Licence) -> LicenceFacts:
    return LicenceFacts(
        number=row.number,
        holder=row.holder,
        scope=LicenceScope(row.scope),
        product=row.product,
        site=row.site,
        valid_from=row.valid_from,
        expires_on=row.expires_on,
        document=row.document,
        withdrawn_at=row.withdrawn_at,
    )
