"""Fixtures of every test; what they stand on is in ``tests/harness``.

``db``            rolled back after the test; what was deferred is checked before
``committed_db``  a database of its own (a clone, 0.2 s), where commits, threads and other processes are real
``served``        the house on a port, on a ``committed_db``
All of them connect as the application's role.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from xdist.scheduler.loadscope import LoadScopeScheduling

from cordline.config.cluster import ClusterUrls
from tests.harness import databases, network, serving
from tests.harness.browsing import browser, desktop, phone  # noqa: F401 - fixtures

# What takes minutes begins first, so that the run does not end with one process waiting for the other.
LONG = ("test_types_hold", "test_whatever_is_killed")
# Tests that look at something long in the making (a furnished house, the shipped base, the ask box's index, a year):
# each of these folders stays in one process, so that it is made once.
TOGETHER = (
    "tests/pages/",
    "tests/rooms/knowledge/ask/",
    "tests/rooms/knowledge/public/",
    "tests/rooms/simulate/",
    "tests/house/test_package.py",
)
_servers: list[databases.TestServer] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    """Name the PostgreSQL that the tests run on."""
    parser.addoption(
        "--engine", default="embedded", help="the PostgreSQL under the tests: embedded (18) or celerp (17)"
    )
    parser.addoption(
        "--full", action="store_true", help="every combination and the soaks, not a part chosen by seed"
    )
    parser.addoption(
        "--pictures", action="store_true", help="take the pictures of every page (docs/tour/pages) anew"
    )
    parser.addoption("--only", default="", help="only tests that bear this requirement's mark")
    parser.addoption(
        "--keep-server", action="store_true", help="leave the tests' PostgreSQL running for the next run"
    )


class Together(LoadScopeScheduling):
    """Deals the tests out one by one, those of a folder named in ``TOGETHER`` as one bundle; large bundles first."""

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    """Deal the tests out so that what is long in the making is made once."""
    return Together(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep only the tests of one mark, if one was named; the longest go first, so that none waits for them."""
    wanted = config.getoption("--only")
    if wanted:
        kept = [i for i in items if any(wanted in mark.args for mark in i.iter_markers("req"))]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept
    items.sort(key=lambda item: not item.name.startswith(LONG))


def pytest_configure(config: pytest.Config) -> None:
    """Close the network and keep the tests' files apart from the clinic's."""
    network.block()
    settings.CORDLINE_HOME = databases.HOME


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the tests' server when the last run that uses it ends."""
    for server in _servers:
        server.leave()
    if not config.getoption("--keep-server"):
        databases.stop_if_unused(config.getoption("--engine"))


@pytest.fixture(scope="session")
def test_server(request: pytest.FixtureRequest, django_db_blocker: object) -> databases.TestServer:
    """The PostgreSQL of this test run with its migrated template."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        server = databases.TestServer(request.config.getoption("--engine"))
    _servers.append(server)
    return server


@pytest.fixture(scope="session")
def django_db_setup(test_server: databases.TestServer) -> Iterator[None]:
    """Give this process its own clone for all tests that roll back (called by pytest-django's ``db``)."""
    with test_server.clone(patient=True) as addresses:
        databases.point_at(addresses)
        yield
        databases.point_at(None)


@pytest.fixture(scope="session")
def shipped_base(
    django_db_setup: None, test_server: databases.TestServer, django_db_blocker: object
) -> Iterator[ClusterUrls]:
    """A demonstration with the shipped knowledge base taken in: seconds of work, so it is done once and copied."""
    from cordline.ledger.services import declare_demonstration
    from tests import build_knowledge

    with django_db_blocker.unblock(), test_server.clone(patient=True) as addresses:  # type: ignore[attr-defined]
        with databases.pointed_at(addresses):
            declare_demonstration(7)
            build_knowledge.shipped()
        databases.settle(addresses)
        yield addresses


@pytest.fixture
def full(request: pytest.FixtureRequest) -> bool:
    """Whether every combination is asked for, instead of the part that the seed chose."""
    return bool(request.config.getoption("--full"))


@pytest.fixture
def committed_db(
    django_db_setup: None, test_server: databases.TestServer, django_db_blocker: object
) -> Iterator[ClusterUrls]:
    """A database of this test's own, with every commit real; gives its three doors (owner, app, sealer)."""
    from cordline.config import doors

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        shared = doors.urls()
        with test_server.clone() as addresses:
            databases.point_at(addresses)
            try:
                yield addresses
            finally:
                databases.point_at(shared)


@pytest.fixture
def served(committed_db: ClusterUrls) -> Iterator[str]:
    """The house on a port of this machine, on a database of its own; gives its address."""
    with serving.serving() as address:
        yield address
