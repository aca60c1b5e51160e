"""How a specification comes into force: drafted as data by one, approved by the signature of another."""

from collections.abc import Mapping
from typing import Any

from cordline.access.signing import Meaning, Proof, sign_within
from cordline.assays import selectors, verbs
from cordline.assays.models import Specification, SpecificationLine
from cordline.assays.specification_file import read_specification
from cordline.assays.types import SpecificationFacts
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Entry, act, constraint_refuses, next_code

constraint_refuses("assays_specification_version_once", "assays.specification_version_known")


def draft_specification(*, content: Mapping[str, Any], by: Actor, key: str) -> Entry:
    """Draft one version of a product's specification from its data; nothing rests on it until it is approved.

    ``content`` has the shape of the shipped files. Refuses: assays.specification_unreadable,
    assays.specification_version_known. Writes: assays.specification.drafted.
    """
    with act(verbs.SPECIFICATION_DRAFTED, by=by, key=key, content=content) as this:
        if this.answered:
            return this.entry
        facts = _readable(content)
        code = next_code(Kind.SPECIFICATION, this)
        row = Specification.objects.create(
            code=code, site=by.site, product=facts.product, use=facts.use, market=facts.market,
            version=facts.version, passage_limit=facts.passage_limit, drafted_by=by.code, drafted_at=this.now,
        )  # fmt: skip
        SpecificationLine.objects.bulk_create(
            SpecificationLine(
                specification=row,
                place=place,
                test=line.test,
                stage=line.stage,
                limit=line.limit.kind,
                low=line.limit.low,
                high=line.limit.high,
                unit=line.limit.unit,
                method=line.method,
                required=line.required,
                source=line.source,
                mark=line.mark,
            )  # fmt: skip
            for place, line in enumerate(facts.lines, 1)
        )
        return this.record(
            subject=code,
            payload={"specification": code, "version": facts.version, "product": facts.product.value},
        )


def _readable(content: Mapping[str, Any]) -> SpecificationFacts:
    try:
        return read_specification({name: value for name, value in content.items() if name != "title"})
    except (KeyError, TypeError, ArithmeticError, ValueError, AttributeError) as fault:
        raise Refused([Refusal("assays.specification_unreadable", fault=str(fault)[:120])]) from fault


def approve_specification(*, specification: str, proof: Proof, by: Actor, key: str) -> Entry:
    """Approve one version by signature: from now on releases are judged by it, unverified lines confirmed with it.

    Refuses: assays.specification_unknown, assays.specification_approved_already, assays.specification_own,
    assays.foreign_site, and what signing refuses. Writes: assays.specification.approved.
    """
    content = {"specification": specification}
    with act(verbs.SPECIFICATION_APPROVED, by=by, key=key, content=content, subject=specification) as this:
        if this.answered:
            return this.entry
        row = Specification.objects.select_for_update().filter(code=specification).first()
        if row is None:
            raise Refused([Refusal("assays.specification_unknown", specification=specification[:40])])
        this.require(why_not_approve(row, by))
        signature = sign_within(
            this,
            meaning=Meaning.APPROVED,
            subject=specification,
            content=selectors.approve_specification_content(specification),
            proof=proof,
        )
        Specification.objects.filter(pk=row.pk).update(
            approved_by=by.code, approved_at=this.now, signature=signature
        )
        return this.record(subject=specification, payload={"version": row.version, "product": row.product})


def why_not_approve(row: Specification, by: Actor) -> list[Refusal]:
    """Give every reason this person may not approve this version."""
    reasons = []
    if row.site != by.site:
        reasons.append(Refusal("assays.foreign_site", code=row.code, site=row.site))
    if row.approved_at is not None:
        reasons.append(Refusal("assays.specification_approved_already", specification=row.code))
    if row.drafted_by == by.code:
        reasons.append(Refusal("assays.specification_own"))
    return reasons
