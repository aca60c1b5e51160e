"""Fixtures of the release room's tests."""

import pytest

from cordline.ledger.services import declare_demonstration
from tests.rooms.release.evidence import Evidence


@pytest.fixture
def lot(db: None, monkeypatch: pytest.MonkeyPatch) -> Evidence:
    """A lot with nothing against it, in a demonstration (signatures by demonstration proof)."""
    declare_demonstration(2026)
    return Evidence(monkeypatch)
