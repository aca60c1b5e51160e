"""A mother, her cord, its eligibility: judged on what is on record, signed, and stopped by what comes late."""

from datetime import date, timedelta

import pytest

from cordline.access.signing import demonstration_proof, signatures_on
from cordline.assays import selectors as assays
from cordline.assays.services import correct_result
from cordline.assays.types import DonorTest, Reading, Taken, ValueKind
from cordline.donors import selectors
from cordline.donors.models import Donation, EligibilityDecision
from cordline.donors.services import (
    assess_news,
    assess_risk,
    record_interview,
    record_news,
    sign_eligibility,
    withdraw_consent,
)
from cordline.donors.types import (
    Answer,
    AssessmentOf,
    AssessmentOutcome,
    Decision,
    NewsFrom,
    NewsKind,
    Question,
)
from cordline.ground.codes import Kind
from cordline.ground.refusal import Refused
from cordline.ledger.judging import why_not
from cordline.ledger.services import database_now
from cordline.ledger.subscribing import deliver_all
from cordline.lineage import selectors as lineage
from cordline.quality import selectors as quality
from tests import build_donors as build
from tests import cast
from tests.rooms.lineage.births import bear

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(db: None) -> None:
    build.ready_site()


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def held(code: str) -> list[str]:
    node = lineage.node(code)
    assert node is not None
    return [hold.kind.value for hold in lineage.holds_on([node.id])]


def descendants_of(donation: str) -> list[str]:
    cord = bear(Kind.CORD, donation)
    bank = bear(Kind.BANK, cord)
    return [cord, bank, bear(Kind.LOT, bank), bear(Kind.LOT, bank)]


@pytest.mark.req("S3", "W8", "P02", "I1", "I6")
def test_a_complete_donor_is_judged_eligible_and_counts_once_signed() -> None:
    donor = build.mother()
    donation = build.cord_of(donor)
    assert selectors.eligibility(donation).decision is Decision.INCOMPLETE  # type: ignore[union-attr]
    build.with_panel(donor)
    assert build.judged(donation).payload["decision"] == "eligible"
    standing = selectors.eligibility(donation)
    assert standing is not None
    assert (standing.decision, standing.usable) == (Decision.ELIGIBLE, False)
    build.signed(donation)
    standing = selectors.eligibility(donation)
    assert standing is not None
    assert standing.usable
    assert standing.versions == build.VERSIONS
    assert [signature.meaning for signature in signatures_on(donation)] == ["approved"]


@pytest.mark.req("I1", "I7", "S9", "W10")
def test_a_late_positive_stops_every_descendant_in_its_own_transaction_and_regrades_afterwards() -> None:
    donor, donation = build.eligible_cord()
    made = descendants_of(donation)
    assert all(held(code) == [] for code in made)
    sample = build.blood_of(donor, taken_at=database_now() - timedelta(days=1))
    entry = build.screened(sample, DonorTest.HCV_NAT, ValueKind.REACTIVE, reported_at=database_now())
    assert all(held(code) == ["result"] for code in [donor, donation, *made])
    later = bear(Kind.LOT, made[1])
    assert held(later) == ["result"]
    (deviation,) = quality.deviations_touching([sample])
    assert (deviation.severity, deviation.subject) == ("critical", donor)
    assert {entry.payload["hold"], entry.payload["deviation"]} <= set(_units(entry.id))
    assert selectors.eligibility(donation).usable  # type: ignore[union-attr]
    deliver_all()
    standing = selectors.eligibility(donation)
    assert standing is not None
    assert (standing.decision, standing.usable) == (Decision.INELIGIBLE, False)
    assert sorted(set(held(later))) == ["eligibility", "result"]
    first, second = EligibilityDecision.objects.filter(donation__code=donation).order_by("number")
    assert (first.decision, first.signed_by) == ("eligible", cast.RESPONSIBLE_PERSON.code)
    assert first.superseded_at is not None
    assert second.because.startswith("result RS")
    reasons = {each["code"] for each in second.verdicts["reasons"]}
    assert reasons >= {"donors.reactive"}


def _units(entry: int) -> list[str]:
    from cordline.ledger.models import Entry

    return list(Entry.objects.get(pk=entry).units)


@pytest.mark.req("W7", "S3")
def test_twins_share_their_mothers_blood_and_her_bad_result_stops_both() -> None:
    donor = build.mother()
    born = database_now() - timedelta(days=20)
    twins = [
        build.cord_of(donor, donated_at=born + timedelta(minutes=3 * n), infant_number=n) for n in (1, 2)
    ]
    build.with_panel(donor)
    assert [build.judged(twin).payload["decision"] for twin in twins] == ["eligible", "eligible"]
    build.screened(build.blood_of(donor), DonorTest.HIV_NAT, ValueKind.REACTIVE)
    assert [held(twin) for twin in twins] == [["result"], ["result"]]
    with pytest.raises(Refused) as refused:
        build.cord_of(donor, donated_at=born + timedelta(hours=2), infant_number=2)
    assert codes(refused) == ["donors.donation_twice"]


