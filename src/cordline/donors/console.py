"""The console's command of this room: ``eligibility FILE.json`` judges donors' facts and changes nothing."""

import argparse
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from cordline.donors import facts_file, rulebook
from cordline.donors.rules import judge_eligibility
from cordline.donors.types import Decision, Eligibility
from cordline.ground.console import REFUSED, WRONG_USAGE, Answer, Command
from cordline.ground.products import RuleSet
from cordline.ground.refusal import Refusal
from cordline.ground.shapes import Reading

LAW = (RuleSet.FDA, RuleSet.EU, RuleSet.MY)
_LARGEST = 64 * 1024 * 1024


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.json", help="one donor, or a list (see: schema eligibility)")
    parser.add_argument(
        "--rule-sets",
        default=",".join(LAW),
        help="those that bind, by comma: FDA, EU, MY, SITE; all must agree (default: %(default)s)",
    )


def _run(options: argparse.Namespace) -> Answer:
    now = datetime.now(UTC)
    binding, faults = _binding(options.rule_sets)
    content, unreadable = _read(Path(options.file))
    if faults or unreadable:
        return _faulty([*faults, *unreadable], WRONG_USAGE)
    reading = Reading(now)
    donors = facts_file.read_donors(content, reading)
    if reading.faults:
        return _faulty(reading.faults, REFUSED)
    books = rulebook.in_force(rulebook.shipped(), now.date())
    shown = {name: book for name, book in books.items() if name in LAW or name in binding}
    judged = [judge_eligibility(each, shown, binding=binding, on=now.date()) for each in donors]
    answers = [each.as_json() for each in judged]
    return Answer(
        facts={**(answers[0] if isinstance(content, dict) else {}), "donors": answers},
        text="\n\n".join(_text(each) for each in judged) or "The list holds no donor.",
    )


def _binding(text: str) -> tuple[list[RuleSet], list[Refusal]]:
    binding, faults = [], []
    for name in text.split(","):
        try:
            binding.append(RuleSet(name.strip()))
        except ValueError:
            faults.append(
                Refusal(
                    "input.not_a_choice", path="--rule-sets", found=f"“{name}”", choices=", ".join(RuleSet)
                )
            )
    return binding, faults


def _read(path: Path) -> tuple[object, list[Refusal]]:
    """The file's JSON, with numbers as decimals; a name given twice in one object is a fault, not a silent choice."""
    try:
        if path.stat().st_size > _LARGEST:
            return None, [Refusal("input.not_json", fault="it is larger than 64 MB")]
        text = path.read_text("utf-8")
        return json.loads(text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_once), []
    except OSError as fault:
        return None, [Refusal("input.not_json", fault=fault.strerror or "it cannot be read")]
    except UnicodeDecodeError:
        return None, [Refusal("input.not_json", fault="it is not UTF-8 text")]
    except (ValueError, RecursionError) as fault:
        return None, [Refusal("input.not_json", fault=str(fault)[:200])]


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"the name {name[:40]!r} stands twice in one object")
        found[name] = value
    return found


def _faulty(faults: Iterable[Refusal], code: int) -> Answer:
    given = list(faults)
    return Answer(
        facts={"errors": [{**fault.as_json(), "path": dict(fault.facts).get("path", "")} for fault in given]},
        text="\n".join(fault.text for fault in given),
        code=code,
    )


def _text(judged: Eligibility) -> str:
    lines = [f"{judged.id}: {_WORDS[judged.decision]}"]
    for verdict in judged.by_rule_set:
        binds = "" if verdict.binds else " (does not bind here)"
        lines.append(f"  {verdict.rule_set} [{verdict.version}]: {_WORDS[verdict.decision]}{binds}")
        if verdict.ruled_out and verdict.decision is not Decision.INELIGIBLE:
            lines.append("    Already ruled out: completing the rest will not make this donor eligible.")
        for each in verdict.reasons:
            mark = "" if each.mark == "verified" else ", unverified: to be confirmed by the site"
            lines.append(f"    - {each.refusal.text} [row {each.row}, {each.rule}: {each.source}{mark}]")
    return "\n".join(lines)


_WORDS = {
    Decision.ELIGIBLE: "eligible",
    Decision.INELIGIBLE: "INELIGIBLE",
    Decision.INCOMPLETE: "incomplete",
    Decision.NOT_REQUIRED: "not required (own cells)",
}

COMMANDS = [
    Command(
        "eligibility",
        "judge donors' facts under the rule sets, changing nothing",
        run=_run,
        configure=_configure,
        needs_database=False,
    )
]
