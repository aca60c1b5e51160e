"""Samples, results, specifications: what goes on record, what stops something at once, what is refused."""

import threading
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cordline.access.signing import demonstration_proof
from cordline.assays import selectors
from cordline.assays.models import OutOfSpecification, Result, Sample
from cordline.assays.services import (
    approve_specification,
    correct_result,
    draft_specification,
    record_result,
    take_sample,
)
from cordline.assays.specification_file import shipped_specification
from cordline.assays.types import DonorTest, LotTest, Reading, Taken, ValueKind
from cordline.ground.codes import Kind
from cordline.ground.products import Product
from cordline.ground.refusal import Refused
from cordline.ledger.models import Attempt, Entry
from cordline.ledger.services import Act, database_now, declare_demonstration, is_demonstration
from cordline.lineage import selectors as lineage
from cordline.quality.models import Deviation
from tests import build_donors as build
from tests import cast
from tests.rooms.lineage.births import bear


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def approved_specification() -> str:
    """The shipped specification, drafted by the laboratory's head and approved by quality."""
    if not is_demonstration():
        declare_demonstration(2026)
    entry = draft_specification(
        content=shipped_specification(), by=cast.LABORATORY_HEAD, key=build.fresh_key()
    )
    code = str(entry.payload["specification"])
    proof = demonstration_proof(cast.QUALITY, selectors.approve_specification_content(code))
    approve_specification(specification=code, proof=proof, by=cast.QUALITY, key=build.fresh_key())
    return code


def lot_sample() -> tuple[str, str]:
    """A lot and a sample of it; gives (lot, sample)."""
    donor = bear(Kind.DONOR)
    lot = bear(Kind.LOT, bear(Kind.BANK, bear(Kind.CORD, bear(Kind.DONATION, donor))))
    entry = take_sample(
        of=lot, taken_from=Taken.LOT, taken_at=database_now() - timedelta(days=3), zone=build.ZONE,
        product=Product.MSC_WJ, by=cast.TECHNICIAN, key=build.fresh_key(),
    )  # fmt: skip
    return lot, str(entry.payload["sample"])


def result(sample: str, reading: Reading, key: str = "", **changes: Any) -> Any:
    """One result of a sample, reported just now."""
    given_ = {"reported_at": database_now(), "by": cast.TECHNICIAN, **changes}
    return record_result(sample=sample, reading=reading, key=key or build.fresh_key(), **given_)


def holds(code: str) -> int:
    node = lineage.node(code)
    assert node is not None
    return len(lineage.holds_on([node.id]))


VIABLE = Reading(LotTest.VIABILITY, ValueKind.NUMBER, Decimal("91.5"), "%")
DYING = Reading(LotTest.VIABILITY, ValueKind.NUMBER, Decimal("79.9"), "%")
GROWTH = Reading(LotTest.STERILITY, ValueKind.POSITIVE)


@pytest.mark.django_db
@pytest.mark.req("S8", "I7", "W15")
def test_a_result_out_of_specification_stops_its_lot_and_opens_a_deviation_with_the_limit_of_that_day() -> (
    None
):
    specification = approved_specification()
    lot, sample = lot_sample()
    result(sample, VIABLE)
    assert holds(lot) == 0
    entry = result(sample, DYING)
    assert holds(lot) == 1
    kept = OutOfSpecification.objects.get()
    assert (kept.result.code, kept.limit, kept.specification) == (
        entry.subject,
        "at least 80 %",
        specification,
    )
    assert Deviation.objects.get().code == kept.deviation
    assert entry.payload["hold"] == kept.hold
    assert "79.9 %" in entry.payload["shown"]


@pytest.mark.django_db
@pytest.mark.req("S8", "I7")
def test_growth_stops_a_lot_even_where_no_specification_is_approved() -> None:
    lot, sample = lot_sample()
    result(sample, GROWTH)
    assert holds(lot) == 1
    assert Deviation.objects.get().severity == "critical"


@pytest.mark.django_db
@pytest.mark.req("U106")
def test_not_done_and_below_detection_are_values_and_stop_nothing() -> None:
    approved_specification()
    lot, sample = lot_sample()
    result(sample, Reading(LotTest.STERILITY, ValueKind.NOT_DONE))
    below = Reading(
        LotTest.ENDOTOXIN, ValueKind.BELOW_DETECTION, unit="EU/mL", detection_limit=Decimal("0.05")
    )
    entry = result(sample, below)
    assert holds(lot) == 0
    assert entry.payload["shown"] == "below detection (0.05 EU/mL)"


