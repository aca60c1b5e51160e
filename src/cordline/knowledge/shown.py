"""What the public site is given: pages, sentences, sources and figures as a visitor may see them today.

Everything here has passed the gate. A sentence whose support is gone comes as its honest replacement
(``withdrawn``), in the visitor's language; nothing here has to be judged again by a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from cordline.knowledge.types import Grade, Language, Mark, PageKind, Section, Status, Verdict


@dataclass(frozen=True)
class ShownRun:
    """A stretch of a sentence: plain words, or words that open a term or a page.

    ``opens`` is empty for plain words; else ``term`` or a kind of page, with its ``slug``. ``meaning`` is a term's
    one sentence in this language.
    """

    words: str
    opens: str = ""
    slug: str = ""
    meaning: str = ""


@dataclass(frozen=True)
class ShownSource:
    """One thing a sentence rests on. ``kind`` is evidence, figure, record or setting; ``code`` its name.

    ``seen`` says whether the source was read, and not only remembered; ``current`` whether it may be leaned on.
    The literature's words are English in every language.
    """

    kind: str
    code: str
    title: str = ""
    citation: str = ""
    identifier: str = ""
    url: str = ""
    verdict: str = ""
    strength: str = ""
    figure: str = ""
    seen: bool = False
    current: bool = True
    note: str = ""


@dataclass(frozen=True)
class ShownFigure:
    """A live figure as it stands: counts, what they count, how sure, how complete, and its sentence in a language.

    ``low`` and ``high`` are the exact 95 % interval as shares; for a zero ``high`` is the upper bound. ``number``
    counts the publications of the figure; ``counter`` is the word that the language puts after a number of these.
    ``kind`` is rate (n of m) or middle (median of m values, in ``unit``).
    """

    name: str
    kind: str
    numerator: int
    denominator: int
    unit: str
    definition: str
    denominator_definition: str
    counter: str
    period_from: date
    period_to: date
    low: Decimal | None
    high: Decimal | None
    completeness_pct: Decimal | None
    enough_follow_up: bool
    simulated: bool
    under_review: bool
    under_review_count: int
    number: int
    published_at: datetime
    sentence: str
    language: Language


@dataclass(frozen=True)
class ShownSentence:
    """One sentence as it is shown: plain ``text``, the same as ``runs`` with its links, and what it rests on.

    ``origin`` says why it is not the page's own wording: empty, ``withdrawn`` (its support is gone) or ``expired``.
    """

    key: str
    section: Section
    text: str
    mark: Mark
    verdict: Verdict | None
    grade: Grade | None
    sources: tuple[ShownSource, ...]
    figure: ShownFigure | None
    withdrawn: bool
    claims: tuple[str, ...] = ()
    runs: tuple[ShownRun, ...] = ()
    origin: str = ""


@dataclass(frozen=True)
class ShownStatus:
    """What an authority says of a product for this use (U57)."""

    product: str
    state: Status
    place: str
    authority: str
    as_of: date
    sources: tuple[ShownSource, ...]
    overdue: bool = False


@dataclass(frozen=True)
class ShownLink:
    """A page or a term that another page leads to."""

    id: str
    kind: PageKind
    slug: str
    title: str
    one_line: str = ""
    question: str = ""
    order: int = 0


@dataclass(frozen=True)
class ShownPage:
    """A page in one language. ``stale`` says that the English page has moved on since it was translated."""

    id: str
    kind: PageKind
    slug: str
    question: str
    language: Language
    title: str
    question_text: str
    one_line: str
    version: int
    sentences: tuple[ShownSentence, ...]
    statuses: tuple[ShownStatus, ...]
    author: str
    reviewer: str | None
    review_state: str
    written_on: date
    last_review_on: date | None
    next_review_on: date | None
    translated_from: int | None
    stale: bool
    related: tuple[ShownLink, ...]
    languages: tuple[Language, ...] = ()
    place: str = ""
    draft: bool = True

    def section(self, section: Section) -> tuple[ShownSentence, ...]:
        """Give the sentences of one section, in order."""
        return tuple(each for each in self.sentences if each.section is section)

    @property
    def sources(self) -> tuple[ShownSource, ...]:
        """Everything the page rests on, each once, in order of first use."""
        found: dict[str, ShownSource] = {}
        held = [each.sources for each in self.sentences] + [each.sources for each in self.statuses]
        for source in (source for sources in held for source in sources):
            found.setdefault(f"{source.kind}:{source.code}", source)
        return tuple(found.values())


@dataclass(frozen=True)
class ShownTerm:
    """A word explained: one sentence, then more; ``in_languages`` is its word in each language (U58)."""

    id: str
    slug: str
    question: str
    language: Language
    term: str
    meaning: ShownSentence
    more: tuple[ShownSentence, ...]
    also: tuple[str, ...]
    in_languages: Mapping[Language, str]
    version: int
    author: str
    reviewer: str | None
    review_state: str
    written_on: date
    last_review_on: date | None
    next_review_on: date | None
    translated_from: int | None
    stale: bool
    draft: bool = True


@dataclass(frozen=True)
class ShownVersion:
    """One version of a source's standing: from when, what changed and why."""

    number: int
    at: datetime
    standing: str
    verdict: str
    reason: str


@dataclass(frozen=True)
class ShownEvidence:
    """A source with its history, the statement it speaks to, the others that speak to it, and who leans on it."""

    source: ShownSource
    standing: str
    statement: str
    statement_text: str
    beside: tuple[ShownSource, ...]
    versions: tuple[ShownVersion, ...]
    used_on: tuple[ShownLink, ...]


@dataclass(frozen=True)
class ShownChange:
    """What changed on a page, when and why, for its public history."""

    version: int
    at: datetime
    what: str
    why: str


@dataclass(frozen=True)
class ShownCoverage:
    """One of the statements that others make, what becomes of it here, and which sentences (page#key) answer it."""

    code: str
    question: str
    kind: str
    words: str
    fate: str
    why: str
    verdict: str
    grade: str
    binding: str
    rests_on: tuple[str, ...]
    answered_by: tuple[str, ...]
    review_on: date


@dataclass(frozen=True)
class Searchable:
    """A shown page with everything by which a question may find it; ``sentences`` are its words with their claims."""

    link: ShownLink
    question_text: str
    phrasings: tuple[str, ...]
    also: tuple[str, ...]
    sentences: tuple[tuple[str, tuple[str, ...]], ...]
