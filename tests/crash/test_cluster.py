"""The database a clinic gets without naming one: made once, found again, and up again after it was killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from cordline.config import cluster

ELSEWHERE = """
import sys, pathlib
from cordline.config import cluster
print(cluster.ensure_running(pathlib.Path(sys.argv[1])).app)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder so deep that a unix socket in it would have too long a name."""
    deep = tmp_path_factory.mktemp("clinic") / ("a-rather-long-folder-name-" * 4) / "var"
    cluster.ensure_running(deep)
    yield deep
    cluster.stop(deep)


def scalar(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query).fetchone()  # type: ignore[arg-type]
    assert row is not None
    return row[0]


def test_a_killed_server_comes_back_with_every_answered_row(home: Path) -> None:
    urls = cluster.ensure_running(home)
    with psycopg.connect(urls.owner) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
        connection.execute("INSERT INTO kept SELECT generate_series(1, 1000)")
    before = int(str(scalar(urls.owner, "SELECT count(*) FROM kept")))
    pid = cluster.status(home).pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    again = cluster.ensure_running(home)
    assert cluster.status(home).pid != pid
    assert scalar(again.owner, "SELECT count(*) FROM kept") == before


def test_a_running_orphan_is_adopted_not_doubled(home: Path) -> None:
    pid = cluster.status(home).pid
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, str(home)], capture_output=True, text=True, check=True
    )
    assert cluster.status(home).pid == pid
    assert scalar(done.stdout.strip(), "SELECT 1") == 1


def test_a_stale_number_of_a_living_stranger_does_not_block_the_start(home: Path) -> None:
    assert cluster.stop(home)
    (home / "postgres" / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n{home}\n")
    assert cluster.status(home).pid is None
    assert scalar(cluster.ensure_running(home).app, "SELECT 1") == 1


def test_two_processes_that_start_at_once_share_one_server(home: Path) -> None:
    cluster.stop(home)
    started = [
        subprocess.Popen([sys.executable, "-c", ELSEWHERE, str(home)], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    answers = {process.communicate(timeout=60)[0].strip() for process in started}
    assert len(answers) == 1
    assert [process.returncode for process in started] == [0, 0, 0]
    assert scalar(answers.pop(), "SELECT 1") == 1


def test_a_taken_port_is_left_to_its_owner(home: Path) -> None:
    cluster.stop(home)
    port = cluster.status(home).port
    assert port is not None
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))
        taken.listen()
        urls = cluster.ensure_running(home)
    assert cluster.status(home).port != port
    assert scalar(urls.app, "SELECT 1") == 1


@pytest.mark.req("I5")
def test_no_role_of_the_clinic_has_powers_it_was_not_given(home: Path) -> None:
    urls = cluster.ensure_running(home)
    query = """SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls FROM pg_roles
               WHERE rolname LIKE 'cordline%%' ORDER BY 1"""
    with psycopg.connect(urls.app) as connection:
        assert connection.execute(query).fetchall() == [
            ("cordline_app", False, False, False, False, False),
            ("cordline_owner", False, False, True, False, False),
            ("cordline_sealer", False, False, False, False, False),
        ]
    for url in (urls.app, urls.sealer):
        for attempt in (
            "CREATE TEMP TABLE forged (n int)",
            "CREATE SCHEMA mine",
            "CREATE TABLE mine (n int)",
        ):
            with psycopg.connect(url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(attempt)  # type: ignore[arg-type]


def test_the_server_is_set_as_the_records_need_it(home: Path) -> None:
    urls = cluster.ensure_running(home)
    wanted = {
        "timezone": "UTC",
        "server_encoding": "UTF8",
        "log_error_verbosity": "terse",
        "password_encryption": "scram-sha-256",
        "listen_addresses": "127.0.0.1",
        "fsync": "on",
        "transaction_timeout": "30s",
        "idle_in_transaction_session_timeout": "10s",
    }
    with psycopg.connect(urls.app) as connection:
        found = {
            name: connection.execute("SELECT current_setting(%s)", [name]).fetchone()[0]  # type: ignore[index]
            for name in wanted
        }
    assert found == wanted
    assert scalar(cluster.supervisor_url(home), "SHOW unix_socket_directories") == ""
    assert scalar(
        urls.app, "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = 'cordline'"
    ) == ("bC.UTF-8")


def test_passwords_are_asked_for_and_read_by_their_owner_only(home: Path) -> None:
    urls = cluster.ensure_running(home)
    assert (home / "postgres" / "passwords.json").stat().st_mode & 0o777 == 0o600
    assert not (home / "postgres" / "pwfile").exists()
    wrong = urls.app.replace(urls.app.split(":")[2].split("@")[0], "guessed")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_a_second_start_finds_the_running_server_within_a_second(home: Path) -> None:
    cluster.ensure_running(home)
    started = time.perf_counter()
    cluster.ensure_running(home)
    assert time.perf_counter() - started < 1.0


def test_the_second_engine_serves_the_same_database(tmp_path: Path) -> None:
    urls = cluster.ensure_running(tmp_path, engine="celerp", durable=False)
    try:
        assert str(scalar(urls.app, "SHOW server_version")).startswith("17.")
        assert scalar(urls.app, "SHOW fsync") == "off"
    finally:
        cluster.stop(tmp_path, engine="celerp")
