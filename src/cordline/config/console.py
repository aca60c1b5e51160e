"""The one console: collects every room's commands, runs one, prints its answer in one shape.

``--json`` prints one JSON object on standard output and nothing else there; messages go to standard error; exit 0
done, 1 refused or not found (with reasons), 2 wrong usage.
"""

import argparse
import gc
import json
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from cordline.ground.console import REFUSED, WRONG_USAGE, Answer, Command, refused, say
from cordline.ground.refusal import Refused


def commands() -> dict[str, Command]:
    """Give every command of the house by name: the console's own and each room's."""
    from django.conf import settings

    from cordline.config import commands as own

    found: dict[str, Command] = {}
    places = [f"config.commands.{module.name}" for module in iter_modules(own.__path__)]
    for room in settings.ROOMS:
        at = find_spec(f"cordline.{room}")
        inside = iter_modules(at.submodule_search_locations) if at else ()
        places += [f"{room}.{part.name}" for part in inside if part.name.split("_")[0] == "console"]
    for place in places:
        for command in import_module(f"cordline.{place}").COMMANDS:
            if command.name in found:
                raise ValueError(f"Two rooms offer the command {command.name}.")
            found[command.name] = command
    return found


def parser(known: dict[str, Command]) -> argparse.ArgumentParser:
    """Build the console's own reading of arguments from the commands it knows."""
    top = argparse.ArgumentParser(
        prog="cordline", description="One record for a clinic, its cord bank and its cell laboratory."
    )
    from cordline.config.status import cordline_version

    top.add_argument("--version", action="version", version=cordline_version())
    below = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in sorted(known):
        one = below.add_parser(name, help=known[name].help, description=known[name].help)
        one.add_argument("--json", action="store_true", help="print one JSON object on standard output")
        known[name].configure(one)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command of the console; give its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cordline.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    gc.disable()  # what is imported now stays: to look through it again and again finds nothing
    try:
        django.setup()
    except ImproperlyConfigured as fault:
        say(str(fault))
        return WRONG_USAGE
    known = commands()
    gc.freeze()
    gc.enable()
    options = parser(known).parse_args(argv)
    try:
        answer = known[options.command].run(options)
    except Refused as refusal:
        answer = refused(refusal.reasons)
    except KeyboardInterrupt:
        say("Stopped.")
        return 130
    show(answer, as_json=options.json)
    return answer.code


def show(answer: Answer, *, as_json: bool) -> None:
    """Print an answer: one JSON object on standard output, or its text (reasons and faults to standard error)."""
    if answer.lines is not None:
        for line in answer.lines:
            print(json.dumps(line, ensure_ascii=False, default=plain))
    elif as_json:
        print(json.dumps(answer.facts, ensure_ascii=False, default=plain))
    elif answer.code in {REFUSED, WRONG_USAGE}:
        say(answer.text)
    elif answer.text:
        print(answer.text)
    sys.stdout.flush()


def plain(value: object) -> str:
    """Write what JSON has no word for: decimals exactly, times with their zone."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"An answer of the console may not hold a {type(value).__name__}.")


if __name__ == "__main__":
    raise SystemExit(main())
