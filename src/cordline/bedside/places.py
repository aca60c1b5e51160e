"""Where infusion day is found: the menu, and the pages of doses, infusions and wristbands; what a scan of them says."""

from cordline.bedside import selectors
from cordline.bedside.types import DoseStatus
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.roles import Role
from cordline.web.finding import FREE, OPEN, STOP, Described, describes
from cordline.web.places import menu, place

_CARE = (Role.NURSE, Role.PHYSICIAN, Role.MEDICAL_DIRECTOR)
_READERS = (*_CARE, Role.PATIENT_COORDINATOR, Role.VIGILANCE_OFFICER, Role.INSPECTOR)

menu("Infusion day", "bedside:today", *_READERS, icon="droplet", group="People", keys="g i", order=30)
menu("Bedside check", "bedside:check", *_CARE, icon="kind-wristband", group="People", order=35)
place(Kind.DOSE, "bedside:dose", *_READERS, Role.TECHNICIAN)
place(Kind.INFUSION, "bedside:infusion", *_READERS)


@describes(Kind.DOSE)
def dose(code: str, by: Actor) -> Described | None:
    """Say how a prepared dose stands; whether it may be given is told only at the bedside."""
    row = selectors.dose_row(code)
    if row is None:
        return None
    words = {
        DoseStatus.PREPARED: (OPEN, "Prepared; it is given only after the bedside check."),
        DoseStatus.PREPARING: (OPEN, "In preparation."),
        DoseStatus.STARTED: (STOP, "In use: its infusion has begun."),
        DoseStatus.GIVEN: (STOP, "Used before."),
        DoseStatus.DESTROYED: (STOP, "Destroyed."),
    }
    answer, sentence = words[DoseStatus(row.status)]
    return Described(what="prepared dose", answer=answer, sentence=sentence)


@describes(Kind.INFUSION)
def infusion(code: str, by: Actor) -> Described | None:
    """Say whether an infusion runs."""
    row = selectors.infusion_row(code)
    if row is None:
        return None
    return Described(what="infusion", answer=FREE if row.ended_at is None else OPEN, sentence="")
