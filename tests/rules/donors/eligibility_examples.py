"""Titled tables of donors and what the rules say of them: the test of the rules and, rendered, their reference.

Each example changes one complete, eligible donor (``docs/reference/schemas/eligibility.example.json``) and names the
verdict under each rule set with the codes that must be among its reasons. ``render`` writes
``docs/reference/eligibility-examples.md``; a test fails when that page is stale.
"""

import copy
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cordline.assays.types import DonorTest
from cordline.donors import facts_file, rulebook
from cordline.donors.rules import judge_eligibility
from cordline.donors.types import DonorFacts, Eligibility
from cordline.ground.products import RuleSet
from cordline.ground.shapes import Reading

DOCS = Path(__file__).parents[3] / "docs" / "reference"
BASE = json.loads((DOCS / "schemas" / "eligibility.example.json").read_text("utf-8"))
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
ON = date(2026, 11, 29)
YES, NO, YET, OWN = "eligible", "ineligible", "incomplete", "not_required"


@dataclass(frozen=True)
class Example:
    """One donor: what differs from the complete one, and the verdict under FDA, EU and MY."""

    says: str
    change: dict[str, Any]
    fda: str
    eu: str
    my: str
    codes: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Table:
    """Examples of one subject."""

    title: str
    about: str
    examples: list[Example] = field(default_factory=list)


def changed(change: dict[str, Any]) -> dict[str, Any]:
    """The complete donor with these changes: a path and its value, ``None`` for not known; ``hbsag`` for a result."""
    donor: dict[str, Any] = copy.deepcopy(BASE)
    for path, value in change.items():
        if path in _TESTS:
            _set_test(donor["specimens"][0]["tests"], path, value)
            continue
        *way, last = re.findall(r"\w+", path)
        inside: Any = donor
        for step in way:
            inside = inside[int(step)] if step.isdigit() else inside[step]
        if isinstance(inside, list):
            inside.insert(int(last), value)
        else:
            inside[last] = value
    return donor


def _set_test(tests: list[dict[str, Any]], name: str, value: Any) -> None:
    pattern = tests[0]
    tests[:] = [test for test in tests if test["test"] != name]
    for result in value if isinstance(value, list) else [value]:
        if isinstance(result, dict):
            tests.append({**pattern, "test": name, **result})
        elif result is not None:
            tests.append({**pattern, "test": name, "result": result})


_TESTS = frozenset(DonorTest)


def read(content: object) -> DonorFacts:
    """The facts of one donor of the examples, which must be readable."""
    reading = Reading(NOW)
    (facts,) = facts_file.read_donors(content, reading)
    assert not reading.faults, [fault.text for fault in reading.faults]
    return facts


def judged(change: dict[str, Any], *, binding: tuple[RuleSet, ...] = tuple(RuleSet)) -> Eligibility:
    """The judgement of the complete donor with these changes, under every shipped rule set in force."""
    books = rulebook.in_force(rulebook.shipped(), ON)
    return judge_eligibility(read(changed(change)), books, binding=binding, on=ON)


_TAKEN = "specimens[0].taken_at"
_RAN_IN = "specimens[0].infusions"


def _ran_in(blood: int, colloid: int, crystalloid: int, loss: bool = True) -> dict[str, Any]:
    return {
        "blood_loss": loss, "blood_ml_48h": blood, "colloid_ml_48h": colloid, "crystalloid_ml_1h": crystalloid
    }  # fmt: skip


_LATER: dict[str, Any] = {
    "code": "SM26-0002-G",
    "source": "birth_mother",
    "taken_at": "2026-09-10T09:00:00+08:00",
    "infusions": _ran_in(0, 0, 0, loss=False),
    "tests": [
        {**BASE["specimens"][0]["tests"][0], "test": name, "reported_at": "2026-09-12T09:00:00+08:00"}
        for name in ("hiv_antibody", "hbsag", "anti_hbc", "hcv_antibody")
    ],
}
_LATER_REACTIVE = {**_LATER, "tests": [{**_LATER["tests"][0], "result": "reactive"}]}
_LATE = {"of": "anti_hbc", "outcome": "acceptable", "signed_at": "2026-03-20T10:00:00+08:00"}
_NO_NAT = {"hiv_nat": None, "hcv_nat": None}

