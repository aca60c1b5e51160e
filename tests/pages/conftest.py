"""A house with its cast and sample records, served once for all tests of the pages."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from cordline.config.cluster import ClusterUrls
from tests.harness import databases, serving
from tests.pages import samples


@dataclass
class House:
    """A demonstration with its cast: who holds which role, and the codes of sample records by kind."""

    address: str
    people: dict[str, Any]
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def client(self, name: str = "") -> Client:
        """A browser without a screen; ``name`` as in ``"quality@KL-LAB"``, empty for a visitor."""
        client = Client(raise_request_exception=False)
        if name:
            from cordline.access.models import Member
            from cordline.access.sessions import SESSION_SITE

            member = Member.objects.select_related("account").get(code=self.people[name].code)
            client.force_login(member.account, backend="cordline.access.backends.StaffBackend")
            session = client.session
            session[SESSION_SITE] = self.people[name].site
            session.save()
        return client

    def cookie(self, name: str) -> dict[str, Any]:
        """The session of somebody signed in, for a real browser."""
        key = self.client(name).cookies["sessionid"].value
        return {"name": "sessionid", "value": key, "url": self.address}


@pytest.fixture(scope="session")
def furnished(
    django_db_setup: None, test_server: databases.TestServer, django_db_blocker: Any
) -> Iterator[tuple[ClusterUrls, House]]:
    """A clone with the cast and every sample record, committed once for all tests of the pages."""
    from cordline.access.services.demonstration import create_cast
    from cordline.ledger.services import declare_demonstration

    with django_db_blocker.unblock(), test_server.clone() as addresses:
        with databases.pointed_at(addresses):
            declare_demonstration(1)
            made = House("", create_cast())
            made.codes = samples.build(made.people)
        yield addresses, made


@pytest.fixture
def house(
    furnished: tuple[ClusterUrls, House],
    django_db_blocker: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[House]:
    """The house that the pages are looked at in, served while one test runs."""
    from cordline.config import doors
    from cordline.config.commands import auditing
    from cordline.desk import wiring

    addresses, made = furnished
    # Each database has anchors of its own; another run's would say that seals were cut.
    anchor = tmp_path_factory.getbasetemp() / "anchor.jsonl"
    monkeypatch.setattr(auditing, "anchors", lambda: [anchor])
    with django_db_blocker.unblock():
        shared = doors.urls()
        databases.point_at(addresses)
        wiring.forget()
        try:
            with serving.serving() as address:
                made.address = address
                yield made
        finally:
            databases.point_at(shared)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the tests of the pages time: furnishing the house and walking every page is long on a busy machine."""
    for item in items:
        if "tests/pages/" in item.path.as_posix():
            item.add_marker(pytest.mark.timeout(900))
