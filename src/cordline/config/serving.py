"""The pages' server: forked from a process in which the house is loaded already, so that it stands at once.

The console loads the house once, to check the database. Server and server processes are forked from it and share
what was loaded, where each would load everything again, at every start and after every fall. Where a process cannot
be forked safely the server is started as a program of its own (``config.wsgi``).
"""

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError, connections
from django.urls import get_resolver

from cordline.config.database.base import DatabaseWrapper

TARGET = "cordline.config.wsgi:application"
# Few threads: those of one process share one interpreter, and with eight of them a verdict waited up to a second for
# its turn (measured with 32 stations on two cores: 99 of 100 within 440 ms by four, within 660 ms by eight).
THREADS = 4
FORKS = sys.platform == "linux"
POOL_SIZE = 2 * THREADS  # each thread has one; the rest is for what goes on beside the pages
WARM_AFTER_S = 8.0  # the first page comes first; on two cores the index would take its turn from it


class Forked:
    """A process forked from this one, with the few words of ``subprocess.Popen`` that its keeper says."""

    def __init__(self, work: Callable[[], None]) -> None:
        """Start it; it takes no connection to the database along."""
        connections.close_all()
        if settings.CORDLINE["POOL_SIZE"]:
            cast("DatabaseWrapper", connections["default"]).close_pool()
        self._process = multiprocessing.get_context("fork").Process(target=_as_its_own, args=(work,))
        self._process.start()

    def poll(self) -> int | None:
        """Give its exit code, or nothing while it runs."""
        return self._process.exitcode

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def kill(self) -> None:
        """End it."""
        self._process.kill()

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end, so long; gives its exit code."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("pages", timeout or 0.0)
        return self._process.exitcode


def _as_its_own(work: Callable[[], None]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)  # what its parent does with them is not its way
    work()


def loaded() -> WSGIHandler:
    """Load what every page needs into this process: middleware, addresses and views, the server itself."""
    import granian.server  # noqa: F401 - so that it is there after the fork

    handler = WSGIHandler()
    settle()
    return handler


def settle() -> None:
    """Read every address now, and look no more for garbage in what was loaded: it stands until the process ends.

    A whole look through it stopped each page of a process for up to a second, and copied memory that is shared.
    """
    get_resolver()._populate()
    gc.collect()
    gc.freeze()


def serve(handler: WSGIHandler, host: str, port: int, workers: int) -> None:
    """Serve the loaded house until told to stop; each server process is forked once more."""
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    multiprocessing.set_start_method("fork", force=True)

    def application(*_: object) -> WSGIHandler:
        begin()
        return handler

    Server(
        TARGET, address=host, port=port, interface=Interfaces.WSGI, workers=workers, blocking_threads=THREADS,
        http=HTTPModes.http1, websockets=False, respawn_failed_workers=True, log_level=LogLevels.error,
    ).serve(target_loader=application, wrap_loader=False)  # fmt: skip


def program(host: str, port: int, workers: int) -> tuple[str, ...]:
    """Give the same server as the arguments of a Python of its own."""
    return (
        "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers),
        "--blocking-threads", str(THREADS), "--http", "1", "--no-ws", "--respawn-failed-workers",
        "--log-level", "error", TARGET,
    )  # fmt: skip


def begin() -> threading.Timer:
    """Make this process one that serves: connections for its threads, and the ask box's index a little later.

    Gives the timer of that, for who measures and wants nothing else to run.
    """
    if "CORDLINE_POOL_SIZE" not in os.environ:
        shape: dict[str, Any] = connections.settings["default"]
        shape["CONN_MAX_AGE"] = 0
        shape["OPTIONS"]["pool"] = {"min_size": 1, "max_size": POOL_SIZE}
    warming = threading.Timer(WARM_AFTER_S, warm)
    warming.daemon = True
    warming.start()
    return warming


def warm() -> None:
    """Build the ask box's index before a visitor asks, then keep the public pages warm while the process serves.

    Where that fails, the first question builds the index, and the first visitor of a page has it rendered.
    """
    from cordline.knowledge.asking.asked import warm as warm_index
    from cordline.knowledge.asking.shown import shown_corpus
    from cordline.knowledge.public.warming import Warmer
    from cordline.knowledge.selectors import publication

    try:
        warm_index(publication(), shown_corpus)
    except DatabaseError:
        pass
    finally:
        connections.close_all()
    Warmer().watch()
