"""Boxes as people look at them: every position with what it holds, in one reading; and where the next vials fit."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q

from cordline.bank import limits, selectors
from cordline.bank.models import Box, Container, Position, StorageUnit
from cordline.bank.types import ContainerFacts, ContainerState


class Cell(StrEnum):
    """What a position on the map shows, each with a word and a shape of its own (U110)."""

    FREE = "free"
    TAKEN = "taken"
    RESERVED = "reserved"
    CHECKED_OUT = "checked_out"
    QUARANTINE = "quarantine"
    RECALLED = "recalled"
    PROPOSED = "proposed"

    @property
    def label(self) -> str:
        """The word beside the shape."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Place:
    """One position of a box: its letter and number, its code, what it shows, and the container in it."""

    code: str
    name: str
    row: int
    column: int
    cell: Cell
    container: ContainerFacts | None

    @property
    def digits(self) -> str:
        """The last three digits of the vial, as the cell shows them."""
        return self.container.code.split("-")[1][-3:] if self.container else ""


@dataclass(frozen=True)
class BoxView:
    """One box with its path and all its positions, row by row."""

    id: int
    name: str
    rack: str
    unit: str
    unit_id: int
    site: str
    quarantine: bool
    columns: int
    rows: list[list[Place]]

    @property
    def path(self) -> str:
        """The box as people say it."""
        return f"{self.unit} / {self.rack} / {self.name}"

    @property
    def places(self) -> list[Place]:
        """Every position, row by row."""
        return [place for row in self.rows for place in row]

    @property
    def legend(self) -> list[tuple[Cell, int]]:
        """How many positions show each thing."""
        found = Counter(place.cell for place in self.places)
        return [(cell, found[cell]) for cell in Cell if cell is not Cell.PROPOSED or found[cell]]


def cell_of(container: ContainerFacts | None) -> Cell:
    """What the map shows for a position with this container in it; the most serious thing first."""
    if container is None:
        return Cell.FREE
    if container.recalled:
        return Cell.RECALLED
    if container.state is ContainerState.CHECKED_OUT:
        return Cell.CHECKED_OUT
    released = any(state.gives_leave for state in container.dispositions.values())
    if container.holds or not released:
        return Cell.QUARANTINE
    return Cell.RESERVED if container.reserved_plan else Cell.TAKEN


def box(number: int, *, proposed: Sequence[str] = ()) -> BoxView | None:
    """One box with everything in it; ``proposed`` positions are shown as such until somebody confirms."""
    found = Box.objects.select_related("rack__unit").filter(id=number).first()
    if found is None:
        return None
    held = {facts.position: facts for facts in selectors.containers_in(found.id)}
    rows: list[list[Place]] = [[] for _ in range(found.rows)]
    for code, row, column in (
        Position.objects.filter(box=found).order_by("row", "column").values_list("code", "row", "column")
    ):
        facts = held.get(code)
        cell = Cell.PROPOSED if code in proposed and facts is None else cell_of(facts)
        name = f"{limits.ROW_LETTERS[row - 1]}{column}"
        rows[row - 1].append(Place(code, name, row, column, cell, facts))
    unit = found.rack.unit
    return BoxView(
        id=found.id,
        name=found.name,
        rack=found.rack.name,
        unit=unit.name,
        unit_id=unit.id,
        site=unit.site,
        quarantine=unit.quarantine,
        columns=found.columns,
        rows=rows,
    )


def box_of(position: str) -> int | None:
    """The box in which this position is."""
    return Position.objects.filter(code=position).values_list("box_id", flat=True).first()


@dataclass(frozen=True)
class UnitRow:
    """One tank or freezer as the list of tanks shows it."""

    id: int
    name: str
    site: str
    storage_class: str
    quarantine: bool
    positions: int
    taken: int
    equipment: str
    racks: dict[str, list[tuple[int, str]]]

    @property
    def full_pct(self) -> int:
        """How full it is, in whole per cent, rounded down."""
        return self.taken * 100 // self.positions if self.positions else 0


def units(site: str = "") -> list[UnitRow]:
    """Every tank and freezer with its racks and boxes; of one site where it is named."""
    rows = StorageUnit.objects.select_related("equipment").order_by("site", "name")
    rows = rows.filter(site=site) if site else rows
    racks: dict[int, dict[str, list[tuple[int, str]]]] = {}
    boxes = Box.objects.filter(rack__unit__in=rows).order_by("rack__name", "name")
    for unit, rack, number, name in boxes.values_list("rack__unit", "rack__name", "id", "name"):
        racks.setdefault(unit, {}).setdefault(rack, []).append((number, name))
    counted = {
        unit: (positions, taken)
        for unit, positions, taken in Position.objects.filter(box__rack__unit__in=rows)
        .values("box__rack__unit")
        .annotate(positions=Count("id"), taken=Count("container"))
        .values_list("box__rack__unit", "positions", "taken")
    }
    return [
        UnitRow(
            id=row.id,
            name=row.name,
            site=row.site,
            storage_class=row.get_storage_class_display(),
            quarantine=row.quarantine,
            positions=counted.get(row.id, (0, 0))[0],
            taken=counted.get(row.id, (0, 0))[1],
            equipment=row.equipment.code,
            racks=racks.get(row.id, {}),
        )
        for row in rows
    ]


def proposal(containers: Sequence[ContainerFacts], *, site: str) -> tuple[int, list[str]] | None:
    """Where these containers would go: a box where their lot is already, else the first with room, next free run.

    What is not cleared goes to a quarantine tank. None where no single box has room for all of them.
    """
    held = any(facts.holds for facts in containers)
    lots = {facts.lot for facts in containers}
    candidates = (
        Box.objects.filter(rack__unit__site=site, rack__unit__quarantine=held)
        .annotate(free=Count("positions", filter=Q(positions__container__isnull=True)))
        .filter(free__gte=len(containers))
        .order_by("rack__unit__name", "rack__name", "name")
        .values_list("id", flat=True)[:200]
    )
    known = list(candidates)
    if not known:
        return None
    same = set(
        Container.objects.filter(lot__code__in=lots, position__box__in=known).values_list(
            "position__box", flat=True
        )
    )
    chosen = next((number for number in known if number in same), known[0])
    return chosen, _run(chosen, len(containers))


def _run(number: int, wanted: int) -> list[str]:
    """The first run of free positions side by side that is long enough; else the first free ones."""
    rows = Position.objects.filter(box=number).order_by("row", "column").values_list("code", "container__id")
    run: list[str] = []
    free: list[str] = []
    for code, held in rows:
        if held is not None:
            run = []
            continue
        run.append(code)
        free.append(code)
        if len(run) == wanted:
            return run
    return free[:wanted]