@pytest.mark.django_db
@pytest.mark.req("I13", "I5")
@pytest.mark.parametrize(
    ("reading", "code"),
    [
        (Reading("tea_leaves", ValueKind.NORMAL), "assays.test_unknown"),
        (Reading(DonorTest.HBSAG, ValueKind.REACTIVE), "assays.test_of_other_material"),
        (Reading(LotTest.VIABILITY, ValueKind.NUMBER, Decimal(101), "%"), "assays.value_impossible"),
        (Reading(LotTest.VIABILITY, ValueKind.NUMBER, Decimal(-1), "%"), "assays.value_impossible"),
        (Reading(LotTest.VIABILITY, ValueKind.NUMBER, Decimal("NaN"), "%"), "assays.value_impossible"),
        (Reading(LotTest.VIABILITY, ValueKind.NUMBER, Decimal("91.1234567"), "%"), "assays.value_impossible"),
        (Reading(LotTest.VIABILITY, ValueKind.NUMBER, None, "%"), "assays.value_missing"),
        (Reading(LotTest.VIABILITY, ValueKind.NUMBER, Decimal(91)), "assays.unit_missing"),
        (Reading(LotTest.CELL_COUNT, ValueKind.NUMBER, Decimal(18)), "assays.value_impossible"),
        (Reading(LotTest.CELL_COUNT, ValueKind.NUMBER, Decimal(10) ** 15), "assays.value_impossible"),
        (Reading(LotTest.CELL_COUNT, ValueKind.NUMBER, Decimal("25000000.5")), "assays.value_impossible"),
        (Reading(LotTest.STERILITY, ValueKind.NEGATIVE, Decimal(0)), "assays.value_not_wanted"),
        (Reading(LotTest.STERILITY, ValueKind.REACTIVE), "assays.value_kind_unfit"),
    ],
)
def test_an_impossible_reading_is_refused_among_the_attempts_and_changes_nothing(
    reading: Reading, code: str
) -> None:
    _, sample = lot_sample()
    before = Entry.objects.count()
    with pytest.raises(Refused) as refused:
        result(sample, reading)
    assert codes(refused) == [code]
    assert (Result.objects.count(), Entry.objects.count()) == (0, before)
    assert code in Attempt.objects.latest("id").codes


@pytest.mark.django_db
def test_times_ahead_without_zone_or_before_the_sample_are_refused() -> None:
    _, sample = lot_sample()
    now = database_now()
    for reported_at, code in (
        (now + timedelta(hours=1), "assays.time_ahead"),
        (now.replace(tzinfo=None), "assays.time_without_zone"),
        (now - timedelta(days=4), "assays.reported_before_taken"),
    ):
        with pytest.raises(Refused) as refused:
            result(sample, VIABLE, reported_at=reported_at)
        assert codes(refused) == [code]


@pytest.mark.django_db
def test_unknown_samples_laboratories_methods_and_other_sites_are_refused() -> None:
    _, sample = lot_sample()
    with pytest.raises(Refused) as refused:
        result("SM26-9999-X", VIABLE)
    assert codes(refused) == ["assays.sample_unknown"]
    with pytest.raises(Refused) as refused:
        result(
            sample, VIABLE, method="NOKIT", laboratory="NOLAB", by=cast.at(cast.TECHNICIAN, cast.ELSEWHERE)
        )
    assert codes(refused) == ["assays.foreign_site", "assays.method_unknown", "assays.laboratory_unknown"]


@pytest.mark.django_db
@pytest.mark.req("I14")
def test_the_same_key_gives_the_first_answer_and_with_another_reading_is_refused() -> None:
    lot, sample = lot_sample()
    first = result(sample, GROWTH, key="same", reported_at=(now := database_now()))
    again = result(sample, GROWTH, key="same", reported_at=now)
    assert (first.id, first.payload) == (again.id, again.payload)
    assert (Result.objects.count(), holds(lot)) == (1, 1)
    with pytest.raises(Refused) as refused:
        result(sample, Reading(LotTest.STERILITY, ValueKind.NEGATIVE), key="same", reported_at=now)
    assert codes(refused) == ["ledger.key_reused"]


@pytest.mark.django_db
@pytest.mark.req("I5", "I7")
def test_when_the_entry_cannot_be_written_neither_result_nor_hold_nor_deviation_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lot, sample = lot_sample()

    def broken(*_: Any, **__: Any) -> None:
        raise DatabaseError("the ledger is away")

    monkeypatch.setattr(Act, "record", broken)
    with pytest.raises(DatabaseError):
        result(sample, GROWTH)
    monkeypatch.undo()
    assert (Result.objects.count(), Deviation.objects.count(), holds(lot)) == (0, 0, 0)


@pytest.mark.django_db
@pytest.mark.req("I5", "U103")
def test_a_recorded_value_cannot_be_changed_even_inside_an_act() -> None:
    _, sample = lot_sample()
    entry = result(sample, VIABLE)
    from cordline.assays.verbs import SAMPLE_TAKEN
    from cordline.ledger.services import act

    for change in (
        {"value": Decimal(99)},
        {"kind": ValueKind.NOT_DONE, "value": None},
        {"test": LotTest.CD73},
    ):
        with (
            pytest.raises(DatabaseError, match="written once"),
            act(SAMPLE_TAKEN, by=cast.TECHNICIAN, key=build.fresh_key(), content={}),
        ):
            Result.objects.filter(code=entry.subject).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE assays_result SET value = 99")
    assert Result.objects.get().value == Decimal("91.5")


