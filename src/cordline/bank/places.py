"""Where the bank's codes are shown, and its lines of the menu."""

from cordline.ground.codes import Kind
from cordline.ground.roles import Role
from cordline.web.places import menu, place

VIEWERS = (
    Role.TECHNICIAN, Role.LABORATORY_HEAD, Role.QUALITY, Role.RESPONSIBLE_PERSON, Role.NURSE, Role.PHYSICIAN,
    Role.MEDICAL_DIRECTOR, Role.PATIENT_COORDINATOR, Role.VIGILANCE_OFFICER, Role.INSPECTOR,
)  # fmt: skip
BENCH = (Role.TECHNICIAN, Role.LABORATORY_HEAD)
HANDS = (*BENCH, Role.NURSE)

place(Kind.LOT, "bank:lot", *VIEWERS)
place(Kind.BANK, "bank:lot", *VIEWERS)
place(Kind.VIAL, "bank:container", *VIEWERS)
place(Kind.POSITION, "bank:position", *VIEWERS)
menu("Lots and banks", "bank:lots", *VIEWERS, icon="kind-lot", group="Cells", keys="g b", order=20)
menu("Freezer", "bank:freezer", *VIEWERS, icon="snowflake", group="Cells", keys="g z", order=30)
menu("Place vials", "bank:place", *BENCH, icon="package", group="Cells", order=40)
