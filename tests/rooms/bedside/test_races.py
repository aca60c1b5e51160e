"""Many hands at once: a hold against starts, one dose on many stations, one key sent many times (I1, I7, I14)."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection

from cordline.bedside import services as bedside
from cordline.bedside.models import Infusion, Verdict
from cordline.config.cluster import ClusterUrls
from cordline.followup.models import Contact
from cordline.ground.refusal import Refused
from cordline.ledger.models import Entry
from cordline.ledger.services import declare_demonstration
from cordline.lineage.models import Hold
from tests import bedside_chain as chain
from tests import cast
from tests.rooms.bedside.attacks import ancestor, hold

CLIENTS = 32
DAYS = 4


def patiently(job: Callable[[], object]) -> object:
    """Ask again by the same key when the house was too busy to answer in two seconds, as every page tells to."""
    for _ in range(20):
        try:
            return job()
        except Refused as refused:
            if [reason.code for reason in refused.reasons] != ["ledger.took_too_long"]:
                raise
    raise AssertionError("The house gave no answer in twenty tries.")


def together(jobs: list[Callable[[], object]]) -> list[object]:
    """Let every job begin at the same moment; a refusal is an answer."""
    gate = threading.Barrier(len(jobs))

    def one(job: Callable[[], object]) -> object:
        gate.wait()
        try:
            return patiently(job)
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(one, jobs))


@pytest.fixture
def ready(committed_db: ClusterUrls) -> list[chain.Day]:
    """Several people with a pass in hand, their doses of one lot."""
    declare_demonstration(2026)
    made = chain.clinic()
    lot, _ = chain.lot(made, vials=DAYS * 4)
    days = [chain.reserved(made, lot_code=lot) for _ in range(DAYS)]
    for day in days:
        chain.fit(day.plan)
        chain.carry(day)
        chain.prepare(day)
        chain.band(day)
        day.hear()
        bedside.record_observation(subject=day.dose, vitals=chain.WELL, by=cast.NURSE, key=chain.key())
        day.verdict()
    return days


@pytest.mark.req("I1", "I7")
def test_after_a_hold_no_connection_gives_what_descends_from_it(ready: list[chain.Day]) -> None:
    donation = ancestor(ready[0], "DD")
    starts = [ready[number % DAYS].start for number in range(CLIENTS - 1)]
    answers = together([*starts[:12], lambda: hold(donation), *starts[12:]])
    placed = Hold.objects.get()
    begun = list(Infusion.objects.all())
    assert all(row.started_at <= placed.placed_at for row in begun)
    entries = Entry.objects.filter(verb="bedside.infusion.started")
    assert entries.count() == len(begun) <= DAYS
    for day in ready:
        with pytest.raises(Refused) as refused:
            day.verdict()
        assert "bedside.held" in [reason.code for reason in refused.value.reasons]
    refusals = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(refusals) == CLIENTS - 1 - len(begun)
    assert all(refusal.reasons for refusal in refusals)


@pytest.mark.req("I1")
def test_one_dose_on_many_stations_starts_once(ready: list[chain.Day]) -> None:
    day = ready[0]
    answers = together([day.start] * CLIENTS)
    assert Infusion.objects.filter(dose__code=day.dose).count() == 1
    assert sum(isinstance(answer, str) for answer in answers) == 1
    assert Contact.objects.filter(person_id=day.person).count() == 12


@pytest.mark.req("I14")
def test_one_key_sent_many_times_at_once_is_one_pass(ready: list[chain.Day]) -> None:
    day = ready[1]
    before = Verdict.objects.count()
    answers = together([lambda: day.verdict(key="one tap")] * CLIENTS)
    assert Verdict.objects.count() == before + 1
    assert len({answer.receipt for answer in answers}) == 1  # type: ignore[attr-defined]


@pytest.mark.req("I1")
def test_verdicts_of_many_stations_do_not_disturb_each_other(ready: list[chain.Day]) -> None:
    def scan(number: int) -> Callable[[], object]:
        day = ready[number % DAYS]
        nurse = replace(cast.NURSE)
        return lambda: day.verdict(by=nurse).payload["person"] == day.person

    assert together([scan(number) for number in range(CLIENTS)]) == [True] * CLIENTS
