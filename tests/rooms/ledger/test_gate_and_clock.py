"""The gate: no leave is given after it was taken away; and the clock, which only a demonstration moves."""

import threading
import time
from datetime import timedelta

import psycopg
import pytest
from django.db import DatabaseError, connection

from cordline.config.cluster import ClusterUrls
from cordline.ground.refusal import Refused
from cordline.ledger.services import act, database_now, declare_demonstration, is_demonstration, move_clock
from tests import cast
from tests.rooms.ledger.test_acts import in_threads
from tests.rooms.ledger.thing import HELD, TAKEN, make_thing, sql


def take(key: str, *, pause: float = 0.0) -> str:
    """Take the one thing unless it is held; judged in the statement after the gate."""
    with act(TAKEN, by=cast.TECHNICIAN, key=key, content={}) as this:
        (held,) = sql("SELECT note FROM thing WHERE code = 'thing'")[0]
        if held:
            return this.record(subject="held").subject
        time.sleep(pause)
        sql("INSERT INTO thing (n, note) VALUES (1, 'taken')")
        return this.record(subject="taken").subject


def hold(key: str) -> None:
    with act(HELD, by=cast.QUALITY, key=key, content={}) as this:
        sql("UPDATE thing SET note = 'held' WHERE code = 'thing'")
        this.record(subject="thing")


@pytest.mark.req("I1", "I7")
def test_nothing_is_taken_after_the_hold_was_placed(things: ClusterUrls) -> None:
    make_thing("k", 2, code="thing")
    stop = threading.Event()

    def work(number: int) -> None:
        if number == 0:
            time.sleep(0.3)
            hold("hold")
            stop.set()
            return
        for turn in range(10_000):
            if stop.is_set():
                return
            take(f"{number}-{turn}", pause=0.002)

    in_threads(8, work)
    (held_at,) = sql("SELECT xact::text::bigint FROM ledger.entry WHERE verb = 'ledgertest.thing.held'")[0]
    taken = sql("SELECT count(*) FROM ledger.entry WHERE subject = 'taken'")[0][0]
    late = sql(
        "SELECT count(*) FROM ledger.entry t JOIN ledger.entry h ON h.verb = 'ledgertest.thing.held' "
        "WHERE t.subject = 'taken' AND t.recorded_at > h.recorded_at"
    )
    assert taken > 20
    assert held_at > 0
    assert late == [(0,)]


@pytest.mark.req("I7")
def test_a_holder_that_hangs_is_ended_after_two_seconds_and_the_hold_gets_through(
    things: ClusterUrls,
) -> None:
    make_thing("k", 2, code="thing")
    answers: list[str] = []

    def hang() -> None:
        try:
            take("slow", pause=6)
            answers.append("taken")
        except Refused as refused:
            answers.append(refused.reasons[0].code)
        finally:
            connection.close()

    slow = threading.Thread(target=hang)
    slow.start()
    time.sleep(0.4)
    started = time.monotonic()
    hold("hold")
    waited = time.monotonic() - started
    slow.join()
    assert waited < 3.5
    assert answers == ["ledger.took_too_long"]
    assert sql("SELECT count(*) FROM thing WHERE note = 'taken'") == [(0,)]


def test_a_real_database_never_moves_its_clock(things: ClusterUrls) -> None:
    with pytest.raises(DatabaseError, match="only a demonstration"):
        move_clock(timedelta(days=1))
    assert not is_demonstration()


def test_a_demonstration_moves_its_clock_and_records_by_it(things: ClusterUrls) -> None:
    real = database_now()
    declare_demonstration(7)
    move_clock(timedelta(days=-365))
    assert timedelta(days=364) < real - database_now() < timedelta(days=366)
    assert make_thing("k", 2).recorded_at < real - timedelta(days=364)


@pytest.mark.req("E7")
def test_a_database_with_records_never_becomes_a_demonstration(things: ClusterUrls) -> None:
    make_thing("k", 2)
    with pytest.raises(DatabaseError, match="real records"):
        declare_demonstration(7)


def test_a_hold_waits_for_nobody_who_only_reads(things: ClusterUrls) -> None:
    make_thing("k", 2, code="thing")
    with psycopg.connect(things.app) as reader:
        reader.execute("SELECT * FROM thing")
        started = time.monotonic()
        hold("hold")
        assert time.monotonic() - started < 1
