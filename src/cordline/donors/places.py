"""Where the codes of this room are shown, and what the menu says of it."""

from cordline.ground.codes import Kind
from cordline.ground.roles import Role
from cordline.web.places import menu, place

_READERS = (
    Role.DONOR_COORDINATOR, Role.RESPONSIBLE_PERSON, Role.QUALITY, Role.LABORATORY_HEAD, Role.MEDICAL_DIRECTOR,
    Role.VIGILANCE_OFFICER, Role.INSPECTOR,
)  # fmt: skip
place(Kind.DONOR, "donors:donor", *_READERS)
place(Kind.DONATION, "donors:donation", *_READERS)
menu("Donors", "donors:donors", *_READERS, icon="kind-donor", group="Cells", keys="g d", order=10)
menu("Donor rules", "donors:rules", *_READERS, icon="list-check", group="Quality", order=70)
