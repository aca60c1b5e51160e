"""The words of the room: what a page is made of, how sure a sentence is, and what stands behind it."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """The languages a visitor may read; the first is the one in which a page is written."""

    EN = "en"
    MS = "ms"
    JA = "ja"
    ZH_HANS = "zh-Hans"


class PageKind(StrEnum):
    """What a public page explains."""

    ANSWER = "answer"
    TREATMENT = "treatment"
    CONDITION = "condition"
    TERM = "term"


class Section(StrEnum):
    """The parts of a page, in the order in which they are read (U52)."""

    SHORT = "short"
    KNOWN = "known"
    UNKNOWN = "unknown"
    YOU = "you"
    ELSEWHERE = "elsewhere"


class Mark(StrEnum):
    """What the second person signs for each sentence: it claims something, or it does not (W41)."""

    CLAIM = "claim"
    PLAIN = "plain"


class Verdict(StrEnum):
    """How a sentence, as it is shown, stands against what is known."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    CONTESTED = "contested"
    NOT_SUPPORTED = "not_supported"


class Grade(StrEnum):
    """How strong the evidence is that the verdict rests on."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very_low"
    NONE = "none"


class Fate(StrEnum):
    """What becomes of a statement of the coverage list: each of the 172 has exactly one."""

    SHOWN = "shown"
    CONTESTED = "contested"
    ELSEWHERE = "elsewhere"
    WITHHELD = "withheld"


class BindingKind(StrEnum):
    """What stands behind a claim."""

    EVIDENCE = "evidence"
    FIGURE = "figure"
    RECORD = "record"
    SETTING = "setting"
    CONTENT = "content"


class EvidenceStanding(StrEnum):
    """Whether a source may still be leaned on."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    RETRACTED = "retracted"


class Status(StrEnum):
    """What an authority says of a product for one use (U57)."""

    APPROVED = "approved"
    REGISTERED = "registered"
    TRIAL = "trial"
    UNPROVEN = "unproven"


@dataclass(frozen=True)
class Sentence:
    """One sentence of a page, in every language: where it stands, whether it claims, and what it rests on.

    ``rests_on`` holds references ``EV001`` (a source), ``figure:NAME``, ``record:NAME``, ``setting:NAME``;
    ``claims`` the statements of the coverage list that it answers.
    """

    key: str
    section: Section
    mark: Mark
    claims: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    verdict: Verdict | None = None
    grade: Grade | None = None


class ReviewState(StrEnum):
    """Whether a person stands for the words; a draft says honestly that nobody has (W40)."""

    MACHINE_DRAFTED = "machine-drafted"
    REVIEWED = "reviewed"


class WordingState(StrEnum):
    """How far the words of one language have come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLISHED = "published"


class SentenceState(StrEnum):
    """Whether visitors see a sentence; withdrawn is the end of it, in every language."""

    DRAFT = "draft"
    SHOWN = "shown"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class SourceState:
    """How a source stands now: may it be leaned on, and what does it find."""

    code: str
    standing: EvidenceStanding
    verdict: str


@dataclass(frozen=True)
class NewMark:
    """How an editor marks a sentence; ``mark`` is None while that is not decided."""

    mark: Mark | None
    rests_on: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    verdict: Verdict | None = None
    grade: Grade | None = None
    denies: bool = False


@dataclass(frozen=True)
class NewSentence:
    """A sentence as an editor writes it: its place and words, and its marking as far as it is decided."""

    key: str
    section: Section
    text: str
    mark: Mark | None = None
    rests_on: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    verdict: Verdict | None = None
    grade: Grade | None = None
    denies: bool = False
