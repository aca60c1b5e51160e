"""The console's ``knowledge check`` and ``knowledge export``: the base on files, right or not, and fetched as shown."""

import argparse
from pathlib import Path

from cordline.ground.console import Answer, Command, refused, wrong_usage
from cordline.ground.refusal import Refusal, register
from cordline.knowledge.exporting import files_of
from cordline.knowledge.faults import faults
from cordline.knowledge.files import BASE, read_base
from cordline.knowledge.rows import Base

register(
    {
        "knowledge.folder_not_empty": "{folder} holds something already; name a new or an empty folder.",
        "knowledge.folder_no_folder": "{folder} is no folder.",
        "knowledge.nothing_shown": "Nothing is shown yet, so there is nothing to write.",
    }
)


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=["check", "export"],
        help="check the files (needs no database), or write what is shown now as files",
    )
    parser.add_argument("folder", nargs="?", type=Path, help="export: the folder; new or empty")
    parser.add_argument(
        "--base", type=Path, default=BASE, help="check: the folder of the base; without it the shipped one"
    )
    parser.add_argument("--partial", action="store_true", help="check: what is not written yet is no fault")
    parser.add_argument("--only", default="", help="check: show only faults whose file begins with this")


def _run(options: argparse.Namespace) -> Answer:
    if (options.what == "export") != (options.folder is not None):
        return wrong_usage("Export needs a folder; check takes its folder as --base.")
    return _export(options.folder) if options.what == "export" else _check(options)


def _check(options: argparse.Namespace) -> Answer:
    base = read_base(options.base)
    found = [
        reason
        for reason in faults(base, partial=options.partial)
        if str(dict(reason.facts).get("file", "")).startswith(options.only)
    ]
    facts = _counts(base)
    if found:
        return refused(found, facts)
    return Answer(facts, f"The knowledge base is right: {_said(facts)}.")


def _export(folder: Path) -> Answer:
    """Write everything that is shown as text files into a folder that holds nothing yet."""
    from cordline.knowledge.standing import standing_base

    if folder.exists() and not folder.is_dir():
        return refused([Refusal("knowledge.folder_no_folder", folder=str(folder))])
    if folder.exists() and any(folder.iterdir()):
        return refused([Refusal("knowledge.folder_not_empty", folder=str(folder))])
    base = standing_base()
    if not base.pages:
        return refused([Refusal("knowledge.nothing_shown")])
    files = files_of(base)
    try:
        for name, content in files.items():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
    except OSError as fault:
        return wrong_usage(f"The files cannot be written: {fault}")
    facts = _counts(base)
    return Answer(
        {**facts, "files": len(files), "folder": str(folder)},
        f"{len(files)} files written to {folder}: {_said(facts)}.",
    )


def _counts(base: Base) -> dict[str, int]:
    return {
        "pages": len(base.pages),
        "terms": len(base.terms),
        "renditions": sum(len(page.words) for page in base.every_page()),
        "statements": len(base.statements),
        "claims": len(base.claims),
        "evidence": len(base.evidence),
        "facts": len(base.facts),
    }


def _said(facts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in facts.items())


COMMANDS = [
    Command(
        "knowledge", "check the knowledge base on files, or write what is shown as files", _run, _configure
    ),
]
