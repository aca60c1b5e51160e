"""Run the house: serve its pages, do its recurring work, and the demonstration clinic with one command."""

import argparse
import logging.config
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from cordline.config import cluster, doors, logs, resetting, serving
from cordline.config.commands.migrating import migrate_database, pending
from cordline.config.working import Worker
from cordline.ground.console import DONE, REFUSED, WRONG_USAGE, Answer, Command, say
from cordline.ledger.services.clock import is_demonstration

SERVE_WITHIN_S = 60.0
HISTORY = ("simulate",)


class Children:
    """The processes of one running house; all end together, and the database they started ends last."""

    def __init__(self) -> None:
        """Nothing runs yet; a signal to stop reaches all children."""
        self.running: dict[str, subprocess.Popen[bytes] | serving.Forked] = {}
        self.stopping = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)

    def start(self, name: str, *argv: str) -> None:
        """Start one of them, in this process's group and with its environment."""
        self.running[name] = subprocess.Popen([sys.executable, *argv])  # noqa: S603

    def start_command(self, name: str, *argv: str) -> None:
        """Start one that is a command of this console."""
        self.start(name, "-m", "cordline.config.console", *argv)

    def start_pages(self, handler: WSGIHandler, options: argparse.Namespace) -> None:
        """Start the server of the pages with what this process has loaded, or as a program where that is not safe."""
        where = (options.host, options.port, options.workers)
        if serving.FORKS:
            self.running["pages"] = serving.Forked(lambda: serving.serve(handler, *where))
        else:
            self.start("pages", *serving.program(*where))

    def ended(self) -> dict[str, int]:
        """Take out and give those that ended by themselves, with their exit codes."""
        over = {name: child.poll() for name, child in self.running.items()}
        done = {name: code for name, code in over.items() if code is not None}
        for name in done:
            del self.running[name]
        return done

    def renew(self, name: str) -> None:
        """Ask one of them to end; whoever watches starts it again in its usual way."""
        if name in self.running:
            self.running[name].terminate()

    def end(self) -> None:
        """Ask all to stop, wait for them, and stop the database that belongs to this folder."""
        for child in self.running.values():
            child.terminate()
        for child in self.running.values():
            try:
                child.wait(timeout=15)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self.running.clear()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True


def run_serve(options: argparse.Namespace) -> Answer:
    """The command ``serve``: the pages alone; ``worker`` runs beside it."""
    handler = _loaded_beside_the_database()
    waiting = pending()
    connection.close()
    if waiting:
        text = f"The database lacks {len(waiting)} migrations of this version. Run: cordline migrate"
        return Answer({"ok": False, "findings": waiting}, text, REFUSED)
    if taken := _port_taken(options.host, options.port):
        return taken
    children = Children()
    children.start_pages(handler, options)
    return _watch(children, {"pages": lambda: children.start_pages(handler, options)})


def run_worker(options: argparse.Namespace) -> Answer:
    """The command ``worker``: seals, deliveries and what has fallen due, until it is told to stop."""
    worker = Worker()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: worker.stopping.set())
    worker.run(options.only or "")
    return Answer({"ok": True})


def run_demo(options: argparse.Namespace) -> Answer:
    """The command ``demo``: a demonstration clinic with pages, worker and a history that fills while you look."""
    started = time.monotonic()
    if taken := _port_taken(options.host, options.port):
        return taken
    say("Starting the database ...")
    handler = _loaded_beside_the_database()
    if options.reset:
        try:
            resetting.throw_away()
        except resetting.NotADemonstration as fault:
            return Answer({"ok": False, "findings": [str(fault)]}, str(fault), REFUSED)
    count = migrate_database(quiet=True)
    if count:
        say(f"Database made ready: {count} migrations in {time.monotonic() - started:.0f} s.")
    told = _first_history(options)
    if isinstance(told, Answer):
        return told
    connection.close()
    _log_for_people()
    children = Children()
    children.start_pages(handler, options)
    address = f"http://{options.host}:{options.port}"
    # Whoever waits for a page shall not wait for the worker's start too.
    answers = _answers(address, children)
    # The story lets the house react at its own moments; a worker that did so too would make it another story.
    children.start_command("worker", "worker", *(["--only", "sealer"] if told else []))
    if told:
        children.start_command("history", *told)
    if answers:
        say(f"Open {address}   (ready after {time.monotonic() - started:.1f} s; Ctrl-C stops everything)")
        if told:
            say("The clinic's history is filling in; pages show what is there so far.")
    again = {
        "pages": lambda: children.start_pages(handler, options),
        "worker": lambda: children.start_command("worker", "worker"),
    }
    return _watch(children, again, stop_database=True)


