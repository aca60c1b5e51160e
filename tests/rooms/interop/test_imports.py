"""Imports: all rows or none, named by line and column, once for each file, and nothing usable before all are in."""

import argparse
import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cordline.assays.models import Result
from cordline.assays.types import DonorTest
from cordline.donors import selectors as donors
from cordline.donors.models import Donation, Donor, DonorConsent
from cordline.ground.refusal import Refused
from cordline.interop.console import COMMANDS
from cordline.interop.models import ImportBatch, ImportedRow
from cordline.interop.services import import_file, withdraw_import
from cordline.interop.types import ImportKind, Report
from cordline.lab.models import Cord
from cordline.ledger.models import Attempt, Change, Entry
from cordline.ledger.services import database_now
from cordline.ledger.subscribing import deliver_all
from cordline.lineage import selectors as lineage
from cordline.people.models import Person
from tests import build_donors as build
from tests import cast, lab_chain

pytestmark = pytest.mark.django_db
DOCS = Path(__file__).parents[3] / "docs" / "reference" / "schemas"
HEAD = (
    "reference,kind,full_name,birth_date,sex,consent_signed_at,consent_scopes,consent_text,consent_language\n"
)
DAY = "2026-02-20T15:30:00+08:00"
SCOPES = "donation; infection_tests; allogeneic_use"


@pytest.fixture(autouse=True)
def _site(db: None) -> None:
    build.ready_site()


def donor_line(number: int, **changes: str) -> str:
    cells = {
        "reference": f"OLD-{number}", "kind": "birth_mother", "full_name": f"Contoh {number} (demo)",
        "birth_date": "1994-05-02", "sex": "F", "consent_signed_at": DAY, "consent_scopes": SCOPES,
        "consent_text": "v1", "consent_language": "ms", **changes,
    }  # fmt: skip
    return ",".join(cells.values()) + "\n"


def take(kind: ImportKind, text: str, *, dry_run: bool = False, by: Any = cast.DONOR_COORDINATOR) -> Report:
    return import_file(kind=kind, content=text.encode(), dry_run=dry_run, by=by)


def found(report: Report) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.column, fault.refusal.code) for fault in report.faults]


def counts() -> tuple[int, ...]:
    return tuple(
        model.objects.count() for model in (Person, Donor, DonorConsent, Donation, ImportBatch, ImportedRow)
    )


def held(code: str) -> list[str]:
    node = lineage.node(code)
    assert node is not None
    return [hold.kind.value for hold in lineage.holds_on([node.id])]


@pytest.mark.req("E21", "U83")
def test_donors_are_taken_in_with_their_consent_and_can_be_used_once_all_rows_are_in() -> None:
    report = take(ImportKind.DONORS, HEAD + donor_line(1) + donor_line(2))
    assert (report.faults, report.rows, report.created) == ((), 2, 2)
    assert counts() == (2, 2, 2, 0, 1, 2)
    row = ImportedRow.objects.get(reference="OLD-1")
    assert held(row.code) == []
    assert ImportBatch.objects.get().opened_at is not None
    verbs = [entry.verb for entry in Entry.objects.order_by("-id")[:2]]
    assert verbs == ["interop.import.opened", "interop.file.imported"]


@pytest.mark.req("E21", "I7")
def test_what_an_import_bears_stands_under_its_hold_until_it_is_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from cordline.interop.services import importing

    monkeypatch.setattr(importing, "_open", lambda batch, by: None)
    text = HEAD + donor_line(1)
    take(ImportKind.DONORS, text)
    code = ImportedRow.objects.get().code
    assert held(code) == ["import"]
    monkeypatch.undo()
    again = take(ImportKind.DONORS, text)
    assert again.repeated
    assert held(code) == []


