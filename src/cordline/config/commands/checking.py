"""``check`` names what is wrong with this installation and what mends it; ``--deploy`` also what a real site lacks."""

import argparse

from cordline.config import deploying, status
from cordline.ground.console import DONE, REFUSED, Answer, Command


def run_check(options: argparse.Namespace) -> Answer:
    """The command ``check``: every finding, the bad ones with their mend; exit 1 if there is a bad one."""
    found = status.findings()
    if options.deploy:
        found += deploying.findings()
    bad = [finding for finding in found if not finding.ok]
    lines = [
        f"{'ok  ' if f.ok else 'BAD '} {f.name}: {f.seen}" + ("" if f.ok else f"\n      {f.mend}")
        for f in found
    ]
    return Answer(
        {"ok": not bad, "findings": [finding.as_json() for finding in found]},
        "\n".join(lines),
        REFUSED if bad else DONE,
    )


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--deploy", action="store_true", help="also what a real site needs before its first patient"
    )


COMMANDS = [
    Command("check", "name what is wrong with this installation, and the mend", run_check, _arguments)
]
