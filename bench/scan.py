"""``bench scan``: the bedside verdict over authenticated HTTP, against the database alone and against the ORM.

Ours: ``POST /bedside/check/verdict/`` by signed-in stations, served by granian. The limit: pgbench with every statement
that the server logged for one such request. The rival: the same act written with the ORM, served by the same process.
A relay between server and database counts the round trips of one request.
"""

import argparse
import asyncio
import os
import re
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import psycopg
from django.conf import settings

from bench.rounds import median, target
from bench.stage import stage
from cordline.config import cluster, serving

OURS, RIVAL = "/bedside/check/verdict/", "/bench/orm/"
PEOPLE, WORKERS = 8, 2
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Station:
    """One tablet at a chair: its session, and the two labels that it scans again and again."""

    cookie: str
    token: str
    band: str
    dose: str
    signed: str


def furnish(stations: int) -> list[Station]:
    """A clinic with doses that pass, and one signed-in session for each station."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from cordline.access.services.demonstration import create_cast
    from cordline.access.sessions import SESSION_SITE, SESSION_STATION
    from cordline.bedside import services as bedside
    from cordline.ledger.services import declare_demonstration
    from cordline.web.forms import ActForm
    from tests import bedside_chain as chain

    declare_demonstration(2026)
    nurse = create_cast()["nurse@KL-CLINIC"]
    made = chain.clinic()
    lot, _ = chain.lot(made, vials=PEOPLE * 4)
    days = [chain.reserved(made, lot_code=lot) for _ in range(PEOPLE)]
    for day in days:
        chain.fit(day.plan)
        chain.carry(day)
        chain.prepare(day)
        chain.band(day)
    account = get_user_model().objects.get(code=nurse.code)
    found = []
    for number in range(stations):
        day = days[number % PEOPLE]
        client = Client()
        client.force_login(account, backend="cordline.access.backends.StaffBackend")
        session = client.session
        session[SESSION_SITE], session[SESSION_STATION] = nurse.site, f"chair-{number}"
        session["access.seen"] = int(time.time()) + 3600
        session.save()
        hearing = replace(nurse, station=f"chair-{number}")
        bedside.ask_identity(wristband=day.band, by=hearing, key=chain.key())
        token = secrets.token_urlsafe(24)[:32].replace("-", "a").replace("_", "b")
        form = ActForm(person=day.person)
        found.append(
            Station(
                cookie=f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}",
                token=token,
                band=day.band,
                dose=day.dose,
                signed=str(form.initial["form_person"]),
            )
        )
    return found


def request_of(station: Station, path: str, address: str) -> bytes:
    """One scan as the browser sends it."""
    body = urlencode(
        {
            "band": station.band, "band_source": "scanner", "dose": station.dose, "dose_source": "scanner",
            "form_key": secrets.token_urlsafe(16), "form_person": station.signed, "form_seen": "",
        }
    ).encode()  # fmt: skip
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {address}\r\nConnection: keep-alive\r\nHX-Request: true\r\n"
        f"Cookie: {station.cookie}; csrftoken={station.token}\r\nX-CSRFToken: {station.token}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def scanning(
    station: Station, path: str, address: str, until: float, taken: list[float], wrong: list[str]
) -> None:
    """Scan again and again on one connection until the time is up."""
    host, port = address.split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    while time.perf_counter() < until:
        began = time.perf_counter()
        writer.write(request_of(station, path, address))
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        body = await reader.readexactly(int(length[1])) if length else b""
        if b" 200 " not in head[:20] or b'data-sound="pass"' not in body:
            wrong.append((head[:200] + body[-400:]).decode(errors="replace"))
            continue
        taken.append((time.perf_counter() - began) * 1000)
    writer.close()


def hammer(stations: list[Station], path: str, address: str, seconds: float) -> list[float]:
    """Let every station scan for some seconds; gives the milliseconds of each scan."""
    taken: list[float] = []
    wrong: list[str] = []

    async def all_of_them() -> None:
        until = time.perf_counter() + seconds
        await asyncio.gather(*(scanning(one, path, address, until, taken, wrong) for one in stations))

    asyncio.run(all_of_them())
    if len(wrong) > len(taken) // 20:
        raise RuntimeError(f"{len(wrong)} of {len(taken)} scans did not pass: {wrong[0]}")
    return taken


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(
    app_url: str, *, workers: int = WORKERS, application: str = "bench.scan_app:application"
) -> Iterator[str]:
    """The house with the rival beside it, under granian, on a port of this machine."""
    port = free_port()
    argv = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", str(workers), "--blocking-threads", str(serving.THREADS), "--http", "1", "--no-ws",
        "--log-level", "error", application,
    ]  # fmt: skip
    path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    environment = os.environ | {"CORDLINE_DATABASE_URL": app_url, "PYTHONPATH": path}
    process = subprocess.Popen(argv, env=environment, cwd=ROOT)
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


class Relay(threading.Thread):
    """Stands between server and database and counts each turn: something sent after something was received."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.target = (str(urlsplit(url).hostname), int(urlsplit(url).port or 5432))
        self.door = socket.create_server(("127.0.0.1", 0))
        port = self.door.getsockname()[1]
        netloc = urlsplit(url).netloc.rsplit("@", 1)[0] + f"@127.0.0.1:{port}"
        self.url = urlunsplit(urlsplit(url)._replace(netloc=netloc))
        self.turns = 0

    def run(self) -> None:
        """Take connections for as long as the bench lasts."""
        while True:
            client, _ = self.door.accept()
            server = socket.create_connection(self.target)
            state = {"asked": False}
            for source, sink, asks in ((client, server, True), (server, client, False)):
                threading.Thread(target=self._pass, args=(source, sink, asks, state), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, asks: bool, state: dict[str, bool]) -> None:
        try:
            while data := source.recv(65536):
                if asks and not state["asked"]:
                    self.turns += 1
                state["asked"] = asks
                sink.sendall(data)
            sink.close()
        except OSError:
            return  # one side went away; the other is closed by its own thread


