"""The bank's labels: vials and bags of a lot or bank, and the shelf label of a box."""

from cordline.bank import boxes, selectors
from cordline.bank.types import ContainerFacts, LotFacts
from cordline.documents.labelling import LabelSet, labels_of
from cordline.documents.labels import Label, LabelKind
from cordline.ground import writing
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind


@labels_of(Kind.LOT, Kind.BANK)
def of_lot(code: str, by: Actor) -> LabelSet | None:
    """The labels of every container of a lot or bank."""
    lot = selectors.lot(code)
    if lot is None:
        return None
    held = selectors.containers_of(code)
    return LabelSet(
        f"{lot.product.label}, {lot.kind.label.lower()}", LabelKind.VIAL, [_vial(one, lot) for one in held]
    )


@labels_of(Kind.VIAL)
def of_container(code: str, by: Actor) -> LabelSet | None:
    """The label of one container."""
    held = selectors.container(code)
    lot = selectors.lot(held.lot) if held else None
    if held is None or lot is None:
        return None
    return LabelSet(f"One container of {lot.code}", LabelKind.VIAL, [_vial(held, lot)])


def _vial(held: ContainerFacts, lot: LotFacts) -> Label:
    only = f"Only {held.autologous_for}" if held.autologous_for else "Keep frozen"
    return Label(
        held.code,
        (
            f"{lot.code} P{lot.passage}",
            f"{writing.cells(lot.cells_each)}",
            f"Exp {lot.expires_at:%Y-%m-%d}",
            only,
        ),
    )


@labels_of(Kind.POSITION)
def of_box(code: str, by: Actor) -> LabelSet | None:
    """The shelf label of the box a position is in; scanned, it leads to the box."""
    number = boxes.box_of(code)
    found = boxes.box(number) if number is not None else None
    if found is None:
        return None
    first = found.rows[0][0].code
    words = (f"Rack {found.rack}, box {found.name}", f"{len(found.rows)} by {found.columns} positions")
    return LabelSet(f"Box {found.name} of rack {found.rack}", LabelKind.BOX, [Label(first, words)])
