"""Where the laboratory's codes are shown, and its lines of the menu."""

from cordline.ground.codes import Kind
from cordline.ground.roles import Role
from cordline.web.places import menu, place

VIEWERS = (
    Role.TECHNICIAN, Role.LABORATORY_HEAD, Role.QUALITY, Role.RESPONSIBLE_PERSON, Role.DONOR_COORDINATOR,
    Role.MEDICAL_DIRECTOR, Role.VIGILANCE_OFFICER, Role.INSPECTOR,
)  # fmt: skip
BENCH = (Role.TECHNICIAN, Role.LABORATORY_HEAD)
RECEIVERS = (*BENCH, Role.DONOR_COORDINATOR)
APPROVERS = (Role.LABORATORY_HEAD, Role.QUALITY)

place(Kind.CORD, "lab:cord", *VIEWERS)
place(Kind.CULTURE, "lab:culture", *VIEWERS)
menu("Cell lab", "lab:home", *VIEWERS, icon="flask", group="Cells", keys="g l", order=10)
menu("Receive a cord", "lab:receive", *RECEIVERS, icon="kind-cord", group="Cells", order=15)
menu("Culture limits", "lab:limits", *APPROVERS, icon="adjustments", group="Cells", order=60)
