"""``docs`` writes the reference pages and the validation matrix of a clone, or names those that are stale."""

import argparse
from importlib import import_module
from pathlib import Path

from django.conf import settings

import cordline
from cordline.config import validation
from cordline.ground.console import DONE, REFUSED, Answer, Command, wrong_usage

ROOT = Path(cordline.__file__).parents[2]


def wanted() -> dict[Path, str]:
    """Give every generated page with the text it should have."""
    from cordline.config import console, reference

    # The modules of commands and pages register sentences too: all of them are read before the first page is made.
    console.commands()
    import_module(settings.ROOT_URLCONF)
    made = {ROOT / "docs" / "reference" / name: write() for name, write in reference.pages().items()}
    made[ROOT / "docs" / "validation" / "matrix.md"] = validation.matrix(ROOT)
    return made


def stale() -> list[str]:
    """Name the generated pages that do not say what the code says."""
    return [
        str(path.relative_to(ROOT))
        for path, text in wanted().items()
        if not path.exists() or path.read_text("utf-8") != text
    ]


def run_docs(options: argparse.Namespace) -> Answer:
    """The command ``docs``."""
    if not (ROOT / "docs").is_dir():
        return wrong_usage("The documentation is in a clone of the project, not in the installed package.")
    old = stale()
    if options.check:
        return Answer({"ok": not old, "findings": old}, "\n".join(old), REFUSED if old else DONE)
    for path, text in wanted().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return Answer(
        {"ok": True, "findings": old}, f"{len(old)} pages written." if old else "Nothing was stale."
    )


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="only name what is stale; exit 1 if anything is")


COMMANDS = [
    Command("docs", "write the reference pages of a clone", run_docs, _arguments, needs_database=False)
]
