"""The command ``ask``: what the ask box would say, from the shipped pages, without a database; nothing is stored."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from cordline.ground.console import Answer, Command, refused, wrong_usage
from cordline.ground.refusal import Refusal, register
from cordline.knowledge import asking
from cordline.knowledge.asking.normalise import LANGUAGES
from cordline.knowledge.asking.types import AskKind, Reason

register(
    {
        "knowledge.question_empty": "There is no question: write a few words.",
        "knowledge.question_too_long": "A question may have {longest} characters; say it in fewer words.",
    }
)

SAID = {
    AskKind.EMERGENCY: "This may be an emergency: call 999 in Malaysia, or your local number, now.",
    AskKind.CONTACT_CLINIC: "The clinic's staff must answer this.",
    AskKind.OUT_OF_SCOPE: "This is beside what the clinic explains.",
}


def ask_facts(one: asking.Answer, number: Any = None) -> dict[str, Any]:
    """Give an answer under the keys that never change."""
    return {
        "id": number,
        "kind": str(one.kind),
        "reason": one.reason,
        "question": one.question or None,
        "page": one.page or None,
        "also": list(one.also),
        "lang": one.lang,
        "title": one.title or None,
        "claims": list(one.claims),
        "elapsed_ms": one.elapsed_ms,
    }


def run_ask(options: argparse.Namespace) -> Answer:
    """Answer one question, or each line of a file."""
    if (options.batch is None) == (options.text is None):
        return wrong_usage("Give either a question or --batch FILE.jsonl.")
    if options.batch is not None:
        return _batch(options.batch, options.lang)
    from cordline.knowledge.asking.decide import LONGEST

    one = asking.ask(options.text, options.lang, wait=True)
    if one.reason == Reason.EMPTY:
        return refused([Refusal("knowledge.question_empty")], ask_facts(one))
    if one.reason == Reason.TOO_LONG:
        return refused([Refusal("knowledge.question_too_long", longest=LONGEST)], ask_facts(one))
    line = f"{one.title} ({one.page}, {one.question})" if one.kind is AskKind.ANSWER else SAID[one.kind]
    return Answer(ask_facts(one), f"{one.kind} ({one.reason}): {line}")


def _batch(file: Path, lang: str | None) -> Answer:
    """Answer every line; each line of the output is one answer, in the order of the file."""
    try:
        lines = file.read_text("utf-8").splitlines() if str(file) != "-" else sys.stdin.read().splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        return wrong_usage(f"The file cannot be read: {fault}")
    asked: list[tuple[Any, str, str | None]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
            asked.append((told.get("id", number), str(told["text"]), told.get("lang") or lang))
        except (ValueError, KeyError, AttributeError, TypeError):
            return wrong_usage(f"Line {number} is not an object with a text: {{id, lang, text}}.")
    asking.warm()
    facts = [ask_facts(asking.ask(text, spoken), number) for number, text, spoken in asked]
    return Answer({"answers": len(facts)}, lines=facts)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="?", help="the question")
    parser.add_argument("--lang", choices=LANGUAGES, help="its language; without it, told from the text")
    parser.add_argument(
        "--batch", type=Path, metavar="FILE.jsonl", help="lines of {id, lang, text}; - is standard input"
    )


COMMANDS = [
    Command("ask", "what the ask box answers, from the shipped pages; stores nothing", run_ask, _arguments,
            needs_database=False),
]  # fmt: skip
