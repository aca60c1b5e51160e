"""Whether a donation may serve others: the decision table of donor eligibility, judged for every rule set.

Pure: no database, no clock. In each rule set the first row of the table that matches decides, and every other row that
matches is listed with it. Notes (CMV flag, syphilis discordance, an acceptable assessment) decide nothing. A fact that
is not known leaves the decision incomplete. All rule sets that bind the site must agree.

``ruled_out`` says that some reason already makes the donor ineligible, although an earlier row (a missing test) still
leaves the verdict incomplete: completing the rest will not help.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date

from cordline.donors import (
    reactivity_rules,
    refusals,  # noqa: F401 - registers the sentences of the reasons given here
    screening_rules,
    specimen_rules,
)
from cordline.donors.reasons import reason
from cordline.donors.rulebook import RuleBook
from cordline.donors.types import (
    Decision,
    DonationUse,
    DonorFacts,
    Eligibility,
    Mark,
    Reason,
    RuleSetVerdict,
)
from cordline.ground.products import RuleSet
from cordline.ground.refusal import Refusal

_STRICTEST_FIRST = (Decision.INELIGIBLE, Decision.INCOMPLETE, Decision.ELIGIBLE, Decision.NOT_REQUIRED)


def judge_eligibility(
    facts: DonorFacts,
    rule_sets: Mapping[RuleSet, RuleBook],
    *,
    binding: Iterable[RuleSet],
    on: date,
) -> Eligibility:
    """Judge one donation under every rule set given; those in ``binding`` decide together.

    ``rule_sets`` are the versions in force ``on`` that day. A binding rule set without a version in force leaves the
    decision incomplete, and so does an empty ``binding``.
    """
    bound = [rule_set for rule_set in RuleSet if rule_set in set(binding)]
    verdicts = []
    for rule_set in RuleSet:
        book = rule_sets.get(rule_set)
        if book is not None:
            verdicts.append(judge_under(facts, book, binds=rule_set in bound))
        elif rule_set in bound:
            verdicts.append(_without_rules(rule_set, on))
    decisions = {verdict.decision for verdict in verdicts if verdict.binds}
    together = next((each for each in _STRICTEST_FIRST if each in decisions), Decision.INCOMPLETE)
    return Eligibility(facts.id, together, tuple(verdicts))


def judge_under(facts: DonorFacts, book: RuleBook, *, binds: bool = True) -> RuleSetVerdict:
    """What one version of one rule set says about a donation, with every reason."""
    reasons = sorted(_reasons(facts, book), key=lambda each: (_is_note(each), each.row))
    deciding = next((each.decision for each in reasons if not _is_note(each)), Decision.ELIGIBLE)
    complete = book.one("complete")
    if deciding is Decision.ELIGIBLE and complete is not None:
        reasons.insert(0, reason(complete, "donors.complete"))
    return RuleSetVerdict(
        rule_set=book.rule_set,
        version=book.version,
        binds=binds,
        decision=deciding,
        reasons=tuple(reasons),
        unverified=tuple(rule.id for rule in book.rules if rule.mark is Mark.UNVERIFIED),
        ruled_out=any(each.decision is Decision.INELIGIBLE for each in reasons),
    )


def _is_note(each: Reason) -> bool:
    return each.decision is Decision.ELIGIBLE


def _reasons(facts: DonorFacts, book: RuleBook) -> list[Reason]:
    own = book.one("autologous")
    bench = specimen_rules.Bench(facts, book)
    if own is not None and facts.use is DonationUse.AUTOLOGOUS:
        return [
            reason(own, "donors.not_required"),
            *(
                reason(own, "donors.own_cells_consent", consequences=("stop",))
                for _ in list(screening_rules.consent(facts, book))[:1]
            ),
            *reactivity_rules.warnings_of_own_cells(bench, own),
        ]
    return [
        *screening_rules.basic_facts(facts, book),
        *screening_rules.consent(facts, book),
        *specimen_rules.needed_tests(bench),
        *reactivity_rules.later_retest(bench),
        *reactivity_rules.reactive_tests(bench),
        *screening_rules.interview(facts, book),
        *screening_rules.examination(facts, book),
        *screening_rules.site_policy(facts, book),
        *screening_rules.news(facts, book),
        *screening_rules.urgent_need(facts, book),
    ]


def _without_rules(rule_set: RuleSet, on: date) -> RuleSetVerdict:
    why = Reason(
        rule_set=rule_set,
        row=3,
        rule=f"{rule_set.value}-NONE",
        refusal=Refusal("donors.no_rules_in_force", rule_set=rule_set.value, day=on),
        decision=Decision.INCOMPLETE,
        source="",
        mark=Mark.UNVERIFIED,
    )
    return RuleSetVerdict(rule_set, "", True, Decision.INCOMPLETE, (why,), (), ruled_out=False)


def content_hash(content: Mapping[str, object]) -> str:
    """The SHA-256 of facts as JSON, by which a decision names exactly what was judged."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
