"""Builds what the laboratory makes, through its services: a cord, its cultures, banks and a lot with stored vials."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count

from cordline.bank import services as bank
from cordline.bank.types import Disposition, StorageClass
from cordline.facility import services as facility
from cordline.facility.types import EquipmentKind, LicenceScope, Origin
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.products import Product, Use
from cordline.ground.roles import Role
from cordline.ground.verbs import Gate, declare
from cordline.lab import services as lab
from cordline.lab.types import Integrity, Method, NewLimits, Purpose, Square, Stage, Tallies
from cordline.ledger.services import Entry, act, database_now
from tests.cast import LABORATORY_HEAD, QUALITY, TECHNICIAN
from tests.rooms.lineage.births import bear

DECIDED = declare("banktests.lot.decided", "decided {subject}", Role.QUALITY, gate=Gate.EXCLUSIVE)
CELLS = 25_000_000
Span = tuple[datetime, datetime] | None
_keys = count()


def key() -> str:
    """A key that no act of this test run has used."""
    return f"lab-test-{next(_keys)}"


@dataclass
class House:
    """A laboratory that may work: licence, limits, a room, a reagent, a tank with one box."""

    touching: list[str]
    positions: list[str]
    tank: str = "TK-01"
    quarantine: list[str] = field(default_factory=list)


def house(
    *, rows: int = 12, columns: int = 12, tank: str = "TK-01", quarantine: str = "TK-09 quarantine"
) -> House:
    """Set a laboratory up at KL-LAB; a second one in the same house takes tanks of other names."""
    today = database_now().date()
    facility.record_licence(
        number=key(),
        holder="Harbour Demonstration Laboratory",
        scope=LicenceScope.CELL_FACILITY,
        site=TECHNICIAN.site,
        valid_from=today - timedelta(days=400),
        expires_on=today + timedelta(days=2000),
        by=QUALITY,
        key=key(),
    )
    lab.approve_limits(
        product=Product.MSC_WJ,
        values=NewLimits(source="Site procedure, demonstration"),
        by=LABORATORY_HEAD,
        key=key(),
    )
    room = str(facility.open_room(name="Clean room 1", by=LABORATORY_HEAD, key=key()).payload["room"])
    return House(
        [room, reagent()],
        box(tank, rows=rows, columns=columns),
        tank=tank,
        quarantine=box(quarantine, rows=2, columns=4, quarantine=True),
    )


def reagent(name: str = "Platelet lysate", residue: str = "human platelet protein") -> str:
    """One released reagent lot."""
    received = facility.receive_reagent(
        name=name,
        supplier="Demonstration Supplies",
        supplier_lot="L-1",
        origin=Origin.HUMAN,
        expires_at=database_now() + timedelta(days=900),
        residues=[residue],
        by=TECHNICIAN,
        key=key(),
    )
    code = str(received.payload["reagent"])
    facility.release_reagent(reagent=code, by=QUALITY, key=key())
    return code


def box(
    tank: str, *, rows: int = 12, columns: int = 12, quarantine: bool = False, by: Actor = LABORATORY_HEAD
) -> list[str]:
    """A tank with one box; gives the position codes."""
    installed = facility.install_equipment(name=tank, kind=EquipmentKind.TANK, by=by, key=key())
    bank.add_storage_unit(
        equipment=str(installed.payload["equipment"]),
        name=tank,
        storage_class=StorageClass.VAPOUR,
        quarantine=quarantine,
        by=by,
        key=key(),
    )
    made = bank.add_box(unit=tank, rack="R1", box="B01", rows=rows, columns=columns, by=by, key=key())
    return list(made.payload["positions"])


def cord(*, autologous_for: str | None = None, **others: object) -> str:
    """A received cord; by default one that is accepted."""
    mother = bear(Kind.DONOR)
    donation = bear(Kind.DONATION, mother, autologous_for=autologous_for)
    return str(receive(donation, **others).payload["cord"])


def receive(donation: str, **others: object) -> Entry:
    """Receive the cord of a donation."""
    now = database_now()
    facts: dict[str, object] = {
        "born_at": now - timedelta(hours=20),
        "arrived_at": now - timedelta(minutes=5),
        "lowest_c": Decimal("3.0"),
        "highest_c": Decimal("7.5"),
        "integrity": Integrity.INTACT,
        "consent_seen": True,
        "labels_matched": True,
        "weight_g": Decimal("42.5"),
    } | others
    return lab.receive_cord(donation=donation, by=TECHNICIAN, key=key(), **facts)  # type: ignore[arg-type]


def tallies(viable: int) -> Tallies:
    """Raw tallies that come to exactly ``viable`` cells: 40 per square at dilution 2, in the volume that fits."""
    squares = (Square(40, 2), Square(41, 1), Square(39, 2), Square(40, 3))
    return Tallies((squares, squares), Decimal(2), Decimal(viable) / 800_000)


def harvest(culture: str, viable: int, at: datetime | None = None) -> None:
    """Count a culture for harvest."""
    lab.count_culture(
        culture=culture,
        purpose=Purpose.HARVEST,
        counted=tallies(viable),
        by=TECHNICIAN,
        key=key(),
        occurred_at=at,
    )


def isolate(made: House, from_cord: str, viable: int = 8_000_000, at: Span = None) -> str:
    """A harvested primary culture; ``at`` says when it began and ended, if not now."""
    begun = lab.isolate_culture(
        cord=from_cord,
        method=Method.EXPLANT,
        tissue_g=Decimal("12.5"),
        area_cm2=Decimal(600),
        touching=made.touching,
        by=TECHNICIAN,
        key=key(),
        occurred_at=at[0] if at else None,
    )
    code = str(begun.payload["culture"])
    harvest(code, viable, at[1] if at else None)
    return code


def passage(made: House, parent: str, seeded: int, viable: int, at: Span = None) -> str:
    """A harvested next passage."""
    begun = lab.passage_culture(
        parents={parent: seeded},
        area_cm2=Decimal(1200),
        touching=made.touching,
        by=TECHNICIAN,
        key=key(),
        occurred_at=at[0] if at else None,
    )
    code = str(begun.payload["culture"])
    harvest(code, viable, at[1] if at else None)
    return code


def start(made: House, vial: str, viable: int, at: Span = None) -> str:
    """A harvested culture from one thawed vial of a released bank."""
    bank.thaw_container(container=vial, use=Use.FURTHER_CULTURE, by=TECHNICIAN, key=key())
    begun = lab.start_culture(
        containers=[vial],
        viable_cells=20_000_000,
        viability_pct=Decimal("90.5"),
        area_cm2=Decimal(6320),
        touching=made.touching,
        by=TECHNICIAN,
        key=key(),
        occurred_at=at[0] if at else None,
    )
    code = str(begun.payload["culture"])
    harvest(code, viable, at[1] if at else None)
    return code


def decide(lot: str, use: Use, state: Disposition = Disposition.RELEASED) -> None:
    """Set a disposition as release would."""
    with act(DECIDED, by=QUALITY, key=key(), content={"lot": lot, "use": use, "state": state}) as this:
        bank.set_disposition_within(this, lot=lot, use=use, state=state)
        this.record(subject=lot)


def place(made: House, vials: list[str]) -> None:
    """Store vials in the next positions of the box."""
    positions, made.positions = made.positions[: len(vials)], made.positions[len(vials) :]
    bank.place_containers(places=dict(zip(vials, positions, strict=True)), by=TECHNICIAN, key=key())


@dataclass(frozen=True)
class Line:
    """One line from cord to lot, with every code on the way."""

    cord: str
    cultures: list[str]
    master: str
    working: str
    lot: str
    vials: list[str]


def line(
    made: House,
    *,
    vials: int = 6,
    autologous_for: str | None = None,
    released: bool = True,
    spread: bool = False,
) -> Line:
    """Grow one cord into a stored lot through both banks; ``spread`` claims believable days for its steps."""
    arrived = cord(autologous_for=autologous_for)
    now = database_now()

    def days(begin: int, last: int) -> Span:
        return (now - timedelta(days=begin), now - timedelta(days=last)) if spread else None

    first = isolate(made, arrived, at=days(28, 17))
    second = passage(made, first, 8_000_000, 80_000_000, at=days(17, 13))
    master, master_vials = fill_bank(made, Stage.MASTER_BANK, second, 3)
    third = start(made, master_vials[0], 200_000_000, at=days(10, 6))
    working, working_vials = fill_bank(made, Stage.WORKING_BANK, third, 3)
    fourth = start(made, working_vials[0], 60_000_000 + vials * CELLS, at=days(5, 1))
    lot, codes = fill_lot(made, fourth, vials)
    place(made, codes)
    if released:
        decide(lot, Use.PATIENT)
    return Line(arrived, [first, second, third, fourth], master, working, lot, codes)


def fill_bank(made: House, stage: Stage, culture: str, containers: int) -> tuple[str, list[str]]:
    """A stored and released bank."""
    filled = lab.fill_bank(
        stage=stage,
        parents={culture: containers * CELLS + 5_000_000},
        containers=containers,
        cells_each=CELLS,
        volume_ml_each=Decimal(1),
        qc_cells=2_000_000,
        touching=made.touching,
        by=TECHNICIAN,
        key=key(),
    )
    code, vials = str(filled.payload["lot"]), list(filled.payload["vials"])
    place(made, vials)
    decide(code, Use.FURTHER_CULTURE)
    return code, vials


def fill_lot(made: House, culture: str, containers: int) -> tuple[str, list[str]]:
    """A filled lot, its vials not yet stored."""
    filled = lab.fill_lot(
        parents={culture: containers * CELLS + 10_000_000},
        containers=containers,
        cells_each=CELLS,
        volume_ml_each=Decimal(1),
        qc_cells=5_000_000,
        touching=made.touching,
        by=TECHNICIAN,
        key=key(),
    )
    return str(filled.payload["lot"]), list(filled.payload["vials"])
