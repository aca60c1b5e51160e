"""What is logged while people are registered, searched, mistyped and failed on holds none of their words (E11, I12)."""

import io
import logging
from collections.abc import Iterator
from datetime import date

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from cordline.config import logs, middleware
from cordline.config.cluster import ClusterUrls
from cordline.ground.refusal import Refused
from cordline.people import services
from cordline.people.types import PersonKind, Sex
from tests import cast
from tests.harness import databases

pytestmark = pytest.mark.req("E11", "I12")
NAME = "Zoë Seededlogname"


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that any logger says, as the house writes it."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(logs.JsonLines())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    silenced = {name: logging.getLogger(name) for name in settings.LOGGING["loggers"]}
    kept = {name: logger.propagate for name, logger in silenced.items()}
    for logger in silenced.values():
        logger.propagate = True
    yield lines
    root.removeHandler(handler)
    root.setLevel(before)
    for name, logger in silenced.items():
        logger.propagate = kept[name]


def test_neither_our_log_nor_the_databases_holds_a_seeded_name(
    committed_db: ClusterUrls, logged: io.StringIO
) -> None:
    server_log = databases.HOME / "postgres" / "server.log"
    seen = server_log.stat().st_size
    facts = {"kind": PersonKind.PATIENT, "birth_date": date(1959, 7, 14), "sex": Sex.FEMALE}
    services.register_person(**facts, full_name=NAME, by=cast.PATIENT_COORDINATOR, key="p1")
    with pytest.raises(Refused):
        services.register_person(**facts, full_name=NAME, by=cast.OUTSIDER, key="p2")
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("INSERT INTO people_person (code, nonsense) VALUES (%s, 1)", [NAME])
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, NULL, now())",
            [NAME],
        )

    def failing(request: HttpRequest) -> HttpResponse:
        try:
            raise ValueError(f"Failing row contains ({NAME})")
        except ValueError:
            logging.getLogger("django.request").exception("Internal Server Error: %s", request.path)
        return HttpResponse(status=500)

    middleware.Numbered(failing)(RequestFactory().get("/search/", {"q": NAME}))
    Client().get("/search/", {"q": NAME})
    Client().post("/accounts/login/", {"login": NAME, "password": NAME})
    told = logged.getvalue()
    assert "Internal Server Error" in told
    with server_log.open(errors="replace") as file:
        file.seek(seen)
        told += file.read()
    assert "Seededlogname" not in told
