"""What may be done in the bank."""

from cordline.ground.roles import LABORATORY, Role
from cordline.ground.verbs import Gate, declare

_BENCH = tuple(sorted(LABORATORY))
_HANDS = (*_BENCH, Role.NURSE)
_PLANNERS = (*_BENCH, Role.PATIENT_COORDINATOR, Role.PHYSICIAN, Role.MEDICAL_DIRECTOR, Role.NURSE)

UNIT_ADDED = declare(
    "bank.unit.added", "put storage unit {subject} to use", Role.LABORATORY_HEAD, Role.QUALITY
)
BOX_ADDED = declare("bank.box.added", "added box {box} to {subject}", *_BENCH)
BOX_MOVED = declare("bank.box.moved", "moved box {box} with {containers} containers to {to}", *_BENCH)
PLACED = declare("bank.container.placed", "placed {count} containers in the cold", *_BENCH)
MOVED = declare("bank.container.moved", "moved {count} containers to other positions", *_BENCH)
CHECKED_OUT = declare(
    "bank.container.checked_out", "checked out {subject}: {reason}", *_HANDS, gate=Gate.SHARED
)
RETURNED = declare("bank.container.returned", "returned {subject} to its position", *_HANDS)
RESERVED = declare(
    "bank.container.reserved",
    "reserved {count} containers of {lot} for plan {subject}",
    *_PLANNERS,
    gate=Gate.SHARED,
)
RESERVATION_RELEASED = declare(
    "bank.reservation.released", "gave up {count} promises of plan {subject}: {reason}", *_PLANNERS
)
THAWED = declare("bank.container.thawed", "thawed {subject} for {use}", *_HANDS, gate=Gate.SHARED)
CONSUMED = declare("bank.container.consumed", "used up {subject}", *_HANDS, gate=Gate.SHARED)
DESTROYED = declare("bank.container.destroyed", "destroyed {subject} before {witness}: {reason}", *_HANDS)
LOST = declare("bank.container.lost", "declared {subject} lost: {reason}", *_HANDS, Role.QUALITY)
