"""Builds a shown knowledge base: the shipped one, or a small one that a test can see whole."""

from pathlib import Path

from cordline.ground.roles import Role
from cordline.knowledge.files import BASE
from cordline.knowledge.services import import_base
from cordline.ledger.services import Entry
from tests import cast

EDITOR = cast.with_one_right(Role.KNOWLEDGE_EDITOR)
SECOND_EDITOR = cast.with_one_right(Role.KNOWLEDGE_EDITOR, 2)
INTERPRETER = cast.with_one_right(Role.INTERPRETER)


def files_under(root: Path = BASE) -> dict[str, bytes]:
    """A base's files in memory: name to bytes."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.suffix in (".toml", ".csv") and "ask" not in path.parts
    }


def shipped(key: str = "shipped") -> Entry:
    """Take in the shipped base."""
    return import_base(files=files_under(), by=EDITOR, key=key)
