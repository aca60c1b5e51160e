"""Two people release a lot over the same content; everything else is a refusal that leaves no trace but its attempt."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from cordline.access.signing import demonstration_proof, signatures_on
from cordline.bank import selectors as bank
from cordline.bank.types import Disposition as BankDisposition
from cordline.ground.products import Use
from cordline.ground.refusal import Refused
from cordline.ledger import selectors as ledger
from cordline.ledger.services import act
from cordline.lineage import selectors as lineage
from cordline.quality.types import Severity
from cordline.release import selectors, services, verbs
from cordline.release.models import Certificate, Decision, Disposition
from cordline.release.types import (
    CertificateStatus,
    DeviationFacts,
    HoldFacts,
    Move,
    State,
)
from tests import cast
from tests.rooms.release.evidence import USE, Evidence
from tests.rules.release.facts import criterion, sterility_pending


def refused(call: Callable[[], Any]) -> set[str]:
    """The codes with which something is refused."""
    with pytest.raises(Refused) as caught:
        call()
    return {reason.code for reason in caught.value.reasons}


@pytest.mark.req("S8", "I6", "U115", "U117")
def test_two_people_release_a_lot_and_its_certificate_is_issued(lot: Evidence) -> None:
    entry = lot.ready().release()
    found = selectors.disposition(lot.lot, USE)
    assert found.state is State.RELEASED
    assert found.released
    row = Disposition.objects.get(lot=lot.lot)
    assert (row.first_signer, row.second_signer) == (cast.LABORATORY_HEAD.code, cast.QUALITY.code)
    signatures = signatures_on(
        selectors.signature_subject(lot.lot, USE), selectors.signed_content(lot.lot, USE)
    )
    assert [signature.meaning.value for signature in signatures] == ["verified", "released"]
    assert all(signature.valid for signature in signatures)
    certificate = Certificate.objects.get(code=entry.payload["certificate"])
    assert (certificate.version, certificate.status) == (1, CertificateStatus.VALID)
    assert "released" in ledger.sentence(ledger.entries(about=lot.lot)[0])
    assert bank.disposition(lot.lot, USE) is BankDisposition.RELEASED


def test_a_lot_that_nobody_reviewed_gives_no_leave(lot: Evidence) -> None:
    found = selectors.disposition(lot.lot, USE)
    assert found.state is State.NONE
    assert not found.released
    assert not found.conditional


@pytest.mark.req("S8")
def test_a_release_is_for_one_use_and_no_other(lot: Evidence) -> None:
    lot.ready().release()
    assert selectors.disposition(lot.lot, Use.FURTHER_CULTURE).state is State.NONE
    assert refused(lambda: services.verify_review(
        lot=lot.lot, use=Use.RESEARCH, proof=lot.proof(cast.QUALITY), by=cast.QUALITY, key="x"
    )) == {"release.review_missing"}  # fmt: skip


@pytest.mark.req("I6", "U45")
def test_the_first_signer_cannot_give_the_second(lot: Evidence) -> None:
    lot.opened().trail_read().verified(by=cast.QUALITY)
    assert refused(lambda: lot.release(by=cast.QUALITY)) == {"release.same_person"}
    lot.release(by=cast.SECOND_QUALITY)


@pytest.mark.req("I6", "U45")
def test_who_made_the_lot_cannot_sign_for_it(lot: Evidence) -> None:
    lot.makers = frozenset({cast.LABORATORY_HEAD.code, cast.QUALITY.code})
    lot.opened().trail_read()
    assert refused(lot.verified) == {"release.maker_cannot_sign"}
    lot.verified(by=cast.SECOND_QUALITY)
    assert refused(lot.release) == {"release.maker_cannot_sign"}


@pytest.mark.req("I6", "U46")
def test_a_content_that_changed_between_the_signatures_voids_the_first(lot: Evidence) -> None:
    lot.ready()
    lot.set(criteria=(criterion(result="90 %"), criterion("sterility")))
    assert refused(lot.release) == {"release.first_signature_void"}
    assert lot.state == "first_signed"
    lot.verified(key="again")
    lot.release()
    assert lot.state == "released"


@pytest.mark.req("I6", "U43")
def test_a_page_gone_stale_is_refused(lot: Evidence) -> None:
    lot.opened().trail_read()
    proof = lot.proof(cast.LABORATORY_HEAD)
    lot.set(passage=5)
    found = refused(lambda: services.verify_review(
        lot=lot.lot, use=USE, proof=proof, by=cast.LABORATORY_HEAD, key="v"
    ))  # fmt: skip
    assert found == {"access.signed_content_changed"}
    assert lot.state == "in_review"


@pytest.mark.req("I6")
def test_a_proof_is_good_for_its_owner_only(lot: Evidence) -> None:
    lot.opened().trail_read()
    proof = lot.proof(cast.LABORATORY_HEAD)
    found = refused(
        lambda: services.verify_review(lot=lot.lot, use=USE, proof=proof, by=cast.QUALITY, key="v")
    )
    assert found == {"access.proof_not_yours"}


AGAINST: list[tuple[dict[str, Any], str]] = [
    (
        {"deviations": (DeviationFacts("DV26-0001-0", Severity.CRITICAL, True, "Leak"),)},
        "deviation_critical_open",
    ),
    ({"holds": (HoldFacts("HD26-0001-0", "DD26-0001-0", "late result"),)}, "held"),
    ({"donations": ()}, "donation_unknown"),
    ({"specification": None}, "specification_missing"),
    ({"passage": 6}, "passage_over_limit"),
]


@pytest.mark.req("S8", "U116", "I1", "I7")
@pytest.mark.parametrize(("change", "code"), AGAINST, ids=[row[1] for row in AGAINST])
def test_what_speaks_against_the_lot_stops_both_signatures(
    lot: Evidence, change: dict[str, Any], code: str
) -> None:
    lot.ready()
    lot.set(**change)
    assert f"release.{code}" in refused(lot.release)
    assert f"release.{code}" in refused(lambda: lot.verified(key="again"))
    assert lot.state == "first_signed"
    assert ledger.attempts(outcome="refused").count() == 2


@pytest.mark.req("S8", "R-20")
def test_no_release_without_a_review_of_the_audit_trail(lot: Evidence) -> None:
    lot.opened()
    assert refused(lot.verified) == {"release.audit_trail_unread"}


def test_the_trail_is_not_reviewed_by_who_wrote_it(lot: Evidence) -> None:
    lot.makers = frozenset({cast.SECOND_QUALITY.code})
    assert refused(lot.opened().trail_read) == {"release.audit_reviewer_made_it"}


@pytest.mark.req("S8", "R-20")
def test_an_entry_after_the_review_of_the_trail_asks_for_another(lot: Evidence) -> None:
    lot.ready()
    with act(verbs.REVIEW_OPENED, by=cast.TECHNICIAN, key="other", content={}) as this:
        this.record(subject="something else", units=[lot.lot], payload={"use": "patient"})
    lot.release()  # this room's own entries are not part of what it reviews
    assert lot.state == "released"


@pytest.mark.req("U115", "U47")
def test_each_exception_is_read_by_each_signer_first(lot: Evidence) -> None:
    lot.set(deviations=(DeviationFacts("DV26-0001-0", Severity.MINOR, False, "Door open", 3),))
    lot.opened().trail_read()
    assert refused(lot.verified) == {"release.exception_unread"}
    for reader in (cast.LABORATORY_HEAD, cast.QUALITY):
        services.read_exception(
            lot=lot.lot, use=USE, exception="deviation:DV26-0001-0:3", by=reader, key=f"read {reader.code}"
        )
    lot.verified()
    lot.release()
    lot.set(deviations=(DeviationFacts("DV26-0001-0", Severity.MINOR, False, "Door open", 4),))
    review = selectors.review(lot.lot, USE)
    assert review is not None
    assert (
        selectors.unread(Disposition.objects.get(lot=lot.lot), review, cast.QUALITY.code) == review.exceptions
    )


def test_an_exception_that_is_gone_cannot_be_read(lot: Evidence) -> None:
    lot.opened()
    assert refused(lambda: services.read_exception(
        lot=lot.lot, use=USE, exception="deviation:DV26-0009-0:1", by=cast.QUALITY, key="r"
    )) == {"release.exception_unknown"}  # fmt: skip


@pytest.mark.req("W15")
def test_a_conditional_release_is_a_disposition_of_its_own_with_its_plan(lot: Evidence) -> None:
    lot.set(criteria=(criterion(), sterility_pending()))
    lot.opened().trail_read()
    for reader in (cast.LABORATORY_HEAD, cast.QUALITY):
        services.read_exception(
            lot=lot.lot, use=USE, exception="result:sterility::pending", by=reader, key=f"read {reader.code}"
        )
    lot.verified()
    assert refused(lot.release) == {"release.result_pending"}
    assert refused(lambda: lot.conditionally(plan=" ")) == {"release.plan_needed"}
    lot.conditionally()
    found = selectors.disposition(lot.lot, USE)
    assert (found.state, found.plan, found.pending) == (
        State.CONDITIONAL, "Call the physician at once.", ("sterility",),
    )  # fmt: skip
    assert not found.released


@pytest.mark.req("W15", "I6")
def test_a_conditional_release_becomes_whole_by_two_new_signatures(lot: Evidence) -> None:
    test_a_conditional_release_is_a_disposition_of_its_own_with_its_plan(lot)
    lot.set(criteria=(criterion(), criterion("sterility")))
    assert refused(lambda: lot.release(key="whole")) == {"release.first_signature_missing"}
    lot.verified(by=cast.SECOND_QUALITY, key="v2")
    assert lot.state == "conditional"
    lot.release(key="whole")
    found = selectors.disposition(lot.lot, USE)
    assert (found.state, found.pending, found.plan) == (State.RELEASED, (), "")
    statuses = list(Certificate.objects.order_by("version").values_list("version", "status"))
    assert statuses == [(1, "replaced"), (2, "valid")]


@pytest.mark.req("U116")
@pytest.mark.parametrize("first", [False, True])
def test_one_person_of_quality_rejects_with_a_reason_at_any_time(lot: Evidence, first: bool) -> None:
    lot.ready() if first else lot.opened()
    assert refused(lambda: lot.reject(reason="")) == {"release.reason_needed"}
    lot.reject()
    assert lot.state == "rejected"
    assert "release.move_not_possible" in refused(lambda: lot.verified(key="later"))
    assert Certificate.objects.get(lot=lot.lot).verdict == "rejected"


@pytest.mark.req("U116", "I7", "W5")
def test_a_hold_stops_the_lot_and_lets_the_first_signature_fall(lot: Evidence) -> None:
    lot.ready()
    entry = lot.hold()
    node = lineage.node(lot.lot)
    assert node is not None
    assert [hold.code for hold in lineage.holds_on([node.id])] == [entry.payload["hold"]]
    assert lot.state == "in_review"
    assert "release.move_not_possible" in refused(lot.release)


@pytest.mark.req("S8", "U117", "I1")
def test_a_suspended_lot_loses_its_certificate_and_comes_back_only_by_two_signatures(lot: Evidence) -> None:
    lot.ready().release()
    lot.suspend()
    assert lot.state == "suspended"
    assert bank.disposition(lot.lot, USE) is BankDisposition.SUSPENDED
    assert Certificate.objects.get(lot=lot.lot).status == CertificateStatus.WITHDRAWN
    assert refused(lambda: lot.release(key="again")) == {"release.first_signature_missing"}
    lot.verified(by=cast.SECOND_QUALITY, key="v2")
    lot.release(key="again")
    versions = list(Certificate.objects.order_by("version").values_list("version", "status"))
    assert versions == [(1, "replaced"), (2, "valid")]


@pytest.mark.req("S8")
def test_a_withdrawn_lot_stays_withdrawn(lot: Evidence) -> None:
    lot.ready().release()
    lot.withdraw()
    assert lot.state == "withdrawn"
    assert not bank.disposition(lot.lot, USE).gives_leave
    assert "release.move_not_possible" in refused(lambda: lot.verified(key="v2"))
    assert "release.move_not_possible" in refused(lot.suspend)


@pytest.mark.req("I5")
def test_the_history_keeps_every_move(lot: Evidence) -> None:
    lot.ready().release()
    lot.suspend()
    moves = Decision.objects.order_by("id").values_list("move", "before", "after")
    assert list(moves) == [
        ("open", "none", "in_review"),
        ("verify", "in_review", "first_signed"),
        ("release", "first_signed", "released"),
        ("suspend", "released", "suspended"),
    ]


@pytest.mark.req("I14")
def test_the_same_key_gives_the_same_answer_and_one_decision(lot: Evidence) -> None:
    lot.ready()
    first = lot.release()
    assert lot.release().payload == first.payload
    assert Decision.objects.filter(move=Move.RELEASE).count() == 1
    assert refused(lambda: services.release_lot(
        lot="LT26-9999-0", use=USE, proof=demonstration_proof(cast.QUALITY, {}), by=cast.QUALITY, key="release"
    )) == {"ledger.key_reused"}  # fmt: skip


@pytest.mark.req("I5")
@pytest.mark.parametrize("step", ["verified", "release", "reject", "hold"])
def test_nothing_stands_when_the_record_cannot_be_written(
    lot: Evidence, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lot.opened().trail_read() if step == "verified" else lot.ready()
    before = Disposition.objects.values().get(lot=lot.lot)
    counts = (Decision.objects.count(), Certificate.objects.count(), lineage.node(lot.lot))

    def broken(*args: Any, **kwargs: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("cordline.ledger.services.acting.Act.record", broken)
    with pytest.raises(OSError, match="disk"):
        getattr(lot, step)()
    assert Disposition.objects.values().get(lot=lot.lot) == before
    assert (Decision.objects.count(), Certificate.objects.count(), lineage.node(lot.lot)) == counts


@pytest.mark.req("I6")
@pytest.mark.parametrize(
    "fields",
    [
        {"first_signer": "", "second_signer": "b", "first_signature": None, "second_signature": 2},
        {"first_signer": "a", "second_signer": "a", "first_signature": 1, "second_signature": 2},
        {"first_signer": "a", "second_signer": "b", "first_signature": 1, "second_signature": 1},
        {"first_signer": "a", "second_signer": "b", "first_signature": 1, "second_signature": None},
    ],
)
def test_the_table_holds_no_release_without_two_people(lot: Evidence, fields: dict[str, Any]) -> None:
    lot.opened()
    with pytest.raises(Exception, match="two_people"), transaction.atomic():  # noqa: SIM117
        with act(verbs.REVIEW_OPENED, by=cast.TECHNICIAN, key="forged", content={}) as this:
            Disposition.objects.filter(lot=lot.lot).update(state=State.RELEASED, **fields)
            this.record(subject=lot.lot, payload={"use": "patient"})


@pytest.mark.req("I5")
def test_a_disposition_cannot_be_moved_outside_an_act(lot: Evidence) -> None:
    lot.ready()
    with pytest.raises(Exception, match="act"), transaction.atomic():
        Disposition.objects.filter(lot=lot.lot).update(reason="quietly")


@pytest.mark.req("W2")
def test_another_site_decides_nothing_about_it(lot: Evidence) -> None:
    lot.ready()
    elsewhere = cast.at(cast.QUALITY, cast.CLINIC)
    assert refused(lambda: lot.release(by=elsewhere)) == {"release.other_site"}
    assert refused(lambda: lot.hold(by=elsewhere)) == {"release.other_site"}


def test_a_review_is_opened_once_for_what_exists(lot: Evidence) -> None:
    lot.opened()
    assert refused(lambda: services.open_review(lot=lot.lot, use=USE, by=cast.QUALITY, key="o2")) == {
        "release.review_exists"
    }
    assert refused(lambda: services.open_review(lot="LT26-9999-0", use=USE, by=cast.QUALITY, key="o3")) == {
        "release.lot_unknown"
    }
