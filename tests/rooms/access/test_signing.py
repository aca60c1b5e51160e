"""Signatures: bound to signer, meaning, time and what was shown; one proof, one signer, one content, once (I6)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from cordline.access import proofs, signing
from cordline.access.models import Signature, SigningProof
from cordline.access.services import demonstration, disable_member, grant_role, revoke_role
from cordline.access.types import Meaning, Proof, ProofKind
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refused
from cordline.ground.roles import Role
from cordline.ground.verbs import all_verbs, declare
from cordline.ledger.services import Entry, act, database_now, declare_demonstration

pytestmark = [pytest.mark.django_db, pytest.mark.req("I6")]
SIGNED = all_verbs().get("accesstests.test.signed") or declare(
    "accesstests.test.signed", "signed {subject}", Role.PHYSICIAN
)
SHOWN = {"what": "a plan", "cells": 100_000_000}


def sign(by: Actor, proof: Proof, content: Mapping[str, Any] = SHOWN, key: str = "k1") -> Entry:
    with act(SIGNED, by=by, key=key, content={"content": content}) as this:
        number = signing.sign_within(
            this, meaning=Meaning.APPROVED, subject="PL26-0001-X", content=content, proof=proof
        )
        return this.record(subject="PL26-0001-X", payload={"signature": number})


def proof_for(by: Actor, content: Mapping[str, Any] = SHOWN) -> Proof:
    from cordline.access import rules

    return proofs.store(
        kind=ProofKind.PASSKEY, signer=by.code, content_sha256=rules.content_hash(content), now=database_now()
    )


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {reason.code for reason in refused.value.reasons}


@pytest.fixture
def cast() -> dict[str, Actor]:
    declare_demonstration(1)
    return demonstration.create_cast()


@pytest.fixture
def physician(cast: dict[str, Actor]) -> Actor:
    return cast["physician@KL-CLINIC"]


@pytest.mark.req("R-09", "U46")
def test_a_signature_keeps_signer_meaning_time_and_the_hash_of_what_was_shown(physician: Actor) -> None:
    entry = sign(physician, proof_for(physician))
    (signed,) = signing.signatures_on("PL26-0001-X", SHOWN)
    assert (signed.signer, signed.meaning, signed.entry) == (physician.code, Meaning.APPROVED, entry.id)
    assert signed.signer_name == "Dr Phil Pretendsson (demo)"
    assert signed.content == SHOWN
    assert signed.valid
    assert not signed.demonstration


@pytest.mark.req("R-11")
def test_a_content_changed_later_makes_the_signature_show_as_not_valid(physician: Actor) -> None:
    sign(physician, proof_for(physician))
    (signed,) = signing.signatures_on("PL26-0001-X", {**SHOWN, "cells": 1})
    assert signed.content_changed
    assert not signed.valid


def test_a_content_changed_since_shown_is_refused(physician: Actor) -> None:
    with pytest.raises(Refused) as refused:
        sign(physician, proof_for(physician), {**SHOWN, "cells": 1})
    assert codes(refused) == {"access.signed_content_changed"}
    assert not Signature.objects.exists()


def test_a_proof_signs_once(physician: Actor) -> None:
    proof = proof_for(physician)
    sign(physician, proof)
    with pytest.raises(Refused) as refused:
        sign(physician, proof, key="k2")
    assert codes(refused) == {"access.proof_used"}


def test_a_proof_of_somebody_else_signs_nothing(cast: dict[str, Actor], physician: Actor) -> None:
    with pytest.raises(Refused) as refused:
        sign(cast["physician2@KL-CLINIC"], proof_for(physician))
    assert codes(refused) == {"access.proof_not_yours"}


def test_an_expired_proof_signs_nothing(physician: Actor) -> None:
    proof = proof_for(physician)
    past = database_now() - timedelta(hours=1)
    SigningProof.objects.update(made_at=past, expires_at=past + timedelta(minutes=5))
    with pytest.raises(Refused) as refused:
        sign(physician, proof)
    assert codes(refused) == {"access.proof_expired"}


def test_an_invented_token_signs_nothing(physician: Actor) -> None:
    with pytest.raises(Refused) as refused:
        sign(physician, Proof(ProofKind.PASSKEY, "guessed"))
    assert codes(refused) == {"access.proof_unknown"}


def test_a_role_taken_between_display_and_signing_refuses(cast: dict[str, Actor], physician: Actor) -> None:
    from cordline.access.models import Grant

    proof = proof_for(physician)
    grant = Grant.objects.get(member__code=physician.code, role=Role.PHYSICIAN)
    revoke_role(grant=grant.id, reason="moved to another clinic", by=cast["administrator@KL-CLINIC"], key="r")
    with pytest.raises(Refused) as refused:
        sign(physician, proof)
    assert codes(refused) == {"access.signer_role_lost"}


def test_a_disabled_member_signs_nothing(cast: dict[str, Actor], physician: Actor) -> None:
    proof = proof_for(physician)
    disable_member(
        member=physician.code, reason="left the house", by=cast["administrator@KL-CLINIC"], key="d"
    )
    with pytest.raises(Refused) as refused:
        sign(physician, proof)
    assert codes(refused) == {"access.signer_role_lost"}


def test_a_refused_signing_changes_nothing_and_is_among_the_attempts(physician: Actor) -> None:
    from cordline.ledger.selectors import attempts

    with pytest.raises(Refused):
        sign(physician, Proof(ProofKind.PASSKEY, "guessed"))
    assert attempts(actor=physician.code, outcome="refused").first().codes == ["access.proof_unknown"]  # type: ignore[union-attr]


@pytest.mark.req("U46")
def test_voiding_keeps_the_old_signature_in_history_with_its_reason(physician: Actor) -> None:
    sign(physician, proof_for(physician))
    with act(SIGNED, by=physician, key="void", content={}) as this:
        signing.void_signature_within(this, subject="PL26-0001-X", reason="the dose was corrected")
        this.record(subject="PL26-0001-X")
    (signed,) = signing.signatures_on("PL26-0001-X", SHOWN)
    assert signed.void_reason == "the dose was corrected"
    assert not signed.valid


def test_a_demonstration_signature_is_shown_as_such(physician: Actor) -> None:
    sign(physician, signing.demonstration_proof(physician, SHOWN))
    (signed,) = signing.signatures_on("PL26-0001-X", SHOWN)
    assert signed.demonstration


def test_a_demonstration_proof_is_bound_to_its_signer_and_content(
    cast: dict[str, Actor], physician: Actor
) -> None:
    proof = signing.demonstration_proof(physician, SHOWN)
    with pytest.raises(Refused) as refused:
        sign(physician, proof, {**SHOWN, "cells": 1})
    assert codes(refused) == {"access.signed_content_changed"}
    with pytest.raises(Refused) as refused:
        sign(cast["physician2@KL-CLINIC"], proof)
    assert codes(refused) == {"access.proof_not_yours"}


def test_a_real_database_knows_no_demonstration_proof() -> None:
    somebody = Actor("ST26-0001-X", "KL-CLINIC", frozenset({Role.PHYSICIAN}))
    with pytest.raises(Refused) as refused:
        signing.demonstration_proof(somebody, SHOWN)
    assert codes(refused) == {"access.demonstration_only"}


def test_a_real_database_refuses_a_demonstration_signature_also_by_trigger() -> None:
    somebody = Actor("ST26-0001-X", "KL-CLINIC", frozenset({Role.PHYSICIAN}))

    def forge() -> None:
        with transaction.atomic(), act(SIGNED, by=somebody, key="t", content={}) as this:
            Signature.objects.create(
                signer=somebody.code, signer_name="x", meaning="approved", subject="s", content="{}",
                content_sha256="0" * 64, proof_kind="demonstration", signed_at=this.now, entry=this.entry_id,
                site="KL-CLINIC",
            )  # fmt: skip
            this.record(subject="s")

    with pytest.raises(DatabaseError, match="signs nothing here"):
        forge()


@pytest.mark.req("R-11")
def test_a_written_signature_is_never_rewritten_not_even_inside_an_act(physician: Actor) -> None:
    sign(physician, proof_for(physician))

    def rewrite() -> None:
        with transaction.atomic(), act(SIGNED, by=physician, key="rewrite", content={}) as this:
            Signature.objects.update(content_sha256="0" * 64)
            this.record(subject="s")

    with pytest.raises(DatabaseError, match="never rewritten"):
        rewrite()


def test_a_program_cannot_sign() -> None:
    from cordline.ground.actor import job

    declare_demonstration(1)
    house = all_verbs().get("accesstests.test.house") or declare("accesstests.test.house", "did {subject}")
    robot = job("robot")
    with pytest.raises(Refused) as refused, act(house, by=robot, key="j", content={}) as this:
        signing.sign_within(
            this, meaning=Meaning.APPROVED, subject="s", content=SHOWN,
            proof=signing.demonstration_proof(robot, SHOWN),
        )  # fmt: skip
    assert codes(refused) == {"access.tokens_cannot_sign"}


def test_nobody_gives_a_role_to_themselves(cast: dict[str, Actor]) -> None:
    administrator = cast["administrator@KL-CLINIC"]
    with pytest.raises(Refused) as refused:
        grant_role(
            member=administrator.code, role=Role.PHYSICIAN, site="KL-CLINIC", by=administrator, key="g"
        )
    assert codes(refused) == {"access.grant_to_self"}


def test_a_float_cannot_be_signed(physician: Actor) -> None:
    with pytest.raises(TypeError):
        signing.demonstration_proof(physician, {"dose": 1.5})
