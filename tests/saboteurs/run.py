"""``cordline test --saboteurs``: break each invariant in a copy of the tree and see that its own tests notice.

Caught means: a test that bears the invariant's mark ran and failed. A patch after which nothing could even be set up
proves nothing and counts as missed. Words on the command line choose saboteurs by part of their name or mark.
"""

import queue
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from tests.saboteurs import Saboteur

ROOT = Path(__file__).parents[2]
WORKSHOP = ROOT / "var" / "saboteurs"
COPIED = ("src", "tests", "requirements", "docs", "pyproject.toml", "README.md", "cordline")
AT_ONCE = 2


@dataclass(frozen=True)
class Outcome:
    """How one saboteur fared: ``caught``, or why not."""

    saboteur: Saboteur
    caught: bool
    why: str
    seconds: float


def all_saboteurs(words: Iterable[str] = ()) -> list[Saboteur]:
    """Give every room's saboteurs, or those whose name or mark holds one of the words."""
    found: list[Saboteur] = []
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.stem not in {"__init__", "run"}:
            found += import_module(f"tests.saboteurs.{path.stem}").SABOTEURS
    wanted = list(words)
    return [
        s for s in found if not wanted or any(w == s.breaks or w.lower() in s.name.lower() for w in wanted)
    ]


def standing(saboteur: Saboteur, tree: Path = ROOT) -> int:
    """Say how often the text to be replaced stands in its file; once is right."""
    path = tree / saboteur.file
    return path.read_text().count(saboteur.old) if path.is_file() else 0


class Workshop:
    """One copy of the tree with a database server of its own, where saboteurs are let loose one after another."""

    def __init__(self, number: int) -> None:
        """Copy the tree; what an earlier run left is thrown away, its database server's folder apart."""
        self.tree = WORKSHOP / str(number)
        for name in COPIED:
            source, target = ROOT / name, self.tree / name
            if target.is_dir():
                shutil.rmtree(target)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            elif source.exists():
                self.tree.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)

    def tests_pass(self, tests: Iterable[str], mark: str = "", within_s: int = 600) -> tuple[int, str]:
        """Run tests, of one mark if one is named; gives pytest's exit code and what it said."""
        argv = [
            sys.executable,
            "-m",
            "pytest",
            "--tb=line",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:randomly",
            "--keep-server",
        ]
        argv += ["--only", mark, "-x"] if mark else ["-n", str(AT_ONCE), "--dist", "loadscope"]
        try:
            done = subprocess.run(
                [*argv, *tests], cwd=self.tree, capture_output=True, text=True, check=False, timeout=within_s
            )
        except subprocess.TimeoutExpired:
            return 1, "FAILED the tests did not end"
        return done.returncode, done.stdout + done.stderr

    def let_loose(self, saboteur: Saboteur) -> Outcome:
        """Apply one patch, run the tests that should notice, and take the patch away again."""
        started = time.monotonic()
        if standing(saboteur, self.tree) != 1:
            why = f"its text stands {standing(saboteur, self.tree)} times in {saboteur.file}"
            return Outcome(saboteur, False, why, 0.0)
        path = self.tree / saboteur.file
        whole = path.read_text()
        path.write_text(whole.replace(saboteur.old, saboteur.new))
        try:
            code, told = self.tests_pass(saboteur.tests, saboteur.breaks)
        finally:
            path.write_text(whole)
        failed = re.search(r"^FAILED ", told, re.MULTILINE)
        whys = {0: "all tests passed", 5: f"no test there bears the mark {saboteur.breaks}"}
        why = "" if failed else whys.get(code, f"nothing could run: {told.strip()[-300:]}")
        return Outcome(saboteur, bool(failed), why, time.monotonic() - started)


def main(words: list[str]) -> int:
    """Let all saboteurs loose, two at a time; print how each fared and "n of n"; 0 when all were caught."""
    saboteurs = all_saboteurs(words)
    shops = [Workshop(number) for number in range(min(AT_ONCE, len(saboteurs)) or 1)]
    print(f"Without a saboteur: {len(saboteurs)} saboteurs' tests must pass ...", flush=True)
    code, told = shops[0].tests_pass(sorted({test for s in saboteurs for test in s.tests}), within_s=1800)
    if code:
        print(told[-3000:])
        return 1
    waiting: queue.SimpleQueue[Saboteur] = queue.SimpleQueue()
    for saboteur in saboteurs:
        waiting.put(saboteur)
    outcomes: list[Outcome] = []

    def work(shop: Workshop) -> None:
        while True:
            try:
                outcome = shop.let_loose(waiting.get_nowait())
            except queue.Empty:
                return
            outcomes.append(outcome)
            said = "caught" if outcome.caught else "MISSED"
            s = outcome.saboteur
            print(
                f"{said} {s.breaks:4} {s.name} ({outcome.seconds:.0f} s) {outcome.why}".rstrip(), flush=True
            )

    threads = [threading.Thread(target=work, args=(shop,)) for shop in shops]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for shop in shops:
        _stop_server(shop.tree)
    caught = sum(outcome.caught for outcome in outcomes)
    print(f"{caught} of {len(saboteurs)} saboteurs caught")
    return 0 if caught == len(saboteurs) else 1


def _stop_server(tree: Path) -> None:
    from cordline.config import cluster

    cluster.stop(tree / "var" / "test")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    raise SystemExit(main(sys.argv[1:]))
