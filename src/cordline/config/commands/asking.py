"""Ask, changing nothing: why an act would be refused now, what shape a file has, which words the shell may fill in."""

import argparse
import getpass
import json
from pathlib import Path

from cordline.ground.actor import Actor
from cordline.ground.console import DONE, REFUSED, Answer, Command, refused, wrong_usage
from cordline.ground.refusal import Refusal, register
from cordline.ground.roles import Role
from cordline.ledger.judging import all_judges, why_not

SHAPES = Path(__file__).parents[1] / "schemas"
register({"console.no_such_schema": "There is no schema called {name}. There are: {known}."})

BASH = """_cordline() {{
    local words="{words}"
    [ "$COMP_CWORD" -gt 1 ] && words="--json --help" && COMPREPLY=($(compgen -f -W "$words" -- "$2")) && return
    COMPREPLY=($(compgen -W "$words" -- "$2"))
}}
complete -o filenames -F _cordline cordline ./cordline
"""


def run_why_not(options: argparse.Namespace) -> Answer:
    """The command ``why-not``: every reason, by the act's own rules, for whoever holds ``--role`` at ``--site``."""
    roles = frozenset({Role(options.role)}) if options.role else frozenset(Role)
    by = Actor(f"console.{getpass.getuser()}", options.site, roles, station="console")
    found = why_not(options.act, options.code, for_code=options.for_code, by=by)
    facts = {
        "act": found.act,
        "subject": found.subject,
        "for": options.for_code,
        "allowed": found.allowed,
        "refusals": [refusal.as_json() for refusal in found.refusals],
    }
    if found.allowed:
        return Answer(facts, f"Nothing speaks against it: {found.act} {found.subject}.")
    lines = [f"{found.act} {found.subject} would be refused:"]
    lines += [f"  - {refusal.text} ({refusal.code})" for refusal in found.refusals]
    return Answer(facts, "\n".join(lines), REFUSED)


def run_schema(options: argparse.Namespace) -> Answer:
    """The command ``schema``: the JSON Schema and a working example of any file or answer."""
    known = schema_names()
    if options.name is None:
        return Answer({"names": known}, "\n".join(known))
    if options.name not in known:
        return refused([Refusal("console.no_such_schema", name=options.name, known=", ".join(known))])
    shape, example = (
        json.loads((SHAPES / f"{options.name}.{part}.json").read_text("utf-8"))
        for part in ("schema", "example")
    )
    text = json.dumps(shape, indent=1, ensure_ascii=False)
    return Answer({"name": options.name, "schema": shape, "example": example}, text)


def schema_names() -> list[str]:
    """Name every schema that comes with an example."""
    return sorted(path.name.removesuffix(".schema.json") for path in SHAPES.glob("*.schema.json"))


def run_completion(options: argparse.Namespace) -> Answer:
    """The command ``completion``: what bash needs to fill in a command's name."""
    from cordline.config.console import commands

    if options.shell != "bash":
        return wrong_usage("Completion is written for bash.")
    script = BASH.format(words=" ".join(sorted(commands())))
    return Answer({"shell": "bash", "script": script}, script, DONE)


def _why_not_arguments(parser: argparse.ArgumentParser) -> None:
    acts = ", ".join(sorted(all_judges()))
    parser.add_argument("act", help=f"the act: {acts}" if acts else "the act")
    parser.add_argument("code", help="the code of what it would be done to")
    parser.add_argument(
        "--for", dest="for_code", metavar="CODE", help="for whom or what: a patient, a plan, a use"
    )
    parser.add_argument("--site", default="KL-CLINIC", help="where it would be done (default: %(default)s)")
    parser.add_argument(
        "--role", choices=[role.value for role in Role], help="ask for somebody with this role only"
    )


def _schema_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", help="whose schema; without a name, all names")


def _completion_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", nargs="?", default="bash")


COMMANDS = [
    Command("why-not", "every reason an act would be refused now, changing nothing", run_why_not, _why_not_arguments),
    Command("schema", "the JSON Schema and an example of a file or an answer", run_schema, _schema_arguments,
            needs_database=False),
    Command("completion", "a script that lets the shell fill in commands", run_completion, _completion_arguments,
            needs_database=False),
]  # fmt: skip
