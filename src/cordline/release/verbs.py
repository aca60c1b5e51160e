"""What may be done about a lot's release, and by whom."""

from cordline.ground.roles import Role
from cordline.ground.verbs import Gate, declare

REVIEW_OPENED = declare(
    "release.review.opened",
    "opened the release review of {subject} for {use}",
    Role.TECHNICIAN,
    Role.LABORATORY_HEAD,
    Role.QUALITY,
)
EXCEPTION_READ = declare(
    "release.exception.read",
    "read an exception of {subject}: {title}",
    Role.LABORATORY_HEAD,
    Role.QUALITY,
)
TRAIL_REVIEWED = declare(
    "release.trail.reviewed",
    "reviewed the audit trail of {subject}",
    Role.LABORATORY_HEAD,
    Role.QUALITY,
)
REVIEW_VERIFIED = declare(
    "release.review.verified",
    "verified the release review of {subject} for {use}",
    Role.LABORATORY_HEAD,
    Role.QUALITY,
)
LOT_RELEASED = declare("release.lot.released", "released {subject} for {use}", Role.QUALITY, gate=Gate.SHARED)
LOT_RELEASED_CONDITIONALLY = declare(
    "release.lot.released_conditionally",
    "released {subject} for {use} with a result to follow",
    Role.QUALITY,
    gate=Gate.SHARED,
)
LOT_REJECTED = declare(
    "release.lot.rejected", "rejected {subject} for {use}: {reason}", Role.QUALITY, gate=Gate.EXCLUSIVE
)
LOT_HELD = declare(
    "release.lot.held",
    "held {subject} instead of releasing it: {reason}",
    Role.LABORATORY_HEAD,
    Role.QUALITY,
    gate=Gate.EXCLUSIVE,
)
LOT_WITHDRAWN = declare(
    "release.lot.withdrawn",
    "withdrew {subject} from {use}: {reason}",
    Role.QUALITY,
    gate=Gate.EXCLUSIVE,
)
LOT_SUSPENDED = declare(
    "release.lot.suspended",
    "suspended {subject} for {use}: {reason}",
    Role.QUALITY,
    gate=Gate.EXCLUSIVE,
)
# The house suspends by itself when something arrives on an ancestor; no role is asked of a job.
LOT_SUSPENDED_BY_HOUSE = declare(
    "release.lot.suspended_by_house",
    "looked again at the evidence of {subject} for {use}: {found}",
    gate=Gate.EXCLUSIVE,
)
