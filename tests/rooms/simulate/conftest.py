"""One invented year for all tests that look at it: telling it takes minutes, so it is told once."""

from collections.abc import Iterator

import pytest

from cordline.config.cluster import ClusterUrls
from cordline.ledger.services import declare_demonstration
from cordline.simulate.year import Told, tell_year
from tests.harness import databases
from tests.rooms.simulate.telling import CORDS, ENDS, PATIENTS, SEED


@pytest.fixture(scope="session")
def year(
    django_db_setup: None, test_server: databases.TestServer, django_db_blocker: pytest.FixtureRequest
) -> Iterator[tuple[ClusterUrls, Told]]:
    """The year and the database in which it was told."""

    with django_db_blocker.unblock(), test_server.clone() as addresses:  # type: ignore[attr-defined]
        with databases.pointed_at(addresses):
            declare_demonstration(SEED)
            account = tell_year(SEED, cords=CORDS, patients=PATIENTS, until=ENDS)
        yield addresses, account


@pytest.fixture
def told(year: tuple[ClusterUrls, Told], django_db_blocker: pytest.FixtureRequest) -> Iterator[Told]:
    """The year's account, while the test's connections lead to the database in which it was told."""
    addresses, account = year
    with django_db_blocker.unblock(), databases.pointed_at(addresses):  # type: ignore[attr-defined]
        yield account
