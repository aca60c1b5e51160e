"""What may be done about deviations, and by whom."""

from cordline.ground.roles import CLINICIANS, LABORATORY, Role
from cordline.ground.verbs import Gate, declare

# Whoever works with material may say that something went wrong; opening takes leave away, so it takes the gate.
DEVIATION_OPENED = declare(
    "quality.deviation.opened",
    "opened {severity} deviation {subject}: {title}",
    *sorted(LABORATORY | CLINICIANS),
    Role.QUALITY,
    Role.DONOR_COORDINATOR,
    Role.RESPONSIBLE_PERSON,
    Role.VIGILANCE_OFFICER,
    Role.COURIER,
    gate=Gate.EXCLUSIVE,
)
DEVIATION_INVESTIGATED = declare(
    "quality.deviation.investigated",
    "wrote the investigation of deviation {subject}",
    Role.TECHNICIAN,
    Role.LABORATORY_HEAD,
    Role.QUALITY,
)
DEVIATION_GRADED = declare(
    "quality.deviation.graded",
    "graded deviation {subject} {severity}, before {before}: {reason}",
    Role.QUALITY,
    gate=Gate.EXCLUSIVE,
)
DEVIATION_CLOSED = declare(
    "quality.deviation.closed", "closed deviation {subject}: {conclusion}", Role.QUALITY
)
