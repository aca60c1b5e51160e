"""Finding what an act of the laboratory names, locked, with what touches the material checked and written."""

from collections.abc import Sequence

from cordline.facility.selectors import why_not_use
from cordline.ground.products import Product
from cordline.ground.refusal import Refusal, Refused
from cordline.lab import selectors
from cordline.lab.models import Culture
from cordline.lab.types import CultureFacts, CultureState, ProcessLimitFacts
from cordline.ledger.services import Act
from cordline.lineage.services import register_unit_within
from cordline.lineage.types import UnitKind


def limits_for(this: Act, product: Product) -> ProcessLimitFacts:
    """The culture limits in force; without approved limits nothing is made. Only MSC(WJ) is made yet."""
    if product is not Product.MSC_WJ:
        raise Refused([Refusal("lab.product_not_made", product=product.label)])
    found = selectors.limits_in_force(product, this.now)
    if found is None:
        raise Refused([Refusal("lab.no_limits", product=product.label)])
    return found


def locked_cultures(codes: Sequence[str]) -> list[CultureFacts]:
    """The cultures named, locked, in the order named."""
    known = {facts.code: facts for facts in selectors.cultures(list(dict.fromkeys(codes)), lock=True)}
    missing = [code for code in dict.fromkeys(codes) if code not in known]
    if missing:
        raise Refused([Refusal("lab.unknown", thing=code) for code in missing])
    return [known[code] for code in codes]


def why_not_touch(this: Act, touching: Sequence[str]) -> list[Refusal]:
    """Give every reason why these reagents, rooms and pieces of equipment may not touch material now."""
    if not touching:
        return [Refusal("lab.exposures_missing")]
    return why_not_use(touching, now=this.now, here=this.by.site)


def touched_by(this: Act, touching: Sequence[str]) -> list[str]:
    """The units that touch the material in this act: what was scanned, and whoever does it."""
    register_unit_within(this, code=this.by.code, kind=UnitKind.OPERATOR, site=this.by.site)
    return [*dict.fromkeys(touching), this.by.code]


def take_from(parents: Sequence[CultureFacts], cells: Sequence[int]) -> None:
    """Write what is left in each pool after the draw; an emptied pool is spent."""
    for parent, taken in zip(parents, cells, strict=True):
        left = (parent.remaining_cells or 0) - taken
        state = CultureState.SPENT if left == 0 else CultureState.HARVESTED
        Culture.objects.filter(code=parent.code).update(remaining_cells=left, state=state.value)
