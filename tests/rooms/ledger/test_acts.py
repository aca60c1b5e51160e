"""One act, one transaction, one entry: what is recorded, what is refused, what a repeat gets."""

import threading
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection

from cordline.config.cluster import ClusterUrls
from cordline.ground.actor import job
from cordline.ground.refusal import Refused
from cordline.ground.roles import Role
from cordline.ground.verbs import Verb
from cordline.ledger import selectors
from cordline.ledger.models import Attempt, Change, Entry
from cordline.ledger.services import DefectiveAct, act, database_now
from cordline.ledger.services.acting import why_not_role
from cordline.ledger.types import as_json
from tests import cast
from tests.rooms.ledger.thing import MADE, REACTED, make_thing, sql


def codes(refused: "pytest.ExceptionInfo[Refused]") -> list[str]:
    return [reason.code for reason in refused.value.reasons]


@pytest.mark.req("I5")
def test_an_act_leaves_one_entry_that_says_who_when_what_and_the_rows_it_changed(things: ClusterUrls) -> None:
    before = database_now()
    entry = make_thing("k1", 4)
    row = Entry.objects.get()
    assert (row.actor, row.site, row.verb, row.subject) == (
        cast.TECHNICIAN.code, "KL-LAB", "ledgertest.thing.made", entry.subject,
    )  # fmt: skip
    assert before <= row.recorded_at <= database_now()
    assert row.receipt == entry.receipt
    change = Change.objects.get(entry=row)
    assert (change.tab, change.op, change.old) == ("thing", "i", None)
    assert change.new is not None
    assert change.new["n"] == 4
    assert selectors.sentence(row) == f"made {entry.subject} with 4"


@pytest.mark.req("U121", "I6")
def test_people_are_told_grouped_digits_and_the_bound_sentence_keeps_its_form() -> None:
    row = Entry(verb=MADE.name, subject="VL26-0001-1", payload={"n": 4_000})
    assert selectors.told(row) == "made VL26-0001-1 with 4,000"
    assert selectors.sentence(row) == "made VL26-0001-1 with 4000"


@pytest.mark.req("I14")
def test_the_same_key_and_content_give_the_first_answer_and_one_record(things: ClusterUrls) -> None:
    first = make_thing("k1", 4)
    assert make_thing("k1", 4) == first
    assert sql("SELECT count(*) FROM thing") == [(1,)]
    assert Entry.objects.count() == 1


@pytest.mark.req("I14")
def test_the_same_key_with_other_content_is_refused_and_changes_nothing(things: ClusterUrls) -> None:
    make_thing("k1", 4)
    with pytest.raises(Refused) as refused:
        make_thing("k1", 6)
    assert codes(refused) == ["ledger.key_reused"]
    assert sql("SELECT n FROM thing") == [(4,)]


@pytest.mark.req("I14")
def test_another_person_may_bear_the_same_key(things: ClusterUrls) -> None:
    make_thing("k1", 4)
    assert make_thing("k1", 6, by=cast.SECOND_TECHNICIAN).payload == {"n": 6}


@pytest.mark.req("I14")
def test_a_refusal_does_not_bind_the_key(things: ClusterUrls) -> None:
    with pytest.raises(Refused):
        make_thing("k1", 5)
    assert make_thing("k1", 6).payload == {"n": 6}


@pytest.mark.req("I5", "I14")
def test_a_refusal_gives_every_reason_and_is_kept_among_the_attempts(things: ClusterUrls) -> None:
    with pytest.raises(Refused) as refused:
        make_thing("k1", 105)
    assert codes(refused) == ["ledgertest.too_many", "ledgertest.odd"]
    attempt = Attempt.objects.get()
    assert attempt.codes == ["ledgertest.too_many", "ledgertest.odd"]
    assert (attempt.outcome, attempt.actor, attempt.verb) == ("refused", cast.TECHNICIAN.code, MADE.name)
    assert attempt.reasons[0]["text"] == "105 is too many."
    assert sql("SELECT count(*) FROM thing") == [(0,)]
    assert not Entry.objects.exists()


@pytest.mark.req("I14")
def test_sixteen_repeats_at_once_make_one_record_and_all_get_its_answer(things: ClusterUrls) -> None:
    answers = in_threads(16, lambda _: make_thing("k1", 4).subject)
    assert len(answers) == 16
    assert len(set(answers)) == 1
    assert sql("SELECT count(*) FROM thing") == [(1,)]


