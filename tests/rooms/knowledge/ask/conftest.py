"""The index of the shipped base, built once for all tests of the ask box: they stay in one process."""

import pytest
from django.conf import settings

from bench.ask_measure import built
from cordline.knowledge.asking.index import Index


def pytest_itemcollected(item: pytest.Item) -> None:
    """Give the tests of the ask box time: the first of them builds the index."""
    item.add_marker(pytest.mark.timeout(900))


@pytest.fixture(scope="session")
def index() -> Index:
    """Every page in every language, by words and by meaning."""
    return built(settings.CORDLINE_HOME / "ask")
