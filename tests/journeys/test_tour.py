"""The pictures of the tour: one for each stop and width, each shown, none left over."""

import pytest

from tests.journeys.tour import STOPS, TOUR, WIDTHS


@pytest.mark.req("E29")
def test_every_stop_has_its_pictures_and_none_is_left_over() -> None:
    wanted = {f"{stop.name}-{width}.png" for stop in STOPS for width in WIDTHS}
    there = {path.name for path in TOUR.glob("*.png")}
    assert there == wanted
    shown = (TOUR / "README.md").read_text()
    assert all(name in shown for name in wanted)
    assert max(path.stat().st_size for path in TOUR.glob("*.png")) < 300_000
