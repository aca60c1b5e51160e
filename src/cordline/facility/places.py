"""Where the facility's codes are shown, and its line of the menu."""

from cordline.ground.codes import Kind
from cordline.ground.roles import Role
from cordline.web.places import menu, place

VIEWERS = (
    Role.TECHNICIAN, Role.LABORATORY_HEAD, Role.QUALITY, Role.MEDICAL_DIRECTOR, Role.VIGILANCE_OFFICER,
    Role.INSPECTOR, Role.ADMINISTRATOR,
)  # fmt: skip

for kind in (Kind.REAGENT, Kind.EQUIPMENT, Kind.ROOM):
    place(kind, "facility:thing", *VIEWERS)
menu("Facility", "facility:home", *VIEWERS, icon="building", group="House", keys="g y", order=20)
