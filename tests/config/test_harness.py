"""The ground under the tests themselves: the role they run as, what is rolled back, what is closed."""

import socket
import threading

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from cordline.config.cluster import ClusterUrls
from tests.harness.network import OutsideRequest


def role() -> object:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_tests_that_roll_back_run_as_the_application() -> None:
    assert role() == "cordline_app"


def test_tests_that_commit_run_as_the_application_and_others_see_it(committed_db: ClusterUrls) -> None:
    assert role() == "cordline_app"
    Session.objects.create(session_key="kept", session_data="", expire_date=timezone.now())
    with psycopg.connect(committed_db.owner) as other:
        assert other.execute("SELECT session_key FROM django_session").fetchall() == [("kept",)]


@pytest.mark.parametrize("time", ["first", "second"])
def test_each_committing_test_finds_an_empty_database(committed_db: ClusterUrls, time: str) -> None:
    assert not Session.objects.exists()
    Session.objects.create(session_key=time, session_data="", expire_date=timezone.now())


def test_a_thread_of_a_committing_test_meets_the_same_database(committed_db: ClusterUrls) -> None:
    names: list[object] = []

    def look() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_database()")
            names.append(cursor.fetchone()[0])
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    look()
    assert names[0] == names[1]


@pytest.mark.req("I5")
def test_the_application_can_neither_delete_nor_truncate_beyond_its_list(committed_db: ClusterUrls) -> None:
    with psycopg.connect(committed_db.app) as app:
        rights = app.execute(
            """SELECT table_name, privilege_type FROM information_schema.role_table_grants
               WHERE table_schema = 'public' AND grantee = 'cordline_app'
                 AND privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE')"""
        ).fetchall()
    from cordline.config.grants import MAY_DELETE

    assert {str(table) for table, _ in rights} <= set(MAY_DELETE)
    assert {str(right) for _, right in rights} == {"DELETE"}


def test_a_request_to_the_outside_is_refused() -> None:
    with pytest.raises(OutsideRequest), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))
