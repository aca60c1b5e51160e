"""The console's ``knowledge check``: is the knowledge base on files whole and right?"""

import argparse
from pathlib import Path

from cordline.ground.console import Answer, Command, refused
from cordline.knowledge.faults import faults
from cordline.knowledge.files import BASE, read_base


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["check"], help="check the files")
    parser.add_argument(
        "--base", type=Path, default=BASE, help="the folder of the base; without it the shipped one"
    )
    parser.add_argument("--partial", action="store_true", help="what is not written yet is no fault")
    parser.add_argument("--only", default="", help="show only faults whose file begins with this")


def _run(options: argparse.Namespace) -> Answer:
    base = read_base(options.base)
    found = [
        reason
        for reason in faults(base, partial=options.partial)
        if str(dict(reason.facts).get("file", "")).startswith(options.only)
    ]
    facts = {
        "pages": len(base.pages),
        "terms": len(base.terms),
        "renditions": sum(len(page.words) for page in base.every_page()),
        "statements": len(base.statements),
        "claims": len(base.claims),
        "evidence": len(base.evidence),
        "facts": len(base.facts),
    }
    if found:
        return refused(found, facts)
    counts = ", ".join(f"{count} {name}" for name, count in facts.items())
    return Answer(facts, f"The knowledge base is right: {counts}.")


COMMANDS = [
    Command("knowledge", "Check the knowledge base.", run=_run, configure=_configure, needs_database=False),
]
