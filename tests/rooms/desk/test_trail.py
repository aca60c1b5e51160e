"""The audit trail tells every act, read, refusal and failed sign-in as a sentence, filtered as asked."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from cordline.desk import trail
from cordline.ground.codes import Kind, make
from cordline.ground.refusal import Refusal
from cordline.ground.roles import Role
from cordline.ground.verbs import _VERBS, Verb
from cordline.ledger.services import act, record_attempt, record_read, settle_attempt
from tests.cast import NURSE, QUALITY, TECHNICIAN

pytestmark = pytest.mark.django_db
LOT, PATIENT = make(Kind.LOT, 26, 42), make(Kind.PATIENT, 26, 7)
COUNTED = Verb("desk.test.counted", "counted {cells} cells of {subject}", frozenset({Role.TECHNICIAN}))


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One act, one read, one refusal, one failed sign-in."""
    monkeypatch.setitem(_VERBS, COUNTED.name, COUNTED)
    with act(COUNTED, by=TECHNICIAN, key="count", content={"lot": LOT}) as this:
        this.record(subject=LOT, payload={"cells": 1_874_000_000})
    record_read(by=NURSE, person=PATIENT, what="chart")
    settle_attempt(
        record_attempt(verb="bank.thaw", by=QUALITY, subject=LOT),
        reasons=[Refusal("codes.not_found", code=LOT)],
    )
    settle_attempt(record_attempt(verb="access.sign_in", by=NURSE), reasons=[Refusal("codes.empty")])
    yield


def said(**asked: object) -> list[str]:
    """The sentences that fit."""
    return [f"{line.who} {line.text}" for line in trail.lines(trail.Asked(**asked), most=20)]  # type: ignore[arg-type]


@pytest.mark.req("U121", "I12")
def test_acts_reads_refusals_and_failed_sign_ins_are_told_together_newest_first() -> None:
    found = said()
    assert any("counted 1,874,000,000 cells of" in text for text in found)
    assert any(f"read the record of {PATIENT}: chart." in text for text in found)
    assert any("was refused: bank thaw" in text and "nothing here bears it" in text for text in found)
    assert any("failed to sign in." in text for text in found)
    moments = [line.at for line in trail.lines(trail.Asked(), most=20)]
    assert moments == sorted(moments, reverse=True)


@pytest.mark.req("U121")
@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"record": LOT}, ["counted", "was refused"]),
        ({"person": NURSE.code}, ["read the record", "failed to sign in"]),
        ({"kind": trail.READS}, ["read the record"]),
        ({"kind": trail.SIGN_INS}, ["failed to sign in"]),
        ({"kind": trail.ACTS}, ["counted"]),
        ({"act": "desk.test"}, ["counted"]),
        ({"until": datetime(2020, 1, 1, tzinfo=UTC)}, []),
        ({"since": datetime.now(UTC) + timedelta(days=400)}, []),
    ],
)
def test_the_trail_is_filtered_by_record_person_kind_act_and_time(
    asked: dict[str, object], words: list[str]
) -> None:
    found = said(**asked)
    assert len(found) == len(words)
    assert all(any(word in text for text in found) for word in words)


@pytest.mark.req("U121", "E21")
def test_the_trail_as_a_file_is_whole_and_holds_the_receipt() -> None:
    from cordline.desk.pages.audit import _csv

    text = b"".join(_csv(trail.walk(trail.Asked()))).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 4
    act_row = next(row for row in rows if row["kind"] == "act")
    assert act_row["subject"] == LOT
    assert len(act_row["receipt"]) == 12


@pytest.mark.req("U121")
def test_old_and_new_values_are_told_in_the_house_s_forms() -> None:
    old = {"state": "in_review", "cells": 1_000, "due_on": "2026-03-04", "version": 1, "note": "Seal worn."}
    new = {"state": "released", "cells": 20_000, "due_on": "2026-03-05", "version": 2, "note": "Seal worn."}
    assert list(trail._differences(old, new)) == [
        ("state", "in review", "released"),
        ("cells", "1,000", "20,000"),
        ("due on", "4 Mar 2026", "5 Mar 2026"),
    ]
