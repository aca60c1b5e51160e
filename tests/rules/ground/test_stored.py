"""Stored values are told as words, with grouped digits and house dates; free text stays as it was written."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from cordline.ground import stored


@pytest.mark.parametrize(
    ("coded", "words"),
    [("not_judged", "not judged"), ("hiv_nat", "HIV NAT"), ("cd73", "CD73"), ("Volume", "Volume"), ("", "")],
)
def test_a_coded_value_is_written_as_words(coded: str, words: str) -> None:
    assert stored.words(coded) == words


@pytest.mark.req("U22", "U26")
@pytest.mark.parametrize(
    ("value", "told"),
    [
        (560_000_000, "560,000,000"),
        (Decimal("2.50"), "2.5"),
        (True, "yes"),
        (False, "no"),
        (date(2026, 3, 4), "4 Mar 2026"),
        (datetime(2026, 3, 4, 6, 30, tzinfo=UTC), "4 Mar 2026, 06:30 UTC"),
        ("2026-03-04", "4 Mar 2026"),
        ("2026-03-04T06:30:09.031452+00:00", "4 Mar 2026, 06:30 UTC"),
        ("2026-13-45", "2026-13-45"),
        ("laboratory_head", "laboratory head"),
        ("VL26-0107-K", "VL26-0107-K"),
        ("the label_was torn", "the label_was torn"),
        ("88.0", "88.0"),
    ],
)
def test_a_stored_value_is_told_in_the_house_s_form(value: Any, told: str) -> None:
    assert stored.told(value) == told
