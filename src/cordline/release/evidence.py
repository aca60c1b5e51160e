"""Where the facts of a release come from: one place that pulls them up from the rooms below, in one transaction.

Each function answers for one room. What a room does not know stays empty here, and the rules refuse what is missing.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from cordline.access.selectors import rule_sets_binding, site
from cordline.bank import selectors as bank
from cordline.bank.types import LotFacts, LotKind
from cordline.donors.selectors import decision_in_force, eligibilities
from cordline.donors.types import Decision
from cordline.facility.selectors import licences
from cordline.facility.types import LicenceScope
from cordline.ground import writing
from cordline.ground.actor import JOB
from cordline.ground.codes import Kind
from cordline.ground.products import Product, RuleSet, Use
from cordline.lab.selectors import limits_in_force
from cordline.ledger.services import database_now
from cordline.lineage import selectors as lineage
from cordline.lineage.types import NodeFacts
from cordline.quality.selectors import deviations_touching
from cordline.release import criteria, trail
from cordline.release.oddities import oddities
from cordline.release.types import (
    AuditReviewFacts,
    DeviationFacts,
    DonationFacts,
    HoldFacts,
    LicenceFacts,
    ReleaseFacts,
)

# Whose entries on a lot are its making: executing, filling, counting, storing, testing.
_MAKING = ("lab.", "bank.", "assays.")
Above = Sequence[tuple[int, str, str]]


def release_facts(lot: str, use: Use, *, audit_review: AuditReviewFacts | None) -> ReleaseFacts | None:
    """Read everything a release of this lot for this use is judged by; ``None`` when there is no such lot."""
    node, filled = lineage.node(lot), bank.lot(lot)
    if node is None or filled is None:
        return None
    now = database_now()
    binding = tuple(RuleSet(name) for name in sorted(rule_sets_binding(node.site)))
    specified = criteria.specifications(node, filled.product, use, binding)
    above = lineage.ancestors(node.id)
    answers = criteria.Answers(node, above)
    passage_limit, doublings_limit = _limits(filled, now)
    passages = [
        limit for limit in (passage_limit, *(s.passage_limit for s in specified)) if limit is not None
    ]
    return ReleaseFacts(
        lot=lot,
        site=node.site,
        product=filled.product,
        use=use,
        specification=criteria.specification_facts(specified),
        criteria=criteria.criteria(node, specified, answers),
        deviations=_deviations(node, above),
        donations=_donations(above),
        binding=binding,
        licences=_licences(node.site, filled.product, now),
        holds=tuple(HoldFacts(hold.code, hold.target, hold.reason) for hold in lineage.holds_on([node.id])),
        passage=filled.passage,
        passage_limit=min(passages) if passages else None,
        doublings=filled.doublings,
        doublings_limit=doublings_limit,
        expires_at=filled.expires_at,
        audit_review=audit_review,
        last_entry=trail.last_entry(lot),
        oddities=(*answers.strikes, *oddities(lot, above)),
        autologous_for=node.autologous_person or "",
        described=_described(filled),
    )


def lot_node(lot: str) -> NodeFacts | None:
    """Find the lineage node of a lot or bank that was filled."""
    return lineage.node(lot) if bank.lot(lot) is not None else None


def makers_of(lot: str) -> frozenset[str]:
    """Name everybody who made decisive entries on a lot: steps executed, fillings, counts, results."""
    rows = trail.entries(lot).values_list("actor", "verb")
    return frozenset(actor for actor, verb in rows if verb.startswith(_MAKING) and not actor.startswith(JOB))


def _deviations(node: NodeFacts, above: Above) -> tuple[DeviationFacts, ...]:
    """What deviated on the lot, on anything it came from, and on anything that touched either."""
    codes = {node.code}
    codes |= {code for _, _, code in above}
    codes |= {unit for _, unit, _ in lineage.exposures_of([node.id])}
    return tuple(
        DeviationFacts(found.code, found.severity, found.open, found.title, found.version)
        for found in deviations_touching(codes)
    )


def _donations(above: Above) -> tuple[DonationFacts, ...]:
    """Every donation among the ancestors, with what each rule set says; nothing counts before it is signed."""
    codes = [code for _, kind, code in above if kind == Kind.DONATION]
    standing = eligibilities(codes)
    return tuple(
        DonationFacts(
            code=code,
            decisions=_decisions(code, signed=standing[code].signed) if code in standing else (),
            person=standing[code].donor if code in standing else "",
            for_person=(standing[code].for_person or "") if code in standing else "",
        )
        for code in codes
    )


def _decisions(donation: str, *, signed: bool) -> tuple[tuple[RuleSet, str], ...]:
    row = decision_in_force(donation)
    if row is None:
        return ()
    verdicts = row.verdicts["by_rule_set"]
    found = tuple(
        (rule_set, str(verdicts[rule_set.value]["decision"]))
        for rule_set in RuleSet
        if rule_set.value in verdicts
    )
    # What speaks against a donor counts at once; what gives leave counts from its signature on.
    return found if signed else tuple(pair for pair in found if pair[1] != Decision.ELIGIBLE)


def _licences(lot_site: str, product: Product, now: datetime) -> tuple[LicenceFacts, ...]:
    """The facility's licence at the lot's site that runs longest; a product's approval is judged with the plan (W4)."""
    fitting = [
        licence
        for licence in licences(LicenceScope.CELL_FACILITY)
        if licence.site in {lot_site, ""}
        and licence.product in {product.value, ""}
        and licence.withdrawn_at is None
    ]
    scope = LicenceScope.CELL_FACILITY.label.lower()
    if not fitting:
        return (LicenceFacts(scope),)
    longest = max(fitting, key=lambda licence: licence.expires_on)
    # In force to the end of its last day.
    ends = datetime.combine(longest.expires_on + timedelta(days=1), time(), tzinfo=UTC)
    return (LicenceFacts(scope, longest.number, ends),)


def _limits(filled: LotFacts, now: datetime) -> tuple[int | None, Decimal | None]:
    limits = limits_in_force(filled.product, now)
    if limits is None:
        return None, None
    passages = {
        LotKind.MASTER_BANK: limits.master_bank,
        LotKind.WORKING_BANK: limits.working_bank,
        LotKind.LOT: limits.lot,
    }
    return passages[filled.kind][1], limits.most_doublings


def _described(filled: LotFacts) -> tuple[tuple[str, str], ...]:
    """What the certificate says of the lot itself, its expiry to the minute at which it is refused."""
    each = writing.quantity(filled.volume_ml_each, "mL")
    place = site(filled.site)
    return (
        ("Containers", f"{writing.counted(filled.filled, 'vial')}, {each} each"),
        ("Content", writing.cells(filled.cells_each)),
        ("Passage", f"{filled.passage}, {writing.number(filled.doublings)} doublings"),
        ("Filled", writing.day(filled.made_at.date())),
        ("Expires", writing.when(filled.expires_at, place.zone if place else "UTC")),
        ("Contains", ", ".join(filled.residues) or "no residue recorded"),
    )
