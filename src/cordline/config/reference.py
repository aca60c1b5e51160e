"""The reference pages, made from what the house has registered; committed, and a stale one fails the tests.

Each function gives one page as text. ``cordline docs`` writes them, ``cordline docs --check`` names the stale ones.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.conf import settings

from cordline.access import doors
from cordline.config import environment
from cordline.config.commands.asking import schema_names
from cordline.config.console import commands
from cordline.ground.refusal import catalogue
from cordline.ground.roles import Role
from cordline.ground.verbs import all_verbs
from cordline.knowledge import coverage as covering
from cordline.knowledge.files import read_base
from cordline.ledger.judging import all_judges
from cordline.ledger.subscribing import all_subscriptions

MADE = "*This page is made by `cordline docs` from the code; do not edit it.*"


def pages() -> dict[str, Callable[[], str]]:
    """Name every generated page (under docs/reference) with the function that writes it."""
    return {
        "rooms.md": rooms,
        "verbs.md": verbs,
        "refusals.md": refusals,
        "judges.md": judges,
        "settings.md": host_settings,
        "privacy-classes.md": privacy,
        "subscriptions.md": subscriptions,
        "console.md": console,
        "permissions.md": permissions,
        "coverage.md": coverage,
        "permissions.csv": permissions_csv,
    }


def rooms() -> str:
    """Each room from the ground up: what it owns, its tables, its verbs."""
    parts = ["From the ground up. A room imports only rooms below it, and its foreign keys run the same way."]
    for room in ("ground", *settings.ROOMS, "config"):
        told = (import_module(f"cordline.{room}").__doc__ or "").strip()
        tables = [m.__name__ for m in apps.get_models() if m.__module__.startswith(f"cordline.{room}.")]
        names = [verb for verb in sorted(all_verbs()) if verb.split(".")[0] == room]
        parts.append(f"## {room}\n\n{told}")
        if tables:
            parts.append("Tables: " + ", ".join(f"`{name}`" for name in sorted(tables)) + ".")
        if names:
            parts.append("Verbs: " + ", ".join(f"`{name}`" for name in names) + ".")
    return _page("Rooms", *parts)


def verbs() -> str:
    """What may be done, by whom, and how it meets the gate."""
    rows = [
        (
            f"`{v.name}`",
            v.sentence,
            ", ".join(sorted(role.label for role in v.who)) or "the house itself",
            v.gate.value,
        )
        for _, v in _own(all_verbs())
    ]
    told = f"{len(rows)} verbs. The sentence is what the audit trail says after the actor's name."
    return _page("Verbs", told, _table(("verb", "sentence", "who may", "gate"), rows))


def refusals() -> str:
    """Every reason for which something may not happen, with its sentence."""
    commands()  # each room's console enters its sentences when it is read
    rows = [(f"`{code}`", sentence) for code, sentence in _own(catalogue())]
    told = f"{len(rows)} refusals. A refused act gives all its reasons at once, and each is recorded."
    return _page("Refusals", told, _table(("code", "sentence"), rows))


def judges() -> str:
    """Which acts ``why-not`` can judge."""
    rows = [
        (f"`{act}`", (judge.__doc__ or "").strip().split("\n")[0], judge.__module__.split(".")[1])
        for act, judge in sorted(all_judges().items())
    ]
    return _page("Acts that why-not can judge", _table(("act", "what is judged", "room"), rows))


def host_settings() -> str:
    """Every setting that a host may give through the environment."""
    rows = [
        (f"`{s.variable}`", s.kind + (", secret" if s.secret else ""), s.shown_default, s.since, s.purpose)
        for s in environment.SETTINGS
    ]
    told = (
        "Each is an environment variable. The same name with `_FILE` added gives the path of a file that holds the "
        "value, which is the better way for secrets. Unknown and impossible ones are refused at start."
    )
    return _page("Settings", told, _table(("variable", "type", "default", "since", "what for"), rows))


def privacy() -> str:
    """The class of every field."""
    told = (
        "**code**: a code that stands for a person, place or thing. **clinical**: about material or treatment, known "
        "by code only. **personal**: tells who somebody is; kept as ciphertext under the person's own key, in `people` "
        "only. **operational**: how the house runs."
    )
    rows = [
        (room, f"`{name}`", kind)
        for room in settings.ROOMS
        if find_spec(f"cordline.{room}.privacy")
        for name, kind in sorted(import_module(f"cordline.{room}.privacy").PRIVACY.items())
    ]
    return _page("Privacy class of every field", told, _table(("room", "field", "class"), rows))


def subscriptions() -> str:
    """Which room reacts to what happens in rooms below it."""
    rows = [
        (
            f"`{s.name}`",
            ", ".join(f"`{verb}`" for verb in s.verbs),
            (s.handler.__doc__ or "").strip().split("\n")[0],
        )
        for _, s in sorted(all_subscriptions().items())
    ]
    told = "The worker hands each entry exactly once to each subscriber, as an act of its own."
    return _page("Subscriptions", told, _table(("subscriber", "hears", "does"), rows))


def console() -> str:
    """Every command with its arguments, and the schemas of what it reads and answers."""
    told = (
        "`--json` prints one JSON object on standard output and nothing else there; messages go to standard error. "
        "Exit code 0: done. 1: refused or not found, with reasons. 2: called wrongly."
    )
    shapes = ", ".join(f"[{name}](schemas/{name}.schema.json)" for name in schema_names())
    parts = [told, f"Schemas, each with an example (`cordline schema NAME`): {shapes}."]
    for name, command in sorted(commands().items()):
        shape = argparse.ArgumentParser(prog=f"cordline {name}", add_help=False)
        shape.formatter_class = lambda prog: argparse.HelpFormatter(prog, width=100)
        command.configure(shape)
        needs = "" if command.needs_database else " Needs no database."
        told = f"{command.help[0].upper()}{command.help[1:]}.{needs}"
        parts.append(f"## {name}\n\n{told}\n\n```\n{shape.format_help().strip()}\n```")
    return _page("The console", *parts)


def permissions() -> str:
    """Which role may open which page and do which act."""
    told = (
        "Pages: **o** open, **r** open, and the record itself decides (site, assignment), blank: shut. "
        "Acts: **x** the role may do it, if nothing else speaks against it. The same table as a file: "
        "[permissions.csv](permissions.csv)."
    )
    marks = {"open": "o", "object": "r", "shut": ""}
    heads = ("page or act", *(role.value.replace("_", " ") for role in Role))
    rows = [(row[0], *(marks.get(cell, cell) for cell in row[1:])) for row in _permission_rows()]
    return _page("Permissions", told, _table(heads, rows))


def coverage() -> str:
    """What becomes of every statement and term that visitors meet, as the shipped knowledge base has it."""
    base = read_base()
    found = list(covering.statements(base))
    counts = Counter(row.fate for row in found)
    summary = ", ".join(f"{counts[fate]} {fate}" for fate in sorted(counts))
    rows = [
        (
            row.claim,
            row.statement,
            f"{row.binding}: {', '.join(row.rests_on)}" if row.rests_on else row.binding,
            row.fate,
            ", ".join(row.said) or row.why,
        )
        for row in found
    ]
    terms = [(term.id, *covering.named(term)) for term in covering.terms(base)]
    return _page(
        "Coverage of the questions",
        f"{len(found)} statements: {summary}. {len(terms)} terms. *Elsewhere* means that the page quotes it as "
        "somebody else's, with its verdict; *withheld* that no page says it, and why.",
        _table(["Claim", "Statement", "Rests on", "Fate", "Said in, or why not"], rows),
        "## Terms",
        _table(["Term", "English", "Malay", "Japanese", "Simplified Chinese"], terms),
    )


def permissions_csv() -> str:
    """The permission matrix as a file for an access review."""
    heads = ("what", *(role.value for role in Role))
    return "\n".join(",".join(row) for row in (heads, *_permission_rows())) + "\n"


def _permission_rows() -> list[Sequence[str]]:
    found: list[Sequence[str]] = []
    for row in sorted(doors.matrix(), key=lambda row: row["page"]):
        found.append([f"page {row['page']}", *(row[role.value] for role in Role)])
    for name, verb in _own(all_verbs()):
        found.append([f"act {name}", *("x" if role in verb.who else "" for role in Role)])
    return found


def _own(names: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What the house itself registered, in order; tests in the same process register names of their own."""
    return sorted(
        (name, what) for name, what in names.items() if not name.partition(".")[0].endswith(("test", "tests"))
    )


def _page(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", MADE, *parts]) + "\n"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    lines += [
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in rows
    ]
    return "\n".join(lines)