def _loaded_beside_the_database() -> WSGIHandler:
    """Load the pages while the database starts."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(1) as beside:  # over before anything is forked
        started = beside.submit(doors.urls)
        handler = serving.loaded()
        started.result()
    return handler


def _log_for_people() -> None:
    """Let this process and those it starts write what matters as plain lines, unless the host said otherwise."""
    form = os.environ.setdefault("CORDLINE_LOG_FORMAT", "plain")
    level = os.environ.setdefault("CORDLINE_LOG_LEVEL", "warning")
    logging.config.dictConfig(logs.configuration(form, level))


def _first_history(options: argparse.Namespace) -> list[str] | Answer:
    """Give the command that tells this clinic's year, or nothing when it is told already or is not to be."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM (SELECT 1 FROM ledger.entry LIMIT 1) AS any_entry")
        empty = cursor.fetchone()[0] == 0
    if not empty and not is_demonstration():
        text = "This database holds real records: the demonstration does not run on it."
        return Answer({"ok": False, "findings": [text]}, text, REFUSED)
    from cordline.config.console import commands

    if not empty or options.empty or HISTORY[0] not in commands():
        return []
    return [
        "simulate",
        "--seed",
        str(options.seed),
        "--cords",
        str(options.cords),
        "--patients",
        str(options.patients),
    ]


def _port_taken(host: str, port: int) -> Answer | None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            text = f"{host}:{port} cannot be used ({fault.strerror}). Name another port with --port."
            return Answer({"ok": False, "findings": [text]}, text, WRONG_USAGE)
    return None


def _answers(address: str, children: Children) -> bool:
    deadline = time.monotonic() + SERVE_WITHIN_S
    while time.monotonic() < deadline and not children.stopping:
        try:
            with urlopen(f"{address}/healthz", timeout=5):  # noqa: S310 - an address made here, on this machine
                return True
        except (URLError, OSError):
            time.sleep(0.02)
    return False


def _watch(
    children: Children, again: dict[str, Callable[[], None]], *, stop_database: bool = False
) -> Answer:
    """Wait until told to stop; start again what should never end, with a pause so that a fault does not spin."""
    last_start = dict.fromkeys(again, time.monotonic())
    worst = DONE
    try:
        while not children.stopping:
            time.sleep(0.3)
            if (
                doors.own_server()
                and cluster.status(settings.CORDLINE_HOME).pid is None
                and not children.stopping
            ):
                say("The database server is gone; starting it again.")
                cluster.ensure_running(settings.CORDLINE_HOME)
            for name, code in children.ended().items():
                if name not in again:
                    say(f"The {name} ended with code {code}." if code else f"The {name} is complete.")
                    children.renew("worker")
                elif not children.stopping:
                    if code:
                        say(f"The {name} ended with code {code}; starting again.")
                    time.sleep(max(0.0, 3.0 - (time.monotonic() - last_start[name])))
                    last_start[name] = time.monotonic()
                    again[name]()
    except BaseException:
        children.end()  # a fault here leaves nothing behind that nobody watches
        raise
    say("Stopping ...")
    children.end()
    connection.close()
    if stop_database and doors.own_server():
        cluster.stop(settings.CORDLINE_HOME)
    return Answer({"ok": worst == DONE}, "", worst)


def _worker_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", metavar="LOOP", help="run one loop only: sealer, deliveries, ...")


def _serve_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="server processes (4 threads each)")


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    _serve_arguments(parser)
    parser.add_argument("--seed", type=int, default=2026, help="the same seed tells the same year")
    parser.add_argument("--cords", type=int, default=24)
    parser.add_argument("--patients", type=int, default=60)
    parser.add_argument("--reset", action="store_true", help="throw the demonstration away and begin anew")
    parser.add_argument("--empty", action="store_true", help="start without a history")


COMMANDS = [
    Command("serve", "serve the pages", run_serve, _serve_arguments),
    Command(
        "worker", "seal the record, deliver entries, do what has fallen due", run_worker, _worker_arguments
    ),
    Command("demo", "run the demonstration clinic on this machine", run_demo, _demo_arguments),
]
