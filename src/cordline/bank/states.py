"""The life of a container as a table: which verb leads from which states to which state.

Rules, the page of states, the fold test and the permission matrix read this one table; there is no second one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cordline.bank.types import ContainerState as S


@dataclass(frozen=True)
class Move:
    """One verb's way through a container's life: from any of these states to that one."""

    verb: str
    sources: frozenset[S]
    target: S


def _move(verb: str, sources: Iterable[S], target: S) -> tuple[str, Move]:
    return verb, Move(verb, frozenset(sources), target)


MOVES: Mapping[str, Move] = MappingProxyType(
    dict(
        (
            _move("bank.container.placed", {S.FILLED}, S.STORED),
            _move("bank.container.moved", {S.STORED}, S.STORED),
            _move("bank.container.checked_out", {S.STORED}, S.CHECKED_OUT),
            _move("bank.container.returned", {S.CHECKED_OUT}, S.STORED),
            # A vial is thawed from the tank or from the transport vessel it was checked out into; never undone.
            _move("bank.container.thawed", {S.STORED, S.CHECKED_OUT}, S.THAWED),
            _move("bank.container.consumed", {S.THAWED}, S.CONSUMED),
            _move(
                "bank.container.destroyed",
                {S.FILLED, S.STORED, S.CHECKED_OUT, S.THAWED},
                S.DESTROYED,
            ),
            _move("bank.container.lost", {S.FILLED, S.STORED, S.CHECKED_OUT}, S.LOST),
        )
    )
)


def next_state(state: S, verb: str) -> S | None:
    """Where a container in ``state`` goes by ``verb``; None where the table has no such move."""
    move = MOVES.get(verb)
    return move.target if move is not None and state in move.sources else None


def verbs_from(state: S) -> list[str]:
    """The verbs that may follow in ``state``."""
    return [verb for verb, move in MOVES.items() if state in move.sources]


def fold(verbs: Iterable[str]) -> S:
    """Rebuild a container's state from the verbs of its entries, oldest first; a verb out of turn is a defect."""
    state = S.FILLED
    for verb in verbs:
        after = next_state(state, verb)
        if after is None:
            raise ValueError(f"No move {verb} from {state}.")
        state = after
    return state
