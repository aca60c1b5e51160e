"""The life of a disposition as a table: which move leads from which state to which, and whose signature it bears.

What the table does not hold cannot happen; the tests walk every state with every move. A rejected or withdrawn lot
stays so: the material may only be used again as something new, with a history of its own.
"""

from collections.abc import Mapping
from types import MappingProxyType

from cordline.release.types import Move, State

MOVES: Mapping[tuple[State, Move], State] = MappingProxyType(
    {
        (State.NONE, Move.OPEN): State.IN_REVIEW,
        (State.IN_REVIEW, Move.VERIFY): State.FIRST_SIGNED,
        (State.IN_REVIEW, Move.HOLD): State.IN_REVIEW,
        (State.IN_REVIEW, Move.REJECT): State.REJECTED,
        # A first signature may be given anew when the content has changed under it.
        (State.FIRST_SIGNED, Move.VERIFY): State.FIRST_SIGNED,
        (State.FIRST_SIGNED, Move.HOLD): State.IN_REVIEW,
        (State.FIRST_SIGNED, Move.RELEASE): State.RELEASED,
        (State.FIRST_SIGNED, Move.RELEASE_CONDITIONALLY): State.CONDITIONAL,
        (State.FIRST_SIGNED, Move.REJECT): State.REJECTED,
        (State.CONDITIONAL, Move.VERIFY): State.CONDITIONAL,
        (State.CONDITIONAL, Move.RELEASE): State.RELEASED,
        (State.CONDITIONAL, Move.SUSPEND): State.SUSPENDED,
        (State.CONDITIONAL, Move.WITHDRAW): State.WITHDRAWN,
        (State.RELEASED, Move.SUSPEND): State.SUSPENDED,
        (State.RELEASED, Move.WITHDRAW): State.WITHDRAWN,
        (State.SUSPENDED, Move.VERIFY): State.SUSPENDED,
        (State.SUSPENDED, Move.RELEASE): State.RELEASED,
        (State.SUSPENDED, Move.RELEASE_CONDITIONALLY): State.CONDITIONAL,
        (State.SUSPENDED, Move.HOLD): State.SUSPENDED,
        (State.SUSPENDED, Move.WITHDRAW): State.WITHDRAWN,
    }
)

REASON_NEEDED = frozenset({Move.REJECT, Move.HOLD, Move.SUSPEND, Move.WITHDRAW, Move.RELEASE_CONDITIONALLY})
GIVES_LEAVE = frozenset({Move.VERIFY, Move.RELEASE, Move.RELEASE_CONDITIONALLY})


def after(state: State, move: Move) -> State | None:
    """Where a move leads from a state; ``None`` when it may not happen there."""
    return MOVES.get((state, move))


def moves_from(state: State) -> tuple[Move, ...]:
    """Every move a state offers, in the order of the table."""
    return tuple(move for (start, move) in MOVES if start is state)
