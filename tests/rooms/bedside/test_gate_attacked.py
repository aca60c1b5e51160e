"""The dose gate on the database: each fact taken away before the scan, and between the pass and the start (I1)."""

import pytest

from cordline.bedside import services
from cordline.bedside.models import Infusion, Verdict
from cordline.bedside.types import ScanSource
from cordline.ground.codes import Kind, make
from cordline.ground.refusal import Refused
from cordline.ledger.judging import why_not
from cordline.ledger.models import Attempt, Entry, Reading
from cordline.plans import services as plans
from tests import bedside_chain as chain
from tests import cast
from tests.lab_chain import decide
from tests.rooms.bedside.attacks import ATTACKS

pytestmark = [pytest.mark.django_db, pytest.mark.req("I1")]


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


@pytest.mark.parametrize("name", ATTACKS)
def test_no_dose_passes_and_none_starts_once_a_fact_is_gone(day: chain.Day, name: str) -> None:
    attack, code = ATTACKS[name]
    day.verdict()
    attack(day)
    with pytest.raises(Refused) as at_start:
        day.start()
    with pytest.raises(Refused) as at_scan:
        day.verdict()
    assert code in codes(at_scan)
    if code != "bedside.dose_not_prepared":
        assert code in codes(at_start)
    assert Verdict.objects.count() == 1
    assert not Infusion.objects.exists()
    kept = Attempt.objects.filter(verb="bedside.verdict.passed", outcome="refused").latest("id")
    assert kept.codes == codes(at_scan)
    assert kept.raw == f"{day.band} {day.dose}"


def test_the_attempt_is_stored_under_its_key_and_settled_under_the_entry(day: chain.Day) -> None:
    entry = day.verdict(key="scan-1")
    kept = Attempt.objects.get(verb="bedside.verdict.passed", key="scan-1")
    assert (kept.outcome, kept.entry_id) == ("done", entry.id)
    assert Reading.objects.filter(person=day.person, what=day.dose).count() == 1
    recorded = Entry.objects.get(pk=entry.id)
    assert recorded.changes.filter(tab="bedside_verdict", op="i").count() == 1


@pytest.mark.req("W15")
def test_a_conditional_lot_passes_once_physician_and_person_have_signed_for_it(day: chain.Day) -> None:
    from cordline.bank.types import Disposition
    from cordline.ground.products import Use

    decide(day.lot, Use.PATIENT, Disposition.CONDITIONAL)
    content = {"plan": day.plan, "lot": day.lot}
    plans.acknowledge_conditional(
        **content, by=cast.PHYSICIAN, key=chain.key(), proof=chain.proof(cast.PHYSICIAN, content)
    )
    with pytest.raises(Refused) as half:
        day.verdict()
    assert codes(half) == ["bedside.conditional_not_consented"]
    chain.consent(day.person, covers_conditional=True)
    assert day.verdict().payload["dose"] == day.dose


@pytest.mark.req("U92")
def test_the_neighbour_s_wristband_stops_the_dose(day: chain.Day) -> None:
    other = chain.Day(day.clinic, chain.person("Andere Testperson"), "", "", "", [])
    chain.band(other)
    other.hear()
    with pytest.raises(Refused) as refused:
        day.verdict(band=other.band)
    assert "bedside.dose_of_another" in codes(refused)


@pytest.mark.req("U40")
def test_a_right_code_of_the_wrong_kind_is_told_in_words(day: chain.Day) -> None:
    with pytest.raises(Refused) as refused:
        day.verdict(dose=day.vials[0], band=day.dose)
    assert codes(refused) == ["codes.wrong_kind", "codes.wrong_kind"]
    assert [reason.text for reason in refused.value.reasons] == [
        f"This is a prepared dose ({day.dose}). Scan the wristband.",
        f"This is a vial ({day.vials[0]}). Scan the prepared dose.",
    ]


@pytest.mark.req("U38", "U39")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"dose_source": ScanSource.TYPED}, "bedside.typed_without_reason"),
        ({"band_source": ScanSource.TYPED, "typed_reason": "  "}, "bedside.typed_without_reason"),
        ({"dose": ""}, "codes.empty"),
        ({"dose": "DS26-0001-?"}, "codes.unreadable"),
        ({"dose": "x" * 900}, "codes.too_long"),
    ],
)
def test_a_text_that_cannot_be_read_is_kept_and_refused(
    day: chain.Day, changes: dict[str, object], code: str
) -> None:
    text = changes.pop("dose", None)
    if text is not None:
        with pytest.raises(Refused) as refused:
            services.check_dose_at_bedside(wristband=day.band, dose=str(text), by=cast.NURSE, key=chain.key())
    else:
        with pytest.raises(Refused) as refused:
            day.verdict(**changes)
    assert codes(refused) == [code]
    assert Attempt.objects.filter(verb="bedside.verdict.passed", outcome="refused").latest("id").codes == [
        code
    ]


@pytest.mark.req("U39")
def test_a_typed_code_with_its_reason_passes_and_says_so(day: chain.Day) -> None:
    day.verdict(dose_source=ScanSource.TYPED, typed_reason="Label torn")
    row = Verdict.objects.get()
    assert (row.dose_source, row.typed_reason) == ("typed", "Label torn")


@pytest.mark.req("U94")
def test_a_wristband_without_its_print_number_is_no_wristband(day: chain.Day) -> None:
    with pytest.raises(Refused) as refused:
        day.verdict(band=day.band.rsplit(".", 1)[0])
    assert codes(refused) == ["bedside.band_print_missing"]


