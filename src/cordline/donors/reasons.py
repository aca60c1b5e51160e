"""Small pieces that the rules of eligibility share: one reason from one row, and how sentences name things."""

from collections.abc import Iterable
from typing import Any

from cordline.donors.rulebook import Rule
from cordline.donors.types import Decision, Question, Reason
from cordline.ground.refusal import Refusal


def reason(
    rule: Rule,
    code: str,
    *,
    decision: Decision | None = None,
    row: int | None = None,
    consequences: tuple[str, ...] | None = None,
    **facts: Any,
) -> Reason:
    """One reason that follows from one row of a rule set; it decides what the row says unless told otherwise."""
    return Reason(
        rule_set=rule.rule_set,
        row=rule.row if row is None else row,
        rule=rule.id,
        refusal=Refusal(code, **facts),
        decision=rule.decision if decision is None else decision,
        source=rule.source,
        mark=rule.mark,
        consequences=rule.consequences if consequences is None else consequences,
    )


def missing(rule: Rule, fact: str) -> Reason:
    """A fact the row needs is not known: the decision stays open, as with a missing test (row 3 of the table)."""
    return reason(
        rule,
        "donors.fact_missing",
        decision=Decision.INCOMPLETE,
        row=min(rule.row, 3),
        consequences=("quarantine",),
        fact=fact,
    )


def note(rule: Rule, code: str, **facts: Any) -> Reason:
    """Something worth knowing that decides nothing."""
    return reason(rule, code, decision=Decision.ELIGIBLE, **facts)


def named(labels: Iterable[str]) -> str:
    """Several names in one sentence."""
    return ", ".join(dict.fromkeys(labels))


QUESTIONS = {
    Question.HIV_HBV_HCV_RISK: "risk of HIV, hepatitis B or hepatitis C",
    Question.INFECTION_HISTORY: "HIV, hepatitis B, hepatitis C or HTLV in the past",
    Question.CJD_RISK: "risk of Creutzfeldt-Jakob disease",
    Question.DEMENTIA_UNKNOWN_CAUSE: "dementia of unknown cause",
    Question.PITUITARY_DURA_CORNEA: "pituitary hormones, dura mater or cornea received",
    Question.XENOTRANSPLANT: "animal tissue or organ received, or close contact with somebody who did",
    Question.MALIGNANCY: "cancer",
    Question.UNCONTROLLED_INFECTION: "an infection that is not under control",
    Question.SEPSIS: "sepsis",
    Question.AUTOIMMUNE_DISEASE: "autoimmune disease",
    Question.RECENT_LIVE_VACCINE: "a recent live vaccine",
    Question.TOXIC_EXPOSURE: "exposure to a toxic substance",
    Question.WEST_NILE_RISK: "West Nile virus infection or risk",
    Question.ZIKA_RISK: "Zika virus infection or risk",
    Question.TUBERCULOSIS_RISK: "tuberculosis or its risk",
    Question.MALARIA_RISK: "malaria or its risk",
    Question.GENETIC_DISEASE: "a genetic disease in the family",
    Question.HTLV_AREA: "donor, partner or parents come from an area where HTLV-I is common",
}
