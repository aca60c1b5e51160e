"""What the editor's desk shows: pages with their versions and languages, words side by side, what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal
from cordline.knowledge import limits, markup, reading, rules, selectors, verbs, warned
from cordline.knowledge.models import Edition, Page, Revision, Sentence, Source, Statement, Wording
from cordline.knowledge.types import (
    Language,
    Mark,
    NewSentence,
    PageKind,
    SentenceState,
    Verdict,
    WordingState,
)
from cordline.ledger.services import database_now, is_demonstration
from cordline.ledger.services.acting import why_not_role


@dataclass(frozen=True)
class PageLine:
    """A page in the list: its English title, which version visitors see in each language, and what needs an editor."""

    code: str
    kind: str
    title: str
    newest: int
    shown: str
    withdrawn: int
    older: tuple[str, ...]
    due: date | None

    @property
    def needs(self) -> tuple[str, str]:
        """The state of the page as the list says it."""
        if self.withdrawn:
            return "stop", f"{self.withdrawn} withdrawn"
        if self.older:
            return "warn", "Older: " + ", ".join(self.older)
        return "pass", "In order"


@dataclass(frozen=True)
class WordsLine:
    """The words of one version in one language: how far they are, who wrote them, who stands for them."""

    language: Language
    state: WordingState
    change: int
    written_by: str
    written_at: datetime
    review: str
    reviewer: str
    older: bool


@dataclass(frozen=True)
class VersionLine:
    """One version of a page: what changed and why, and its words in each language."""

    number: int
    what: str
    why: str
    written_by: str
    written_at: datetime
    published_at: datetime | None
    words: tuple[WordsLine, ...]


@dataclass(frozen=True)
class Pair:
    """One sentence of a version: English and another language side by side, with its marking."""

    row: Sentence
    english: str
    other: str


def page_lines() -> list[PageLine]:
    """Give every page with what needs an editor: first what was withdrawn, then what is older in a language."""
    editions: dict[int, list[Edition]] = {}
    for edition in Edition.objects.select_related("wording__revision"):
        editions.setdefault(edition.page_id, []).append(edition)
    newest = selectors.newest_numbers()
    lost: dict[int, int] = {}
    for revision in Sentence.objects.filter(state=SentenceState.WITHDRAWN).values_list(
        "revision_id", flat=True
    ):
        lost[revision] = lost.get(revision, 0) + 1
    lines = [
        _line(page, editions.get(page.pk, []), newest.get(page.code, 0), lost) for page in Page.objects.all()
    ]
    return sorted(lines, key=lambda line: (-line.withdrawn, not line.older, line.kind, line.code))


def _line(page: Page, editions: Sequence[Edition], newest: int, lost: dict[int, int]) -> PageLine:
    english = next((each for each in editions if each.language == Language.EN), None)
    number = english.wording.revision.number if english else 0
    return PageLine(
        code=page.code,
        kind=page.kind,
        title=english.wording.title if english else page.code,
        newest=newest,
        shown=", ".join(
            f"{each.language} {each.wording.revision.number}" for each in sorted(editions, key=_order)
        ),
        withdrawn=lost.get(english.wording.revision_id, 0) if english else 0,
        older=tuple(
            each.language for each in sorted(editions, key=_order) if each.wording.revision.number < number
        ),
        due=english.wording.revision.next_review_on if english else None,
    )


def _order(edition: Edition) -> int:
    return list(Language).index(Language(edition.language))


def page_row(code: str) -> Page | None:
    """Find a page by its code."""
    return Page.objects.filter(code=code).first()


def versions(page: Page) -> list[VersionLine]:
    """Give a page's versions, the newest first, each with its words in every language it has."""
    return [
        VersionLine(
            number=row.number,
            what=row.what,
            why=row.why,
            written_by=row.written_by,
            written_at=row.written_at,
            published_at=row.published_at,
            words=_words_of(row),
        )
        for row in page.revisions.prefetch_related("wordings").order_by("-number")
    ]


def _words_of(row: Revision) -> tuple[WordsLine, ...]:
    held = {wording.language: wording for wording in row.wordings.all()}
    english = held.get(Language.EN)
    return tuple(
        WordsLine(
            language=language,
            state=WordingState(held[language].state),
            change=held[language].version,
            written_by=held[language].written_by,
            written_at=held[language].written_at,
            review=held[language].review,
            reviewer=held[language].reviewer,
            older=english is not None
            and language is not Language.EN
            and held[language].source_version != english.version,
        )
        for language in Language
        if language in held
    )


def sentences_of(page: str, number: int) -> list[Sentence]:
    """Give a version's sentences in their order; what authorities say has rows of its own and is left out."""
    rows = Sentence.objects.filter(revision__page__code=page, revision__number=number, status__isnull=True)
    return list(rows.order_by("position"))


def words(page: str, number: int, language: Language) -> Wording | None:
    """Find a version's words in a language."""
    rows = Wording.objects.filter(revision__page__code=page, revision__number=number, language=language)
    return rows.select_related("revision__page").first()