@pytest.mark.django_db
@pytest.mark.req("U103", "U45", "I6")
def test_a_bad_reading_is_not_corrected_by_whoever_recorded_it_and_never_without_a_reason() -> None:
    declare_demonstration(2026)
    _, sample = lot_sample()
    bad = result(sample, GROWTH, by=cast.QUALITY).subject
    clean = Reading(LotTest.STERILITY, ValueKind.NEGATIVE)
    proof = demonstration_proof(cast.QUALITY, selectors.correct_result_content(bad, clean, ""))
    with pytest.raises(Refused) as refused:
        correct_result(
            result=bad, reading=clean, reason=" ", proof=proof, by=cast.QUALITY, key=build.fresh_key()
        )
    assert codes(refused) == ["assays.reason_missing", "assays.correction_own"]
    content = selectors.correct_result_content(bad, clean, "Wrong plate read")
    for by in (cast.SECOND_QUALITY, cast.LABORATORY_HEAD):
        proof = demonstration_proof(by, content)
        if by is cast.SECOND_QUALITY:
            correct_result(
                result=bad,
                reading=clean,
                reason="Wrong plate read",
                proof=proof,
                by=by,
                key=build.fresh_key(),
            )
        else:
            with pytest.raises(Refused) as refused:
                correct_result(
                    result=bad,
                    reading=clean,
                    reason="Wrong plate read",
                    proof=proof,
                    by=by,
                    key=build.fresh_key(),
                )
            assert codes(refused) == ["assays.result_struck"]
    assert Result.objects.get(code=bad).struck_by == cast.SECOND_QUALITY.code


@pytest.mark.django_db
@pytest.mark.req("I6", "U45", "S8")
def test_a_specification_is_approved_once_by_somebody_else_on_what_was_shown() -> None:
    declare_demonstration(2026)
    drafted = draft_specification(content=shipped_specification(), by=cast.QUALITY, key=build.fresh_key())
    code = drafted.payload["specification"]
    content = selectors.approve_specification_content(code)
    with pytest.raises(Refused) as refused:
        proof = demonstration_proof(cast.QUALITY, content)
        approve_specification(specification=code, proof=proof, by=cast.QUALITY, key=build.fresh_key())
    assert codes(refused) == ["assays.specification_own"]
    with pytest.raises(Refused) as refused:
        proof = demonstration_proof(cast.SECOND_QUALITY, {**content, "passage_limit": 9})
        approve_specification(specification=code, proof=proof, by=cast.SECOND_QUALITY, key=build.fresh_key())
    assert codes(refused) == ["access.signed_content_changed"]
    assert selectors.approved_specifications(cast.LABORATORY, Product.MSC_WJ) == []
    proof = demonstration_proof(cast.SECOND_QUALITY, content)
    approve_specification(specification=code, proof=proof, by=cast.SECOND_QUALITY, key=build.fresh_key())
    (facts,) = selectors.approved_specifications(cast.LABORATORY, Product.MSC_WJ)
    assert (facts.code, facts.passage_limit, len(facts.lines)) == (
        code,
        5,
        len(shipped_specification()["lines"]),
    )
    with pytest.raises(Refused) as refused:
        draft_specification(content=shipped_specification(), by=cast.LABORATORY_HEAD, key=build.fresh_key())
    assert codes(refused) == ["assays.specification_version_known"]


@pytest.mark.django_db
@given(
    sample=st.text(max_size=60),
    test=st.text(max_size=40),
    unit=st.text(max_size=30),
    value=st.decimals(allow_nan=True, allow_infinity=True) | st.none(),
    kind=st.sampled_from(ValueKind),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_hostile_words_are_refused_and_never_break_the_act(
    sample: str, test: str, unit: str, value: Decimal | None, kind: ValueKind
) -> None:
    with pytest.raises(Refused):
        result(
            sample.replace("\x00", ""),
            Reading(test.replace("\x00", ""), kind, value, unit.replace("\x00", "")),
        )
    assert not Sample.objects.exists()


@pytest.mark.req("I14", "I7")
def test_eight_clients_with_one_key_record_one_result_and_one_hold(
    committed_db: object, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock():
        lot, sample = lot_sample()
        at = database_now()
        answers = _at_once([lambda: result(sample, GROWTH, key="race", reported_at=at).id] * 8)
        assert len(set(answers)) == 1
        assert (Result.objects.count(), holds(lot)) == (1, 1)


def _at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    answers: list[Any] = []
    start = threading.Barrier(len(calls))

    def one(call: Callable[[], Any]) -> None:
        try:
            start.wait()
            answers.append(call())
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
