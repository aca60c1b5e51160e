"""The first days of the invented clinic: its licences, rooms, cold, reagents, and the numbers it works by."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from cordline.bank import services as bank
from cordline.bank.types import StorageClass
from cordline.facility import services as facility
from cordline.facility.types import EquipmentKind, LicenceScope, Origin
from cordline.followup import services as followup
from cordline.followup.limits import AFTER_INFUSION
from cordline.ground.products import Product, Route
from cordline.lab import services as lab
from cordline.lab.types import NewLimits
from cordline.plans import selectors as plan_facts
from cordline.plans import services as plans
from cordline.plans.limits import MSC_WJ_INTRAVENOUS
from cordline.plans.services.legal import basis_content
from cordline.simulate.stage import CLINIC, LABORATORY, Stage

PRODUCT, ROUTE = Product.MSC_WJ, Route.INTRAVENOUS
BOX_ROWS, BOX_COLUMNS = 5, 5


@dataclass
class House:
    """The laboratory's means: what touches the cells, and where containers lie."""

    room: str = ""
    cabinet: str = ""
    incubator: str = ""
    counter: str = ""
    medium: str = ""
    lysate: str = ""
    enzyme: str = ""
    freezing: str = ""
    tanks: list[str] = field(default_factory=list)
    racks: dict[str, str] = field(default_factory=dict)  # box name -> the tank it stands in
    positions: list[str] = field(default_factory=list)
    boxes: int = 0

    @property
    def touching(self) -> list[str]:
        """What touches the cells at every ordinary culture step."""
        return [self.room, self.cabinet, self.incubator, self.medium, self.lysate]


def found_house(stage: Stage) -> House:
    """Open the clinic and the laboratory."""
    house = House()
    _licences(stage)
    _rooms(stage, house)
    renew_reagents(stage, house)
    _cold(stage, house)
    stage.do(
        lab.approve_limits,
        product=Product.MSC_WJ,
        values=NewLimits(source="Site procedure of the demonstration, from published ranges"),
        by=stage.who("laboratory_head"),
    )
    return house


def _licences(stage: Stage) -> None:
    today = stage.begins.date()
    for number, scope, site, holder, product in (
        ("DEMO-CELL-001", LicenceScope.CELL_FACILITY, LABORATORY, "Demonstration Laboratory", None),
        ("DEMO-CLINIC-001", LicenceScope.CLINIC, CLINIC, "Demonstration Clinic", None),
    ):
        stage.do(
            facility.record_licence,
            number=number,
            holder=holder,
            scope=scope,
            site=site,
            valid_from=today - timedelta(days=300),
            expires_on=today + timedelta(days=1100),
            product=product,
            by=stage.who("quality", site),
        )


def _rooms(stage: Stage, house: House) -> None:
    head = stage.who("laboratory_head")
    house.room = stage.do(facility.open_room, name="Clean room 1", grade="B", by=head).subject
    until = (stage.begins + timedelta(days=500)).date()
    made = {
        name: stage.do(
            facility.install_equipment, name=name, kind=kind, room=house.room, calibrated_until=until, by=head
        ).subject
        for name, kind in (
            ("Safety cabinet 1", EquipmentKind.CABINET),
            ("Incubator 1", EquipmentKind.INCUBATOR),
            ("Cell counter 1", EquipmentKind.COUNTER),
        )
    }
    house.cabinet, house.incubator, house.counter = made.values()


def renew_reagents(stage: Stage, house: House) -> None:
    """Receive and release the next lots of what the cells are grown with."""
    for field_name, name, origin, residues in (
        ("medium", "Basal medium", Origin.SYNTHETIC, ()),
        ("lysate", "Human platelet lysate", Origin.HUMAN, ("human platelet protein",)),
        ("enzyme", "Collagenase NB6", Origin.RECOMBINANT, ("collagenase",)),
        ("freezing", "Freezing medium with DMSO", Origin.SYNTHETIC, ("DMSO", "human albumin")),
    ):
        received = stage.do(
            facility.receive_reagent,
            name=name,
            supplier="Invented Supplies",
            supplier_lot=f"INV-{stage.chance.randrange(10_000, 99_999)}",
            origin=origin,
            expires_at=stage.now + timedelta(days=300),
            residues=list(residues),
            by=stage.who("technician"),
        )
        stage.do(facility.release_reagent, reagent=received.subject, by=stage.who("quality"))
        setattr(house, field_name, received.subject)


def _cold(stage: Stage, house: House) -> None:
    head = stage.who("laboratory_head")
    for number in (1, 2):
        name = f"TK-0{number}"
        installed = stage.do(
            facility.install_equipment, name=f"Vapour tank {name}", kind=EquipmentKind.TANK, by=head
        )
        stage.do(
            bank.add_storage_unit,
            equipment=installed.subject,
            name=name,
            storage_class=StorageClass.VAPOUR,
            by=head,
        )
        house.tanks.append(name)


def places_for(stage: Stage, house: House, count: int) -> list[str]:
    """Give the next free positions, adding a box when the boxes are full."""
    while len(house.positions) < count:
        number = house.boxes
        house.boxes += 1
        added = stage.do(
            bank.add_box,
            unit=house.tanks[number % len(house.tanks)],
            rack=f"R{1 + number // 10}",
            box=f"B{1 + number % 10:02d}",
            rows=BOX_ROWS,
            columns=BOX_COLUMNS,
            by=stage.who("technician"),
        )
        house.positions += [str(code) for code in added.payload["positions"]]
    taken, house.positions = house.positions[:count], house.positions[count:]
    return taken


def found_clinic(story: Stage) -> str:
    """Set the clinic's numbers, its follow-up protocol and its legal basis, each confirmed; gives the legal basis."""
    director = story.who("medical_director", CLINIC)
    physician = story.who("physician", CLINIC)
    story.do(plans.record_numbers, product=PRODUCT, route=ROUTE, numbers=MSC_WJ_INTRAVENOUS, by=physician)
    numbers = plan_facts.numbers_content(CLINIC, PRODUCT, ROUTE, 1)
    story.do(
        plans.confirm_numbers,
        product=PRODUCT,
        route=ROUTE,
        version=1,
        by=director,
        proof=story.sign(director, numbers),
    )
    story.do(followup.record_protocol, product=PRODUCT, route=ROUTE, steps=AFTER_INFUSION, by=physician)
    story.do(followup.confirm_protocol, product=PRODUCT, route=ROUTE, version=1, by=director)
    facts: dict[str, Any] = {
        "product": PRODUCT,
        "route": ROUTE,
        "kind": "clinical trial (invented)",
        "reference": "DEMO-TRIAL-01",
        "valid_from": story.now,
        "valid_until": story.now + timedelta(days=900),
    }
    content = basis_content(site=CLINIC, **facts)
    basis = story.do(plans.record_legal_basis, **facts, by=director, proof=story.sign(director, content))
    return str(basis.payload["legal_basis"])