def round_trips(app_url: str, stations: list[Station]) -> dict[str, list[int]]:
    """Count the round trips of single scans, ours and the rival's, after the connections are warm."""
    relay = Relay(app_url)
    relay.start()
    counted: dict[str, list[int]] = {"ours": [], "rival_orm": []}
    with served(relay.url, workers=1) as address:
        for name, path in (("ours", OURS), ("rival_orm", RIVAL)):
            for station in stations[:3] * 6:
                _once(station, path, address)
            for station in stations[:10]:
                before = relay.turns
                _once(station, path, address)
                time.sleep(0.05)
                counted[name].append(relay.turns - before)
    return counted


def _once(station: Station, path: str, address: str) -> None:
    host, port = address.split(":")
    with socket.create_connection((host, int(port))) as line:
        line.sendall(request_of(station, path, address).replace(b"keep-alive", b"close"))
        answer = b""
        while part := line.recv(65536):
            answer += part
    if b'data-sound="pass"' not in answer:
        raise RuntimeError(f"A scan did not pass: {answer[-600:]!r}")


def logged_statements(urls: Any, station: Station, address: str) -> list[str]:
    """Every statement that the server logged for one request, with its values in place."""
    home = Path(settings.CORDLINE_HOME) / "bench"
    log = cluster.status(home).folder / "server.log"
    role = urlsplit(urls.app).username
    setting = {"log_statement": "all", "log_error_verbosity": "default", "log_parameter_max_length": "-1"}
    with psycopg.connect(cluster.supervisor_url(home, database="bench"), autocommit=True) as supervisor:
        for name, value in setting.items():
            supervisor.execute(f"ALTER ROLE {role} SET {name} = '{value}'")
        try:
            with served(urls.app, workers=1) as quiet:
                for _ in range(12):
                    _once(station, OURS, quiet)
                at = log.stat().st_size
                _once(station, OURS, quiet)
                time.sleep(0.4)
                text = log.read_bytes()[at:].decode()
        finally:
            for name in setting:
                supervisor.execute(f"ALTER ROLE {role} RESET {name}")
    return read_log(text)


_LINE = re.compile(r"^\d{4}-\d\d-\d\d [\d:.]+ UTC \[\d+\] (LOG|DETAIL):  (.*)$")


def read_log(text: str) -> list[str]:
    """Put the logged statements together again: text, then the values of its DETAIL line."""
    found: list[list[str]] = []
    for line in text.splitlines():
        match = _LINE.match(line)
        if match is None:
            if found:
                found[-1][-1] += "\n" + line
        elif match[1] == "LOG":
            found.append(["LOG", match[2]])
        else:
            found.append(["DETAIL", match[2]])
    statements: list[str] = []
    for kind, words in found:
        if kind == "LOG":
            body = re.sub(r"^(statement|execute [^:]+): ", "", words)
            statements.append(body if body != words else "")
        elif statements and statements[-1]:
            values: dict[str, str] = dict(re.findall(r"\$(\d+) = ('(?:[^']|'')*'|NULL)", words))
            # A longer number first, so that $1 is not taken out of $12.
            for number in sorted(values, key=int, reverse=True):
                statements[-1] = statements[-1].replace(f"${number}", values[number])
    return [statement for statement in statements if statement]


