"""The worker: seals the record, delivers entries to those who react to them, and does what has fallen due.

Each loop has a thread of its own and never ends by a fault: it is logged, and the loop rests longer each time until
it succeeds again. How each loop fares is written to a small file that ``/readyz``, ``check`` and the status page read.
"""

import json
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.db import connections

from cordline.config.commands import auditing
from cordline.ground.loops import Loop
from cordline.ledger import sealing, subscribing

log = logging.getLogger("cordline.worker")
LONGEST_REST_S = 60.0
SHOWN_EVERY_S = 2.0


@dataclass
class Fares:
    """How one loop fares: when it last ended well (Unix time), what it did in all, and the fault it now meets."""

    ended_at: float = 0.0
    did: int = 0
    faults: int = 0
    fault: str = ""


class Worker:
    """Runs every loop of the house until it is told to stop."""

    def __init__(self) -> None:
        """Collect the loops; nothing runs yet."""
        self.stopping = threading.Event()
        self.fares: dict[str, Fares] = {}
        self._threads: list[threading.Thread] = []

    def run(self, only: str = "") -> None:
        """Work until ``stopping`` is set, in one loop only if it is named; seal to the end before leaving."""
        jobs: list[tuple[str, float, Callable[[], int]]] = [
            (loop.name, loop.every_s, loop.run) for loop in all_loops()
        ]
        jobs = [job for job in [*jobs, ("sealer", 1.0, SealerAtWork().seal)] if only in {"", job[0]}]
        for name, every_s, work in jobs:
            self.fares[name] = Fares()
            thread = threading.Thread(target=self._loop, args=(name, every_s, work), name=name, daemon=True)
            thread.start()
            self._threads.append(thread)
        while not self.stopping.wait(SHOWN_EVERY_S):
            write_fares(self.fares)
        for thread in self._threads:
            thread.join(timeout=10)
        SealerAtWork().seal_all()

    def _loop(self, name: str, every_s: float, work: Callable[[], int]) -> None:
        fares, rest = self.fares[name], every_s
        while not self.stopping.is_set():
            did = 0
            try:
                did = work()
                fares.did += did
                fares.ended_at, fares.fault, rest = time.time(), "", every_s
            except Exception as fault:  # noqa: BLE001 - one loop's fault must not end the others
                fares.faults += 1
                fares.fault = type(fault).__name__
                rest = min(LONGEST_REST_S, max(rest, 0.5) * 2)
                log.warning("loop %s met %s and rests %.0f s", name, fares.fault, rest)
                connections.close_all()
            if not did:
                self.stopping.wait(rest)
        connections.close_all()


class SealerAtWork:
    """The sealer with its own connection, made anew after a fault."""

    def __init__(self) -> None:
        """Nothing is opened before the first seal."""
        self._sealer: sealing.Sealer | None = None

    def seal(self) -> int:
        """Close what can be closed now; gives the number of entries. An entry that does not fit is an alarm."""
        if self._sealer is None:
            self._sealer = auditing.open_sealer()
        try:
            done = self._sealer.seal_once()
        except Exception:
            self._sealer.close()
            self._sealer = None
            raise
        if done is None:
            return 0
        if done.alarm:
            log.error("seal %s: entries %s do not fit their receipts", done.seal, list(done.alarm))
        return done.entries

    def seal_all(self) -> int:
        """Close everything that is over, as before a stop, a verify or a backup."""
        count = 0
        while done := self.seal():
            count += done
        return count


def all_loops() -> list[Loop]:
    """Give the worker's own loops and each room's."""
    loops = [Loop("deliveries", 0.2, lambda: subscribing.deliver_all(limit=200))]
    for room in settings.ROOMS:
        if find_spec(f"cordline.{room}.loops"):
            loops.extend(import_module(f"cordline.{room}.loops").LOOPS)
    return loops


def fares_file() -> Path:
    """Where the worker says how its loops fare."""
    return Path(settings.CORDLINE_HOME) / "worker.json"


def write_fares(fares: dict[str, Fares]) -> None:
    """Say how each loop fares, in one move so that a reader never finds half a file."""
    path = fares_file()
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps({"at": time.time(), "loops": {name: asdict(f) for name, f in fares.items()}}))
    draft.replace(path)


def read_fares() -> tuple[float, dict[str, Fares]] | None:
    """Give when the worker last said how it fares (Unix time) and what it said; None when it never did."""
    try:
        told = json.loads(fares_file().read_text())
    except (FileNotFoundError, ValueError):
        return None
    return float(told["at"]), {name: Fares(**fares) for name, fares in told["loops"].items()}
