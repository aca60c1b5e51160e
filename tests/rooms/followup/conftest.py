"""Fixtures of follow-up's tests."""

import pytest

from cordline.ledger.services import declare_demonstration
from tests import bedside_chain as chain


@pytest.fixture
def infused(db: None) -> tuple[chain.Day, str]:
    """A person whose infusion has begun, with its code."""
    declare_demonstration(2026)
    day = chain.ready(chain.clinic())
    day.verdict()
    return day, day.start()
