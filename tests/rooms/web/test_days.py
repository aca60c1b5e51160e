"""The day of a filter: three boxes on the page, one word in an address, and what is no day is said beside them."""

from datetime import date

import pytest
from django.http import QueryDict

from cordline.web.days import asked_day

BOXES = "on_day={}&on_month={}&on_year={}"


@pytest.mark.req("U4")
@pytest.mark.parametrize(
    "address", [BOXES.format(4, 3, 2026), BOXES.format("04", "Mar", 2026), "on=2026-03-04"]
)
def test_a_day_is_read_from_its_boxes_or_from_the_address(address: str) -> None:
    asked = asked_day(QueryDict(address), "on", key="f")
    assert (asked.day, asked.text, asked.fault) == (date(2026, 3, 4), "2026-03-04", "")
    assert 'type="date"' not in asked.boxes
    assert 'value="2026"' in asked.boxes
    assert 'data-key="f"' in asked.boxes


@pytest.mark.req("U4")
@pytest.mark.parametrize("address", [BOXES.format(31, 2, 2026), BOXES.format(4, "", 2026)])
def test_what_is_no_day_stays_in_its_boxes_and_is_said(address: str) -> None:
    asked = asked_day(QueryDict(address), "on")
    assert (asked.day, asked.text) == (None, "")
    assert asked.fault
    assert 'value="2026"' in asked.boxes


def test_empty_boxes_ask_for_no_day() -> None:
    for address in ("", BOXES.format("", "", ""), "on=soon"):
        asked = asked_day(QueryDict(address), "on")
        assert (asked.day, asked.fault) == (None, "")
