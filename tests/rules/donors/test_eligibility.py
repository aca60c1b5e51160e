"""The decision table of donor eligibility: every example of the reference, at its edges, and what holds for all."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordline.donors import rulebook
from cordline.donors.dilution import Dilution
from cordline.donors.facts_file import facts_as_json
from cordline.donors.rules import content_hash, judge_eligibility, judge_under
from cordline.donors.types import Decision, DonorFacts, Mark, SpecimenFrom
from cordline.ground.products import RuleSet
from tests.rules.donors.eligibility_examples import (
    BASE,
    DOCS,
    NOW,
    ON,
    TABLES,
    Example,
    changed,
    judged,
    read,
    render,
)

CASES = [pytest.param(each, id=f"{table.title}: {each.says}") for table in TABLES for each in table.examples]
BOOKS = rulebook.in_force(rulebook.shipped(), ON)


@pytest.mark.req("S3", "W8", "P02")
@pytest.mark.parametrize("example", CASES)
def test_an_example_is_judged_as_the_reference_says(example: Example) -> None:
    said = {verdict.rule_set: verdict for verdict in judged(example.change).by_rule_set}
    assert (said[RuleSet.FDA].decision, said[RuleSet.EU].decision, said[RuleSet.MY].decision) == (
        example.fda,
        example.eu,
        example.my,
    )
    codes = {each.refusal.code for verdict in said.values() for each in verdict.reasons}
    assert set(example.codes) <= codes


def test_the_page_of_examples_is_not_stale() -> None:
    assert (DOCS / "eligibility-examples.md").read_text("utf-8") == render(), (
        "run the module to write it anew"
    )


@pytest.mark.req("W8")
def test_all_binding_rule_sets_must_agree_and_each_verdict_is_shown() -> None:
    before_birth = {"specimens[0].taken_at": "2026-03-07T09:00:00+08:00"}
    assert judged(before_birth, binding=(RuleSet.FDA,)).decision is Decision.ELIGIBLE
    both = judged(before_birth, binding=(RuleSet.FDA, RuleSet.EU))
    assert both.decision is Decision.INCOMPLETE
    assert {v.rule_set: v.decision for v in both.by_rule_set}[RuleSet.FDA] is Decision.ELIGIBLE
    anti_hbc = judged({"anti_hbc": "reactive"}, binding=(RuleSet.FDA, RuleSet.EU))
    assert anti_hbc.decision is Decision.INELIGIBLE


def test_a_site_that_names_no_rule_set_gets_no_eligible_donor() -> None:
    assert judged({}, binding=()).decision is Decision.INCOMPLETE


def test_a_binding_rule_set_without_a_version_in_force_leaves_it_incomplete() -> None:
    later = date(2027, 8, 7)
    books = rulebook.in_force(rulebook.shipped(), later)
    assert RuleSet.EU not in books
    answer = judge_eligibility(read(BASE), books, binding=(RuleSet.FDA, RuleSet.EU), on=later)
    assert answer.decision is Decision.INCOMPLETE
    assert "donors.no_rules_in_force" in {each.refusal.code for each in answer.reasons}


@pytest.mark.req("W8")
def test_the_version_in_force_on_the_day_is_used_and_named() -> None:
    asked = {"history.answers.zika_risk": "yes"}
    before = rulebook.in_force(rulebook.shipped(), date(2024, 5, 19))[RuleSet.FDA]
    after = rulebook.in_force(rulebook.shipped(), date(2024, 5, 20))[RuleSet.FDA]
    facts = read(changed(asked))
    assert (before.version, judge_under(facts, before).decision) == ("FDA 2016-03-01", Decision.INELIGIBLE)
    assert (after.version, judge_under(facts, after).decision) == ("FDA 2024-05-20", Decision.ELIGIBLE)


@pytest.mark.parametrize("book", rulebook.shipped(), ids=lambda book: book.version)
def test_every_row_has_a_source_and_a_mark_and_every_verdict_lists_its_unverified_rows(
    book: rulebook.RuleBook,
) -> None:
    assert all(rule.source and isinstance(rule.mark, Mark) for rule in book.rules)
    listed = judge_under(read(BASE), book).unverified
    assert listed == tuple(rule.id for rule in book.rules if rule.mark is Mark.UNVERIFIED)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ({"kind": "horoscope"}, "unknown kind"),
        ({"verdict": "fine"}, "fine"),
        ({"mark": "certain"}, "certain"),
        ({"source": " "}, "without a source"),
        ({"limit": 3}, "takes no limit"),
        ({"id": "FDA-2"}, "used twice"),
    ],
)
def test_a_rule_set_that_says_something_unknown_is_not_taken(spoil: dict[str, object], said: str) -> None:
    content = rulebook.shipped_content("FDA 2024-05-20")
    content["rows"][0] = {**content["rows"][0], **spoil}
    with pytest.raises(ValueError, match=said):
        rulebook.read_rule_book(content)


def test_a_window_is_data_of_the_rule_set() -> None:
    content = rulebook.shipped_content("EU 2014-06-17")
    for row in content["rows"]:
        if row["kind"] == "window":
            row["from_days"] = -7
    facts = read(changed({"specimens[0].taken_at": "2026-03-07T09:00:00+08:00"}))
    assert judge_under(facts, rulebook.read_rule_book(content)).decision is Decision.ELIGIBLE


@pytest.mark.req("W7", "W8")
def test_twins_are_two_donations_judged_by_one_mother_each_by_its_own_birth() -> None:
    first = read(changed({"donated_at": "2026-03-10T09:00:00+08:00"}))
    second = read(changed({"donated_at": "2026-03-10T09:07:00+08:00"}))
    taken = datetime.fromisoformat("2026-03-17T09:03:00+08:00")
    specimen = replace(first.specimens[0], taken_at=taken)
    decisions = [
        judge_under(replace(twin, specimens=(specimen,)), BOOKS[RuleSet.FDA]).decision
        for twin in (first, second)
    ]
    assert decisions == [Decision.INCOMPLETE, Decision.ELIGIBLE]


def test_a_ruled_out_donor_is_called_so_even_while_a_test_is_missing() -> None:
    verdict = judged({"hbsag": None, "hiv_nat": "reactive"}).by_rule_set[0]
    assert (verdict.decision, verdict.ruled_out) == (Decision.INCOMPLETE, True)
    assert {"biohazard_label", "notify_donor", "quarantine"} <= set(verdict.consequences)


@pytest.mark.req("I13")
def test_the_dilution_is_reckoned_in_decimals() -> None:
    mother = Dilution(Decimal("60"), 1000, 500, 1000)
    assert (mother.plasma_ml, mother.blood_volume_ml, mother.too_much) == (2400, 4000, False)
    # 0.1 + 0.2 in binary would tip this one over.
    assert not Dilution(Decimal("61.3"), 0, 0, 2452).too_much
    assert Dilution(Decimal("61.3"), 0, 0, 2453).too_much


@pytest.mark.req("W8")
@pytest.mark.parametrize("known", range(64))
def test_no_donor_with_a_fact_left_out_is_eligible_where_the_fact_is_needed(known: int) -> None:
    parts = ("consent", "history", "examination", "specimens", "donated_at", "use")
    content = {name: value for name, value in BASE.items() if name not in parts}
    kept = [name for n, name in enumerate(parts) if known & 1 << n]
    facts = read({**content, **{name: BASE[name] for name in kept}})
    decision = judge_eligibility(facts, BOOKS, binding=tuple(RuleSet), on=ON).decision
    assert decision is (Decision.ELIGIBLE if len(kept) == len(parts) else Decision.INCOMPLETE)


TESTS = sorted(test["test"] for test in BASE["specimens"][0]["tests"])


@pytest.mark.req("S3", "I13")
@given(
    reactive=st.sets(st.sampled_from(TESTS), max_size=4),
    absent=st.sets(st.sampled_from(TESTS), max_size=2),
    shift=st.integers(-12 * 1440, 12 * 1440),
    zone=st.integers(-12, 14),
    source=st.sampled_from([None, *SpecimenFrom]),
)
@settings(max_examples=150, deadline=None)
def test_nothing_reactive_absent_late_or_swapped_is_ever_eligible(
    reactive: set[str], absent: set[str], shift: int, zone: int, source: SpecimenFrom | None
) -> None:
    facts = read(changed(dict.fromkeys(absent) | dict.fromkeys(reactive - absent, "reactive")))
    assert facts.donated_at
    taken = (facts.donated_at + timedelta(minutes=shift)).astimezone(timezone(timedelta(hours=zone)))
    facts = replace(facts, specimens=(replace(facts.specimens[0], taken_at=taken, source=source),))
    verdict = judge_under(facts, BOOKS[RuleSet.FDA])
    clean = (
        reactive - absent <= {"cmv_antibody"}
        and absent <= {"hbv_nat"}
        and abs(shift) <= 7 * 1440
        and source is SpecimenFrom.BIRTH_MOTHER
    )
    assert (verdict.decision is Decision.ELIGIBLE) == clean


def test_facts_written_and_read_again_are_the_same_facts() -> None:
    for table in TABLES:
        for each in table.examples:
            facts: DonorFacts = read(changed(each.change))
            assert read(json.loads(json.dumps(facts_as_json(facts)))) == facts


def test_the_hash_of_facts_changes_with_any_fact() -> None:
    hashes = {content_hash(facts_as_json(read(changed(each.change)))) for t in TABLES for each in t.examples}
    distinct = {
        json.dumps(facts_as_json(read(changed(e.change))), sort_keys=True) for t in TABLES for e in t.examples
    }
    assert len(hashes) == len(distinct)
    assert NOW.tzinfo is UTC
