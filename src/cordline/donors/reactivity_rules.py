"""What reactive tests mean under one rule set: rows 6 to 10 and 12 of the decision table, and the later retest."""

from collections.abc import Iterator
from datetime import timedelta

from cordline.assays.types import DonorTest, Reactivity
from cordline.donors.reasons import note, reason
from cordline.donors.rulebook import RISK_ASSESSMENT, Rule
from cordline.donors.specimen_rules import Bench
from cordline.donors.types import AssessmentOf, AssessmentOutcome, Decision, DonorFacts, Reason

_NAMES = {AssessmentOf.ANTI_HBC: "anti-HBc", AssessmentOf.SYPHILIS: "syphilis"}


def reactive_tests(bench: Bench) -> Iterator[Reason]:
    """Every reactive reading with what its row makes of it."""
    for rule in bench.book.of_kind("reactive"):
        for test in _reactive(bench, rule):
            yield reason(rule, "donors.reactive", test=test.label)
    for rule in bench.book.of_kind("initial_reactive"):
        for test in _reactive(bench, rule):
            if bench.undone(test):
                yield reason(rule, "donors.initial_reactive_stays", test=test.label)
    for rule in bench.book.of_kind("flag"):
        for test in _reactive(bench, rule):
            yield note(rule, "donors.flagged", test=test.label)
    yield from _hepatitis_b_core(bench)
    yield from _syphilis(bench)


def _reactive(bench: Bench, rule: Rule) -> list[DonorTest]:
    return [test for name in rule.given["tests"] if bench.reactive(test := DonorTest(name))]


def _hepatitis_b_core(bench: Bench) -> Iterator[Reason]:
    rule = bench.book.one("anti_hbc_alone")
    if rule and bench.reactive(DonorTest.ANTI_HBC) and not bench.reactive(DonorTest.HBSAG):
        yield from _judged(rule, "donors.anti_hbc_alone", AssessmentOf.ANTI_HBC, bench.facts)


def _syphilis(bench: Bench) -> Iterator[Reason]:
    specific = DonorTest.SYPHILIS_TREPONEMAL
    if bench.reactive(specific):
        if rule := bench.book.one("syphilis_specific"):
            yield from _judged(rule, "donors.syphilis_specific", AssessmentOf.SYPHILIS, bench.facts)
    elif bench.reactive(DonorTest.SYPHILIS_NONTREPONEMAL):
        if bench.cleared(specific):
            if rule := bench.book.one("syphilis_discordant"):
                yield note(rule, "donors.syphilis_discordant")
        elif rule := bench.book.one("syphilis_unconfirmed"):
            yield reason(rule, "donors.syphilis_unconfirmed")


def _judged(rule: Rule, code: str, subject: AssessmentOf, facts: DonorFacts) -> Iterator[Reason]:
    """What the row decides by itself, or the signed assessment it asks for."""
    if rule.verdict != RISK_ASSESSMENT:
        yield reason(rule, code)
        return
    signed = [each for each in facts.assessments if each.of is subject and each.signed_at and each.outcome]
    name = _NAMES[subject]
    if not signed:
        yield reason(rule, code)
        yield reason(rule, "donors.assessment_open", subject=name)
    elif any(each.outcome is AssessmentOutcome.NOT_ACCEPTABLE for each in signed):
        yield reason(rule, "donors.assessment_not_acceptable", decision=Decision.INELIGIBLE, subject=name)
    else:
        yield note(rule, "donors.assessment_acceptable", subject=name)


def later_retest(bench: Bench) -> Iterator[Reason]:
    """The second specimen that long storage asks for, unless the first was tested by NAT where the row allows it."""
    for rule in bench.book.of_kind("retest"):
        by_nat = rule.given["policy"] == "unless_nat" and all(
            bench.reactive(DonorTest(name)) or bench.cleared(DonorTest(name)) for name in rule.given["nat"]
        )
        donated = bench.facts.donated_at
        if by_nat or donated is None or bench.retested(rule):
            continue
        days = rule.given["after_days"]
        code = "donors.retest_due" if rule.given["policy"] == "unless_nat" else "donors.retest_always"
        yield reason(rule, code, days=days, day=(donated + timedelta(days=days)).date())


def warnings_of_own_cells(bench: Bench, rule: Rule) -> Iterator[Reason]:
    """Row 1, tested all the same: own cells of a reactive donor carry the warnings on their labels."""
    for test in dict.fromkeys(
        reading.test for _, reading in bench.readings if reading.result is Reactivity.REACTIVE
    ):
        yield reason(
            rule,
            "donors.own_cells_reactive",
            consequences=("biohazard_label", "notify_donor"),
            test=test.label,
        )
