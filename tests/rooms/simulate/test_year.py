"""The simulated year, small: told through the services, its planted truths where they were planted, its seals whole."""

import time
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from cordline.bedside.models import Infusion
from cordline.config import doors
from cordline.config.cluster import ClusterUrls
from cordline.followup.models import AdverseEvent, Contact
from cordline.ground.products import Use
from cordline.ledger import selectors as ledger
from cordline.ledger.models import Attempt, Entry
from cordline.ledger.sealing import Sealer, load_or_make_key
from cordline.ledger.services import act, declare_demonstration
from cordline.ledger.verifying import verify
from cordline.lineage import selectors as lineage
from cordline.release.selectors import disposition
from cordline.release.types import State
from cordline.simulate import console
from cordline.simulate.year import Told, tell_year
from tests.cast import TECHNICIAN
from tests.harness import databases
from tests.rooms.ledger.thing import MADE

SEED, CORDS, PATIENTS = 1, 6, 8
ENDS = datetime(2026, 11, 2, 9, tzinfo=UTC)  # the same year at every hour the tests run


@pytest.fixture(scope="module")
def told(
    django_db_setup: None, test_server: databases.TestServer, django_db_blocker: pytest.FixtureRequest
) -> Iterator[Told]:
    """One small year, told once for all tests of this module."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        shared = doors.urls()
        with test_server.clone() as addresses:
            databases.point_at(addresses)
            try:
                declare_demonstration(SEED)
                yield tell_year(SEED, cords=CORDS, patients=PATIENTS, until=ENDS)
            finally:
                databases.point_at(shared)


@pytest.mark.req("S3", "S4", "S5", "S8", "S13", "S14", "P02", "P05", "P06")
def test_the_year_goes_from_a_donor_to_the_contacts_after_an_infusion(told: Told) -> None:
    assert told.acts > 400
    wanted = {
        "donors.eligibility.signed", "lab.cord.received", "lab.bank.filled", "lab.lot.filled", "release.lot.released",
        "plans.plan.signed", "bedside.verdict.passed", "bedside.infusion.ended", "followup.contact.ended",
    }  # fmt: skip
    assert wanted <= {verb for verb, count in told.done.items() if count}


@pytest.mark.req("E7")
def test_refusals_of_the_year_stay_among_the_attempts_with_their_codes(told: Told) -> None:
    kept = {
        code
        for codes in Attempt.objects.filter(outcome="refused").values_list("codes", flat=True)
        for code in codes
    }
    assert set(told.refused) <= kept
    assert len(told.refused) >= 4


@pytest.mark.req("S9", "I7")
def test_the_late_positive_donor_holds_every_lot_that_came_from_her(told: Told) -> None:
    donation = lineage.node(told.planted["late_positive_donation"])
    assert donation is not None
    lots = [(number, code) for number, kind, code in lineage.descendants(donation.id) if kind == "LT"]
    assert lots
    assert all(lineage.holds_on([number]) for number, _ in lots)
    assert all(disposition(code, Use.PATIENT).state is not State.RELEASED for _, code in lots)


@pytest.mark.req("I10")
def test_the_serious_event_of_the_year_runs_its_clock(told: Told) -> None:
    event = AdverseEvent.objects.get(person_id=told.planted["serious_event_of"], grade=3)
    assert event.report_due_at is not None
    assert event.closed_at is None


@pytest.mark.req("I9")
def test_every_infusion_of_the_year_has_its_contacts_and_none_vanished(told: Told) -> None:
    infusions = list(Infusion.objects.values_list("code", flat=True))
    assert infusions
    for code in infusions:
        assert Contact.objects.filter(infusion=code).count() == 12
    assert (
        not Contact.objects.exclude(ending=None)
        .exclude(ending__in=("done", "missed", "declined", "lost", "died"))
        .exists()
    )


@pytest.mark.req("I5")
def test_every_entry_of_the_year_is_sealed_and_fits(told: Told, tmp_path: Path) -> None:
    urls: ClusterUrls = doors.urls()
    key = load_or_make_key(tmp_path / "sealer.key")
    sealer = Sealer(urls.sealer, key, [tmp_path / "anchor.jsonl"])
    deadline = (
        time.monotonic() + 30
    )  # another test's transaction on the same server may hold the last entries up
    while ledger.unsealed()[0] and time.monotonic() < deadline:
        sealer.seal_once()
    sealer.close()
    with psycopg.connect(urls.app, autocommit=True) as connection:
        found = verify(connection, key.public_key(), [tmp_path / "anchor.jsonl"])
    assert found.ok, found.breaks
    assert found.entries == found.sealed == Entry.objects.count()


def test_every_entry_of_the_year_reads_as_a_sentence(told: Told) -> None:
    assert [
        ledger.sentence(row) for row in ledger.entries() if "(not recorded)" in ledger.sentence(row)
    ] == []


@pytest.mark.req("I12")
def test_no_name_of_the_year_stands_in_the_record(told: Told) -> None:
    from cordline.simulate import names

    words = [*names._FIRST, *names._LAST]  # noqa: SLF001 - every name the year may invent
    spoken = [word for word in words if len(word) > 6]
    with psycopg.connect(doors.url("app"), autocommit=True) as connection:
        for table, column in (
            ("ledger.change", "coalesce(new, old)"),
            ("ledger.entry", "payload"),
            ("ledger.attempt", "reasons"),
        ):
            rows = connection.execute(
                f"SELECT count(*) FROM {table} WHERE {column}::text ~ %s",  # noqa: S608
                ["|".join(spoken)],
            ).fetchone()
            assert rows == (0,), table


@pytest.mark.req("E7")
def test_a_database_with_records_of_its_own_is_never_told_a_year(committed_db: ClusterUrls) -> None:
    with act(MADE, by=TECHNICIAN, key="real", content={}) as this:
        this.record(subject="x", payload={"n": 1})
    answer = console.run(Namespace(seed=1, cords=1, patients=1))
    assert answer.code == 1
    assert answer.facts["refusals"][0]["code"] == "simulate.real_records"
