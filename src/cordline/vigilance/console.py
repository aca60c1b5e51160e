"""The console's ``trace`` and ``recall``: the same answers as the pages, with the keys of the blueprint's table."""

import argparse
import getpass
import uuid
from typing import Any

from cordline.ground.actor import Actor
from cordline.ground.console import Answer, Command
from cordline.ground.refusal import Refusal, Refused
from cordline.ground.roles import Role
from cordline.vigilance import selectors
from cordline.vigilance.services import recall
from cordline.vigilance.types import Direction, Found, RecallReach, Trace

SHOWN = 20


def trace_facts(found: Trace) -> dict[str, Any]:
    """The answer of ``trace`` as the console and the files give it."""
    return {
        "subject": {"code": found.subject.code, "kind": found.subject.kind},
        "ancestors": [_thing(one) for one in found.ancestors],
        "descendants": [_thing(one) for one in found.descendants],
        "recipients": [{"person": one.person, "dose": one.dose, "lot": one.lot} for one in found.recipients],
        "exposures": [
            {"kind": kind, "code": code, "touched": touched} for kind, code, touched in found.exposures
        ],
        "struck": [
            {"child": child, "parent": parent, "reason": reason} for child, parent, reason in found.struck
        ],
        "elapsed_ms": found.elapsed_ms,
    }


def recall_facts(code: str, reach: RecallReach, *, drill: bool) -> dict[str, Any]:
    """The answer of ``recall`` as the console and the files give it."""
    people = {
        column: [
            {"person": one.person, "code": one.code, "lot": one.lot, "text": one.text, "at": one.at}
            for one in promises
        ]
        for column, promises in reach.columns.items()
    }
    return {
        "recall": code,
        "drill": drill,
        "subject": {"code": reach.subject.code, "kind": reach.subject.kind},
        "held": [_thing(one) for one in reach.held],
        **people,
        "containers": {"made": reach.balance.made, **reach.balance.parts},
        "unaccounted": list(reach.balance.unaccounted),
        "not_covered": list(reach.not_covered),
        "elapsed_ms": reach.elapsed_ms,
    }


def _thing(one: Found) -> dict[str, str]:
    return {"code": one.code, "kind": one.kind} | ({"state": one.state} if one.state else {})


def _trace(options: argparse.Namespace) -> Answer:
    found = selectors.trace(options.code, Direction(options.direction))
    facts = trace_facts(found)
    lines = [f"{found.subject.code}, found in {found.elapsed_ms} ms"]
    lines += _listed("Came from", [one.code for one in found.ancestors])
    lines += _listed("What came from it", [one.code for one in found.descendants])
    lines += _listed("Received by", [f"{one.person} ({one.dose})" for one in found.recipients])
    lines += _listed("Touched by", [f"{code} ({kind})" for kind, code, _ in found.exposures])
    lines += _listed(
        "Struck, not yet reviewed",
        [f"{child} from {parent}: {reason}" for child, parent, reason in found.struck],
    )
    return Answer(facts, "\n".join(lines))


def _recall(options: argparse.Namespace) -> Answer:
    by = _operator(options.site)
    entry, reach = recall(
        subject=options.code,
        reason=options.reason,
        drill=options.drill,
        by=by,
        key=options.key or f"console:{uuid.uuid4()}",
    )
    facts = recall_facts(entry.subject, reach, drill=options.drill)
    would = "would be " if options.drill else ""
    lines = [
        f"{'DRILL ' if options.drill else ''}{entry.subject} from {reach.subject.code}, {reach.elapsed_ms} ms",
        f"Materials {would}held: {len(reach.held)}",
        f"Containers: {', '.join(f'{count} {part}' for part, count in facts['containers'].items())}",
    ]
    lines += _listed("Not accounted for", list(reach.balance.unaccounted))
    for column, promises in reach.columns.items():
        lines += _listed(column.capitalize(), [f"{one.person}: {one.text}" for one in promises])
    lines += _listed("Not covered", list(reach.not_covered))
    return Answer(facts, "\n".join(lines))


def _operator(site: str) -> Actor:
    """Whoever holds the console of the house's own machine; the record names the account."""
    if not site:
        raise Refused([Refusal("vigilance.site_missing")])
    return Actor(
        code=f"console.{getpass.getuser()}",
        site=site,
        roles=frozenset({Role.VIGILANCE_OFFICER}),
        station="console",
    )


def _listed(head: str, rows: list[str]) -> list[str]:
    shown = [f"  {row}" for row in rows[:SHOWN]]
    more = [f"  and {len(rows) - SHOWN:,} more (all with --json)"] if len(rows) > SHOWN else []
    return [f"{head}: {len(rows):,}", *shown, *more]


def _trace_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "code", help="any code: donor, cord, culture, lot, container, dose, reagent lot, patient"
    )
    parser.add_argument("--direction", choices=[one.value for one in Direction], default="both")


def _recall_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", help="what to recall from: any code that trace takes")
    parser.add_argument("--reason", required=True, help="why, in words that everyone reached will read")
    parser.add_argument("--drill", action="store_true", help="do everything but hold; nothing is changed")
    parser.add_argument("--site", default="KL-LAB", help="the site whose record this goes into")
    parser.add_argument(
        "--key", default="", help="repeat a recall under its key without opening a second one"
    )


COMMANDS = [
    Command("trace", "what any code came from, what came from it, who received it", _trace, _trace_arguments),
    Command(
        "recall", "hold from any code and list everyone and everything reached", _recall, _recall_arguments
    ),
]
