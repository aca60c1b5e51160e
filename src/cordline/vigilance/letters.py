"""Drafts of the letter to people whom a recall reaches, in four languages; none is sent from here (U119).

Each is shipped as a draft (``shipped/letters.json``): not reviewed by a physician or a native speaker. What stands in
braces is filled in by whoever sends it.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "shipped" / "letters.json"


@dataclass(frozen=True)
class Letter:
    """One draft: its language, its own name for it, subject and paragraphs."""

    lang: str
    language: str
    subject: str
    paragraphs: tuple[str, ...]


@cache
def drafted() -> tuple[Letter, ...]:
    """The drafts of a recall's letter; a drill shows the same ones, so that they are practised too."""
    return tuple(
        Letter(row["lang"], row["language"], row["subject"], tuple(row["paragraphs"]))
        for row in json.loads(_FILE.read_text())
    )
