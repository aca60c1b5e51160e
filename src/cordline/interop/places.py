"""What the menu says of this room."""

from cordline.ground.roles import Role
from cordline.web.places import menu

menu(
    "Imports", "interop:imports", Role.DONOR_COORDINATOR, Role.RESPONSIBLE_PERSON, Role.LABORATORY_HEAD, Role.QUALITY,
    Role.INSPECTOR, icon="file-export", group="House", order=60,
)  # fmt: skip