@pytest.mark.req("E21", "U83", "I14")
def test_the_same_file_again_gives_the_first_answer_and_adds_nothing() -> None:
    text = HEAD + donor_line(1)
    first = take(ImportKind.DONORS, text)
    before = (*counts(), Entry.objects.count())
    again = take(ImportKind.DONORS, text)
    other = take(ImportKind.DONORS, text, by=cast.QUALITY)
    assert (again.batch, again.repeated, other.batch) == (first.batch, True, first.batch)
    assert (*counts(), Entry.objects.count()) == before


@pytest.mark.req("E21", "U83")
def test_a_larger_file_adds_only_what_is_new_and_never_changes_what_is_known() -> None:
    take(ImportKind.DONORS, HEAD + donor_line(1))
    more = take(ImportKind.DONORS, HEAD + donor_line(1) + donor_line(2))
    assert (more.faults, more.created, [each.state.value for each in more.diff]) == ((), 1, ["new"])
    assert Donor.objects.count() == 2
    changed = take(ImportKind.DONORS, HEAD + donor_line(1, full_name="Other (demo)") + donor_line(3))
    assert found(changed) == [(2, "reference", "interop.reference_differs")]
    assert Donor.objects.count() == 2


@pytest.mark.req("E21", "U83", "I5")
def test_one_bad_row_takes_all_rows_out_and_each_is_named_by_line_and_column() -> None:
    text = HEAD + "".join(
        [
            donor_line(1),
            donor_line(2, birth_date="02/05/1994"),
            donor_line(3, full_name=""),
            donor_line(4, sex="Q"),
            donor_line(1),
            donor_line(6, consent_signed_at="2026-02-20T15:30:00"),
            donor_line(7, birth_date="2094-05-02"),
        ]
    )
    before = (*counts(), Entry.objects.count())
    first = take(ImportKind.DONORS, text)
    assert found(first) == [(6, "reference", "interop.reference_twice")]
    report = take(ImportKind.DONORS, text.replace("OLD-1,", "OLD-5,", 1))
    assert found(report) == [
        (3, "birth_date", "interop.cell_day"),
        (4, "full_name", "interop.cell_missing"),
        (5, "sex", "people.sex_unknown"),
        (7, "consent_signed_at", "interop.cell_time_zone"),
        (8, "birth_date", "people.birth_in_future"),
    ]
    assert (*counts(), Entry.objects.count()) == before
    attempt = Attempt.objects.latest("id")
    assert "people.sex_unknown" in attempt.codes
    assert "Contoh" not in attempt.raw


@pytest.mark.req("E21", "U83")
def test_a_dry_run_says_what_would_come_and_changes_nothing() -> None:
    before = (*counts(), Entry.objects.count(), Change.objects.count())
    report = take(ImportKind.DONORS, HEAD + donor_line(1) + donor_line(2), dry_run=True)
    assert (report.faults, report.created, report.batch) == ((), 2, "")
    assert (*counts(), Entry.objects.count(), Change.objects.count()) == before
    assert take(ImportKind.DONORS, HEAD + donor_line(1) + donor_line(2)).created == 2


@pytest.mark.req("I12", "E21")
def test_no_name_of_a_file_stands_in_the_record() -> None:
    take(ImportKind.DONORS, HEAD + donor_line(1, full_name="Siti Rahsia Contoh"))
    for row in Entry.objects.values_list("payload", "subject", "reason"):
        assert "Rahsia" not in str(row)
    for values in Change.objects.values_list("old", "new"):
        assert "Rahsia" not in str(values)


CORDS = (
    "reference,donor,donated_at,zone,product,use,infant_number,gestation_weeks,delivery,infant_healthy,donor_age_years,"
    "collected_in,arrived_at,lowest_c,highest_c,integrity,consent_seen,labels_matched,weight_g\n"
)


def cord_line(reference: str, donor: str, **changes: str) -> str:
    cells = {
        "reference": reference, "donor": donor, "donated_at": "2026-03-10T09:00:00+08:00", "zone": build.ZONE,
        "product": "MSC-WJ", "use": "allogeneic", "infant_number": "1", "gestation_weeks": "39",
        "delivery": "caesarean", "infant_healthy": "yes", "donor_age_years": "31", "collected_in": "MY",
        "arrived_at": "2026-03-10T18:00:00+08:00", "lowest_c": "3.5", "highest_c": "7.5", "integrity": "intact",
        "consent_seen": "yes", "labels_matched": "yes", "weight_g": "42.5", **changes,
    }  # fmt: skip
    return ",".join(cells.values()) + "\n"


