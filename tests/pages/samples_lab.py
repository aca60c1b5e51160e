"""Sample records of facility, laboratory and bank for the tests of the pages: a box that shows every kind of cell."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from cordline.bank import services as bank
from cordline.bank.models import Box
from cordline.bank.selectors import container
from cordline.ground.products import Use
from cordline.lab import services as lab
from cordline.lab.models import Count
from cordline.lab.types import Integrity, Method, Purpose, TypedTotal
from cordline.ledger.services import database_now
from cordline.lineage.services import place_hold
from cordline.lineage.types import HoldKind
from tests import lab_chain
from tests.cast import PATIENT_COORDINATOR, QUALITY, SECOND_TECHNICIAN, TECHNICIAN
from tests.lab_chain import House, key
from tests.pages.samples import builder

PLAN, PATIENT = "PL26-9001-1", "PT26-9001-J"


@builder
def of_laboratory(people: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Cords, cultures, a lot in every state of its vials, one on hold, one recalled, one not placed yet."""
    made = lab_chain.house(tank="TK-02", quarantine="TK-08 quarantine")
    for rack, box in (("R1", "B02"), ("R2", "B01"), ("R2", "B02")):
        bank.add_box(unit=made.tank, rack=rack, box=box, by=TECHNICIAN, key=key())
    line = lab_chain.line(made, vials=20, spread=True)
    reserved = _life(line.lot, line.vials)
    _stopped(made)
    unplaced = lab_chain.start(made, lab_chain.fill_bank(made, *_working(made))[1][0], 150_000_000)
    lab_chain.fill_lot(made, unplaced, 3)
    growing, rejected, accepted = _cords(made)
    number = Box.objects.get(positions__container__code=line.vials[0]).id
    position = container(line.vials[0])
    codes = {
        name: {"code": line.cultures[3]} for name in ("lab:culture", "lab:passage", "lab:fill", "lab:end")
    }
    codes |= {name: {"code": growing} for name in ("lab:count", "lab:look")}
    counted = Count.objects.filter(culture__code=line.cultures[3]).earliest("id")
    codes["lab:correct_count"] = {"code": line.cultures[3], "number": str(counted.id)}
    codes |= {f"bank:{name}": {"code": reserved} for name in ("container", "check_out", "destroy", "lost")}
    return codes | {
        "bank:return": {"code": line.vials[4]},
        "documents:labels": {"code": line.lot},
        "documents:labels_file": {"code": line.lot, "batch": "1", "form": "pdf"},
        "bank:lot": {"code": line.lot},
        "bank:box": {"number": str(number)},
        "bank:position": {"code": position.position if position else ""},
        "bank:pick": {"code": PLAN},
        "lab:cord": {"code": rejected},
        "lab:isolate": {"code": accepted},
        "lab:growth": {"code": line.lot},
        "facility:thing": {"code": made.touching[1]},
    }


def _life(lot: str, vials: list[str]) -> str:
    """One lot whose vials are promised, thawed, used up, checked out, destroyed and lost; gives a promised one."""
    bank.reserve_containers(
        plan=PLAN, patient=PATIENT, containers=vials[:4], by=PATIENT_COORDINATOR, key=key()
    )
    bank.check_out_containers(containers=[vials[4]], reason="label check", by=TECHNICIAN, key=key())
    bank.destroy_container(
        container=vials[5], reason="cracked", witness=SECOND_TECHNICIAN.code, by=TECHNICIAN, key=key()
    )
    bank.declare_lost(container=vials[6], reason="not in its place", by=TECHNICIAN, key=key())
    bank.thaw_container(container=vials[3], use=Use.PATIENT, plan=PLAN, by=TECHNICIAN, key=key())
    return vials[0]


def _stopped(made: House) -> None:
    held, recalled = lab_chain.line(made, vials=6), lab_chain.line(made, vials=5)
    place_hold(on=held.lot, kind=HoldKind.QUALITY, reason="Late plate result", by=QUALITY, key=key())
    place_hold(on=recalled.lot, kind=HoldKind.RECALL, reason="Recall drill", by=QUALITY, key=key())


def _working(made: House) -> tuple[Any, str, int]:
    from cordline.lab.types import Stage

    culture = lab_chain.passage(made, lab_chain.isolate(made, lab_chain.cord()), 8_000_000, 80_000_000)
    master, vials = lab_chain.fill_bank(made, Stage.MASTER_BANK, culture, 2)
    return Stage.WORKING_BANK, lab_chain.start(made, vials[0], 120_000_000), 2


def _cords(made: House) -> tuple[str, str, str]:
    """A culture that still grows, with a typed count; a rejected cord; one that waits."""
    begun = lab.isolate_culture(
        cord=lab_chain.cord(),
        method=Method.EXPLANT,
        tissue_g=Decimal("11.4"),
        area_cm2=Decimal(600),
        touching=made.touching,
        by=TECHNICIAN,
        key=key(),
    )
    growing = str(begun.payload["culture"])
    lab.count_culture(
        culture=growing,
        purpose=Purpose.IN_PROCESS,
        counted=TypedTotal(1_200_000, 1_400_000, "the counter prints totals only"),
        by=TECHNICIAN,
        key=key(),
    )
    rejected = lab_chain.cord(
        born_at=database_now() - timedelta(hours=61), highest_c=Decimal("31.0"), integrity=Integrity.LEAKING
    )
    return growing, rejected, lab_chain.cord()
