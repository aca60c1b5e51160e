"""What may be done in lineage by itself; births and exposures are written inside the acts of the rooms above."""

from cordline.ground.roles import Role
from cordline.ground.verbs import Gate, declare

HOLD_PLACED = declare(
    "lineage.hold.placed",
    "placed hold {hold} on {subject}: {reason}",
    Role.QUALITY,
    Role.LABORATORY_HEAD,
    Role.RESPONSIBLE_PERSON,
    Role.VIGILANCE_OFFICER,
    Role.MEDICAL_DIRECTOR,
    Role.PHYSICIAN,
    Role.TECHNICIAN,
    gate=Gate.EXCLUSIVE,
)
HOLD_LIFTED = declare(
    "lineage.hold.lifted", "lifted hold {subject} on {target}: {reason}", Role.QUALITY, gate=Gate.SHARED
)
PARENT_STRUCK = declare(
    "lineage.parent.struck",
    "struck {parent} as a parent of {subject}: {reason}",
    Role.QUALITY,
    Role.LABORATORY_HEAD,
    gate=Gate.EXCLUSIVE,
)
STRIKE_REVIEWED = declare(
    "lineage.strike.reviewed",
    "reviewed the struck descent of {subject} from {parent}: {finding}",
    Role.QUALITY,
    gate=Gate.EXCLUSIVE,
)
