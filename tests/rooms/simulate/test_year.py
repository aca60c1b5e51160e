"""The simulated year, small: told through the services, its planted truths where they were planted, its seals whole."""

import json
import time
from argparse import Namespace
from collections import Counter
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.db import connection

from cordline.assays.models import Result
from cordline.bank.models import Reservation
from cordline.bedside.models import Infusion
from cordline.config import doors
from cordline.config.cluster import ClusterUrls
from cordline.followup.models import AdverseEvent, Contact
from cordline.ground.products import Use
from cordline.ground.verbs import all_verbs
from cordline.ledger import selectors as ledger
from cordline.ledger.models import Attempt, Entry
from cordline.ledger.sealing import Sealer, load_or_make_key
from cordline.ledger.services import act
from cordline.ledger.verifying import verify
from cordline.lineage import selectors as lineage
from cordline.lineage.types import HoldKind
from cordline.plans.models import ConditionalAcknowledgement, TreatmentConsent
from cordline.release.selectors import disposition
from cordline.release.types import State
from cordline.simulate import console
from cordline.simulate.year import Told
from cordline.vigilance.models import Recall, RecallContact
from tests.cast import TECHNICIAN
from tests.rooms.ledger.thing import MADE

MEASURE = 10, 2  # a feature counts when the year uses it so often and is refused so often
NOT_TOLD = Path(console.__file__).parent / "verbs_not_told.json"
pytestmark = pytest.mark.timeout(2400)  # the first test waits until the whole year is told
KINDS = {"founding", "configuration", "house", "restore", "elsewhere", "new"}


@pytest.mark.req("S3", "S4", "S5", "S8", "S13", "S14", "P02", "P05", "P06")
def test_the_year_goes_from_a_donor_to_the_contacts_after_an_infusion(told: Told) -> None:
    assert told.acts > 400
    wanted = {
        "donors.eligibility.signed", "lab.cord.received", "lab.bank.filled", "lab.lot.filled", "release.lot.released",
        "plans.plan.signed", "bedside.verdict.passed", "bedside.infusion.ended", "followup.contact.ended",
    }  # fmt: skip
    assert wanted <= {verb for verb, count in told.done.items() if count}


@pytest.mark.req("E7")
def test_nothing_in_the_story_came_out_otherwise_than_it_was_meant(told: Told) -> None:
    assert told.faults == []


@pytest.mark.req("E7")
def test_refusals_of_the_year_stay_among_the_attempts_with_their_codes(told: Told) -> None:
    kept = {
        code
        for codes in Attempt.objects.filter(outcome="refused").values_list("codes", flat=True)
        for code in codes
    }
    assert set(told.refused) <= kept
    assert len(told.refused) >= 4


@pytest.mark.req("E7")
def test_the_year_uses_every_verb_of_everyday_work_and_is_refused_at_each(told: Told) -> None:
    """What it does not use so often is named with its reason; so a new verb without a story is noticed here."""
    excepted = json.loads(NOT_TOLD.read_text())
    used = _counts("SELECT verb, count(*) FROM ledger.entry GROUP BY verb")
    refused = _counts("SELECT verb, count(*) FROM ledger.attempt WHERE outcome = 'refused' GROUP BY verb")
    wanted = {
        verb
        for verb in all_verbs()
        if verb not in excepted["verbs"]
        and _room(verb) not in excepted["rooms"]
        and apps.is_installed(f"cordline.{_room(verb)}")  # tests declare verbs of their own
    }
    uses, refusals = MEASURE
    assert {verb: used[verb] for verb in wanted if used[verb] < uses} == {}
    assert {verb: refused[verb] for verb in wanted if refused[verb] < refusals} == {}


@pytest.mark.req("E7")
def test_every_excepted_verb_exists_has_a_reason_and_is_not_told_often_after_all(told: Told) -> None:
    excepted = json.loads(NOT_TOLD.read_text())["verbs"]
    used = _counts("SELECT verb, count(*) FROM ledger.entry GROUP BY verb")
    refused = _counts("SELECT verb, count(*) FROM ledger.attempt WHERE outcome = 'refused' GROUP BY verb")
    assert set(excepted) <= set(all_verbs())
    assert all(each["kind"] in KINDS and each["reason"].endswith(".") for each in excepted.values())
    assert [verb for verb in excepted if used[verb] >= MEASURE[0] and refused[verb] >= MEASURE[1]] == []
    assert [verb for verb, each in excepted.items() if each["kind"] == "house" and not used[verb]] == []


