"""A list of 100,000 rows answers in time (U35)."""

import statistics
import time

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import RequestFactory

from cordline.web import lists
from tests.rooms.web.test_forms import quiet_frame  # noqa: F401 - a fixture

ROWS = 100_000
SESSIONS = lists.Listing(
    "rows", "rows",
    [lists.Column("session_key", "Key", sort="session_key"), lists.Column("expire_date", "Until", sort="expire_date")],
    [lists.Filter("q", "Key", lambda rows, text: rows.filter(session_key__startswith=text))],
    sort="-expire_date",
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.req("U33", "U35")
@pytest.mark.usefixtures("quiet_frame")
def test_a_list_of_a_hundred_thousand_rows_answers_within_half_a_second() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_session (session_key, session_data, expire_date) "
            "SELECT 'k' || lpad(i::text, 8, '0'), '', now() + i * interval '1 second' FROM generate_series(1, %s) i",
            [ROWS],
        )
    times = []
    for query in (
        "",
        "page=500",
        "q=k0000",
        "sort=session_key",
        "page=1000&size=100",
        "sort=-session_key&q=k00",
    ):
        request = RequestFactory().get(f"/rows/?{query}")
        request.user = AnonymousUser()
        began = time.perf_counter()
        answer = SESSIONS.answer(request, Session.objects.all())
        times.append(time.perf_counter() - began)
        assert answer.status_code == 200
    print("list of", ROWS, "rows, seconds:", [round(one, 3) for one in times])
    assert statistics.median(times) < 0.5
