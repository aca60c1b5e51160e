"""The growth curve as a drawing: inside its frame, one line for each culture, a log axis with true ticks."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from cordline.lab import plots
from cordline.lab.types import GrowthPoint

START = datetime(2026, 3, 1, tzinfo=UTC)


def point(culture: str, day: int, cells: int, kind: str) -> GrowthPoint:
    return GrowthPoint(culture, 1, START + timedelta(days=day), Decimal(day), cells, None, kind)


CURVE = [
    point("CU26-0001-1", 0, 8_000_000, "seed"),
    point("CU26-0001-1", 4, 80_000_000, "harvest"),
    point("CU26-0002-1", 7, 20_000_000, "seed"),
    point("CU26-0002-1", 11, 200_000_000, "harvest"),
]


@pytest.mark.req("U105")
def test_each_culture_is_a_line_of_its_own_inside_the_frame() -> None:
    drawing = plots.draw(
        CURVE, [[point("CU26-0003-1", 7, 10_000_000, "seed"), point("CU26-0003-1", 14, 900, "harvest")]]
    )
    assert drawing is not None
    assert len(drawing.lines) == 2
    assert len(drawing.siblings) == 1
    every = [pair.split(",") for line in [*drawing.lines, *drawing.siblings] for pair in line.split()]
    assert all(plots.LEFT <= int(x) <= plots.WIDTH - plots.RIGHT for x, _ in every)
    assert all(plots.TOP <= int(y) <= plots.HEIGHT - plots.BOTTOM for _, y in every)
    assert [mark.text for mark in drawing.passages] == ["P1", "P1"]


@pytest.mark.req("U105")
def test_tenfold_growth_is_the_same_height_anywhere_on_the_log_axis() -> None:
    drawing = plots.draw(CURVE)
    assert drawing is not None
    first, second = ([int(pair.split(",")[1]) for pair in line.split()] for line in drawing.lines)
    assert abs((first[0] - first[1]) - (second[0] - second[1])) <= 1
    assert {"10", "100"} <= {tick.text for tick in drawing.y_ticks}


def test_one_value_is_no_curve() -> None:
    assert plots.draw(CURVE[:1]) is None
