"""The demonstration as people start it: pages within seconds, a worker beside them, everything gone after Ctrl-C."""

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
import pytest

from cordline.config import cluster
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


@pytest.mark.req("E9")
@pytest.mark.timeout(900)
def test_a_demonstration_starts_serves_survives_a_killed_server_and_stops_whole(tmp_path: Path) -> None:
    with demonstration(tmp_path, "--empty") as (address, process):
        assert wait_for(f"{address}/healthz") == {"ok": True}
        ready = wait_for(f"{address}/readyz")
        assert ready["ok"], ready
        children = psutil.Process(process.pid).children(recursive=True)
        pages = [child for child in children if "granian" in " ".join(child.cmdline())]
        assert pages
        for child in pages:
            child.kill()
        assert wait_for(f"{address}/healthz") == {"ok": True}
    gone = psutil.wait_procs(children, timeout=20)[1]
    assert gone == []
    assert cluster.status(tmp_path).pid is None
    assert process.returncode == 0


@pytest.mark.timeout(900)
def test_a_taken_port_and_a_mistyped_setting_are_said_plainly(tmp_path: Path) -> None:
    console = [sys.executable, "-m", "cordline.config.console"]
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [*console, "demo", "--port", port],
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert f"127.0.0.1:{port} cannot be used" in done.stderr
    wrong = {**environment(tmp_path), "CORDLINE_POOLSIZE": "5"}
    done = subprocess.run([*console, "check"], env=wrong, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert (
        done.stderr.strip()
        == "CORDLINE_POOLSIZE is not a setting of this version. Did you mean CORDLINE_POOL_SIZE?"
    )
