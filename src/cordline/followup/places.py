"""Where follow-up is found: the menu, and the pages of contacts and adverse events."""

from cordline.followup import selectors
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.roles import Role
from cordline.web.finding import OPEN, Described, describes
from cordline.web.places import menu, place

_CARE = (Role.NURSE, Role.PHYSICIAN, Role.MEDICAL_DIRECTOR, Role.PATIENT_COORDINATOR, Role.VIGILANCE_OFFICER)

menu(
    "Contacts",
    "followup:contacts",
    *_CARE,
    Role.INSPECTOR,
    icon="phone-check",
    group="People",
    keys="g f",
    order=40,
)
menu(
    "Adverse events",
    "followup:events",
    *_CARE,
    Role.INSPECTOR,
    icon="activity",
    group="Quality",
    keys="g e",
    order=60,
)
place(Kind.CONTACT, "followup:contact", *_CARE, Role.INSPECTOR)
place(Kind.ADVERSE_EVENT, "followup:event", *_CARE, Role.INSPECTOR)


@describes(Kind.CONTACT)
def contact(code: str, by: Actor) -> Described | None:
    """Say how a contact stands."""
    row = selectors.contact_row(code)
    if row is None:
        return None
    word = f"Ended: {row.ending}." if row.ending else f"Due {row.due_at:%-d %b %Y}."
    return Described(what="contact", answer=OPEN, sentence=word)


@describes(Kind.ADVERSE_EVENT)
def event(code: str, by: Actor) -> Described | None:
    """Say how an adverse event stands."""
    row = selectors.event_row(code)
    if row is None:
        return None
    return Described(what="adverse event", answer=OPEN, sentence="Closed." if row.closed_at else "Open.")