LOTS = (
    "reference,parents,kind,product,passage,doublings,uncounted_start,containers,cells_each,volume_ml_each,"
    "viability_pct,made_at,expires_at\n"
)
LOT = "LOT-1,CORD-1,lot,MSC-WJ,4,12.5,yes,3,25000000,1,92.5,2026-05-01T10:00:00+08:00,2028-05-01T10:00:00+08:00\n"


@pytest.mark.req("E21", "I2")
def test_cords_and_lots_follow_their_donors_by_reference_and_hang_together() -> None:
    lab_chain.house()
    take(ImportKind.DONORS, HEAD + donor_line(1))
    report = take(
        ImportKind.CORDS,
        CORDS + cord_line("CORD-1", "OLD-1") + cord_line("CORD-2", "OLD-1", infant_number="2"),
        by=cast.LABORATORY_HEAD,
    )
    assert found(report) == []
    lots = take(ImportKind.LOTS, LOTS + LOT, by=cast.LABORATORY_HEAD)
    assert found(lots) == []
    lot = lineage.node(lots.diff[0].code)
    assert lot is not None
    kinds = [kind for _, kind, _ in lineage.ancestors(lot.id)]
    assert kinds == ["DN", "DD", "CR"]
    assert held(lot.code) == []
    assert Cord.objects.count() == 2


@pytest.mark.req("E21")
def test_impossible_cords_and_lots_are_named_and_none_comes_in() -> None:
    take(ImportKind.DONORS, HEAD + donor_line(1))
    report = take(
        ImportKind.CORDS,
        CORDS
        + cord_line(
            "CORD-1", "OLD-1", donated_at="2036-03-10T09:00:00+08:00", arrived_at="2036-03-11T09:00:00+08:00"
        )
        + cord_line("CORD-2", "NOBODY")
        + cord_line("CORD-3", "OLD-1", gestation_weeks="390")
        + cord_line("CORD-4", "OLD-1", zone="Mars/Olympus", infant_number="3"),
        by=cast.LABORATORY_HEAD,
    )
    assert found(report) == [
        (2, "donated_at", "donors.time_ahead"),
        (3, "donor", "donors.donor_unknown"),
        (4, "gestation_weeks", "donors.gestation_impossible"),
        (5, "zone", "donors.zone_unknown"),
    ]
    assert Donation.objects.count() == 0
    few = LOT.replace("25000000", "18").replace("CORD-1", "NOTHING")
    lots = take(ImportKind.LOTS, LOTS + few, by=cast.LABORATORY_HEAD)
    assert found(lots) == [(2, "parents", "interop.reference_unknown")]


RESULTS = "reference,sample,test,result,method,laboratory,reported_at\n"


def result_line(reference: str, sample: str, test: DonorTest, result: str = "non_reactive") -> str:
    reported = (database_now() - timedelta(hours=1)).isoformat(timespec="minutes")
    return f"{reference},{sample},{test},{result},{build.kit_of(test)},REFLAB,{reported}\n"


@pytest.mark.req("E21", "I1", "I7", "S9")
def test_a_late_positive_in_a_file_of_results_stops_everything_and_regrades() -> None:
    donor, donation = build.eligible_cord()
    sample = build.blood_of(donor)
    text = RESULTS + "".join(
        result_line(f"R{n}", sample, test, "reactive" if test is DonorTest.HCV_NAT else "non_reactive")
        for n, test in enumerate(build.PANEL)
    )
    dry = take(ImportKind.RESULTS, text, dry_run=True)
    assert (dry.faults, dry.created) == ((), len(build.PANEL))
    assert held(donation) == []
    report = take(ImportKind.RESULTS, text)
    assert report.faults == ()
    assert held(donation) == ["result"]
    deliver_all()
    standing = donors.eligibility(donation)
    assert standing is not None
    assert standing.decision == "ineligible"
    before = Result.objects.count()
    assert take(ImportKind.RESULTS, text).repeated
    assert Result.objects.count() == before


