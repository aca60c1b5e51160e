"""Makes .venv with this Python and installs one lock into it; run by ./cordline when the lock is not installed yet.

Only the standard library is at hand here. Two first starts at once wait for one another.
"""

import fcntl
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

NO_VENV = """This Python cannot make virtual environments: the module ensurepip is missing.
On Debian or Ubuntu:  apt install python3-venv   (then start again)
"""
NOT_INSTALLED = """
The requirements could not be installed. The first start needs a package index; later ones need no network.
If this machine is behind a proxy or an own index, tell pip about it (pip config, PIP_INDEX_URL) and start again.
"""
# What is inside another lock need not be installed a second time.
INSIDE = {"test": ("test", "demo", "core"), "demo": ("demo", "core"), "core": ("core",)}


def main(root: Path, lock: str) -> int:
    """Install one lock; give the exit code."""
    with (root / ".venv.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        locked = root / "requirements" / f"{lock}.txt"
        stamp = root / ".venv" / f"installed-{lock}"
        if stamp.exists() and stamp.read_bytes() == locked.read_bytes():
            return 0
        return make(root / ".venv") or install(root, lock)


def make(folder: Path) -> int:
    """Make the virtual environment unless a whole one is there."""
    if (folder / "made").exists():
        return 0
    try:
        import ensurepip  # noqa: F401 - Debian takes it out of its python3
    except ImportError:
        sys.stderr.write(NO_VENV)
        return 2
    print(f"Making {folder} with Python {sys.version.split()[0]} ...", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True, symlinks=True)
    (folder / "made").touch()
    return 0


def install(root: Path, lock: str) -> int:
    """Install a lock's packages, each checked against its hash; say how far it is every few seconds."""
    locked = root / "requirements" / f"{lock}.txt"
    print(f"Installing {locked.relative_to(root)} (once; a minute or two) ...", flush=True)
    started = time.monotonic()
    done = subprocess.run(
        [root / ".venv" / "bin" / "python", "-m", "pip", "install", "-qq", "--disable-pip-version-check",
         "--no-input", "--require-hashes", "--only-binary", ":all:", "-r", locked],
        check=False,
    )  # fmt: skip
    if done.returncode:
        sys.stderr.write(NOT_INSTALLED)
        return 2
    for name in INSIDE[lock]:
        shutil.copyfile(root / "requirements" / f"{name}.txt", root / ".venv" / f"installed-{name}")
    print(f"Installed in {time.monotonic() - started:.0f} s.", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), sys.argv[2]))
