"""``test`` passes the tests of a clone: static checks and all, on a PostgreSQL of its own, with a browser."""

import argparse
import subprocess
import sys
from pathlib import Path

import cordline
from cordline.ground.console import DONE, REFUSED, Answer, Command, say, wrong_usage

ROOT = Path(cordline.__file__).parents[2]

# Static checks and pure rules are the same on every engine, and so is how a page looks.
_NO_DATABASE = [f"--ignore=tests/{name}" for name in ("house", "rules", "journeys", "pages/test_looks_of_pages.py")]


def run_test(options: argparse.Namespace) -> Answer:
    """The command ``test``: its last line is pytest's own, and its exit code says whether all passed."""
    if not (ROOT / "tests" / "conftest.py").exists():
        return wrong_usage("The tests are in a clone of the project, not in the installed package.")
    if options.saboteurs:
        code = _run("-m", "tests.saboteurs.run", *options.what, quiet=options.json)
        return Answer({"ok": code == 0}, "", DONE if code == 0 else REFUSED)
    if _run("-m", "tests.harness.chromium", quiet=options.json):
        say("NO BROWSER: the journeys that need one will fail below, because they did not run.")
    wanted = [
        "-n",
        str(options.processes),
        "--dist",
        "loadscope",
        "--durations",
        "10",
        *(options.what or ["tests"]),
    ]
    code = _run("-m", "pytest", *wanted, *(["--full"] if options.full else []), quiet=options.json)
    if options.full and code == 0:
        say("Once more on the second engine (PostgreSQL 17), without what meets no database ...")
        code = _run("-m", "pytest", *wanted, "--engine", "celerp", *_NO_DATABASE, quiet=options.json)
    return Answer({"ok": code == 0}, "", DONE if code == 0 else REFUSED)


def _run(*argv: str, quiet: bool) -> int:
    """Run one step in the clone; with --json, what it prints goes to standard error."""
    output = sys.stderr if quiet else None
    return subprocess.run([sys.executable, *argv], cwd=ROOT, stdout=output, check=False).returncode  # noqa: S603


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="*", help="files or folders, if not all")
    parser.add_argument(
        "--full", action="store_true", help="every combination, the soaks, and the second engine"
    )
    parser.add_argument(
        "--saboteurs", action="store_true", help="break each invariant in a copy; a test must notice"
    )
    parser.add_argument("--processes", type=int, default=2)


COMMANDS = [Command("test", "pass the tests (in a clone)", run_test, _arguments, needs_database=False)]