def pairs(page: str, number: int, language: Language) -> list[Pair]:
    """Give a version's sentences with their English and their words in a language, side by side."""
    english, other = words(page, number, Language.EN), words(page, number, language)
    return [
        Pair(
            row,
            english.text.get(row.key, "") if english else "",
            other.text.get(row.key, "") if other else "",
        )
        for row in sentences_of(page, number)
    ]


def why_not_publish(page: str, number: int, language: Language) -> list[Refusal]:
    """Judge what the gate would say now of a version in a language, changing nothing."""
    row = words(page, number, language)
    if row is None:
        return [Refusal("knowledge.words_unknown", page=page, number=number, language=language)]
    handed = selectors.handed_of(row)
    return rules.why_not_show(handed, today=database_now().date(), demonstration=is_demonstration())


def sources() -> "QuerySet[Source]":
    """Give the literature for its list."""
    return Source.objects.order_by("code")


def statements() -> "QuerySet[Statement]":
    """Give what others say of such treatment, with what becomes of each."""
    return Statement.objects.order_by("question", "code")


def resting_on(source: str) -> list[tuple[str, Sentence]]:
    """Give every shown sentence that rests on a source, with its English words: what a withdrawal would take down."""
    rows = Sentence.objects.filter(state=SentenceState.SHOWN, rests_on__contains=[source]).select_related(
        "revision__page"
    )
    said = {
        wording.revision_id: wording.text
        for wording in Wording.objects.filter(
            revision__in=[row.revision_id for row in rows], language=Language.EN
        )
    }
    return [(markup.plain(said.get(row.revision_id, {}).get(row.key, ""), {}), row) for row in rows]


def notes(page: str, written: Sequence[NewSentence], language: Language) -> dict[str, list[str]]:
    """Give what an editor should look at in each sentence: promotional wording, marking that does not hold, length."""
    said = [
        rules.Said(
            key=each.key,
            section=each.section,
            mark=each.mark,
            text=each.text,
            rests_on=each.rests_on,
            verdict=each.verdict,
            grade=each.grade,
            denies=each.denies,
        )
        for each in written
    ]
    found: dict[str, list[str]] = {}
    for key, words, why in (*warned.promotional(said, language), *warned.leaning(said, language)):
        found.setdefault(key, []).append(f"“{words}”: {why}")
    states = selectors.source_states(each for sentence in written for each in sentence.rests_on)
    for each in said:
        found.setdefault(each.key, []).extend(
            refusal.text for refusal in rules.why_not_marked(page, each, states)
        )
    return {key: told for key, told in found.items() if told}


def citations() -> list[tuple[str, str]]:
    """Give everything that a claim may rest on, with a few words, for the citation picker."""
    rows = [(row.code, f"{row.verdict.replace('_', ' ')}: {row.summary[:90]}") for row in sources()]
    named = (("figure", limits.FIGURES), ("record", limits.RECORDS), ("setting", limits.SETTINGS))
    return rows + [(f"{kind}:{name}", name.replace("_", " ")) for kind, names in named for name in names]


def wording_notes(rows: Sequence[Pair], language: Language) -> dict[str, list[str]]:
    """Give what an editor of one language should look at in each sentence's words."""
    said = [
        rules.Said(
            key=pair.row.key, section=pair.row.section, mark=Mark(pair.row.mark) if pair.row.mark else None,
            text=pair.other, rests_on=tuple(pair.row.rests_on),
            verdict=Verdict(pair.row.verdict) if pair.row.verdict else None, denies=pair.row.denies,
        )
        for pair in rows
        if pair.other
    ]  # fmt: skip
    found: dict[str, list[str]] = {}
    for key, words, why in (*warned.promotional(said, language), *warned.leaning(said, language)):
        found.setdefault(key, []).append(f"“{words}”: {why}")
    return found


def phrasings(page: Page, language: Language) -> tuple[str, ...]:
    """Give the ways of asking that the shown words of a page have in a language; a new version takes them over."""
    shown = Edition.objects.filter(page=page, language=language).select_related("wording").first()
    return tuple(shown.wording.phrasings) if shown else ()


def why_not_approve(page: str, number: int, language: Language, by: Actor) -> list[Refusal]:
    """Judge whether somebody may sign for words now, changing nothing."""
    row = words(page, number, language)
    if row is None:
        return [Refusal("knowledge.words_unknown", page=page, number=number, language=language)]
    handed = selectors.handed_of(row)
    return [
        *why_not_role(verbs.WORDS_APPROVED, by),
        *rules.why_not_approve(
            page=page,
            language=language,
            state=WordingState(row.state),
            authors=selectors.authors(row),
            by=by.code,
        ),
        *rules.why_not_translated(page, language, handed.source_version, handed.english_version),
    ]


def reading_notes(written: Sequence[NewSentence]) -> list[str]:
    """Say what would make an English draft easier to read: level, long sentences, words that nobody explains (U59)."""
    text = " ".join(each.text for each in written if not markup.figure_of(each.text))
    if not text:
        return []
    rows = Edition.objects.filter(page__kind=PageKind.TERM, language=Language.EN).select_related(
        "page", "wording"
    )
    terms = {row.page.code: [row.wording.title, *row.wording.also] for row in rows}
    level = f"School year that understands it: {reading.grade(text)}"
    return [level, *(f"{note.code.replace('_', ' ')}: {note.found}" for note in reading.notes(text, terms))]
