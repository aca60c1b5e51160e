"""The browser of the journeys: the machine's own Chromium, or Debian's package unpacked under ``var`` without root.

``python -m tests.harness.chromium`` fetches it if it is missing (exit 1: there is none to be had here).
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).parents[2] / "var" / "chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> Path | None:
    """Give the browser's program, or None when there is none."""
    for name in NAMES:
        if path := shutil.which(name):
            return Path(path)
    return HOME / "chromium" if (HOME / "chromium").exists() else None


def fetch(*options: str) -> Path | None:
    """Fetch Debian's Chromium with every library this machine lacks, unpacked under ``var``; None when impossible."""
    if shutil.which("apt-get") is None or shutil.which("dpkg") is None:
        return _without("There is no apt-get here to fetch Chromium with.")
    unpacked, lists, archives = HOME / "root", HOME / "lists", HOME / "archives"
    for folder in (unpacked, lists / "partial", archives / "partial"):
        folder.mkdir(parents=True, exist_ok=True)
    # Lists and archives of our own: nothing of the machine changes, and no root is needed.
    apt = ["apt-get", "-q", "-o", f"Dir::State::lists={lists}", "-o", f"Dir::Cache::archives={archives}",
           "-o", f"Dir::Cache::pkgcache={HOME}/pkgcache.bin", "-o", f"Dir::Cache::srcpkgcache={HOME}/srcpkgcache.bin",
           "-o", "APT::Sandbox::User=root", "-o", "Debug::NoLocking=1", *options]  # fmt: skip
    _say("Fetching Chromium from Debian's packages (once) ...")
    if _quiet([*apt, "update"]) is None:
        return _without("Debian's package lists cannot be fetched.")
    plan = _quiet([*apt, "--no-install-recommends", "-s", "install", "chromium", "fonts-noto-cjk"])
    if plan is None:
        return _without("Debian's packages have no chromium for this machine.")
    packages = [line.split()[1] for line in plan.splitlines() if line.startswith("Inst ")]
    if _quiet([*apt, "download", *packages], cwd=archives) is None:
        return _without("Chromium's packages cannot be fetched.")
    for package in sorted(archives.glob("*.deb")):
        if _quiet(["dpkg", "-x", str(package), str(unpacked)]) is None:
            return _without(f"{package.name} cannot be unpacked.")
    return _starter(unpacked)


def _starter(unpacked: Path) -> Path | None:
    """Write a small program that starts the unpacked browser with the libraries beside it, and try it."""
    triplet = f"{platform.machine()}-linux-gnu"
    places = ":".join(
        str(unpacked / part) for part in (f"usr/lib/{triplet}", f"lib/{triplet}", "usr/lib/chromium")
    )
    starter = HOME / "chromium"
    starter.write_text(
        f'#!/bin/sh\nexport LD_LIBRARY_PATH="{places}${{LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}}"\n'
        f'export XDG_DATA_HOME="{unpacked}/usr/share"\n'
        f'[ -d /etc/fonts ] || export FONTCONFIG_PATH="{unpacked}/etc/fonts"\n'
        f'exec "{unpacked}/usr/lib/chromium/chromium" "$@"\n'
    )
    starter.chmod(0o755)
    if _quiet([str(starter), "--no-sandbox", "--headless", "--version"]) is None:
        starter.unlink()
        return _without("Chromium was fetched, but does not start on this machine.")
    shutil.rmtree(HOME / "archives")
    return starter


def _quiet(argv: list[str], cwd: Path | None = None) -> str | None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            argv, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=600
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _without(reason: str) -> Path | None:
    _say(reason)
    return None


if __name__ == "__main__":
    raise SystemExit(0 if find() or fetch() else 1)
