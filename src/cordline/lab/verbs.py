"""What may be done in the cell laboratory."""

from cordline.ground.roles import LABORATORY, Role
from cordline.ground.verbs import Gate, declare

_BENCH = tuple(sorted(LABORATORY))

LIMITS_APPROVED = declare(
    "lab.limits.approved", "approved culture limits {subject}", Role.LABORATORY_HEAD, Role.QUALITY
)
CORD_RECEIVED = declare(
    "lab.cord.received",
    "received cord {subject}: {verdict}",
    *_BENCH,
    Role.DONOR_COORDINATOR,
    gate=Gate.SHARED,
)
ISOLATED = declare(
    "lab.culture.isolated", "isolated culture {subject} from cord {cord}", *_BENCH, gate=Gate.SHARED
)
STARTED = declare("lab.culture.started", "started culture {subject} from {bank}", *_BENCH, gate=Gate.SHARED)
PASSAGED = declare("lab.culture.passaged", "seeded passage {passage} as {subject}", *_BENCH, gate=Gate.SHARED)
COUNTED = declare("lab.culture.counted", "counted culture {subject}: {viable_cells} viable cells", *_BENCH)
COUNT_CORRECTED = declare(
    "lab.culture.count_corrected",
    "corrected a count of culture {subject}: {was} became {viable_cells} viable cells, because {reason}",
    *_BENCH,
)
HARVESTED = declare(
    "lab.culture.harvested", "harvested culture {subject}: {viable_cells} viable cells", *_BENCH
)
DISCARDED = declare("lab.culture.discarded", "discarded culture {subject}: {reason}", *_BENCH)
CONTAMINATED = declare(
    "lab.culture.contaminated",
    "declared culture {subject} contaminated: {reason}",
    *_BENCH,
    gate=Gate.EXCLUSIVE,
)
BANK_FILLED = declare(
    "lab.bank.filled", "filled bank {subject} into {containers} containers", *_BENCH, gate=Gate.SHARED
)
LOT_FILLED = declare(
    "lab.lot.filled", "filled lot {subject} into {containers} containers", *_BENCH, gate=Gate.SHARED
)
