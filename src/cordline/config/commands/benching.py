"""The command ``bench``: run one of the measurements that a clone brings in ``bench/``."""

import argparse
import importlib
import json
import sys
from pathlib import Path
from typing import Any

from cordline.ground.console import DONE, REFUSED, Answer, Command, say, wrong_usage

FOLDER = Path(__file__).parents[4]
NAMES = ("trace", "scan", "audit", "public", "ask", "pages")


def run_bench(options: argparse.Namespace) -> Answer:
    """Run one bench and print its table; it fails when ours and the limit returned different rows."""
    if not (FOLDER / "bench" / f"{options.bench}.py").exists():
        return wrong_usage(
            f"There is no bench {options.bench} beside this installation; benches come with a clone."
        )
    sys.path.insert(0, str(FOLDER))
    answer: dict[str, Any] = importlib.import_module(f"bench.{options.bench}").run(options)
    for row in answer["results"]:
        say(json.dumps(row, ensure_ascii=False))
    return Answer(answer, _table(answer), DONE if answer.get("ok", True) else REFUSED)


def _table(answer: dict[str, Any]) -> str:
    lines = []
    for row in answer["results"]:
        head = ", ".join(str(row[key]) for key in ("what", "nodes", "donor", "rows") if key in row)
        numbers = {**row.get("medians", {}), **row.get("ratios", {})}
        rest = {key: row[key] for key in ("blocks", "wal_bytes", "issued_after") if key in row}
        lines.append(
            f"{head}: " + ", ".join(f"{name} {value}" for name, value in {**numbers, **rest}.items())
        )
    lines += [
        f"{'met' if one['met'] else 'MISSED'}: {one['name']}: {one['measured']} (wanted {one['wanted']})"
        for one in answer.get("targets", ())
    ]
    return "\n".join(lines)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("bench", choices=NAMES, help="which measurement")
    parser.add_argument("--rounds", type=int, default=5, help="rounds; every raw one is printed")
    parser.add_argument("--calls", type=int, default=15, help="calls of each way in one round")
    parser.add_argument(
        "--nodes", type=int, default=100_000, help="trace: nodes, containers and doses together"
    )
    parser.add_argument("--entries", type=int, default=1_000_000, help="audit: entries that are verified")
    parser.add_argument("--seconds", type=float, default=4.0, help="audit, scan: length of one round")
    parser.add_argument("--clients", type=int, default=8, help="audit, scan: how many act at once")
    parser.add_argument("--medquad", metavar="FOLDER", help="ask: MedQuAD as JSON lines, for passages against bm25s")
    parser.add_argument("--report", action="store_true", help="ask: write docs/reference/ask-report.md")
    parser.add_argument("--keep", action="store_true", help="keep what was grown for the next run")


COMMANDS = [Command("bench", "measure ours against the limit and a rival in one run", run_bench, _arguments)]
