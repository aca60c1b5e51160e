"""Compiles the catalogues of the house's own words (``knowledge/locale``): every .po into the .mo that pages read.

``python scripts/catalogues.py`` writes them; ``--check`` only says whether one is stale. No gettext tools are needed.
New words are gathered with ``django-admin makemessages`` where those tools are.
"""
# ruff: noqa: INP001

import ast
import re
import struct
import sys
from pathlib import Path

LOCALE = Path(__file__).parents[1] / "src" / "cordline" / "knowledge" / "locale"
_PAIR = re.compile(r"msgid ((?:\"(?:[^\"\\]|\\.)*\"\s*)+)msgstr ((?:\"(?:[^\"\\]|\\.)*\"\s*)+)")


def pairs(text: str) -> dict[str, str]:
    """Read the words of a catalogue with what is said for them; what is not said yet is left out."""
    found = {_joined(word): _joined(said) for word, said in _PAIR.findall(text)}
    return {word: said for word, said in found.items() if said}


def _joined(quoted: str) -> str:
    return "".join(str(ast.literal_eval(part)) for part in re.findall(r'"(?:[^"\\]|\\.)*"', quoted))


def compiled(catalogue: dict[str, str]) -> bytes:
    """Write words and what is said for them as GNU gettext reads them."""
    rows = sorted((word.encode(), said.encode()) for word, said in catalogue.items())
    head, count = 7 * 4, len(rows)
    start = head + 16 * count
    words = b"".join(word + b"\0" for word, _ in rows)
    table: list[int] = []
    at = start
    for word, _ in rows:
        table += [len(word), at]
        at += len(word) + 1
    for _, said in rows:
        table += [len(said), at]
        at += len(said) + 1
    says = b"".join(said + b"\0" for _, said in rows)
    return (
        struct.pack(f"<7I{4 * count}I", 0x950412DE, 0, count, head, head + 8 * count, 0, 0, *table)
        + words
        + says
    )


def stale() -> list[Path]:
    """List the catalogues whose compiled form says something else."""
    return [
        path
        for path in sorted(LOCALE.rglob("*.po"))
        if not path.with_suffix(".mo").exists()
        or path.with_suffix(".mo").read_bytes() != compiled(pairs(path.read_text("utf-8")))
    ]


def main() -> int:
    """Write what is stale, or name it."""
    found = stale()
    for path in found:
        if "--check" not in sys.argv:
            path.with_suffix(".mo").write_bytes(compiled(pairs(path.read_text("utf-8"))))
        sys.stdout.write(f"{path}\n")
    return 1 if found and "--check" in sys.argv else 0


if __name__ == "__main__":
    raise SystemExit(main())
