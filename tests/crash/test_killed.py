"""Server, worker with its sealer, PostgreSQL killed while people work: what was answered is there, once (I5, I14)."""

import json
import random
import re
import subprocess
import sys
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import psutil
import psycopg
import pytest

from cordline.config import cluster
from tests.crash.running import demonstration, environment, pages_of, wait_for

TOLD = ("--cords", "1", "--patients", "0")
CLIENTS = 4


class Nurse:
    """One nurse at one browser, who says over and over that the emergency tray is complete."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies = CookieJar()
        self.browser: OpenerDirector = build_opener(HTTPCookieProcessor(self.cookies))
        self.answered: list[str] = []
        self.unanswered = 0

    def enter(self) -> None:
        self.browser.open(f"{self.address}/demonstration-sign-in/", timeout=30).read()
        self.post("/demonstration-sign-in/", {"as": "nurse@KL-CLINIC"})

    def post(self, path: str, fields: dict[str, str]) -> str:
        token = next((cookie.value for cookie in self.cookies if cookie.name.endswith("csrftoken")), "")
        body = urlencode({**fields, "csrfmiddlewaretoken": token or ""}).encode()
        request = Request(f"{self.address}{path}", body, {"Referer": self.address})  # noqa: S310
        with self.browser.open(request, timeout=10) as answer:
            return str(answer.read().decode())

    def work(self, stop: threading.Event) -> None:
        """Send each key until it is answered; an answer is the page that says so, with its receipt."""
        while not stop.is_set():
            key = uuid.uuid4().hex
            while not self._send(key):
                self.unanswered += 1
                time.sleep(0.1)
                if stop.is_set():
                    return

    def _send(self, key: str) -> bool:
        try:
            page = self.post("/bedside/tray/", {"form_key": key})
        except (HTTPError, HTTPException, OSError):
            return False
        if not re.search(r"The emergency tray is complete\. Receipt [0-9a-f]{12}", page):
            return False
        self.answered.append(key)
        return True


def kill_one(home: Path, parent: psutil.Process, what: str) -> bool:
    """Kill -9 one part of the running house; says whether there was one to kill."""
    if what == "database":
        pid = cluster.status(home).pid
        if pid is None:
            return False
        psutil.Process(pid).kill()
        return True
    if what == "server":
        found = pages_of(parent)
    else:
        found = [child for child in parent.children(recursive=True) if what in child.cmdline()]
    for child in found:
        child.kill()
    return bool(found)


@pytest.mark.req("I5", "I14")
@pytest.mark.timeout(1200)
def test_whatever_is_killed_each_answered_act_is_there_once_and_the_seals_verify(
    tmp_path: Path, full: bool
) -> None:
    stop = threading.Event()
    chance = random.Random(7)  # noqa: S311 - when to kill, no secret
    killed: list[str] = []
    with demonstration(tmp_path, *TOLD) as (address, process):
        wait_for(f"{address}/readyz")
        history_told(tmp_path)
        nurses = [Nurse(address) for _ in range(CLIENTS)]
        for nurse in nurses:
            nurse.enter()
        with ThreadPoolExecutor(CLIENTS) as pool:
            shifts = [pool.submit(nurse.work, stop) for nurse in nurses]
            for what in ["server", "worker", "database"] * (10 if full else 1):
                time.sleep(chance.uniform(2, 4))
                if kill_one(tmp_path, psutil.Process(process.pid), what):
                    killed.append(what)
            settle(nurses)
            stop.set()
            for shift in shifts:
                shift.result()
        assert set(killed) == {"server", "worker", "database"}
        answered = [key for nurse in nurses for key in nurse.answered]
        assert len(answered) > CLIENTS
        stored = keys_of_trays(tmp_path)
        assert sorted(set(answered) - set(stored)) == []
        assert len(stored) == len(set(stored))
        assert half_done(tmp_path) == (0, 0)
        report = verify(tmp_path)
        assert report["ok"], report
        assert int(str(report["entries"])) >= len(stored)


def settle(nurses: list[Nurse]) -> None:
    """Wait until each nurse was answered again after the last kill, so that the house is known to have come back."""
    before = [len(nurse.answered) for nurse in nurses]
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if all(len(nurse.answered) > count + 1 for nurse, count in zip(nurses, before, strict=True)):
            return
        time.sleep(0.2)
    pytest.fail(f"The house did not come back: {[nurse.unanswered for nurse in nurses]} without an answer.")


def history_told(home: Path) -> None:
    """Wait for the short history, whose clock and worker would otherwise change under the nurses."""
    deadline = time.monotonic() + 300
    while "The history" not in (home / "said").read_text():
        assert time.monotonic() < deadline, (home / "said").read_text()
        time.sleep(0.3)
    time.sleep(4)  # the worker is renewed when the history is told


def rows(home: Path, question: str) -> list[tuple[object, ...]]:
    with psycopg.connect(cluster.ensure_running(home).owner) as connection:
        return connection.execute(question).fetchall()


def keys_of_trays(home: Path) -> list[str]:
    found = rows(
        home, "SELECT key FROM ledger.entry WHERE verb = 'bedside.tray.checked' AND length(key) = 32"
    )
    return [str(key) for (key,) in found]


def half_done(home: Path) -> tuple[int, int]:
    """Count tray checks without the change their entry wrote, and such entries without their tray check."""
    (missing, unwritten), *_ = rows(
        home,
        "SELECT (SELECT count(*) FROM bedside_traycheck) - count(*), count(*) FILTER (WHERE NOT EXISTS "
        "(SELECT 1 FROM ledger.change c WHERE c.entry = e.id)) "
        "FROM ledger.entry e WHERE verb = 'bedside.tray.checked'",
    )
    return int(str(missing)), int(str(unwritten))


def verify(home: Path) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-m", "cordline.config.console", "audit", "verify", "--json"],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    return dict(json.loads(done.stdout))
