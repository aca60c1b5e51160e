"""A sentence as the page sets it: its words with what they open, its references by number, its verdict and strength."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cordline.knowledge.shown import ShownFigure, ShownRun, ShownSentence, ShownSource
from cordline.knowledge.types import Grade, Language, Mark, Verdict

# From the least to the most: a box of several sentences bears the mark of its weakest.
_WEAKEST = (Verdict.NOT_SUPPORTED, Verdict.CONTESTED, Verdict.PARTLY, Verdict.SUPPORTED)
_GRADES = (Grade.NONE, Grade.VERY_LOW, Grade.LOW, Grade.MODERATE, Grade.HIGH)


@dataclass(frozen=True)
class Word:
    """A term opened under its sentence: its word here and in the other languages, and its one meaning (U58)."""

    slug: str
    term: str
    meaning: str
    elsewhere: tuple[tuple[Language, str], ...] = ()


@dataclass(frozen=True)
class Line:
    """One sentence ready for its place on the page."""

    key: str
    words: SafeString
    claim: bool
    verdict: str
    grade: str
    opened: tuple[Word, ...]
    origin: str
    figure: ShownFigure | None
    ours: bool  # rests on our own records, figures or rules alone, and on no study


@dataclass
class Page:
    """What the sentences of one page share: the numbers of its references, and the words that were opened."""

    lang: Language
    words: Mapping[str, Mapping[Language, str]] = field(default_factory=dict)
    references: list[list[ShownSource]] = field(default_factory=list)
    opened: set[str] = field(default_factory=set)

    def number(self, source: ShownSource) -> int:
        """Give a source its number, by first use; rows of one publication share theirs."""
        for place, known in enumerate(self.references, 1):
            if _same(known[0], source):
                if all(each.code != source.code for each in known):
                    known.append(source)
                return place
        self.references.append([source])
        return len(self.references)

    def line(self, sentence: ShownSentence) -> Line:
        """Set one sentence."""
        runs = sentence.runs or (ShownRun(sentence.text),)
        opened: list[Word] = []
        parts = [self._run(run, opened) for run in runs]
        for number in dict.fromkeys(self.number(source) for source in sentence.sources):
            parts.append(
                format_html(
                    ' <a class="ref" href="#ref-{}"><span class="hidden">{} </span>[{}]</a>',
                    number, _("Reference"), number,
                )
            )  # fmt: skip
        claim = sentence.mark is Mark.CLAIM
        return Line(
            key=sentence.key,
            words=mark_safe("".join(parts)),  # noqa: S308 - each part was escaped
            claim=claim and not sentence.withdrawn,
            verdict=sentence.verdict.value if sentence.verdict else "",
            grade=sentence.grade.value if sentence.grade else "",
            opened=tuple(opened),
            origin=sentence.origin or ("withdrawn" if sentence.withdrawn else ""),
            figure=sentence.figure,
            ours=bool(sentence.sources) and all(each.kind != "evidence" for each in sentence.sources),
        )

    def lines(self, sentences: Iterable[ShownSentence]) -> list[Line]:
        """Set several, in order."""
        return [self.line(each) for each in sentences]

    def _run(self, run: ShownRun, opened: list[Word]) -> SafeString:
        if not run.opens or not run.slug:
            return format_html("{}", run.words)
        if run.opens != "term":
            return format_html('<a href="{}">{}</a>', address_of(run.opens, run.slug, self.lang), run.words)
        if run.slug in self.opened or not run.meaning:
            return format_html("{}", run.words)
        self.opened.add(run.slug)
        others = self.words.get(run.slug, {})
        opened.append(
            Word(
                run.slug,
                others.get(self.lang, run.words),
                run.meaning,
                tuple((lang, word) for lang, word in others.items() if lang is not self.lang),
            )
        )
        return format_html('<a class="word" id="at-{0}" href="#word-{0}">{1}</a>', run.slug, run.words)


def _same(one: ShownSource, other: ShownSource) -> bool:
    if one.kind != other.kind:
        return False
    return one.code == other.code or bool(one.kind == "evidence" and one.citation == other.citation)


def weakest(lines: Iterable[Line]) -> tuple[str, str]:
    """Give the least verdict and strength among claims that rest on literature, or two empty words."""
    claims = [line for line in lines if line.claim and line.verdict and not line.ours]
    verdict = next((each for each in _WEAKEST if any(line.verdict == each for line in claims)), None)
    grade = next((each for each in _GRADES if any(line.grade == each for line in claims)), None)
    return (verdict.value if verdict else "", grade.value if grade else "")


PLACES = {"answer": "answer", "treatment": "treatment", "condition": "condition", "term": "term"}


def address_of(kind: str, slug: str, lang: Language) -> str:
    """Give the address of a page by its kind."""
    return reverse(f"public:{PLACES[str(kind)]}", kwargs={"lang": lang.value, "slug": slug})


def listed(words: Iterable[str]) -> SafeString:
    """Join words as list items."""
    return format_html_join("", "<li>{}</li>", ((word,) for word in words))
