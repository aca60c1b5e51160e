"""How a lot enters the bank: with all its containers, inside the act that fills it."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from cordline.bank import rules
from cordline.bank.models import Container, Lot
from cordline.bank.types import LotKind
from cordline.ground.codes import Kind
from cordline.ground.products import Product
from cordline.ledger.services import Act, next_codes


def fill_lot_within(
    this: Act,
    *,
    kind: LotKind,
    node: int,
    code: str,
    product: Product,
    passage: int,
    doublings: Decimal,
    uncounted_start: bool,
    containers: int,
    cells_each: int,
    volume_ml_each: Decimal,
    viability_pct: Decimal,
    expires_at: datetime,
    residues: Sequence[str] = (),
    autologous_for: str = "",
    made_at: datetime | None = None,
) -> list[str]:
    """Write a new lot (its lineage node is born already) with all its containers, and give their codes.

    Refuses: bank.containers_impossible, bank.cells_impossible, bank.volume_impossible, bank.viability_impossible.
    """
    this.require(rules.why_not_fill(containers, cells_each, volume_ml_each, viability_pct))
    when = made_at or this.now
    Lot.objects.create(
        node_id=node,
        code=code,
        kind=kind.value,
        product=product.value,
        site=this.by.site,
        passage=passage,
        doublings=doublings,
        uncounted_start=uncounted_start,
        cells_each=cells_each,
        volume_ml_each=volume_ml_each,
        filled=containers,
        viability_pct=viability_pct,
        residues=list(residues),
        autologous_for=autologous_for,
        made_at=when,
        expires_at=expires_at,
    )
    codes = next_codes(Kind.VIAL, containers, this)
    Container.objects.bulk_create(
        Container(
            code=vial,
            lot_id=node,
            site=this.by.site,
            at_site=this.by.site,
            cells=cells_each,
            volume_ml=volume_ml_each,
            viability_pct=viability_pct,
            autologous_for=autologous_for,
            filled_at=when,
        )
        for vial in codes
    )
    return codes
