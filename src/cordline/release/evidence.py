"""Where the facts of a release come from: one place that pulls them up from the rooms below, in one transaction.

Each function answers for one room. What a room does not know stays empty here, and the rules refuse what is missing.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from cordline.access.selectors import rule_sets_binding
from cordline.assays import rules as assay_rules
from cordline.assays import selectors as assays
from cordline.assays.types import LotTest, Outcome, ResultFacts, Stage, Verdict
from cordline.assays.types import SpecificationFacts as ApprovedSpecification
from cordline.bank import selectors as bank
from cordline.donors import selectors as donors
from cordline.facility import selectors as facility
from cordline.facility.types import LicenceScope
from cordline.ground.actor import JOB
from cordline.ground.codes import Kind
from cordline.ground.products import Product, RuleSet, Use
from cordline.lab import selectors as lab
from cordline.ledger.services import database_now
from cordline.lineage import selectors as lineage
from cordline.lineage.types import NodeFacts
from cordline.quality.selectors import deviations_touching
from cordline.release import trail
from cordline.release.types import (
    AuditReviewFacts,
    Criterion,
    CriterionVerdict,
    DeviationFacts,
    DonationFacts,
    ExceptionKind,
    HoldFacts,
    LicenceFacts,
    ReleaseFacts,
    ReviewException,
    SpecificationFacts,
)

# Whose entries on a lot are its making: executing, filling, counting, storing, testing.
_MAKING = ("lab.", "bank.", "assays.")


def release_facts(lot: str, use: Use, *, audit_review: AuditReviewFacts | None) -> ReleaseFacts | None:
    """Read everything a release of this lot for this use is judged by; ``None`` when there is no such lot."""
    node = lineage.node(lot)
    if node is None:
        return None
    now = database_now()
    filled = bank.lot(lot)
    product = filled.product if filled else Product.MSC_WJ
    approved = next(iter(assays.approved_specifications(node.site, product, use=use)), None)
    limits = lab.limits_in_force(product, now)
    results = assays.results_of([node.id])
    return ReleaseFacts(
        lot=lot,
        site=node.site,
        product=product,
        use=use,
        specification=_specification(approved),
        criteria=_criteria(approved, node, use, results),
        deviations=_deviations(node),
        donations=_donations(node),
        binding=tuple(RuleSet(name) for name in sorted(rule_sets_binding(node.site))),
        licences=(_licence(node.site, now),),
        holds=_holds(node),
        passage=filled.passage if filled else None,
        passage_limit=approved.passage_limit if approved else None,
        doublings=filled.doublings if filled else None,
        doublings_limit=limits.most_doublings if limits else None,
        expires_at=filled.expires_at if filled else None,
        audit_review=audit_review,
        last_entry=trail.last_entry(lot),
        oddities=_corrected(results),
        autologous_for=node.autologous_person or "",
    )


def lot_node(lot: str) -> NodeFacts | None:
    """Find the lineage node that a lot is."""
    return lineage.node(lot)


def makers_of(lot: str) -> frozenset[str]:
    """Name everybody who made decisive entries on a lot: steps executed, fillings, counts, results."""
    rows = trail.entries(lot).values_list("actor", "verb")
    return frozenset(actor for actor, verb in rows if verb.startswith(_MAKING) and not actor.startswith(JOB))


def _deviations(node: NodeFacts) -> tuple[DeviationFacts, ...]:
    """What deviated on the lot, on anything it came from, and on anything that touched either."""
    codes = {node.code}
    codes |= {code for _, _, code in lineage.ancestors(node.id)}
    codes |= {unit for _, unit, _ in lineage.exposures_of([node.id])}
    return tuple(
        DeviationFacts(found.code, found.severity, found.open, found.title, found.version)
        for found in deviations_touching(codes)
    )


def _specification(found: ApprovedSpecification | None) -> SpecificationFacts | None:
    if found is None or found.approved_at is None:
        return None
    return SpecificationFacts(found.code, found.version, approved=True, effective_from=found.approved_at)


def _criteria(
    found: ApprovedSpecification | None, node: NodeFacts, use: Use, results: list[ResultFacts]
) -> tuple[Criterion, ...]:
    """Each line with what answers it: a lot's own tests, and the tests that were done once for its banks."""
    if found is None:
        return ()
    if use is Use.FURTHER_CULTURE:
        verdicts = assay_rules.judge_results(found, results, stages=(Stage.BANK,))
    else:
        banks = [number for number, kind, _ in lineage.ancestors(node.id) if kind == Kind.BANK]
        of_banks = assays.results_of(banks) if banks else []
        verdicts = [
            *assay_rules.judge_results(found, results, stages=(Stage.LOT,)),
            *assay_rules.judge_results(found, of_banks, stages=(Stage.BANK,)),
        ]
    sampled = bool(assays.samples_of([node.id]))
    return tuple(_criterion(verdict, sampled=sampled) for verdict in verdicts)