TABLES = [
    Table(
        "The specimen's window",
        "Birth was on 10 Mar 2026 at 09:00 in Kuala Lumpur. FDA allows 7 days before to 7 days after, the EU the birth "
        "to 7 days after. Two instants are compared, so the zone in which a time is written changes nothing.",
        [
            Example("taken 7 days before, to the minute", {_TAKEN: "2026-03-03T09:00:00+08:00"}, YES, YET, YES,
                    ("donors.outside_window",)),
            Example("taken 7 days and 1 minute before", {_TAKEN: "2026-03-03T08:59:00+08:00"}, YET, YET, YET,
                    ("donors.outside_window",)),
            Example("taken 3 days before", {_TAKEN: "2026-03-07T09:00:00+08:00"}, YES, YET, YES,
                    ("donors.outside_window",)),
            Example("taken one minute before the birth", {_TAKEN: "2026-03-10T08:59:00+08:00"}, YES, YET, YES),
            Example("taken at the minute of birth", {_TAKEN: "2026-03-10T09:00:00+08:00"}, YES, YES, YES),
            Example("taken 7 days after, to the minute", {_TAKEN: "2026-03-17T09:00:00+08:00"}, YES, YES, YES),
            Example("taken 7 days and 1 minute after", {_TAKEN: "2026-03-17T09:01:00+08:00"}, YET, YET, YET),
            Example("taken 8 days after", {_TAKEN: "2026-03-18T09:00:00+08:00"}, YET, YET, YET),
            Example("7 days after, written in London time", {_TAKEN: "2026-03-17T01:00:00+00:00"}, YES, YES, YES),
            Example("7 days after, but another day in Honolulu", {_TAKEN: "2026-03-16T15:00:00-10:00"}, YES, YES, YES),
            Example("17 March in Honolulu: 7 days and 18 hours", {_TAKEN: "2026-03-17T17:00:00-10:00"}, YET, YET, YET),
            Example("when it was taken is not known", {_TAKEN: None}, YET, YET, YET, ("donors.specimen_time_unknown",)),
        ],
    ),
    Table(
        "Whose blood, which kit, which laboratory",
        "The newborn is younger than one month, so the birth mother is tested (row 3).",
        [
            Example("mother and infant swapped", {"specimens[0].source": "infant"}, YET, YET, YET,
                    ("donors.wrong_specimen",)),
            Example("whose blood is not known", {"specimens[0].source": None}, YET, YET, YET,
                    ("donors.specimen_source_unknown",)),
            Example("a diagnostic kit", {"hbsag": {"result": "non_reactive", "kit": {"name": "Bedside strip"}}},
                    YET, YET, YET, ("donors.kit_not_approved",)),
            Example("a kit approved in the EU only", {"hbsag": {"result": "non_reactive", "kit": {
                    "name": "Panel B", "donor_screening_under": ["EU"]}}}, YET, YES, YES, ("donors.kit_not_approved",)),
            Example("the kit is not known", {"hbsag": {"result": "non_reactive", "kit": None}}, YET, YET, YET,
                    ("donors.kit_unknown",)),
            Example("an unaccredited laboratory", {"hiv_nat": {"result": "non_reactive", "laboratory": {
                    "name": "Corner laboratory"}}}, YET, YET, YES, ("donors.laboratory_not_accredited",),
                    "MY asks no HIV NAT; the EU then asks a second specimen after 180 days"),
            Example("accreditation ended the day before the report", {"hbsag": {"result": "non_reactive",
                    "laboratory": {"name": "Old laboratory", "accredited_under": ["FDA", "EU", "MY"],
                    "accredited_until": "2026-03-11"}}}, YET, YET, YET, ("donors.laboratory_expired",)),
            Example("accreditation ended on the day of the report", {"hbsag": {"result": "non_reactive",
                    "laboratory": {"name": "Old laboratory", "accredited_under": ["FDA", "EU", "MY"],
                    "accredited_until": "2026-03-12"}}}, YES, YES, YES),
            Example("a test was not done", {"hbsag": "not_done"}, YET, YET, YET, ("donors.test_missing",)),
            Example("a test gave no valid result", {"hbsag": "invalid"}, YET, YET, YET, ("donors.test_invalid",)),
            Example("invalid first, valid on repeat", {"hbsag": ["invalid", "non_reactive"]}, YES, YES, YES),
        ],
    ),
    Table(
        "Reactive results",
        "A reactive reading stays: a later non-reactive one does not undo it (row 12). Only a correction of a slip, "
        "struck and witnessed, takes a reading out.",
        [
            *(
                Example(f"{name} reactive", {name: "reactive"}, NO, NO, NO, ("donors.reactive",))
                for name in ("hiv_antibody", "hiv_nat", "hbsag", "hbv_nat", "hcv_antibody", "hcv_nat", "htlv_antibody")
            ),
            Example("HIV antibody reactive, repeated twice non-reactive",
                    {"hiv_antibody": ["reactive", "non_reactive", "non_reactive"]}, NO, NO, NO,
                    ("donors.reactive", "donors.initial_reactive_stays")),
            Example("a reactive entry struck as a typing slip", {"hbsag": [
                    {"result": "reactive", "struck": True}, {"result": "non_reactive"}]}, YES, YES, YES),
            Example("anti-HBc reactive, HBsAg not", {"anti_hbc": "reactive"}, NO, YET, YET,
                    ("donors.anti_hbc_alone", "donors.assessment_open")),
            Example("the same, assessed acceptable and signed", {"anti_hbc": "reactive", "assessments": [_LATE]},
                    NO, YES, YES, ("donors.assessment_acceptable",)),
            Example("the same, assessment not signed", {"anti_hbc": "reactive", "assessments": [
                    {"of": "anti_hbc", "outcome": "acceptable"}]}, NO, YET, YET, ("donors.assessment_open",)),
            Example("the same, assessed not acceptable", {"anti_hbc": "reactive", "assessments": [
                    {**_LATE, "outcome": "not_acceptable"}]}, NO, NO, NO, ("donors.assessment_not_acceptable",)),
            Example("syphilis: non-treponemal reactive, treponemal not", {"syphilis_nontreponemal": "reactive"},
                    YES, YES, YES, ("donors.syphilis_discordant",)),
            Example("syphilis: non-treponemal reactive, treponemal missing",
                    {"syphilis_nontreponemal": "reactive", "syphilis_treponemal": None}, YET, YET, YET,
                    ("donors.syphilis_unconfirmed",)),
            Example("syphilis: treponemal reactive", {"syphilis_treponemal": "reactive"}, NO, YET, NO,
                    ("donors.syphilis_specific",)),
            Example("syphilis: treponemal reactive, assessed and signed", {"syphilis_treponemal": "reactive",
                    "assessments": [{**_LATE, "of": "syphilis"}]}, NO, YES, NO, ("donors.assessment_acceptable",)),
            Example("CMV reactive", {"cmv_antibody": "reactive"}, YES, YES, YES, ("donors.flagged",),
                    "the result travels with the product"),
            Example("reactive on the infant's blood as well", {"specimens[1]": {
                    **_LATER_REACTIVE, "source": "infant", "taken_at": "2026-03-11T09:00:00+08:00"}}, NO, NO, NO,
                    ("donors.reactive",)),
            Example("a test missing and HIV reactive", {"hbsag": None, "hiv_nat": "reactive"}, YET, YET, YET,
                    ("donors.test_missing", "donors.reactive"),
                    "row 3 comes first; the verdict says that the donor is already ruled out"),
        ],
    ),
    Table(
        "Leukocyte-rich products, season and place",
        "Wharton's jelly is treated as leukocyte-rich (unverified). West Nile virus: inside the US from June to "
        "October; outside the US all year for those who ship to it.",
        [
            Example("no HTLV test", {"htlv_antibody": None}, YET, YES, YET, ("donors.test_missing",)),
            Example("no HTLV test, the parents come from an HTLV area", {"htlv_antibody": None,
                    "history.answers.htlv_area": "yes"}, YET, YET, YET, ("donors.test_missing",)),
            Example("HTLV tested, the parents come from an HTLV area", {"history.answers.htlv_area": "yes"},
                    YES, YES, YES),
            Example("no CMV test", {"cmv_antibody": None}, YET, YES, YET, ("donors.test_missing",)),
            Example("no HBV NAT", {"hbv_nat": None}, YES, YET, YES, ("donors.test_recommended", "donors.retest_due")),
            Example("collected in Malaysia, shipped to the US", {"ships_to": ["US"]}, YET, YES, YES,
                    ("donors.test_missing",)),
            Example("the same, West Nile NAT non-reactive", {"ships_to": ["US"], "wnv_nat": "non_reactive"},
                    YES, YES, YES),
            Example("collected in the US on 10 March", {"collected_in": "US"}, YES, YES, YES),
            Example("collected in the US on 31 October, local time", {"collected_in": "US",
                    "donated_at": "2026-10-31T20:00:00-05:00", _TAKEN: "2026-10-31T21:00:00-05:00"}, YET, YES, YES,
                    ("donors.test_missing",)),
            Example("collected in the US on 1 November, local time", {"collected_in": "US",
                    "donated_at": "2026-11-01T00:00:00-05:00", _TAKEN: "2026-11-01T00:30:00-05:00"}, YES, YES, YES),
            Example("where it ships to is not known", {"ships_to": None}, YET, YES, YES, ("donors.fact_missing",)),
        ],
    ),
    Table(
        "NAT or a second specimen after 180 days (EU)",
        "Cells that are stored long need a second specimen after 180 days, unless HIV, HBV and HCV were tested by NAT.",
        [
            Example("no HIV and HCV NAT", _NO_NAT, YET, YET, YES, ("donors.retest_due",)),
            Example("no NAT, repeated after 184 days", {**_NO_NAT, "specimens[1]": _LATER}, YET, YES, YES),
            Example("no NAT, repeated after 179 days", {**_NO_NAT, "specimens[1]": {
                    **_LATER, "taken_at": "2026-09-05T09:00:00+08:00"}}, YET, YET, YES, ("donors.retest_due",)),
            Example("the repeat is reactive", {"specimens[1]": _LATER_REACTIVE}, NO, NO, NO, ("donors.reactive",)),
            Example("repeated, first specimen 20 days before", {_TAKEN: "2026-02-18T09:00:00+08:00",
                    "specimens[1]": _LATER}, YET, YES, YET, ("donors.outside_window",)),
        ],
    ),
    Table(
        "Diluted plasma",
        "A mother of 60 kg has 60 / 0.025 = 2,400 mL of plasma and 60 / 0.015 = 4,000 mL of blood. A specimen is "
        "rejected when colloid + crystalloid exceed the first, or these and blood the second. Worked example: 1,000 mL "
        "of red cells, 500 mL of albumin, 1,000 mL of saline: 1,500 < 2,400 and 2,500 < 4,000, so it counts.",
        [
            Example("the worked example", {_RAN_IN: _ran_in(1000, 500, 1000)}, YES, YES, YES),
            Example("2,400 mL of saline: one plasma volume", {_RAN_IN: _ran_in(0, 0, 2400)}, YES, YES, YES),
            Example("2,401 mL of saline", {_RAN_IN: _ran_in(0, 0, 2401)}, NO, NO, NO, ("donors.plasma_diluted",)),
            Example("4,000 mL together: one blood volume", {_RAN_IN: _ran_in(1600, 1400, 1000)}, YES, YES, YES),
            Example("4,001 mL together", {_RAN_IN: _ran_in(1601, 1400, 1000)}, NO, NO, NO, ("donors.plasma_diluted",)),
            Example("2,401 mL without blood loss", {_RAN_IN: _ran_in(0, 0, 2401, loss=False)}, YES, NO, NO,
                    ("donors.plasma_diluted",), "FDA looks only after blood loss"),
            Example("weight not known, nothing had run in", {"weight_kg": None}, YES, YES, YES),
            Example("weight not known, 500 mL had run in", {"weight_kg": None, _RAN_IN: _ran_in(0, 0, 500)},
                    YES, YET, YET,
                    ("donors.infusions_unknown",)),
            Example("what had run in is not known", {_RAN_IN: None}, YET, YET, YET, ("donors.infusions_unknown",)),
            Example("diluted, with a specimen from before", {_RAN_IN: _ran_in(0, 0, 3000), "specimens[1]": {
                    **BASE["specimens"][0], "code": "SM26-0003-D"}}, YES, YES, YES, (), "the earlier specimen counts"),
            Example("diluted, kit validated for it", {_RAN_IN: _ran_in(0, 0, 3000), **{
                    test["test"]: {"result": "non_reactive", "kit": {**test["kit"],
                    "validated_for_diluted_plasma": True}} for test in BASE["specimens"][0]["tests"]}}, YES, YES, YES),
        ],
    ),
    Table(
        "Consent, interview, examination",
        "Consent is signed before the birth, covers what is done, and may be withdrawn at any time (row 2, W9).",
        [
            Example("no consent", {"consent": None}, YET, YET, YET, ("donors.consent_missing",)),
            Example("withdrawn", {"consent.withdrawn_at": "2026-05-01T08:00:00+08:00"}, YET, YET, YET,
                    ("donors.consent_withdrawn",)),
            Example("signed a minute after the birth", {"consent.signed_at": "2026-03-10T09:01:00+08:00"},
                    YET, YET, YET,
                    ("donors.consent_after_donation",)),
            Example("does not cover use for others", {"consent.scopes": ["donation", "infection_tests"]}, YET, YET, YET,
                    ("donors.consent_scope_missing",)),
            Example("no interview", {"history": None}, YET, YET, YET, ("donors.interview_missing",)),
            Example("a question answered with unknown", {"history.answers.hiv_hbv_hcv_risk": "unknown"}, YET, YET, YET,
                    ("donors.question_open",)),
            Example("a risk of HIV or hepatitis", {"history.answers.hiv_hbv_hcv_risk": "yes"}, NO, NO, NO,
                    ("donors.risk_factor",)),
            Example("an autoimmune disease", {"history.answers.autoimmune_disease": "yes"}, YES, NO, YES,
                    ("donors.risk_factor",)),
            Example("Zika risk", {"history.answers.zika_risk": "yes"}, YES, YES, YES, (),
                    "no longer asked since 20 May 2024"),
            Example("no examination", {"examination": None}, YET, YET, YET, ("donors.examination_missing",)),
            Example("jaundice found", {"examination.findings": ["jaundice"]},
                    NO, NO, NO, ("donors.clinical_evidence",)),
        ],
    ),
    Table(
        "Own cells, urgent need, news afterwards",
        "Own cells need no determination (row 1). Urgent need is not offered (W8). News re-opens (row 14, W10).",
        [
            Example("own cells, nothing tested", {"use": "autologous", "kind": "blood", "product": "NK",
                    "specimens": [], "consent.scopes": ["donation", "infection_tests", "autologous_use"]},
                    OWN, OWN, OWN,
                    ("donors.not_required",)),
            Example("own cells, HIV reactive", {"use": "autologous", "hiv_nat": "reactive",
                    "consent.scopes": ["donation", "infection_tests", "autologous_use"]}, OWN, OWN, OWN,
                    ("donors.own_cells_reactive",), "labelled; never for anybody else"),
            Example("own cells or others, not known", {"use": None}, YET, YET, YET, ("donors.fact_missing",)),
            Example("urgent need, a test missing", {"urgent_need": True, "hbsag": None}, YET, YET, YET,
                    ("donors.urgent_need_not_offered",)),
            Example("news not assessed", {"news": [{"code": "NW-1"}]}, YET, YET, YET, ("donors.news_open",)),
            Example("news assessed as harmless", {"news": [{"code": "NW-1", "outcome": "acceptable",
                    "signed_at": "2026-06-01T09:00:00+08:00"}]}, YES, YES, YES, ("donors.news_harmless",)),
            Example("news assessed against", {"news": [{"code": "NW-1", "outcome": "not_acceptable",
                    "signed_at": "2026-06-01T09:00:00+08:00"}]}, NO, NO, NO, ("donors.news_against",)),
            Example("when the birth was is not known", {"donated_at": None}, YET, YET, YET, ("donors.fact_missing",)),
        ],
    ),
]  # fmt: skip


def render() -> str:
    """The reference page made of the tables."""
    lines = [
        "# Eligibility by example",
        "",
        "Generated from the tests that prove it (`tests/rules/donors/eligibility_examples.py`).",
        "Each row changes one complete donor, judged on 29 Nov 2026:",
        "[`schemas/eligibility.example.json`](schemas/eligibility.example.json).",
        "Rows of the rule sets marked *unverified* must be confirmed by the site before a decision is signed.",
    ]
    for table in TABLES:
        lines += ["", f"## {table.title}", "", table.about, ""]
        lines += ["| donor | FDA | EU | MY | reasons |", "|---|---|---|---|---|"]
        for each in table.examples:
            codes = ", ".join(f"`{code}`" for code in each.codes)
            note = " — ".join(part for part in (codes, each.why) if part)
            lines.append(f"| {each.says} | {each.fda} | {each.eu} | {each.my} | {note} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (DOCS / "eligibility-examples.md").write_text(render(), "utf-8")
    (DOCS / "schemas" / "eligibility.schema.json").write_text(
        json.dumps(facts_file.schema(), indent=1, ensure_ascii=False) + "\n", "utf-8"
    )
