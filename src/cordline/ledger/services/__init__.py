"""What the ledger offers to every room: acts, codes, attempts, reads, and a demonstration's clock."""

from cordline.ledger.services.acting import Act, DefectiveAct, act, constraint_refuses
from cordline.ledger.services.attempts import Source, record_attempt, record_read, settle_attempt
from cordline.ledger.services.clock import database_now, declare_demonstration, is_demonstration, move_clock
from cordline.ledger.services.numbers import next_code, next_codes
from cordline.ledger.types import Entry

__all__ = [
    "Act",
    "DefectiveAct",
    "Entry",
    "Source",
    "act",
    "constraint_refuses",
    "database_now",
    "declare_demonstration",
    "is_demonstration",
    "move_clock",
    "next_code",
    "next_codes",
    "record_attempt",
    "record_read",
    "settle_attempt",
]
