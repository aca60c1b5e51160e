"""Every state with every move and every role: who hears which refusal."""

from itertools import product

import pytest

from cordline.ground.actor import Actor
from cordline.ground.roles import Role
from cordline.release.pages import shown
from cordline.release.rules import judge_release
from cordline.release.states import GIVES_LEAVE, MOVES
from cordline.release.types import Move, State
from tests.rules.release.facts import LOT, NOW, criterion, good, signing, sterility_pending

# Written out by hand, so that a change of the verbs' roles has to be meant.
MAY = {
    Move.VERIFY: {Role.LABORATORY_HEAD, Role.QUALITY},
    Move.RELEASE: {Role.QUALITY},
    Move.RELEASE_CONDITIONALLY: {Role.QUALITY},
    Move.HOLD: {Role.LABORATORY_HEAD, Role.QUALITY},
    Move.REJECT: {Role.QUALITY},
    Move.SUSPEND: {Role.QUALITY},
    Move.WITHDRAW: {Role.QUALITY},
}


@pytest.mark.req("W1", "I6", "S8")
@pytest.mark.parametrize(("state", "move"), list(product(State, MAY)))
def test_each_role_hears_what_it_lacks_and_nothing_else(state: State, move: Move) -> None:
    pending = move is Move.RELEASE_CONDITIONALLY
    facts = good(criteria=(criterion(), sterility_pending())) if pending else good()
    review = judge_release(facts, now=NOW)
    first = "" if move is Move.VERIFY else "ST-FIRST"
    people = signing(state=state, first_signer=first, first_signed_hash="aa" if first else "")
    for role in Role:
        by = Actor("ST-SOMEBODY", "KL-LAB", frozenset({role}))
        found = {refusal.code for refusal in shown.why_not(review, people, move, by)}
        expected = set()
        if role not in MAY[move]:
            expected.add("access.role_missing")
        if (state, move) not in MOVES:
            expected.add("release.move_not_possible")
        assert found == expected, (role, state, move)


@pytest.mark.req("U116")
@pytest.mark.parametrize("state", list(State))
def test_what_takes_leave_away_is_offered_wherever_leave_was_given_and_a_no_wherever_a_yes(
    state: State,
) -> None:
    moves = {move for start, move in MOVES if start is state}
    if moves & (GIVES_LEAVE - {Move.VERIFY}):
        assert moves & {Move.REJECT, Move.WITHDRAW}
        assert moves & {Move.HOLD, Move.SUSPEND}


def test_the_facts_of_the_table_are_those_of_a_lot_that_may_be_released() -> None:
    assert judge_release(good(), now=NOW).refusals == ()
    assert good().lot == LOT