@pytest.mark.req("E7")
def test_what_the_year_says_it_did_is_what_the_ledger_holds(told: Told) -> None:
    used = _counts("SELECT verb, count(*) FROM ledger.entry GROUP BY verb")
    by_people = {verb: count for verb, count in told.done.items() if verb != "subscriptions"}
    assert {verb: count for verb, count in by_people.items() if count > used[verb]} == {}
    house = sum(used.values()) - sum(by_people.values())
    assert (
        0 < house < sum(used.values()) // 3
    )  # what the house did by itself, and the cast that was brought in


@pytest.mark.req("S9", "I7", "W15")
def test_a_sterility_result_that_turns_positive_after_the_infusion_stops_the_lot_and_reaches_everybody(
    told: Told,
) -> None:
    planted = told.planted
    lot, infusion = (
        planted["late_sterility_lot"],
        Infusion.objects.get(code=planted["late_sterility_infusion"]),
    )
    result = Result.objects.get(code=planted["late_sterility_result"])
    assert (result.test, result.kind) == ("sterility", "positive")
    assert (result.reported_at - infusion.started_at).days in (9, 10)
    assert disposition(lot, Use.PATIENT).state is State.SUSPENDED
    node = lineage.node(lot)
    assert node is not None
    assert [hold.kind for hold in lineage.holds_on([node.id]) if hold.target == lot] == [HoldKind.RESULT]
    given = {each.person_id for each in Infusion.objects.filter(dose__lot_id=node.id)}
    look_back = Recall.objects.get(code=planted["late_sterility_look_back"])
    assert (look_back.kind, look_back.subject) == ("look_back", lot)
    reached = RecallContact.objects.filter(recall=look_back, state="reached", column="treated")
    assert infusion.person_id in given
    assert given == {each.person for each in reached}
    assert all(each.checked_at and each.checked_at.date() == look_back.opened_at.date() for each in reached)
    event = AdverseEvent.objects.get(code=planted["late_sterility_event"])
    assert event.person_id == infusion.person_id
    assert event.report_due_at is not None


@pytest.mark.req("W15")
def test_a_conditional_lot_was_given_only_where_a_physician_had_acknowledged_it(told: Told) -> None:
    infusion = Infusion.objects.get(code=told.planted["late_sterility_infusion"])
    plan = infusion.dose.plan
    acknowledged = ConditionalAcknowledgement.objects.get(plan=plan, lot_id=infusion.dose.lot_id)
    assert acknowledged.acknowledged_at < infusion.started_at
    assert TreatmentConsent.objects.filter(person_id=infusion.person_id, covers_conditional=True).exists()


@pytest.mark.req("S9", "U118")
def test_a_person_booked_on_a_lot_that_is_recalled_is_called_and_receives_nothing_of_it(told: Told) -> None:
    planted = told.planted
    recall = Recall.objects.get(code=planted["recall"])
    waiting = planted["recall_waiting"]
    assert (recall.kind, recall.subject) == ("recall", planted["recalled_lot"])
    assert RecallContact.objects.filter(
        recall=recall, person=waiting, column="booked", state="reached"
    ).exists()
    promised = Reservation.objects.filter(patient=waiting, container__lot__code=recall.subject)
    assert promised.exists()
    assert {each.state for each in promised} == {"released"}
    given = Infusion.objects.filter(dose__lot__code=recall.subject, started_at__gte=recall.opened_at)
    assert list(given) == []


@pytest.mark.req("E7")
def test_the_feverish_lot_has_more_fevers_for_each_infusion_than_all_others(told: Told) -> None:
    lots = dict(Infusion.objects.values_list("code", "dose__lot__code"))
    fevers = AdverseEvent.objects.filter(what="fever").values_list("infusion", flat=True)
    bad = [code for code, lot in lots.items() if lot == told.planted["feverish_lot"]]
    others = [code for code in lots if code not in bad]
    assert len(bad) >= 2
    in_bad, in_others = (sum(code in set(fevers) for code in codes) for codes in (bad, others))
    assert in_bad * len(others) > 2 * in_others * len(bad)


@pytest.mark.req("E7")
def test_what_cannot_be_planted_yet_is_named_and_really_has_no_room(told: Told) -> None:
    assert set(told.planted["not_furnished"]) == {"freezer excursion"}
    tables = {model._meta.db_table for model in apps.get_models()}
    assert [name for name in tables if "temperature" in name or "excursion" in name] == []


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


def _room(verb: str) -> str:
    return verb.split(".")[0]


def _counts(query: str) -> Counter[str]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return Counter(dict(cursor.fetchall()))


@pytest.mark.req("E7")
def test_a_database_with_records_of_its_own_is_never_told_a_year(committed_db: ClusterUrls) -> None:
    with act(MADE, by=TECHNICIAN, key="real", content={}) as this:
        this.record(subject="x", payload={"n": 1})
    answer = console.run(Namespace(seed=1, cords=1, patients=1))
    assert answer.code == 1
    assert answer.facts["refusals"][0]["code"] == "simulate.real_records"
