"""Fixtures of the bedside's tests: a demonstration, in which signatures are made by demonstration proof."""

import pytest

from cordline.ledger.services import declare_demonstration
from tests import bedside_chain as chain


@pytest.fixture
def made(db: None) -> chain.Clinic:
    """A clinic that may treat."""
    declare_demonstration(2026)
    return chain.clinic()


@pytest.fixture
def day(made: chain.Clinic) -> chain.Day:
    """Everything in order up to the two scans."""
    return chain.ready(made)
