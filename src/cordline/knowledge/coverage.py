"""What became of each statement and term of the coverage list: the table that shows nothing was passed over."""

from collections.abc import Iterator
from dataclasses import dataclass

from cordline.knowledge.rows import Base, PageFile
from cordline.knowledge.types import Language


@dataclass(frozen=True)
class Covered:
    """One statement of the coverage list: what becomes of it, what it rests on, and the sentences that answer it."""

    claim: str
    statement: str
    binding: str
    rests_on: tuple[str, ...]
    fate: str
    why: str
    said: tuple[str, ...]


def statements(base: Base) -> Iterator[Covered]:
    """Give every statement in the order of the list; one without a decision has the fate ``undecided``."""
    said: dict[str, list[str]] = {}
    for page in base.every_page():
        for sentence in page.sentences:
            for claim in sentence.claims:
                said.setdefault(claim, []).append(f"{page.id} {sentence.key}")
    for statement in base.statements.values():
        row = base.claims.get(statement.id)
        yield Covered(
            claim=statement.id,
            statement=statement.words,
            binding=row.binding.value if row else statement.binding,
            rests_on=row.rests_on if row else (),
            fate=row.fate.value if row else "undecided",
            why=row.why if row else "",
            said=tuple(said.get(statement.id, ())),
        )


def terms(base: Base) -> list[PageFile]:
    """Give every term that a page explains, by its number."""
    return sorted(base.terms.values(), key=lambda page: page.id)


def named(page: PageFile) -> tuple[str, ...]:
    """Give a page's title in each language, English first."""
    return tuple(page.words[language].title for language in Language if language in page.words)
