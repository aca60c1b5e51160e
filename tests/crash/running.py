"""The house as people start it, for tests that kill parts of it: in its own folder and on its own port."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from tests.harness.databases import ROOT

PATIENCE_S = 300


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(home: Path) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CORDLINE_")}
    return {**clean, "CORDLINE_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}


@contextmanager
def demonstration(home: Path, *more: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A demonstration in its own folder and on its own port; stopped as Ctrl-C would."""
    port = free_port()
    argv = [
        sys.executable,
        "-m",
        "cordline.config.console",
        "demo",
        "--port",
        str(port),
        "--workers",
        "1",
        *more,
    ]
    with (home / "said").open("ab") as said:
        process = subprocess.Popen(argv, env=environment(home), stdout=said, stderr=said)
    try:
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def pages_of(house: psutil.Process) -> list[psutil.Process]:
    """Give the server of the pages and its processes: forked from the house, so by its words; or a granian."""
    said = house.cmdline()
    return [
        one for one in house.children(recursive=True) if one.cmdline() == said or "granian" in one.cmdline()
    ]


def wait_for(address: str) -> Any:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            with urlopen(address, timeout=10) as answer:  # noqa: S310 - an address made here
                return json.loads(answer.read())
        except (URLError, OSError, TimeoutError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
