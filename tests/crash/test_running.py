"""The demonstration as people start it: pages within seconds, a worker beside them, everything gone after Ctrl-C."""

import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from cordline.config import cluster
from tests.crash.running import demonstration, environment, pages_of, wait_for


@pytest.mark.req("E9")
@pytest.mark.timeout(900)
def test_a_demonstration_starts_serves_survives_a_killed_server_and_stops_whole(tmp_path: Path) -> None:
    with demonstration(tmp_path, "--empty") as (address, process):
        assert wait_for(f"{address}/healthz") == {"ok": True}
        ready = wait_for(f"{address}/readyz")
        assert ready["ok"], ready
        children = psutil.Process(process.pid).children(recursive=True)
        pages = pages_of(psutil.Process(process.pid))
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
