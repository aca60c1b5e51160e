"""How a culture begins: from a cord, from harvested cultures, or from thawed containers of a bank; parents at birth."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from cordline.bank.selectors import lot as lot_of
from cordline.bank.services import consume_containers_within
from cordline.bank.types import Claim, LotFacts, LotKind
from cordline.facility.selectors import why_no_licence
from cordline.facility.types import LicenceScope
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.products import Product, Use
from cordline.ground.refusal import Refusal, Refused
from cordline.lab import rules, selectors, verbs
from cordline.lab.models import Cord, Culture, Draw
from cordline.lab.services.found import (
    limits_for,
    locked_cultures,
    take_from,
    touched_by,
    why_not_touch,
)
from cordline.lab.types import Doublings, Method, ProcessLimitFacts
from cordline.ledger.services import Act, Entry, act, next_code
from cordline.lineage.selectors import holds_on, node
from cordline.lineage.services import create_node_within


def isolate_culture(
    *,
    cord: str,
    method: Method,
    tissue_g: Decimal,
    area_cm2: Decimal,
    touching: Sequence[str],
    by: Actor,
    key: str,
    vessel: str = "",
    occurred_at: datetime | None = None,
) -> Entry:
    """Bring cells out of an accepted cord into culture, passage 0, in a licensed place.

    Refuses: lab.unknown, lab.cord_not_accepted, lab.cord_used_up, lab.held, lab.number_negative,
    lab.exposures_missing, facility.* of what touches it, facility.no_licence. Writes: lab.culture.isolated.
    """
    content = {"cord": cord, "method": method, "tissue_g": tissue_g, "area_cm2": area_cm2, "touching": touching,
               "vessel": vessel}  # fmt: skip
    with act(verbs.ISOLATED, by=by, key=key, content=content, occurred_at=occurred_at, subject=cord) as this:
        if this.answered:
            return this.entry
        allowed = limits_for(this, Product.MSC_WJ)
        facts = selectors.cord(cord, lock=True)
        if facts is None:
            raise Refused([Refusal("lab.unknown", thing=cord)])
        holds = [hold.code for hold in holds_on([facts.node])]
        this.require(
            rules.why_not_isolate(facts, tissue_g=tissue_g, area_cm2=area_cm2, here=by.site, holds=holds),
            why_not_touch(this, touching),
            why_no_licence(LicenceScope.CELL_FACILITY, site=by.site, today=this.now.date()),
        )
        code = _bear(
            this,
            parents=[cord],
            passage=0,
            product=Product.MSC_WJ,
            touching=touching,
            area_cm2=area_cm2,
            vessel=vessel,
            method=method.value,
            tissue_g=tissue_g,
        )
        Cord.objects.filter(code=cord).update(processed_at=this.now)
        return this.record(
            subject=code,
            units=[cord, *touching],
            payload={
                "culture": code,
                "cord": cord,
                "method": method,
                "tissue_g": tissue_g,
                "limits_version": allowed.version,
            },
        )


def passage_culture(
    *,
    parents: Mapping[str, int],
    area_cm2: Decimal,
    touching: Sequence[str],
    by: Actor,
    key: str,
    vessel: str = "",
    occurred_at: datetime | None = None,
) -> Entry:
    """Seed harvested cells on: ``parents`` maps each harvested culture to the viable cells taken from it.

    Refuses: lab.parents_missing, lab.parents_mixed, lab.not_enough_cells, lab.culture_not_harvested,
    lab.culture_over, lab.viability_low, lab.passage_limit, lab.doublings_limit, lab.doublings_unknown, lab.held,
    lab.exposures_missing, facility.*. Writes: lab.culture.passaged.
    """
    content = {"parents": parents, "area_cm2": area_cm2, "touching": touching, "vessel": vessel}
    names, cells = list(parents), list(parents.values())
    with act(
        verbs.PASSAGED,
        by=by,
        key=key,
        content=content,
        occurred_at=occurred_at,
        subject=names[0] if names else "",
    ) as this:
        if this.answered:
            return this.entry
        allowed = limits_for(this, Product.MSC_WJ)
        facts = locked_cultures(names)
        this.require(
            rules.why_not_passage(facts, take=cells, area_cm2=area_cm2, here=by.site, allowed=allowed),
            why_not_touch(this, touching),
        )
        code = _bear(
            this,
            parents=names,
            passage=facts[0].passage + 1,
            product=Product(facts[0].product),
            touching=touching,
            area_cm2=area_cm2,
            vessel=vessel,
            seeded_cells=sum(cells),
            from_bank=facts[0].from_bank,
            before=rules.deepest([parent.doublings for parent in facts]),
        )
        _draw(code, names, cells)
        take_from(facts, cells)
        return this.record(
            subject=code,
            units=[*names, *touching],
            payload={
                "culture": code,
                "parents": parents,
                "passage": facts[0].passage + 1,
                "seeded_cells": sum(cells),
                "seeded_per_cm2": rules.per_cm2(sum(cells), area_cm2),
                "limits_version": allowed.version,
            },
        )


def start_culture(
    *,
    containers: Sequence[str],
    viable_cells: int,
    viability_pct: Decimal,
    area_cm2: Decimal,
    touching: Sequence[str],
    by: Actor,
    key: str,
    vessel: str = "",
    occurred_at: datetime | None = None,
) -> Entry:
    """Grow thawed containers of a bank on: each opened container becomes a node, and the culture descends from them.

    ``viable_cells`` and ``viability_pct`` are those counted after the thaw. Refuses: bank.container_state,
    bank.container_held, bank.lot_not_released, bank.lot_expired, lab.not_a_bank, lab.parents_mixed,
    lab.more_viable_than_thawed, lab.viability_low, lab.passage_limit, lab.exposures_missing, facility.*.
    Writes: lab.culture.started.
    """
    content = {"containers": containers, "viable_cells": viable_cells, "viability_pct": viability_pct,
               "area_cm2": area_cm2, "touching": touching, "vessel": vessel}  # fmt: skip
    with act(
        verbs.STARTED,
        by=by,
        key=key,
        content=content,
        occurred_at=occurred_at,
        subject=containers[0] if containers else "",
    ) as this:
        if this.answered:
            return this.entry
        allowed = limits_for(this, Product.MSC_WJ)
        bank = _judge_opening(this, containers, viable_cells, viability_pct, area_cm2, touching, allowed)
        code = _open(this, bank, containers, viable_cells, area_cm2, touching, vessel)
        return this.record(
            subject=code,
            units=[bank.code, *containers, *touching],
            payload={
                "culture": code,
                "bank": bank.code,
                "containers": containers,
                "passage": bank.passage + 1,
                "seeded_cells": viable_cells,
                "viability_pct": viability_pct,
                "limits_version": allowed.version,
            },
        )


def _judge_opening(
    this: Act,
    containers: Sequence[str],
    viable_cells: int,
    viability_pct: Decimal,
    area_cm2: Decimal,
    touching: Sequence[str],
    allowed: ProcessLimitFacts,
) -> LotFacts:
    """Use up the thawed containers and judge the culture that comes of them; gives the bank they are from."""
    opened = consume_containers_within(
        this,
        containers=containers,
        claim=Claim(plan="", patient="", use=Use.FURTHER_CULTURE.value),
        reason="opened into a culture",
    )
    bank = lot_of(opened[0].lot)
    if bank is None:
        raise Refused([Refusal("lab.unknown", thing=opened[0].lot)])
    this.require(
        rules.why_not_start(
            [(item.code, item.lot, item.cells) for item in opened],
            is_bank=bank.kind is not LotKind.LOT,
            viable_cells=viable_cells,
            viability_pct=viability_pct,
            area_cm2=area_cm2,
            passage=bank.passage + 1,
            allowed=allowed,
        ),
        why_not_touch(this, touching),
    )
    return bank


def _open(
    this: Act,
    bank: LotFacts,
    containers: Sequence[str],
    viable_cells: int,
    area_cm2: Decimal,
    touching: Sequence[str],
    vessel: str,
) -> str:
    for container in containers:
        create_node_within(this, kind=Kind.VIAL, code=container, parents=[bank.code], site=this.by.site)
    return _bear(
        this,
        parents=containers,
        passage=bank.passage + 1,
        product=bank.product,
        touching=touching,
        area_cm2=area_cm2,
        vessel=vessel,
        seeded_cells=viable_cells,
        from_bank=bank.kind.value,
        before=Doublings(bank.doublings, bank.uncounted_start, 0),
    )


def _bear(
    this: Act,
    *,
    parents: Sequence[str],
    passage: int,
    product: Product,
    touching: Sequence[str],
    area_cm2: Decimal,
    vessel: str,
    method: str = "",
    tissue_g: Decimal | None = None,
    seeded_cells: int | None = None,
    from_bank: str = "",
    before: Doublings | None = None,
) -> str:
    """Write a new culture with its node, its parents and what touched it, all at its birth (I2)."""
    code = next_code(Kind.CULTURE, this)
    born = create_node_within(
        this,
        kind=Kind.CULTURE,
        code=code,
        parents=parents,
        site=this.by.site,
        exposures=touched_by(this, touching),
    )
    facts = node(code)
    Culture.objects.create(
        node_id=born,
        code=code,
        site=this.by.site,
        product=product.value,
        passage=passage,
        method=method,
        from_bank=from_bank,
        vessel=vessel,
        area_cm2=area_cm2,
        tissue_g=tissue_g,
        seeded_at=this.occurred_at or this.now,
        seeded_by=this.by.code,
        seeded_cells=seeded_cells,
        before_counted=before.counted if before else Decimal(0),
        before_uncounted=before.uncounted_start if before else False,
        before_gaps=before.gaps if before else 0,
        autologous_for=(facts.autologous_person if facts else None) or "",
    )
    return code


def _draw(child: str, parents: Sequence[str], cells: Sequence[int]) -> None:
    born = node(child)
    ids = dict(Culture.objects.filter(code__in=parents).values_list("code", "id"))
    Draw.objects.bulk_create(
        Draw(culture_id=ids[parent], child_id=born.id if born else 0, cells=taken)
        for parent, taken in zip(parents, cells, strict=True)
    )
