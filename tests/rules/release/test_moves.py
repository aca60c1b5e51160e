"""Who may move a disposition from where to where: every state with every move, and the people rules at their edges."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from cordline.release.rules import LONGEST_REASON, why_not_move, why_not_review_trail
from cordline.release.states import GIVES_LEAVE, MOVES, REASON_NEEDED, after, moves_from
from cordline.release.types import ExceptionKind, Move, ReviewException, SigningFacts, State
from tests.rules.release.facts import signing

SECOND_SIGNER = {"signer": "ST-SECOND", "site": "KL-LAB", "reason": "because"}


def codes(facts: Any, move: Move, **over: Any) -> set[str]:
    """The codes of everything against one move."""
    return {refusal.code for refusal in why_not_move(facts, move, **{**SECOND_SIGNER, **over})}


def ready_for(move: Move) -> SigningFacts:
    """A review that stands right before this move."""
    if move is Move.VERIFY:
        return signing(state=State.IN_REVIEW, first_signer="", first_signed_hash="")
    return signing()


@pytest.mark.req("S8", "I1")
@pytest.mark.parametrize(("state", "move"), list(product(State, Move)))
def test_every_state_with_every_move(state: State, move: Move) -> None:
    refused = "release.move_not_possible" in codes(signing(state=state), move)
    assert refused is ((state, move) not in MOVES)


@pytest.mark.req("S8")
def test_leave_is_given_only_after_a_first_signature_or_a_suspension_and_never_after_an_end() -> None:
    starts = {state for state, move in MOVES if move in {Move.RELEASE, Move.RELEASE_CONDITIONALLY}}
    assert starts == {State.FIRST_SIGNED, State.SUSPENDED, State.CONDITIONAL}
    assert moves_from(State.REJECTED) == ()
    assert moves_from(State.WITHDRAWN) == ()


def test_whatever_gives_leave_can_be_taken_away_again() -> None:
    for (_, move), end in MOVES.items():
        if move in {Move.RELEASE, Move.RELEASE_CONDITIONALLY}:
            assert after(end, Move.SUSPEND) is State.SUSPENDED
            assert after(end, Move.WITHDRAW) is State.WITHDRAWN


@pytest.mark.req("U116")
@pytest.mark.parametrize("move", sorted(REASON_NEEDED))
@pytest.mark.parametrize(
    ("reason", "refused"),
    [
        ("", True),
        ("   ", True),
        ("x", False),
        ("x" * LONGEST_REASON, False),
        ("x" * (LONGEST_REASON + 1), True),
    ],
)
def test_a_reason_is_asked_and_bounded(move: Move, reason: str, refused: bool) -> None:
    found = codes(signing(), move, reason=reason)
    assert refused is bool(
        found & {"release.reason_needed", "release.plan_needed", "release.reason_too_long"}
    )


@pytest.mark.req("I6", "U45")
@pytest.mark.parametrize("move", [Move.RELEASE, Move.RELEASE_CONDITIONALLY])
def test_the_same_person_cannot_give_both_signatures(move: Move) -> None:
    assert codes(signing(), move, signer="ST-FIRST") == {"release.same_person"}
    assert codes(signing(), move) == set()


@pytest.mark.req("I6", "U45")
@pytest.mark.parametrize("move", sorted(GIVES_LEAVE))
def test_who_made_the_lot_gives_no_leave_where_separation_is_set(move: Move) -> None:
    facts = ready_for(move)
    assert codes(facts, move, signer="ST-MAKER") == {"release.maker_cannot_sign"}
    assert codes(replace(facts, separation=False), move, signer="ST-MAKER") == set()


@pytest.mark.req("U116")
@pytest.mark.parametrize("move", [Move.REJECT, Move.HOLD])
def test_rejecting_and_holding_ask_no_more_than_a_reason(move: Move) -> None:
    unread = (ReviewException("k", ExceptionKind.LATE_ENTRY, "BR", "late"),)
    assert codes(signing(unread=unread, state=State.IN_REVIEW), move, signer="ST-MAKER") == set()


@pytest.mark.req("U115", "U47")
@pytest.mark.parametrize("move", sorted(GIVES_LEAVE))
def test_an_unread_exception_locks_the_signature(move: Move) -> None:
    unread = (ReviewException("k", ExceptionKind.LATE_ENTRY, "BR", "late"),)
    assert codes(replace(ready_for(move), unread=unread), move) == {"release.exception_unread"}


@pytest.mark.req("I6", "U46")
@pytest.mark.parametrize("move", [Move.RELEASE, Move.RELEASE_CONDITIONALLY])
def test_a_changed_content_voids_the_first_signature(move: Move) -> None:
    assert codes(signing(content_hash="bb"), move) == {"release.first_signature_void"}


def test_a_void_first_signature_can_be_given_anew_by_the_same_person() -> None:
    assert codes(signing(content_hash="bb"), Move.VERIFY, signer="ST-FIRST") == set()


@pytest.mark.req("I6")
@pytest.mark.parametrize("signer", ["ST-FIRST", "ST-SECOND"])
def test_a_standing_first_signature_is_not_given_again(signer: str) -> None:
    assert codes(signing(), Move.VERIFY, signer=signer) == {"release.already_verified"}


@pytest.mark.req("I6")
@pytest.mark.parametrize("state", [State.SUSPENDED, State.CONDITIONAL])
def test_a_suspended_or_conditional_lot_needs_two_new_signatures(state: State) -> None:
    facts = signing(state=state, first_signer="", first_signed_hash="")
    assert codes(facts, Move.RELEASE) == {"release.first_signature_missing"}


def test_nobody_signs_for_another_site() -> None:
    assert codes(signing(), Move.RELEASE, site="KL-CLINIC") == {"release.other_site"}


@pytest.mark.req("I6")
def test_the_trail_is_read_by_somebody_who_did_not_write_it() -> None:
    refused = why_not_review_trail(signing(), signer="ST-MAKER", site="KL-LAB")
    assert [refusal.code for refusal in refused] == ["release.audit_reviewer_made_it"]
    assert why_not_review_trail(signing(), signer="ST-SECOND", site="KL-LAB") == []
    assert [r.code for r in why_not_review_trail(signing(state=State.NONE), signer="S", site="KL-LAB")] == [
        "release.review_missing"
    ]
