"""What waits in the cell lab, and one line about it for the state of the house (W45)."""

from collections.abc import Iterator
from datetime import timedelta

from cordline.bank import selectors as bank
from cordline.bank.types import ContainerState
from cordline.ground.actor import Actor
from cordline.ground.roles import LABORATORY, Role
from cordline.lab import selectors
from cordline.lab.types import CordVerdict, CultureState
from cordline.web.sources import sources
from cordline.web.waiting import HouseLine, WorkItem, house_line, waits_for

LOOK_AFTER = timedelta(days=3)
OUT_AT_MOST = timedelta(minutes=15)
THAWED_AT_MOST = timedelta(hours=2)


@waits_for(*LABORATORY)
def cords_and_cultures(by: Actor) -> Iterator[WorkItem]:
    """Accepted cords to process, cultures to look at, pools to passage or fill."""
    limits = selectors.cord_deadline(by.site)
    for cord in selectors.cords(by.site, limit=60):
        if cord.verdict is CordVerdict.ACCEPTED and cord.processed_at is None:
            yield WorkItem(
                "Isolate cells from cord", code=cord.code, due_at=limits.get(cord.code), owner="Laboratory"
            )
    for culture in selectors.open_cultures(by.site):
        if culture.holds:
            continue
        if culture.state is CultureState.GROWING:
            yield WorkItem(
                f"Look at culture, P{culture.passage}",
                code=culture.code,
                due_at=culture.seeded_at + LOOK_AFTER,
                owner="Laboratory",
            )
        elif (culture.remaining_cells or 0) == (culture.harvested_cells or 0):
            yield WorkItem(f"Passage or fill, P{culture.passage}", code=culture.code, owner="Laboratory")


@waits_for(*LABORATORY, Role.NURSE)
def containers_out_of_place(by: Actor) -> Iterator[WorkItem]:
    """Vials that are out of the cold: overdue check-outs, thawed vials whose clock runs (U112)."""
    for facts, since in bank.out_of_place(by.site):
        thawed = facts.state is ContainerState.THAWED
        yield WorkItem(
            "Use or destroy: thawed vial" if thawed else "Put back: checked-out vial",
            code=facts.code,
            due_at=since + (THAWED_AT_MOST if thawed else OUT_AT_MOST),
            limit=thawed,
            owner="Whoever took it",
        )


@waits_for(*LABORATORY)
def vials_to_place(by: Actor) -> Iterator[WorkItem]:
    """Filled vials that are not in the cold yet, one line for each lot."""
    lots: dict[str, int] = {}
    for facts in bank.waiting_for_place(by.site):
        lots[facts.lot] = lots.get(facts.lot, 0) + 1
    for lot, count in lots.items():
        yield WorkItem("Place in the cold", code=lot, owner="Laboratory", count=count, due_at=sources.now())


@house_line(*LABORATORY, Role.QUALITY)
def what_grows(by: Actor) -> HouseLine | None:
    """How many cultures are open here, and how many of them are on hold."""
    found = selectors.open_cultures(by.site)
    held = sum(bool(culture.holds) for culture in found)
    text = f"{len(found)} cultures open"
    return HouseLine("Cell lab", text, state="hold" if held else "", word=f"{held} on hold" if held else "")