@pytest.mark.req("E21", "U83")
def test_bad_results_are_named_and_none_is_recorded() -> None:
    donor = build.mother()
    sample = build.blood_of(donor)
    text = RESULTS + "".join(
        [
            result_line("R1", sample, DonorTest.HBSAG),
            result_line("R2", "SM26-9999-X", DonorTest.HBSAG),
            result_line("R3", sample, DonorTest.HBSAG).replace(build.kit_of(DonorTest.HBSAG), "NOKIT"),
            result_line("R4", sample, DonorTest.HBSAG, "negative"),
            result_line("R5", sample, DonorTest.HBSAG, "maybe"),
            result_line("R6", sample, DonorTest.HBSAG).replace("hbsag", "horoscope"),
        ]
    )
    assert found(take(ImportKind.RESULTS, text)) == [
        (3, "sample", "assays.sample_unknown"),
        (4, "method", "assays.method_unknown"),
        (5, "result", "assays.value_kind_unfit"),
        (6, "result", "interop.cell_choice"),
        (7, "test", "assays.test_unknown"),
        (7, "method", "assays.method_of_another_test"),
    ]
    assert Result.objects.count() == 0


@pytest.mark.req("U83", "I7")
def test_an_import_is_withdrawn_as_one_batch_and_nothing_of_it_can_be_used() -> None:
    report = take(ImportKind.DONORS, HEAD + donor_line(1) + donor_line(2))
    withdraw_import(batch=report.batch, reason="Wrong site's export", by=cast.QUALITY, key=build.fresh_key())
    assert [held(row.code) for row in ImportedRow.objects.order_by("id")] == [["quality"], ["quality"]]
    with pytest.raises(Refused) as refused:
        withdraw_import(batch=report.batch, reason=" ", by=cast.QUALITY, key=build.fresh_key())
    assert [r.code for r in refused.value.reasons] == ["interop.batch_withdrawn", "interop.reason_missing"]


@pytest.mark.req("W1")
def test_who_may_not_import_does_not() -> None:
    with pytest.raises(Refused) as refused:
        take(ImportKind.DONORS, HEAD + donor_line(1), by=cast.NURSE)
    assert [reason.code for reason in refused.value.reasons] == ["access.role_missing"]


def test_the_console_gives_rows_and_errors_and_a_template(tmp_path: Path) -> None:
    file = tmp_path / "donors.csv"
    file.write_text(HEAD + donor_line(1) + donor_line(2, sex="Q"), "utf-8")
    options = {"kind": "donors", "file": str(file), "dry_run": True, "template": False, "site": ""}
    bad = COMMANDS[0].run(argparse.Namespace(**options))
    assert (bad.code, bad.facts["rows"]) == (1, 2)
    assert {(e["line"], e["column"], e["code"]) for e in bad.facts["errors"]} == {
        (3, "sex", "people.sex_unknown")
    }
    file.write_text(HEAD + donor_line(1), "utf-8")
    good = COMMANDS[0].run(argparse.Namespace(**{**options, "dry_run": False}))
    assert (good.code, good.facts["rows"], good.facts["errors"], good.facts["created"]) == (0, 1, [], 1)
    shape = json.loads((DOCS / "import.answer.schema.json").read_text("utf-8"))
    for facts in (
        bad.facts,
        good.facts,
        json.loads((DOCS / "import.answer.example.json").read_text("utf-8")),
    ):
        jsonschema.validate(json.loads(json.dumps(facts)), shape)
    plain = COMMANDS[0].run(argparse.Namespace(**{**options, "template": True}))
    assert plain.text.startswith("reference,kind")
    assert io.StringIO(plain.text).readline()
