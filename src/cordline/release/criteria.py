"""The lines of a lot's specification with the results that answer them, as release and its certificate show them.

A site's own specification and those of the markets that bind it all apply. Tests of the bank stage are answered by
the banks the lot came from, those of the lot stage by the lot's own samples.
"""

from collections.abc import Iterable
from datetime import datetime

from cordline.assays import rules as assay_rules
from cordline.assays.selectors import approved_specifications, result_facts, samples_of
from cordline.assays.types import NO_ANSWER, LineFacts, Outcome, ResultFacts, Stage, Verdict
from cordline.assays.types import SpecificationFacts as AssaySpecification
from cordline.ground import writing
from cordline.ground.codes import Kind
from cordline.ground.products import Product, RuleSet, Use
from cordline.lineage.types import NodeFacts
from cordline.release.limits import MAY_FOLLOW
from cordline.release.types import (
    Criterion,
    CriterionVerdict,
    ExceptionKind,
    ReviewException,
    SpecificationFacts,
)

_VERDICTS = {
    Outcome.PASSED: CriterionVerdict.MEETS,
    Outcome.FAILED: CriterionVerdict.FAILS,
    Outcome.REPORTED: CriterionVerdict.INFORMATIVE,
    Outcome.MISSING: CriterionVerdict.MISSING,
}


class Answers:
    """Every result on a lot and on the banks it came from, with who recorded it and when it was reported."""

    def __init__(self, node: NodeFacts, above: Iterable[tuple[int, str, str]]) -> None:
        """Read the samples of the lot and of its banks (``above`` is what it came from) once."""
        banks = [found for found, kind, _ in above if kind == Kind.BANK]
        own = [node.id] if node.kind is not Kind.BANK else []
        banks += [node.id] if node.kind is Kind.BANK else []
        self.by_stage: dict[Stage, list[ResultFacts]] = {Stage.LOT: [], Stage.BANK: []}
        self.recorded_by: dict[str, str] = {}
        self.reported_at: dict[str, datetime] = {}
        self.strikes: list[ReviewException] = []
        self.pending: set[Stage] = set()
        samples = samples_of([*own, *banks])
        for stage, nodes in ((Stage.LOT, own), (Stage.BANK, banks)):
            for sample in (each for each in samples if each.node_id in nodes):
                results = sorted(sample.results.all(), key=lambda row: row.id)
                if not results:
                    self.pending.add(stage)
                for row in results:
                    facts = result_facts(row)
                    self.by_stage[stage].append(facts)
                    self.recorded_by[row.code] = row.recorded_by
                    self.reported_at[row.code] = row.reported_at
                    if facts.struck:
                        self.strikes.append(_struck(facts, row.strike_reason))


def specifications(
    node: NodeFacts, product: Product, use: Use, binding: Iterable[RuleSet]
) -> list[AssaySpecification]:
    """The approved specifications that apply to a lot for a use: the site's own and those of the binding markets."""
    wanted = {*binding, RuleSet.SITE}
    found = approved_specifications(node.site, product, use=use)
    return sorted(
        (spec for spec in found if spec.market in wanted), key=lambda spec: (spec.market, spec.code)
    )


def specification_facts(found: list[AssaySpecification]) -> SpecificationFacts | None:
    """Name what a lot is judged against; with several, the first by its code and all of them in the name."""
    if not found:
        return None
    approved = [spec.approved_at for spec in found if spec.approved_at is not None]
    return SpecificationFacts(
        code=" + ".join(spec.code for spec in found),
        version=max(spec.version for spec in found),
        approved=len(approved) == len(found),
        effective_from=max(approved),
    )


def criteria(node: NodeFacts, found: list[AssaySpecification], answers: Answers) -> tuple[Criterion, ...]:
    """Judge every line of the specifications against the results on record."""
    stages = (Stage.BANK,) if node.kind is Kind.BANK else (Stage.LOT, Stage.BANK)
    return tuple(
        _criterion(spec, stage, verdict, answers, several=len(found) > 1)
        for spec in found
        for stage in stages
        for verdict in assay_rules.judge_results(spec, answers.by_stage[stage], stages=(stage,))
    )


def _criterion(
    spec: AssaySpecification, stage: Stage, verdict: Verdict, answers: Answers, *, several: bool
) -> Criterion:
    line = verdict.line
    counted = [result for result in verdict.results if result.kind not in NO_ANSWER] or list(verdict.results)
    last = counted[-1] if counted else None
    outcome = _VERDICTS[verdict.outcome]
    may_follow = line.test.value in MAY_FOLLOW
    # A culture that incubates for weeks has its sample, and no answer yet: that is pending, everything else missing.
    if outcome is CriterionVerdict.MISSING and may_follow and not counted and _sampled(stage, answers):
        outcome = CriterionVerdict.PENDING
    return Criterion(
        key=f"{spec.market.value}:{stage.value}:{line.test.value}"
        if several
        else f"{stage.value}:{line.test.value}",
        label=_label(line, stage),
        method=(last.method if last and last.method else line.method),
        limit=str(line.limit),
        verdict=outcome,
        result="; ".join(assay_rules.shown(result) for result in counted),
        record=last.code if last else "",
        tested_on=writing.day(answers.reported_at[last.code].date()) if last else "",
        tester=answers.recorded_by[last.code] if last else "",
        required=line.required and outcome is not CriterionVerdict.INFORMATIVE,
        may_follow=may_follow,
    )


def _sampled(stage: Stage, answers: Answers) -> bool:
    return stage in answers.pending or bool(answers.by_stage[stage])


def _label(line: LineFacts, stage: Stage) -> str:
    return f"{line.test.label} (bank)" if stage is Stage.BANK else line.test.label


def _struck(facts: ResultFacts, reason: str) -> ReviewException:
    return ReviewException(
        key=f"struck:{facts.code}",
        kind=ExceptionKind.CORRECTED_VALUE,
        record=facts.code,
        title=f"{facts.test.replace('_', ' ').capitalize()}: {assay_rules.shown(facts)} was struck",
        detail=reason,
    )
