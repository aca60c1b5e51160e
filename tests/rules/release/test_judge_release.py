"""Each reason against a release fires at its limit, and not beside it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from cordline.ground.products import RuleSet, Use
from cordline.quality.types import Severity
from cordline.release.rules import judge_release
from cordline.release.types import (
    CriterionVerdict,
    DeviationFacts,
    DonationFacts,
    ExceptionKind,
    HoldFacts,
    LicenceFacts,
    ReviewException,
    SpecificationFacts,
)
from tests.rules.release.facts import LOT, NOW, SECOND, criterion, good, sterility_pending

CRITICAL = Severity.CRITICAL


def codes(refusals: Any) -> list[str]:
    """The codes alone."""
    return [refusal.code for refusal in refusals]


def specification(**over: Any) -> SpecificationFacts:
    """An approved specification in force, changed as asked."""
    values: dict[str, Any] = {
        "code": "SC26-0001-0",
        "version": 5,
        "approved": True,
        "effective_from": NOW - timedelta(days=1),
    }
    return SpecificationFacts(**{**values, **over})


def deviation(severity: Severity, *, is_open: bool) -> DeviationFacts:
    """One deviation on the lot."""
    return DeviationFacts("DV26-0029-I", severity, is_open, "Incubator door open")


@pytest.mark.req("S8", "W17", "I1")
def test_a_lot_with_nothing_against_it_may_be_released() -> None:
    review = judge_release(good(), now=NOW)
    assert review.refusals == ()
    assert [line.key for line in review.lines] == ["viability", "sterility"]


NO_SPEC = "release.specification_not_in_force"
NOT_ELIGIBLE = "release.donation_not_eligible"
MISSING, PENDING, FAILS = CriterionVerdict.MISSING, CriterionVerdict.PENDING, CriterionVerdict.FAILS


def one_more(verdict: CriterionVerdict, *, required: bool = True) -> dict[str, Any]:
    """One good test, and one that came out as given."""
    return {"criteria": (criterion(), criterion("other", verdict=verdict, required=required))}


def donor(fda: str, my: str = "", eu: str = "", for_person: str = "") -> dict[str, Any]:
    """One donation as the rule sets see it; an empty answer is a set that was not asked."""
    answers = ((RuleSet.FDA, fda), (RuleSet.MY, my), (RuleSet.EU, eu))
    given = tuple((rule_set, answer) for rule_set, answer in answers if answer)
    return {"donations": (DonationFacts("DD25-0027-5", given, "PT2", for_person),)}


def licence(*facts: Any) -> dict[str, Any]:
    """One licence."""
    return {"licences": (LicenceFacts("cell processing", *facts),)}


TABLE: list[tuple[str, dict[str, Any], str | None]] = [
    ("no specification", {"specification": None}, "release.specification_missing"),
    ("draft", {"specification": specification(approved=False)}, "release.specification_not_approved"),
    ("begins a second later", {"specification": specification(effective_from=NOW + SECOND)}, NO_SPEC),
    ("begins this instant", {"specification": specification(effective_from=NOW)}, None),
    ("ended this instant", {"specification": specification(effective_until=NOW)}, NO_SPEC),
    ("ends a second later", {"specification": specification(effective_until=NOW + SECOND)}, None),
    ("demands nothing", {"criteria": ()}, "release.specification_empty"),
    ("only informative tests", {"criteria": (criterion(required=False),)}, "release.specification_empty"),
    ("a required test missing", one_more(MISSING), "release.result_missing"),
    ("no verdict on a required test", one_more(CriterionVerdict.INFORMATIVE), "release.result_missing"),
    ("a required test pending", one_more(PENDING), "release.result_pending"),
    ("a test fails", one_more(FAILS), "release.result_fails"),
    ("a test that was not required fails", one_more(FAILS, required=False), "release.result_fails"),
    ("a test that was not required is missing", one_more(MISSING, required=False), None),
    (
        "critical open",
        {"deviations": (deviation(CRITICAL, is_open=True),)},
        "release.deviation_critical_open",
    ),
    ("critical closed", {"deviations": (deviation(CRITICAL, is_open=False),)}, None),
    ("major open", {"deviations": (deviation(Severity.MAJOR, is_open=True),)}, None),
    ("no donation known", {"donations": ()}, "release.donation_unknown"),
    ("no rule set binds", {"binding": ()}, "release.rule_sets_unknown"),
    ("one of two rule sets says no", donor("eligible", "ineligible"), NOT_ELIGIBLE),
    ("one of two rule sets is silent", donor("eligible"), NOT_ELIGIBLE),
    ("one of two is incomplete", donor("incomplete", "eligible"), NOT_ELIGIBLE),
    ("a set that does not bind says no", donor("eligible", "eligible", "ineligible"), None),
    ("not required, but for anybody", donor("not_required", "not_required"), NOT_ELIGIBLE),
    ("for another person", donor("eligible", "eligible", "", "PT2"), "release.donation_for_one_person"),
    ("no licence", {"licences": ()}, "release.licence_missing"),
    ("licence not recorded", licence(), "release.licence_missing"),
    ("licence ends this instant", licence("L", NOW), "release.licence_expired"),
    ("licence ends a second later", licence("L", NOW + SECOND), None),
    ("held", {"holds": (HoldFacts("HD26-0001-0", "DD25-0027-5", "late result"),)}, "release.held"),
    ("passage unknown", {"passage": None}, "release.passage_unknown"),
    ("passage limit unknown", {"passage_limit": None}, "release.passage_limit_unknown"),
    ("passage at the limit", {"passage": 5}, None),
    ("passage over the limit", {"passage": 6}, "release.passage_over_limit"),
    ("doublings unknown", {"doublings": None}, "release.doublings_unknown"),
    ("doublings limit unknown", {"doublings_limit": None}, "release.doublings_limit_unknown"),
    ("doublings at the limit", {"doublings": Decimal("20.00")}, None),
    ("doublings over the limit", {"doublings": Decimal("20.01")}, "release.doublings_over_limit"),
    ("no expiry", {"expires_at": None}, "release.expiry_unknown"),
    ("expires this instant", {"expires_at": NOW}, "release.lot_expired"),
    ("expires a second later", {"expires_at": NOW + SECOND}, None),
    ("trail unread", {"audit_review": None}, "release.audit_trail_unread"),
    ("trail grew by one", {"last_entry": 411}, "release.audit_trail_moved_on"),
    ("trail read up to its end", {"last_entry": 410}, None),
]


@pytest.mark.req("S8", "W3", "W17", "U116", "I1", "I7")
@pytest.mark.parametrize(("change", "code"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_each_reason_fires_at_its_limit_and_alone(change: dict[str, Any], code: str | None) -> None:
    found = set(codes(judge_release(good(**change), now=NOW).refusals))
    assert found == ({code} if code else set())


def test_an_expired_licence_is_said_to_have_ended_on_its_last_day() -> None:
    midnight_after = datetime(2026, 3, 4, tzinfo=UTC)
    refusals = judge_release(good(**licence("L", midnight_after)), now=NOW).refusals
    assert [refusal.text for refusal in refusals] == ["Licence L for cell processing ended 3 Mar 2026."]


@pytest.mark.req("S8")
def test_every_reason_is_given_at_once() -> None:
    facts = good(
        specification=None, donations=(), licences=(), passage=None, doublings=None, expires_at=None, audit_review=None,
        holds=(HoldFacts("HD26-0001-0", LOT, "x"),), criteria=(criterion(verdict=CriterionVerdict.FAILS),),
        deviations=(deviation(CRITICAL, is_open=True),),
    )  # fmt: skip
    assert len(set(codes(judge_release(facts, now=NOW).refusals))) == 10


@pytest.mark.req("I4", "I1")
def test_a_lot_for_its_own_donor_needs_no_eligibility_and_any_other_does() -> None:
    own = DonationFacts("DD", ((RuleSet.FDA, "not_required"), (RuleSet.MY, "not_required")), "PT2", "PT2")
    assert judge_release(good(donations=(own,), autologous_for="PT2"), now=NOW).refusals == ()
    assert "release.donation_for_one_person" in codes(
        judge_release(good(donations=(own,), autologous_for="PT3"), now=NOW).refusals
    )


@pytest.mark.req("S8")
@pytest.mark.parametrize("use", list(Use))
def test_holds_critical_deviations_and_failed_tests_block_every_use(use: Use) -> None:
    facts = good(
        use=use,
        holds=(HoldFacts("HD26-0001-0", LOT, "x"),),
        deviations=(deviation(CRITICAL, is_open=True),),
        criteria=(criterion(verdict=CriterionVerdict.FAILS),),
    )
    found = codes(judge_release(facts, now=NOW).refusals)
    assert {"release.held", "release.deviation_critical_open", "release.result_fails"} <= set(found)


def test_research_asks_for_no_donor_decision_and_a_patient_does() -> None:
    assert judge_release(good(use=Use.RESEARCH, donations=(), licences=()), now=NOW).refusals == ()
    assert len(judge_release(good(donations=(), licences=()), now=NOW).refusals) == 2


@pytest.mark.req("W15")
def test_a_conditional_release_passes_only_the_pending_test_that_may_follow() -> None:
    review = judge_release(good(criteria=(criterion(), sterility_pending())), now=NOW)
    assert codes(review.refusals) == ["release.result_pending"]
    assert review.conditional_refusals == ()
    assert review.pending == ("sterility",)


@pytest.mark.req("W15")
@pytest.mark.parametrize(
    ("criteria", "code"),
    [
        ((criterion("sterility", may_follow=True),), "release.nothing_pending"),
        ((criterion("sterility", verdict=PENDING),), "release.result_pending"),
        ((sterility_pending(), criterion("x", verdict=MISSING)), "release.result_missing"),
        ((criterion("sterility", may_follow=True, verdict=FAILS),), "release.result_fails"),
    ],
)
def test_a_conditional_release_excuses_nothing_else(criteria: Any, code: str) -> None:
    assert code in codes(judge_release(good(criteria=criteria), now=NOW).conditional_refusals)


@pytest.mark.req("W15")
def test_only_a_patient_use_can_be_conditional() -> None:
    facts = good(use=Use.FURTHER_CULTURE, criteria=(criterion(), sterility_pending()))
    assert "release.conditional_only_for_patients" in codes(
        judge_release(facts, now=NOW).conditional_refusals
    )


@pytest.mark.req("U115")
def test_exceptions_come_in_the_order_in_which_they_matter() -> None:
    late = ReviewException("late:1", ExceptionKind.LATE_ENTRY, "BR26-0001-0", "Step 13 written late")
    facts = good(
        deviations=(
            deviation(Severity.MINOR, is_open=False),
            DeviationFacts("DV26-0030-0", Severity.MAJOR, True, "T"),
        ),
        criteria=(criterion(), sterility_pending()),
        oddities=(late,),
    )
    kinds = [exception.kind for exception in judge_release(facts, now=NOW).exceptions]
    assert kinds == [
        ExceptionKind.DEVIATION_OPEN,
        ExceptionKind.DEVIATION_CLOSED,
        ExceptionKind.RESULT_PENDING,
        ExceptionKind.LATE_ENTRY,
    ]


@pytest.mark.req("U115")
def test_a_deviation_that_gained_an_entry_must_be_read_again() -> None:
    first = judge_release(good(deviations=(DeviationFacts("DV1", Severity.MINOR, True, "T", 1),)), now=NOW)
    later = judge_release(good(deviations=(DeviationFacts("DV1", Severity.MINOR, True, "T", 2),)), now=NOW)
    assert first.exceptions[0].key != later.exceptions[0].key
