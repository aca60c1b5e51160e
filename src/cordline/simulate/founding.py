"""The first days of the invented clinic: its licences, rooms, cold, reagents, and the numbers it works by."""

from dataclasses import dataclass, field
from datetime import timedelta

from cordline.bank import services as bank
from cordline.bank.types import StorageClass
from cordline.facility import services as facility
from cordline.facility.types import EquipmentKind, LicenceScope, Origin
from cordline.ground.products import Product
from cordline.lab import services as lab
from cordline.lab.types import NewLimits
from cordline.simulate.stage import CLINIC, LABORATORY, Stage

BOX_ROWS, BOX_COLUMNS = 9, 9


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
