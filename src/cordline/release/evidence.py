"""Where the facts of a release come from: one place that pulls them up from the rooms below, in one transaction.

Each function answers for one room. What a room does not know stays empty here, and the rules refuse what is missing.
"""

from cordline.access.selectors import rule_sets_binding
from cordline.ground.actor import JOB
from cordline.ground.products import Product, RuleSet, Use
from cordline.lineage import selectors as lineage
from cordline.lineage.types import NodeFacts
from cordline.quality.selectors import deviations_touching
from cordline.release import trail
from cordline.release.types import AuditReviewFacts, DeviationFacts, HoldFacts, ReleaseFacts

# Whose entries on a lot are its making: executing, filling, counting, storing, testing.
_MAKING = ("lab.", "bank.", "assays.")


def release_facts(lot: str, use: Use, *, audit_review: AuditReviewFacts | None) -> ReleaseFacts | None:
    """Read everything a release of this lot for this use is judged by; ``None`` when there is no such lot."""
    node = lineage.node(lot)
    if node is None:
        return None
    return ReleaseFacts(
        lot=lot,
        site=node.site,
        product=Product.MSC_WJ,
        use=use,
        specification=None,
        criteria=(),
        deviations=_deviations(node),
        donations=(),
        binding=tuple(RuleSet(name) for name in sorted(rule_sets_binding(node.site))),
        licences=(),
        holds=_holds(node),
        passage=None,
        passage_limit=None,
        doublings=None,
        doublings_limit=None,
        expires_at=None,
        audit_review=audit_review,
        last_entry=trail.last_entry(lot),
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


def _holds(node: NodeFacts) -> tuple[HoldFacts, ...]:
    return tuple(HoldFacts(hold.code, hold.target, hold.reason) for hold in lineage.holds_on([node.id]))
