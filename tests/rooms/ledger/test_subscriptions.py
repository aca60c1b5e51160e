"""Upward consequences: each entry handed over exactly once, a failing handler stays due, and safety waits for none."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest

from cordline.config.cluster import ClusterUrls
from cordline.ground.actor import job
from cordline.ledger import selectors, subscribing
from cordline.ledger.services import Entry, act
from tests.rooms.ledger.test_acts import in_threads
from tests.rooms.ledger.thing import MADE, REACTED, make_thing, sql

heard: list[str] = []
failing = {"now": False}


def test_a_subscriber_is_named_in_words() -> None:
    lag = selectors.SubscriptionLag("release.on_bad_news", 1, timedelta(seconds=65), "")
    assert lag.label == "release on bad news"


def react(entry: Entry) -> None:
    if failing["now"]:
        raise RuntimeError("this handler fails")
    with act(
        REACTED, by=job("ledgertest"), key=f"ledgertest.react:{entry.id}", content={"entry": entry.id}
    ) as this:
        sql("INSERT INTO thing (n, note) VALUES (0, %s)", entry.subject)
        this.record(subject=entry.subject)
    heard.append(entry.subject)


@pytest.fixture
def listening(things: ClusterUrls) -> Iterator[ClusterUrls]:
    """A subscriber to made things."""
    heard.clear()
    failing["now"] = False
    subscribing.subscribe("ledgertest.react", verbs=[MADE.name])(react)
    with psycopg.connect(things.owner) as owner:
        owner.execute("INSERT INTO ledger.subscription VALUES ('ledgertest.react', %s)", [MADE.name])
    yield things
    del subscribing._SUBSCRIPTIONS["ledgertest.react"]  # noqa: SLF001 - the registry of the house stays clean


@pytest.mark.req("I14")
def test_each_entry_is_handed_over_once(listening: ClusterUrls) -> None:
    made = [make_thing(f"k{n}", 2).subject for n in range(5)]
    assert subscribing.deliver_all() == 5
    assert sorted(heard) == sorted(made)
    assert subscribing.deliver_all() == 0
    assert sql("SELECT count(*) FROM thing WHERE n = 0") == [(5,)]


@pytest.mark.req("I14")
def test_entries_that_ask_nothing_get_their_receipts_together_and_wake_nobody(listening: ClusterUrls) -> None:
    made = [make_thing(f"k{n}", 2) for n in range(6)]
    known = subscribing._SUBSCRIPTIONS["ledgertest.react"]  # noqa: SLF001
    quiet = {entry.subject for entry in made[:4]}
    subscribing._SUBSCRIPTIONS["ledgertest.react"] = replace(  # noqa: SLF001
        known, idle=lambda entry: entry.subject in quiet
    )
    assert subscribing.deliver_all() == 6
    assert sorted(heard) == sorted(entry.subject for entry in made[4:])
    assert sql("SELECT count(*) FROM ledger.delivered") == [(6,)]
    assert sql("SELECT count(*) FROM ledger.pending") == [(0,)]


def test_an_entry_for_a_subscriber_that_is_gone_is_put_off_and_stops_nobody(listening: ClusterUrls) -> None:
    with psycopg.connect(listening.owner) as owner:
        owner.execute("INSERT INTO ledger.subscription VALUES ('ledgertest.gone', %s)", [MADE.name])
    make_thing("k", 2)
    subscribing.deliver_all()
    assert len(heard) == 1
    assert [lag.subscriber for lag in selectors.subscription_lags()] == ["ledgertest.gone"]


@pytest.mark.req("I14")
def test_eight_workers_at_once_double_and_lose_nothing(listening: ClusterUrls) -> None:
    made = [make_thing(f"k{n}", 2).subject for n in range(40)]
    in_threads(8, lambda _: subscribing.deliver_all())
    assert sorted(heard) == sorted(made)
    assert sql("SELECT count(*) FROM ledger.delivered") == [(40,)]
    assert sql("SELECT count(*) FROM ledger.pending") == [(0,)]


def test_a_handler_that_fails_stays_due_and_is_tried_again(listening: ClusterUrls) -> None:
    make_thing("k", 2)
    failing["now"] = True
    subscribing.deliver_one()
    (lag,) = selectors.subscription_lags()
    assert (lag.subscriber, lag.waiting, lag.last_error) == ("ledgertest.react", 1, "RuntimeError")
    assert heard == []
    failing["now"] = False
    sql("UPDATE ledger.pending SET due = clock_timestamp()")
    assert subscribing.deliver_all() == 1
    assert len(heard) == 1
    assert selectors.subscription_lags() == []


def test_a_worker_killed_between_the_act_and_its_commit_has_done_nothing(listening: ClusterUrls) -> None:
    make_thing("k", 2)
    with psycopg.connect(listening.app) as dying:
        dying.execute("SELECT * FROM ledger.pending FOR UPDATE SKIP LOCKED")
        dying.execute("INSERT INTO ledger.delivered SELECT subscriber, entry FROM ledger.pending")
        assert not subscribing.deliver_one()
        dying.rollback()
    assert subscribing.deliver_all() == 1
    assert len(heard) == 1