@pytest.mark.req("W8")
def test_a_specimen_of_the_infant_in_place_of_the_mothers_leaves_it_incomplete() -> None:
    donor = build.mother()
    donation = build.cord_of(donor)
    sample = build.blood_of(donation, taken_from=Taken.INFANT)
    for test in build.PANEL:
        build.screened(sample, test)
    assert build.judged(donation).payload["decision"] == "incomplete"
    row = selectors.decision_in_force(donation)
    assert row is not None
    assert {each["code"] for each in row.verdicts["reasons"]} == {
        "donors.wrong_specimen",
        "donors.retest_due",
        "donors.test_recommended",
    }


@pytest.mark.req("W9", "I7")
def test_a_withdrawn_consent_stops_what_exists_and_what_is_derived_later() -> None:
    donor, donation = build.eligible_cord()
    made = descendants_of(donation)
    consent = selectors.donor(donor).consents.get().code  # type: ignore[union-attr]
    withdraw_consent(consent=consent, by=cast.DONOR_COORDINATOR, key=build.fresh_key())
    assert set(held(made[-1])) == {"eligibility"}
    assert held(bear(Kind.LOT, made[1]))
    assert selectors.eligibility(donation).decision is Decision.INCOMPLETE  # type: ignore[union-attr]
    with pytest.raises(Refused) as refused:
        withdraw_consent(consent=consent, by=cast.DONOR_COORDINATOR, key=build.fresh_key())
    assert codes(refused) == ["donors.consent_withdrawn_already"]


@pytest.mark.req("W10", "I7")
def test_news_reopen_and_hold_until_somebody_else_has_assessed_them_and_the_hold_stays_for_quality() -> None:
    donor, donation = build.eligible_cord()
    entry = record_news(
        donor=donor, kind=NewsKind.CHILD_GENETIC_DISEASE, heard_from=NewsFrom.FAMILY, heard_at=database_now(),
        by=cast.PATIENT_COORDINATOR, key=build.fresh_key(),
    )  # fmt: skip
    news = entry.payload["news"]
    assert selectors.eligibility(donation).decision is Decision.INCOMPLETE  # type: ignore[union-attr]
    assert "eligibility" in held(donation)
    outcome = AssessmentOutcome.ACCEPTABLE
    proof = demonstration_proof(cast.RESPONSIBLE_PERSON, selectors.assess_news_content(news, outcome))
    assess_news(news=news, outcome=outcome, proof=proof, by=cast.RESPONSIBLE_PERSON, key=build.fresh_key())
    standing = selectors.eligibility(donation)
    assert standing is not None
    assert (standing.decision, standing.usable) == (Decision.ELIGIBLE, False)
    assert "eligibility" in held(donation)
    with pytest.raises(Refused) as refused:
        proof = demonstration_proof(cast.RESPONSIBLE_PERSON, selectors.assess_news_content(news, outcome))
        assess_news(
            news=news, outcome=outcome, proof=proof, by=cast.RESPONSIBLE_PERSON, key=build.fresh_key()
        )
    assert codes(refused) == ["donors.news_assessed_already"]


@pytest.mark.req("W8", "I6")
def test_anti_hbc_alone_waits_for_a_signed_risk_assessment_and_fda_stays_against_it() -> None:
    donor = build.mother()
    donation = build.cord_of(donor)
    build.with_panel(donor, {DonorTest.ANTI_HBC: ValueKind.REACTIVE})
    assert build.judged(donation).payload["decision"] == "ineligible"
    verdicts = _verdicts(donation)
    assert verdicts == {"FDA": "ineligible", "EU": "incomplete", "MY": "incomplete"}
    grounds = "Past infection, HBsAg and HBV NAT negative."
    content = selectors.assess_risk_content(
        donation, AssessmentOf.ANTI_HBC, AssessmentOutcome.ACCEPTABLE, grounds
    )
    assess_risk(
        donation=donation, of=AssessmentOf.ANTI_HBC, outcome=AssessmentOutcome.ACCEPTABLE, grounds=grounds,
        proof=demonstration_proof(cast.RESPONSIBLE_PERSON, content), by=cast.RESPONSIBLE_PERSON,
        key=build.fresh_key(),
    )  # fmt: skip
    assert _verdicts(donation) == {"FDA": "ineligible", "EU": "eligible", "MY": "eligible"}


def _verdicts(donation: str) -> dict[str, str]:
    row = selectors.decision_in_force(donation)
    assert row is not None
    return {name: verdict["decision"] for name, verdict in row.verdicts["by_rule_set"].items()}


@pytest.mark.req("W8", "S3")
def test_a_risk_told_later_takes_leave_away_in_the_same_act() -> None:
    donor, donation = build.eligible_cord()
    answers = dict.fromkeys(Question, Answer.NO) | {Question.CJD_RISK: Answer.YES}
    record_interview(
        donor=donor,
        answers=answers,
        taken_at=database_now(),
        by=cast.DONOR_COORDINATOR,
        key=build.fresh_key(),
    )
    assert selectors.eligibility(donation).decision is Decision.INELIGIBLE  # type: ignore[union-attr]
    assert held(donation) == ["eligibility"]