def as_script(statements: list[str]) -> str:
    """A pgbench script of these statements; key, attempt and entry are each run's own."""
    lines = ["\\set number random(1, 1000000000000000)"]
    key = ""
    for statement in statements:
        text = " ".join(statement.split()).rstrip(";")
        if "ledger.attempt (" in text:
            values = re.findall(r"'((?:[^']|'')*)'", text)
            key = values[4] if len(values) > 4 else ""
        if key:
            text = text.replace(f"'{key}'", "'k' || :number")
        if "INTO ledger.attempt (" in text:
            lines.append(f"{text} AS attempt_id \\gset" if "RETURNING id" in text else f"{text};")
        elif "ledger.settle_attempt(" in text:
            lines.append(
                re.sub(
                    r"settle_attempt\('?\d+'?,(.*), '?\d+'?\)",
                    r"settle_attempt(:attempt_id,\1, :entry)",
                    text,
                )
                + ";"
            )
        elif "FROM ledger.open(" in text:
            lines.append(f"{text} \\gset")
        else:
            lines.append(text + ";")
    return "\n".join(lines) + "\n"


def pgbench(urls: Any, script: Path, clients: int, seconds: float) -> float:
    """Transactions a second of the script with so many clients."""
    parts = urlsplit(urls.app)
    environment = os.environ | {"PGPASSWORD": parts.password or ""}
    done = subprocess.run(
        [
            str(cluster.binaries() / "pgbench"), "-n", "-M", "prepared", "-h", str(parts.hostname),
            "-p", str(parts.port), "-U", str(parts.username), "-c", str(clients), "-j", "2",
            "-T", str(max(int(seconds), 1)), "-f", str(script), parts.path.lstrip("/"),
        ],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    rate = re.search(r"tps = ([\d.]+)", done.stdout)
    if rate is None or "aborted" in done.stderr:
        raise RuntimeError(f"pgbench: {done.stderr[-1500:]}")
    return float(rate[1])


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Measure in interleaved rounds with 32 stations (``--clients`` for fewer or more)."""
    stations_wanted = 32 if options.clients == 8 else options.clients
    rates: dict[str, list[float]] = {"limit_pgbench": [], "ours": [], "rival_orm": []}
    slow: list[float] = []
    with stage() as urls:
        stations = furnish(stations_wanted)
        trips = round_trips(urls.app, stations)
        with served(urls.app) as address:
            statements = logged_statements(urls, stations[0], address)
            script = Path(settings.CORDLINE_HOME) / "bench" / "verdict.sql"
            script.write_text(as_script(statements))
            hammer(stations, OURS, address, 2.0)
            hammer(stations, RIVAL, address, 2.0)
            for _ in range(options.rounds):
                rates["limit_pgbench"].append(
                    round(pgbench(urls, script, stations_wanted, options.seconds), 1)
                )
                taken = hammer(stations, OURS, address, options.seconds)
                rates["ours"].append(round(len(taken) / options.seconds, 1))
                slow.append(round(sorted(taken)[int(len(taken) * 0.99) - 1], 1))
                taken = hammer(stations, RIVAL, address, options.seconds)
                rates["rival_orm"].append(round(len(taken) / options.seconds, 1))
    return _answer(rates, slow, trips, statements, stations_wanted)


def _answer(
    rates: dict[str, list[float]],
    slow: list[float],
    trips: dict[str, list[int]],
    statements: list[str],
    stations: int,
) -> dict[str, Any]:
    middle = {name: median(values) for name, values in rates.items()}
    share, gain = middle["ours"] / middle["limit_pgbench"], middle["ours"] / middle["rival_orm"]
    worst = max(trips["ours"])
    return {
        "name": "scan",
        "ok": True,
        "results": [
            {
                "what": f"verdicts a second over HTTP, {stations} stations",
                "unit": "verdicts/s",
                "rounds": rates,
                "medians": middle,
                "ratios": {"ours_to_limit": round(share, 2), "ours_to_rival": round(gain, 2)},
                "p99_ms": slow,
                "cores": os.cpu_count(),
            },
            {"what": "round trips of one request", "rounds": trips, "statements": len(statements)},
        ],
        "targets": [
            target("share of pgbench", f"{share:.0%}", "25 %", share >= 0.25),
            target("against the ORM", f"{gain:.2f} times", "2 times", gain >= 2),
            target("round trips", str(worst), "at most 8", worst <= 8),
            target("p99", f"{median(slow)} ms", "under 500 ms", median(slow) < 500),
        ],
    }
