"""How a pool becomes a bank or a lot: node, lot row, containers and yield in one act, cells balanced to the last."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from cordline.bank.services import fill_lot_within
from cordline.bank.types import LotKind
from cordline.facility.selectors import residues_of, why_no_licence
from cordline.facility.types import LicenceScope
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.products import Product
from cordline.ground.refusal import Refusal, Refused
from cordline.ground.verbs import Verb
from cordline.lab import rules, verbs
from cordline.lab.models import Culture, Draw, Fill
from cordline.lab.services.found import (
    limits_for,
    locked_cultures,
    take_from,
    touched_by,
    why_not_touch,
)
from cordline.lab.types import CultureFacts, FillFacts, ProcessLimitFacts, Stage
from cordline.ledger.services import Act, Entry, act, next_code
from cordline.lineage.selectors import exposures_of
from cordline.lineage.services import create_node_within


def fill_bank(
    *,
    stage: Stage,
    parents: Mapping[str, int],
    containers: int,
    cells_each: int,
    volume_ml_each: Decimal,
    touching: Sequence[str],
    by: Actor,
    key: str,
    qc_cells: int = 0,
    occurred_at: datetime | None = None,
) -> Entry:
    """Fill harvested cells into a master or working bank. ``parents`` maps each culture to the cells taken.

    Refuses: lab.stage_parent, lab.passage_for_stage, lab.not_enough_cells, lab.doublings_limit, lab.viability_low,
    lab.held, lab.number_*, bank.*_impossible, lab.exposures_missing, facility.*. Writes: lab.bank.filled; the payload
    names the bank and its containers.
    """
    if stage is Stage.LOT:
        raise Refused([Refusal("lab.lot_is_no_bank")])
    fill = FillFacts(stage, containers, cells_each, volume_ml_each, qc_cells)
    return _fill(verbs.BANK_FILLED, fill, parents, touching, by, key, occurred_at)


def fill_lot(
    *,
    parents: Mapping[str, int],
    containers: int,
    cells_each: int,
    volume_ml_each: Decimal,
    touching: Sequence[str],
    by: Actor,
    key: str,
    qc_cells: int = 0,
    occurred_at: datetime | None = None,
) -> Entry:
    """Fill harvested cells into a lot for patients. Refuses as ``fill_bank``. Writes: lab.lot.filled; the payload names
    the lot and its containers."""
    fill = FillFacts(Stage.LOT, containers, cells_each, volume_ml_each, qc_cells)
    return _fill(verbs.LOT_FILLED, fill, parents, touching, by, key, occurred_at)


def _fill(
    verb: Verb,
    fill: FillFacts,
    parents: Mapping[str, int],
    touching: Sequence[str],
    by: Actor,
    key: str,
    occurred_at: datetime | None,
) -> Entry:
    content = {
        "stage": fill.stage,
        "parents": parents,
        "containers": fill.containers,
        "cells_each": fill.cells_each,
        "volume_ml_each": fill.volume_ml_each,
        "qc_cells": fill.qc_cells,
        "touching": touching,
    }
    names = list(parents)
    with act(
        verb, by=by, key=key, content=content, occurred_at=occurred_at, subject=names[0] if names else ""
    ) as this:
        if this.answered:
            return this.entry
        allowed = limits_for(this, Product.MSC_WJ)
        facts = locked_cultures(names)
        this.require(
            rules.why_not_fill(facts, fill, take=list(parents.values()), here=by.site, allowed=allowed),
            why_not_touch(this, touching),
            why_no_licence(LicenceScope.CELL_FACILITY, site=by.site, today=this.now.date()),
        )
        code, vials = _write(this, fill, facts, list(parents.values()), touching, allowed)
        filled = fill.containers * fill.cells_each
        return this.record(
            subject=code,
            units=[*names, *vials, *touching],
            payload={
                "lot": code,
                "stage": fill.stage,
                "containers": fill.containers,
                "vials": vials,
                "parents": parents,
                "passage": facts[0].passage,
                "filled_cells": filled,
                "qc_cells": fill.qc_cells,
                "lost_cells": sum(parents.values()) - filled - fill.qc_cells,
                "limits_version": allowed.version,
            },
        )


def _write(
    this: Act,
    fill: FillFacts,
    parents: Sequence[CultureFacts],
    cells: Sequence[int],
    touching: Sequence[str],
    allowed: ProcessLimitFacts,
) -> tuple[str, list[str]]:
    kind = Kind.LOT if fill.stage is Stage.LOT else Kind.BANK
    code = next_code(kind, this)
    node = create_node_within(
        this,
        kind=kind,
        code=code,
        parents=[parent.code for parent in parents],
        site=this.by.site,
        exposures=touched_by(this, touching),
    )
    ids = dict(Culture.objects.filter(code__in=[p.code for p in parents]).values_list("code", "id"))
    Draw.objects.bulk_create(
        Draw(culture_id=ids[parent.code], child_id=node, cells=taken)
        for parent, taken in zip(parents, cells, strict=True)
    )
    take_from(parents, cells)
    deepest = rules.deepest([parent.doublings for parent in parents])
    vials = fill_lot_within(
        this,
        kind=LotKind(fill.stage.value),
        node=node,
        code=code,
        product=Product(parents[0].product),
        passage=parents[0].passage,
        doublings=deepest.counted,
        uncounted_start=deepest.uncounted_start,
        containers=fill.containers,
        cells_each=fill.cells_each,
        volume_ml_each=fill.volume_ml_each,
        viability_pct=min(parent.viability_pct or Decimal(0) for parent in parents),
        expires_at=this.now + allowed.shelf_life,
        residues=residues_of(unit for _, unit, _ in exposures_of([node])),
        autologous_for=parents[0].autologous_for,
        made_at=this.occurred_at or this.now,
    )
    filled = fill.containers * fill.cells_each
    Fill.objects.create(
        node_id=node,
        stage=fill.stage.value,
        taken_cells=sum(cells),
        filled_cells=filled,
        qc_cells=fill.qc_cells,
        lost_cells=sum(cells) - filled - fill.qc_cells,
        limits_version=allowed.version,
        filled_at=this.occurred_at or this.now,
        filled_by=this.by.code,
    )
    return code, vials