def test_an_unknown_dose_and_an_unknown_wristband_are_both_named(day: chain.Day) -> None:
    with pytest.raises(Refused) as refused:
        day.verdict(dose=make(Kind.DOSE, 26, 99_999), band=f"{make(Kind.WRISTBAND, 26, 99_999)}.1")
    assert {"bedside.dose_unknown", "bedside.band_unknown", "bedside.identity_not_said"} <= set(
        codes(refused)
    )


@pytest.mark.req("U92")
def test_whoever_did_not_hear_the_name_cannot_pass(day: chain.Day) -> None:
    with pytest.raises(Refused) as refused:
        day.verdict(by=cast.SECOND_NURSE)
    assert codes(refused) == ["bedside.identity_not_said"]


def test_a_dose_of_another_site_and_a_nurse_without_the_right_are_refused(day: chain.Day) -> None:
    with pytest.raises(Refused) as elsewhere:
        day.verdict(by=cast.at(cast.NURSE, cast.ELSEWHERE))
    assert {"bedside.dose_elsewhere", "bedside.plan_elsewhere", "bedside.tray_not_checked"} <= set(
        codes(elsewhere)
    )
    with pytest.raises(Refused) as outsider:
        day.verdict(by=cast.OUTSIDER)
    assert codes(outsider) == ["access.role_missing"]


@pytest.mark.req("U95")
def test_a_pass_starts_for_its_nurse_on_its_device_within_ten_minutes_only(day: chain.Day) -> None:
    from dataclasses import replace
    from datetime import timedelta

    from cordline.ledger.services import move_clock

    day.verdict()
    with pytest.raises(Refused) as other:
        day.start(by=replace(cast.SECOND_NURSE, station="chair-9"))
    assert {"bedside.pass_of_another", "bedside.pass_other_device"} <= set(codes(other))
    move_clock(timedelta(minutes=10, seconds=1))
    with pytest.raises(Refused) as late:
        day.start()
    assert codes(late) == ["bedside.pass_old"]


def test_a_dose_is_used_once(day: chain.Day) -> None:
    day.verdict()
    day.start()
    with pytest.raises(Refused) as again:
        day.verdict()
    assert "bedside.dose_used" in codes(again)
    with pytest.raises(Refused) as twice:
        day.start()
    assert "bedside.pass_used" in codes(twice)


@pytest.mark.req("I14")
def test_the_same_key_gives_the_same_pass_and_other_content_is_an_error(day: chain.Day) -> None:
    first = day.verdict(key="scan-7")
    again = day.verdict(key="scan-7")
    assert (again.id, again.receipt, again.payload) == (first.id, first.receipt, first.payload)
    assert Verdict.objects.count() == 1
    with pytest.raises(Refused) as reused:
        day.verdict(key="scan-7", typed_reason="Something else", dose_source=ScanSource.TYPED)
    assert codes(reused) == ["ledger.key_reused"]


@pytest.mark.req("I14")
def test_a_stop_does_not_bind_its_key(day: chain.Day) -> None:
    stop = plans.open_hard_stop(person=day.person, rule="C09", by=cast.NURSE, key=chain.key())
    with pytest.raises(Refused):
        day.verdict(key="scan-9")
    reason = "Fever is gone"
    content = {
        "hard_stop": stop.payload["hard_stop"],
        "person": day.person,
        "rule": "C09",
        "reason": reason,
    }
    plans.lift_hard_stop(
        stop=stop.payload["hard_stop"],
        reason=reason,
        by=cast.PHYSICIAN,
        key=chain.key(),
        proof=chain.proof(cast.PHYSICIAN, content),
    )
    assert day.verdict(key="scan-9").payload["dose"] == day.dose


def test_why_not_names_the_reasons_and_changes_nothing(day: chain.Day) -> None:
    assert why_not("give", day.dose, by=cast.NURSE).allowed
    plans.withdraw_consent(consent=day.consent, by=chain.own(day.person), key=chain.key())
    answer = why_not("give", day.dose, by=cast.NURSE)
    assert [refusal.code for refusal in answer.refusals] == ["bedside.consent_withdrawn"]
    assert not Verdict.objects.exists()


@pytest.mark.req("U32")
def test_a_scan_from_another_person_s_page_is_refused(day: chain.Day) -> None:
    from cordline.bedside.services.verdict import check_and_name

    with pytest.raises(Refused) as refused:
        check_and_name(
            wristband=day.band,
            dose=day.dose,
            by=cast.NURSE,
            key=chain.key(),
            band_source=ScanSource.SCANNER,
            dose_source=ScanSource.SCANNER,
            typed_reason="",
            page_person="PT26-0099-X",
        )
    assert codes(refused) == ["bedside.page_of_another"]


@pytest.mark.req("U92", "I12")
def test_the_name_comes_sealed_with_the_facts_and_opens_for_the_nurse_only(day: chain.Day) -> None:
    from cordline.bedside.services.verdict import check_and_name
    from cordline.people.selectors import open_sealed

    _, sealed = check_and_name(
        wristband=day.band,
        dose=day.dose,
        by=cast.NURSE,
        key=chain.key(),
        band_source=ScanSource.SCANNER,
        dose_source=ScanSource.SCANNER,
        typed_reason="",
    )
    assert sealed is not None
    assert "Fakename" not in str(sealed)
    assert open_sealed(sealed, cast.NURSE).name == "Fakename Testperson"
    assert not open_sealed(sealed, cast.TECHNICIAN).named