@pytest.mark.req("I8", "I14")
def test_of_two_who_claim_the_same_thing_at_once_one_wins_and_the_others_hear_why(
    things: ClusterUrls,
) -> None:
    def claim(number: int) -> str:
        try:
            return make_thing(f"k{number}", 2, code="the-only-one").subject
        except Refused as refused:
            return refused.reasons[0].code

    answers = in_threads(8, claim)
    assert sorted(answers) == ["ledgertest.taken"] * 7 + ["the-only-one"]


@pytest.mark.req("I5")
def test_a_role_is_asked_for_before_anything_else(things: ClusterUrls) -> None:
    with pytest.raises(Refused) as refused:
        make_thing("k1", 105, by=cast.NURSE)
    assert codes(refused) == ["access.role_missing"]
    assert Attempt.objects.get().codes == ["access.role_missing"]


def test_what_the_house_does_by_itself_is_open_to_its_jobs_only(things: ClusterUrls) -> None:
    for by, allowed in (
        (job("worker"), True),
        (cast.TECHNICIAN, False),
        (cast.with_one_right(Role.ADMINISTRATOR), False),
    ):
        assert [refusal.code for refusal in why_not_role(REACTED, by)] == (
            [] if allowed else ["access.role_missing"]
        )


@pytest.mark.req("I5")
def test_when_the_entry_fails_nothing_of_the_act_remains(things: ClusterUrls) -> None:
    broken = cast.with_one_right(Role.TECHNICIAN)
    object.__setattr__(broken, "on_behalf_of", None)  # the database refuses an entry without it
    with pytest.raises(DatabaseError):
        make_thing("k1", 4, by=broken)
    assert sql("SELECT count(*) FROM thing") == [(0,)]
    assert not Entry.objects.exists()


@pytest.mark.req("I5")
def test_leaving_an_act_without_recording_it_is_a_defect_and_undone(things: ClusterUrls) -> None:
    with pytest.raises(DefectiveAct), act(MADE, by=cast.TECHNICIAN, key="k", content={}):
        sql("INSERT INTO thing (n, code) VALUES (2, 'x')")
    assert sql("SELECT count(*) FROM thing") == [(0,)]


def test_an_undeclared_verb_is_a_defect(things: ClusterUrls) -> None:
    stranger = Verb("ledgertest.thing.invented", "invented {subject}", frozenset({Role.TECHNICIAN}))
    with pytest.raises(DefectiveAct), act(stranger, by=cast.TECHNICIAN, key="k", content={}):
        pass


def test_an_act_cannot_be_recorded_twice(things: ClusterUrls) -> None:
    def twice() -> None:
        with act(MADE, by=cast.TECHNICIAN, key="k", content={}) as this:
            this.record(subject="x", payload={"n": 1})
            this.record(subject="y", payload={"n": 1})

    with pytest.raises(DefectiveAct):
        twice()
    assert not Entry.objects.exists()


@pytest.mark.req("I13")
@pytest.mark.parametrize(
    ("occurred", "code"),
    [
        (datetime(2026, 3, 4, 14, 30), "ledger.time_without_zone"),  # noqa: DTZ001
        (datetime.now(UTC) + timedelta(days=1), "ledger.time_ahead"),
    ],
)
def test_a_claimed_time_has_a_zone_and_is_not_ahead(
    things: ClusterUrls, occurred: datetime, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        make_thing("k1", 4, occurred_at=occurred)
    assert codes(refused) == [code]


@pytest.mark.parametrize("key", ["", "k" * 101])
def test_an_act_bears_a_key_of_bounded_length(things: ClusterUrls, key: str) -> None:
    with pytest.raises(Refused) as refused:
        make_thing(key, 4)
    assert codes(refused) == ["ledger.key_missing"]


@pytest.mark.req("I13")
@pytest.mark.parametrize("value", [1.5, float("nan"), datetime(2026, 3, 4), object()])  # noqa: DTZ001
def test_no_float_and_no_time_without_a_zone_enters_the_record(value: Any) -> None:
    with pytest.raises(TypeError):
        as_json({"value": value})


def test_decimals_times_and_sets_are_written_exactly() -> None:
    assert as_json({"a": Decimal("1.50"), "b": datetime(2026, 3, 4, tzinfo=UTC), "c": {"y", "x"}}) == {
        "a": "1.50", "b": "2026-03-04T00:00:00+00:00", "c": ["x", "y"],
    }  # fmt: skip


def in_threads(count: int, work: Any) -> list[Any]:
    """Run ``work(number)`` in that many threads at once, each with a connection of its own."""
    answers: list[Any] = []
    start = threading.Barrier(count)

    def run(number: int) -> None:
        start.wait()
        try:
            answers.append(work(number))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
