"""What a command of the console is, and what it answers: done, refused with reasons, or asked wrongly.

Each room offers its commands in ``<room>/console.py`` as ``COMMANDS``; ``config.console`` collects them. A command
takes parsed arguments and returns an ``Answer``; it prints nothing itself, so that ``--json`` puts exactly one object
on standard output. Messages and progress go through ``say`` and ``Progress`` to standard error.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cordline.ground.refusal import Refusal

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


@dataclass(frozen=True)
class Answer:
    """What a command answers: ``facts`` for ``--json``, ``text`` for people, and the exit code behind them.

    A command that answers each line of a file gives ``lines``: one JSON object a line, whether asked for or not.
    """

    facts: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    code: int = DONE
    lines: Sequence[Mapping[str, Any]] | None = None


def refused(reasons: Iterable[Refusal], facts: Mapping[str, Any] | None = None) -> Answer:
    """Answer that the asked thing may not happen or was not found, with every reason as code and sentence."""
    given = list(reasons)
    return Answer(
        facts={**(facts or {}), "refusals": [reason.as_json() for reason in given]},
        text="\n".join(f"Refused: {reason.text} ({reason.code})" for reason in given),
        code=REFUSED,
    )


def wrong_usage(text: str) -> Answer:
    """Answer that the command was called wrongly: an unreadable file, a bad option; nothing was tried."""
    return Answer(facts={"error": text}, text=text, code=WRONG_USAGE)


@dataclass(frozen=True)
class Command:
    """One command of the console. ``configure`` adds its arguments; ``run`` does it and answers.

    ``needs_database`` is False for commands that must work while the database is away.
    """

    name: str
    help: str
    run: Callable[[argparse.Namespace], Answer]
    configure: Callable[[argparse.ArgumentParser], None] = lambda parser: None
    needs_database: bool = True


def say(text: str) -> None:
    """Tell the person at the console something, on standard error."""
    print(text, file=sys.stderr, flush=True)


class Progress:
    """Shows how far long work has come: one moving line on a terminal, a plain line every few seconds in a pipe."""

    def __init__(self, what: str, total: int | None = None, every_s: float = 5.0) -> None:
        """Begin; ``total`` is the number of steps, if known."""
        self.what, self.total, self.every_s = what, total, every_s
        self.done, self._shown_at, self._terminal = 0, 0.0, sys.stderr.isatty()

    def step(self, count: int = 1, note: str = "") -> None:
        """Say that ``count`` further steps are done."""
        self.done += count
        now = time.monotonic()
        if now - self._shown_at >= (0.1 if self._terminal else self.every_s):
            self._shown_at = now
            self._show(note)

    def end(self, note: str = "done") -> None:
        """Close the progress with a last line."""
        self._show(note)
        if self._terminal:
            print(file=sys.stderr, flush=True)

    def _show(self, note: str) -> None:
        far = f"{self.done:,}" + (f" of {self.total:,}" if self.total else "")
        line = f"{self.what}: {far}" + (f" ({note})" if note else "")
        if self._terminal:
            print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)
        else:
            say(line)
