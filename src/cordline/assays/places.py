"""Where the codes of this room are shown, and what the menu says of it."""

from cordline.assays.verbs import RESULTS_REVIEWED
from cordline.ground.codes import Kind
from cordline.ground.roles import Role
from cordline.web.places import menu, place

_READERS = (
    Role.TECHNICIAN, Role.LABORATORY_HEAD, Role.QUALITY, Role.DONOR_COORDINATOR, Role.RESPONSIBLE_PERSON,
    Role.MEDICAL_DIRECTOR, Role.VIGILANCE_OFFICER, Role.INSPECTOR,
)  # fmt: skip
place(Kind.SAMPLE, "assays:sample", *_READERS)
place(Kind.RESULT, "assays:result", *_READERS)
place(Kind.SPECIFICATION, "assays:specification", *_READERS)
menu(
    "Samples and results", "assays:samples", *_READERS, icon="test-pipe", group="Cells", keys="g m", order=60
)
menu(
    "Review results",
    "assays:review",
    *sorted(RESULTS_REVIEWED.who),
    icon="signature",
    group="Quality",
    order=45,
)
menu("Specifications", "assays:specifications", *_READERS, icon="certificate", group="Quality", order=50)
menu("Laboratories", "assays:laboratories", *_READERS, icon="flask", group="Quality", order=60)
