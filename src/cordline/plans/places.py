"""Where plans are found: the menu, and the pages of plans and consents."""

from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.roles import Role
from cordline.plans import selectors
from cordline.web.finding import OPEN, Described, describes
from cordline.web.places import menu, place

_READERS = (Role.PHYSICIAN, Role.MEDICAL_DIRECTOR, Role.NURSE, Role.PATIENT_COORDINATOR, Role.INSPECTOR)

menu("Plans", "plans:plans", *_READERS, icon="clipboard-list", group="People", order=20)
menu(
    "Product numbers", "plans:numbers", *_READERS, Role.QUALITY, icon="list-check", group="Quality", order=70
)
place(Kind.PLAN, "plans:plan", *_READERS)
place(Kind.CONSENT, "plans:consent", *_READERS, Role.PATIENT)


@describes(Kind.PLAN)
def plan(code: str, by: Actor) -> Described | None:
    """Say how a plan stands."""
    row = selectors.plan_row(code)
    return (
        Described(what="plan", answer=OPEN, sentence=f"Version {row.version}, {row.status}.") if row else None
    )


@describes(Kind.CONSENT)
def consent(code: str, by: Actor) -> Described | None:
    """Say how a consent stands."""
    row = selectors.consent_row(code)
    if row is None:
        return None
    word = "Withdrawn." if row.withdrawn_at else "In force." if row.physician else "Waits for the physician."
    return Described(what="consent", answer=OPEN, sentence=word)
