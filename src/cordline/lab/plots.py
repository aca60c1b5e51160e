"""Growth curves as drawings: a log axis that says so, passage marks, siblings in grey; every value also in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cordline.ground.writing import number
from cordline.lab.types import GrowthPoint

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 74, 20, 26, 56
_MILLION = Decimal(1_000_000)


@dataclass(frozen=True)
class Mark:
    """One tick or passage mark: where it stands, and its word."""

    at: int
    text: str


@dataclass(frozen=True)
class Dot:
    """One counted value: where it stands, and what it says to those who do not see it."""

    x: int
    y: int
    text: str
    marked: bool


@dataclass(frozen=True)
class Drawing:
    """A growth curve ready for the page; coordinates are whole units of its own grid."""

    lines: list[str]
    dots: list[Dot]
    siblings: list[str]
    passages: list[Mark]
    x_ticks: list[Mark]
    y_ticks: list[Mark]
    bottom: int = HEIGHT - BOTTOM
    right: int = WIDTH - RIGHT


def draw(points: Sequence[GrowthPoint], siblings: Sequence[Sequence[GrowthPoint]] = ()) -> Drawing | None:
    """Draw one curve with its siblings; None while fewer than two values are known."""
    if len(points) < 2:
        return None
    every = [*points, *(point for sibling in siblings for point in sibling)]
    last_day = max([*(point.day for point in every), Decimal(1)])
    low, high = _span(min(point.viable_cells for point in every), max(point.viable_cells for point in every))

    def x(day: Decimal) -> int:
        return LEFT + int(day / last_day * (WIDTH - LEFT - RIGHT))

    def y(cells: int) -> int:
        share = (Decimal(cells).log10() - low.log10()) / (high.log10() - low.log10())
        return HEIGHT - BOTTOM - int(share * (HEIGHT - TOP - BOTTOM))

    def line(curve: Sequence[GrowthPoint]) -> str:
        return " ".join(f"{x(point.day)},{y(point.viable_cells)}" for point in curve)

    return Drawing(
        lines=[line(curve) for curve in _by_culture(points)],
        dots=[
            Dot(
                x(point.day),
                y(point.viable_cells),
                f"Day {number(point.day)}: {number(point.viable_cells)} viable cells, P{point.passage} {point.kind}",
                point.marked,
            )
            for point in points
        ],
        siblings=[line(curve) for curve in siblings if len(curve) > 1],
        passages=[Mark(x(point.day), f"P{point.passage}") for point in points if point.kind == "seed"],
        x_ticks=[Mark(x(Decimal(day)), str(day)) for day in _days(int(last_day))],
        y_ticks=[Mark(y(int(value)), number(value / _MILLION)) for value in _decades(low, high)],
    )


def _by_culture(points: Sequence[GrowthPoint]) -> list[list[GrowthPoint]]:
    """One line for each culture: between two passages cells are taken and frozen, they do not die."""
    curves: dict[str, list[GrowthPoint]] = {}
    for point in points:
        curves.setdefault(point.culture, []).append(point)
    return [curve for curve in curves.values() if len(curve) > 1]


def _span(least: int, most: int) -> tuple[Decimal, Decimal]:
    """The steps of one and three below the least and above the greatest value."""
    steps = [Decimal(factor) * 10**power for power in range(2, 15) for factor in (1, 3)]
    low = max((step for step in steps if step <= least), default=steps[0])
    high = min((step for step in steps if step >= most and step > low), default=steps[-1])
    return low, high


def _decades(low: Decimal, high: Decimal) -> list[Decimal]:
    steps = [Decimal(factor) * 10**power for power in range(2, 15) for factor in (1, 3)]
    return [step for step in steps if low <= step <= high]


def _days(last: int) -> list[int]:
    step = next(step for step in (1, 2, 5, 7, 14, 28, 56, 100_000) if last // step <= 9)
    return list(range(0, last + 1, step))