@pytest.mark.req("S3")
def test_one_more_clean_result_leaves_the_signed_decision_in_force() -> None:
    donor, donation = build.eligible_cord()
    build.screened(build.blood_of(donor), DonorTest.HIV_NAT)
    deliver_all()
    assert selectors.eligibility(donation).usable  # type: ignore[union-attr]
    assert EligibilityDecision.objects.filter(donation__code=donation).count() == 1


@pytest.mark.req("U103", "I5")
def test_a_typing_slip_is_struck_by_another_and_the_hold_it_placed_stays_for_quality() -> None:
    donor = build.mother()
    donation = build.cord_of(donor)
    sample = build.with_panel(donor, {DonorTest.HBSAG: ValueKind.REACTIVE})
    assert build.judged(donation).payload["decision"] == "ineligible"
    wrong = assays.results_of([lineage.node(donor).id])[2]  # type: ignore[union-attr]
    right = Reading(DonorTest.HBSAG, ValueKind.NON_REACTIVE)
    reason = "Printed report says non-reactive; lines swapped when typing"
    content = assays.correct_result_content(wrong.code, right, reason)
    correct_result(
        result=wrong.code, reading=right, reason=reason, proof=demonstration_proof(cast.QUALITY, content),
        by=cast.QUALITY, key=build.fresh_key(),
    )  # fmt: skip
    deliver_all()
    assert selectors.eligibility(donation).decision is Decision.ELIGIBLE  # type: ignore[union-attr]
    assert "result" in held(donation)
    struck = [each for each in assays.results_of([lineage.node(donor).id]) if each.struck]  # type: ignore[union-attr]
    assert [each.code for each in struck] == [wrong.code]
    assert sample


@pytest.mark.req("U45", "I6", "W8")
def test_signing_asks_again_and_refuses_what_may_not_be_signed() -> None:
    donor = build.mother()
    donation = build.cord_of(donor)
    rp = cast.RESPONSIBLE_PERSON
    proof = demonstration_proof(rp, {})
    with pytest.raises(Refused) as refused:
        sign_eligibility(donation=donation, proof=proof, by=rp, key=build.fresh_key())
    assert codes(refused) == ["donors.not_judged"]
    build.judged(donation)
    assert [each.code for each in why_not("sign-eligibility", donation, by=rp).refusals] == [
        "donors.incomplete_unsigned"
    ]
    build.with_panel(donor)
    with pytest.raises(Refused) as refused:
        sign_eligibility(donation=donation, proof=proof, by=rp, key=build.fresh_key())
    assert codes(refused) == ["donors.incomplete_unsigned", "donors.facts_changed"]
    build.judged(donation)
    with pytest.raises(Refused) as refused:
        sign_eligibility(donation=donation, proof=proof, by=cast.DONOR_COORDINATOR, key=build.fresh_key())
    assert codes(refused) == ["access.role_missing"]
    with pytest.raises(Refused) as refused:
        sign_eligibility(donation=donation, proof=proof, by=rp, key=build.fresh_key())
    assert codes(refused) == ["access.signed_content_changed"]
    build.signed(donation)


@pytest.mark.req("I4")
def test_own_cells_need_no_determination_and_name_their_person() -> None:
    from dataclasses import replace

    from cordline.donors.deciding_rules import NewDonation
    from cordline.donors.services import record_donation, register_donor
    from cordline.donors.types import DonationKind, DonationUse, DonorKind
    from cordline.ground.products import Product

    donor = register_donor(
        kind=DonorKind.LIVING_DONOR, full_name="Encik Contoh (demo)", birth_date=date(1980, 1, 2), sex="M",
        by=cast.DONOR_COORDINATOR, key=build.fresh_key(),
    ).subject  # fmt: skip
    new = NewDonation(
        kind=DonationKind.BLOOD, use=DonationUse.AUTOLOGOUS, product=Product.NK,
        donated_at=database_now() - timedelta(days=1), zone=build.ZONE, collected_in="MY", for_person=donor,
    )  # fmt: skip
    entry = record_donation(donor=donor, donation=new, by=cast.DONOR_COORDINATOR, key=build.fresh_key())
    donation = entry.payload["donation"]
    assert build.judged(donation).payload["decision"] == "not_required"
    build.signed(donation)
    standing = selectors.eligibility(donation)
    assert standing is not None
    assert (standing.usable, standing.for_person) == (True, donor)
    assert lineage.node(bear(Kind.CULTURE, donation)).autologous_person == donor  # type: ignore[union-attr]
    with pytest.raises(Refused) as refused:
        record_donation(
            donor=donor,
            donation=replace(new, for_person=""),
            by=cast.DONOR_COORDINATOR,
            key=build.fresh_key(),
        )
    assert codes(refused) == ["donors.person_unfit"]
    assert Donation.objects.count() == 1
