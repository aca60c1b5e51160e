"""The knowledge base in values: what its files hold, as an import, an export and a check read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cordline.ground.refusal import Refusal
from cordline.knowledge.types import (
    BindingKind,
    EvidenceStanding,
    Fate,
    Grade,
    Language,
    PageKind,
    Sentence,
    Status,
    Verdict,
)


@dataclass(frozen=True)
class EvidenceRow:
    """One row of the literature. ``seen`` says that the source was read and not only remembered."""

    code: str
    claim: str
    summary: str
    verdict: str
    strength: str
    figure: str
    citation: str
    identifier: str
    url: str
    seen: bool
    standing: EvidenceStanding
    note: str


@dataclass(frozen=True)
class Statement:
    """One statement of the coverage list, as others make it."""

    id: str
    question: str
    kind: str
    binding: str
    words: str


@dataclass(frozen=True)
class ClaimRow:
    """What becomes of a statement, why, and what that judgement rests on."""

    id: str
    fate: Fate
    why: str
    verdict: Verdict
    grade: Grade
    binding: BindingKind
    rests_on: tuple[str, ...]


@dataclass(frozen=True)
class StatusRow:
    """What an authority says of a product for the use that a page explains."""

    product: str
    state: Status
    place: str
    authority: str
    as_of: date
    rests_on: tuple[str, ...]


@dataclass(frozen=True)
class SentenceRow(Sentence):
    """A sentence of a page; ``denies`` says that it tells the reader that something is *not* so or not shown."""

    denies: bool = False


@dataclass(frozen=True)
class Words:
    """A page in one language. ``translated_from`` is the version of the English page that was translated."""

    language: Language
    title: str
    question: str
    one_line: str
    review: str
    translated_from: int | None
    phrasings: tuple[str, ...]
    text: Mapping[str, str]
    also: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class PageFile:
    """A page's bones, the same in every language, with its words. A term is a page of one section."""

    id: str
    kind: PageKind
    slug: str
    question: str
    order: int
    related: tuple[str, ...]
    statuses: tuple[StatusRow, ...]
    sentences: tuple[SentenceRow, ...]
    words: Mapping[Language, Words]
    version: int = 1
    source: str = ""


@dataclass(frozen=True)
class FactRow:
    """A value that recurs: kept once, said in each language (U60)."""

    id: str
    kind: str
    values: Mapping[str, Any]
    said: Mapping[Language, str]

    def words(self, language: Language) -> str:
        """Say the fact in a language."""
        template = self.said.get(language, "")
        return template.format(**self.values) if self.values else template


@dataclass(frozen=True)
class PlaceRow:
    """What one place lets a clinic show; ``checked`` is False while no lawyer of that place has confirmed it."""

    place: str
    effective_on: date
    checked: bool
    products_hidden: tuple[str, ...]
    classes_hidden: tuple[str, ...]
    source: str


@dataclass
class Base:
    """The whole base in values, with what was wrong while reading."""

    evidence: dict[str, EvidenceRow] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    claims: dict[str, ClaimRow] = field(default_factory=dict)
    pages: dict[str, PageFile] = field(default_factory=dict)
    terms: dict[str, PageFile] = field(default_factory=dict)
    facts: dict[str, FactRow] = field(default_factory=dict)
    places: list[PlaceRow] = field(default_factory=list)
    broken: list[Refusal] = field(default_factory=list)

    def every_page(self) -> tuple[PageFile, ...]:
        """Pages and terms, in one order."""
        return (*self.pages.values(), *self.terms.values())
