"""What the room knowledge tells others: the version of the public site, what is shown of it, how sources stand."""

from collections.abc import Iterable, Mapping

from django.db.models import Max

from cordline.knowledge import warned
from cordline.knowledge.figures_shown import figure_history, figures_shown
from cordline.knowledge.models import Edition, Publication, Revision, Source, Wording
from cordline.knowledge.rows import SentenceRow
from cordline.knowledge.rules import Handed, Said
from cordline.knowledge.showing import page_changes, searchable, shown_list, shown_page, shown_term
from cordline.knowledge.sources_shown import coverage, evidence_list, evidence_shown
from cordline.knowledge.standing import newest_facts, place_content, standing_base, standing_files
from cordline.knowledge.types import (
    EvidenceStanding,
    Grade,
    Language,
    Mark,
    ReviewState,
    SourceState,
    Verdict,
)

__all__ = [
    "approve_content",
    "coverage",
    "evidence_list",
    "evidence_shown",
    "figure_history",
    "figures_shown",
    "handed_of",
    "newest_facts",
    "newest_numbers",
    "page_changes",
    "place_content",
    "publication",
    "said_of",
    "searchable",
    "shown_list",
    "shown_numbers",
    "shown_page",
    "shown_term",
    "source_state",
    "source_states",
    "standing_base",
    "standing_files",
]


def publication() -> int:
    """Give the version of everything that visitors see; it grows with every change of it."""
    return int(Publication.objects.values_list("version", flat=True).get(pk=1))


def source_state(row: Source) -> SourceState:
    """Give how a source stands as a value."""
    return SourceState(row.code, EvidenceStanding(row.standing), row.verdict)


def source_states(codes: Iterable[str]) -> dict[str, SourceState]:
    """Give how these sources stand, by code; unknown ones are not in the answer."""
    return {row.code: source_state(row) for row in Source.objects.filter(code__in=set(codes))}


def newest_numbers() -> dict[str, int]:
    """Give the number of each page's newest version, drafts included."""
    rows = Revision.objects.values_list("page__code").annotate(newest=Max("number"))
    return {str(code): int(newest) for code, newest in rows}


def said_of(sentences: Iterable[SentenceRow], text: Mapping[str, str]) -> tuple[Said, ...]:
    """Put a page's sentences and its words in one language together, as the gate sees them."""
    return tuple(
        Said(
            key=each.key,
            section=each.section,
            mark=each.mark,
            text=text.get(each.key, ""),
            rests_on=each.rests_on,
            verdict=each.verdict,
            grade=each.grade,
            denies=each.denies,
        )
        for each in sentences
    )


def handed_of(wording: Wording) -> Handed:
    """Give the words of a version in a language as the gate sees them, with the sources as they stand now."""
    revision, language = wording.revision, Language(wording.language)
    rows = list(revision.sentences.order_by("position"))
    said = tuple(
        Said(
            key=row.key,
            section=row.section,
            mark=Mark(row.mark) if row.mark else None,
            text=wording.text.get(row.key, ""),
            rests_on=tuple(row.rests_on),
            verdict=Verdict(row.verdict) if row.verdict else None,
            grade=Grade(row.grade) if row.grade else None,
            denies=row.denies,
        )
        for row in rows
    )
    english = revision.wordings.filter(language=Language.EN).first()
    return Handed(
        page=revision.page.code,
        language=language,
        said=said,
        review=ReviewState(wording.review),
        sources=source_states(reference for row in rows for reference in row.rests_on),
        promotional=warned.promotional(said, language),
        source_version=wording.source_version,
        english_version=english.version if english else 1,
        next_review_on=revision.next_review_on,
    )


def authors(row: Wording) -> set[str]:
    """Name whoever wrote these words, drafted the version or marked its sentences: none of them may approve it."""
    return {row.written_by, *row.writers, row.revision.written_by, *row.revision.marked_by}


def shown_numbers(page: str) -> dict[str, int]:
    """Give which version of a page visitors see in each language."""
    rows = Edition.objects.filter(page__code=page).values_list("language", "wording__revision__number")
    return {str(language): int(number) for language, number in rows}


def approve_content(page: str, number: int, language: str) -> dict[str, object]:
    """What the page of approval shows and its signature covers: every word, and the marking of every sentence (W41)."""
    row = (
        Wording.objects.filter(revision__page__code=page, revision__number=number, language=language)
        .select_related("revision__page")
        .first()
    )
    if row is None:
        return {}
    return {
        "page": page,
        "version": number,
        "language": language,
        "title": row.title,
        "question": row.question,
        "one_line": row.one_line,
        "text": dict(row.text),
        "change": row.version,
        "marks": {
            each.key: {
                "mark": each.mark,
                "rests_on": each.rests_on,
                "verdict": each.verdict,
                "grade": each.grade,
                "denies": each.denies,
                "status": each.status,
            }
            for each in row.revision.sentences.order_by("position")
        },
    }