def _criterion(verdict: Verdict, *, sampled: bool) -> Criterion:
    line, last = verdict.line, verdict.results[-1] if verdict.results else None
    follows = line.test is LotTest.STERILITY
    outcome = {
        Outcome.PASSED: CriterionVerdict.MEETS,
        Outcome.FAILED: CriterionVerdict.FAILS,
        Outcome.REPORTED: CriterionVerdict.INFORMATIVE,
        Outcome.MISSING: CriterionVerdict.PENDING if follows and sampled else CriterionVerdict.MISSING,
    }[verdict.outcome]
    return Criterion(
        key=line.test.value,
        label=line.test.label,
        method=line.method,
        limit=str(line.limit),
        verdict=outcome,
        result=assay_rules.shown(last) if last else "",
        record=last.code if last else "",
        tested_on=f"{last.recorded_at:%-d %b %Y}" if last and last.recorded_at else "",
        tester=last.recorded_by if last else "",
        required=line.required,
        may_follow=follows,
    )


def _donations(node: NodeFacts) -> tuple[DonationFacts, ...]:
    """Every donation among the ancestors, with what each binding rule set says; nothing counts before it is signed."""
    codes = [code for _, kind, code in lineage.ancestors(node.id) if kind == Kind.DONATION]
    found = []
    for code, standing in donors.eligibilities(codes).items():
        decision = donors.decision_in_force(code)
        said = decision.verdicts["by_rule_set"] if decision is not None else {}
        found.append(
            DonationFacts(
                code,
                tuple(
                    (RuleSet(name), verdict["decision"] if standing.signed else "not signed")
                    for name, verdict in said.items()
                ),
                person=standing.donor,
                for_person=standing.for_person or "",
            )
        )
    return tuple(found)


def _licence(site: str, now: datetime) -> LicenceFacts:
    """The facility's licence that ends last; one without a number when none is known or all were withdrawn."""
    known = [
        item
        for item in facility.licences(LicenceScope.CELL_FACILITY)
        if item.site == site and not item.withdrawn_at
    ]
    begun = [item for item in known if item.valid_from <= now.date()]
    if not begun:
        return LicenceFacts(LicenceScope.CELL_FACILITY.label)
    last = max(begun, key=lambda item: item.expires_on)
    # A licence counts to the end of its last day.
    ends = datetime.combine(last.expires_on + timedelta(days=1), time(), tzinfo=UTC)
    return LicenceFacts(LicenceScope.CELL_FACILITY.label, last.number, ends)


def _corrected(results: Iterable[ResultFacts]) -> tuple[ReviewException, ...]:
    """Readings that were struck and recorded anew: each is read before anyone signs."""
    return tuple(
        ReviewException(
            f"corrected:{result.code}",
            ExceptionKind.CORRECTED_VALUE,
            result.code,
            f"{LotTest(result.test).label if result.test in set(LotTest) else result.test}: {assay_rules.shown(result)}"
            " was struck",
        )
        for result in results
        if result.struck
    )


def _holds(node: NodeFacts) -> tuple[HoldFacts, ...]:
    return tuple(HoldFacts(hold.code, hold.target, hold.reason) for hold in lineage.holds_on([node.id]))
