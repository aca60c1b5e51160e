"""Pages and terms as a visitor may see them today, in one language and one place.

Support is judged when it goes (the sentence is withdrawn then); what ends by date is judged here, at each render. A
page takes a handful of queries, however long it is.
"""

from collections.abc import Iterable
from datetime import date

from cordline.knowledge.models import Edition, Revision
from cordline.knowledge.shelf import Shelf, edition_of, link_of
from cordline.knowledge.shown import Searchable, ShownChange, ShownLink, ShownPage, ShownTerm
from cordline.knowledge.types import Language, PageKind


def shown_page(kind: PageKind, slug: str, language: Language, place: str, today: date) -> ShownPage | None:
    """Give a page as it is shown; nothing where there is none, or where the place's law keeps it away."""
    edition = edition_of(kind, slug, language)
    if edition is None:
        return None
    shelf = Shelf([edition], language, place, today)
    if shelf.hidden(edition.page):
        return None
    wording, revision = edition.wording, edition.wording.revision
    numbers = dict(
        Edition.objects.filter(page=edition.page).values_list("language", "wording__revision__number")
    )
    return ShownPage(
        id=edition.page.code,
        kind=PageKind(edition.page.kind),
        slug=edition.page.slug,
        question=edition.page.question,
        language=language,
        title=wording.title,
        question_text=wording.question,
        one_line=shelf.one_line(edition),
        version=revision.number,
        sentences=shelf.sentences(edition),
        statuses=shelf.statuses(edition),
        author=wording.author,
        reviewer=wording.reviewer or None,
        review_state=wording.review,
        written_on=wording.written_at.date(),
        last_review_on=revision.last_review_on,
        next_review_on=revision.next_review_on,
        translated_from=wording.translated_from,
        stale=_stale(edition, numbers.get(Language.EN)),
        related=shelf.related(edition),
        languages=tuple(each for each in Language if each in numbers),
        place=place,
        draft=wording.review != "reviewed",
    )


def shown_term(slug: str, language: Language, place: str, today: date) -> ShownTerm | None:
    """Give a term as it is explained, with its word in each language (U58)."""
    edition = edition_of(PageKind.TERM, slug, language)
    if edition is None:
        return None
    shelf = Shelf([edition], language, place, today)
    wording, revision = edition.wording, edition.wording.revision
    others = Edition.objects.filter(page=edition.page).select_related("wording__revision")
    words = {Language(each.language): each.wording for each in others}
    sentences = shelf.sentences(edition)
    meaning = next(each for each in sentences if each.key == "meaning")
    english = words.get(Language.EN)
    return ShownTerm(
        id=edition.page.code,
        slug=edition.page.slug,
        question=edition.page.question,
        language=language,
        term=wording.title,
        meaning=meaning,
        more=tuple(each for each in sentences if each.key != "meaning"),
        also=tuple(wording.also),
        in_languages={each: words[each].title for each in Language if each in words},
        version=revision.number,
        author=wording.author,
        reviewer=wording.reviewer or None,
        review_state=wording.review,
        written_on=wording.written_at.date(),
        last_review_on=revision.last_review_on,
        next_review_on=revision.next_review_on,
        translated_from=wording.translated_from,
        stale=_stale(edition, english.revision.number if english else None),
        draft=wording.review != "reviewed",
    )


def shown_list(kind: PageKind, language: Language, place: str, today: date) -> tuple[ShownLink, ...]:
    """Give the pages of a kind with their honest one-liners, in their order."""
    editions = _editions(language, [kind])
    shelf = Shelf(editions, language, place, today, links=False)
    return tuple(
        link_of(edition, shelf.one_line(edition)) for edition in editions if not shelf.hidden(edition.page)
    )


def searchable(language: Language, place: str, today: date) -> tuple[Searchable, ...]:
    """Give every shown page and term with all that a question may find it by; what is withdrawn is not in it."""
    editions = _editions(language, list(PageKind))
    shelf = Shelf(editions, language, place, today, links=False)
    return tuple(
        Searchable(
            link=link_of(edition, shelf.one_line(edition)),
            question_text=edition.wording.question,
            phrasings=tuple(edition.wording.phrasings),
            also=tuple(edition.wording.also),
            sentences=tuple(
                (each.text, each.claims) for each in shelf.sentences(edition) if not each.withdrawn
            ),
        )
        for edition in editions
        if not shelf.hidden(edition.page)
    )


def page_changes(kind: PageKind, slug: str) -> tuple[ShownChange, ...]:
    """Give what changed on a page and why, the newest first: published versions, and sentences taken back."""
    revisions = Revision.objects.filter(page__kind=kind, page__slug=slug, published_at__isnull=False)
    found = [
        ShownChange(row.number, row.published_at, row.what, row.why) for row in revisions if row.published_at
    ]
    for row in revisions.prefetch_related("sentences"):
        reasons = {
            (each.withdrawn_at, each.withdrawn_why) for each in row.sentences.all() if each.withdrawn_at
        }
        found += [
            ShownChange(row.number, at, "Statements were taken back.", why) for at, why in reasons if at
        ]
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))


def _editions(language: Language, kinds: Iterable[PageKind]) -> list[Edition]:
    return list(
        Edition.objects.filter(language=language, page__kind__in=list(kinds))
        .select_related("page", "wording__revision__page")
        .order_by("page__position", "page__code")
    )


def _stale(edition: Edition, newest: int | None) -> bool:
    seen = edition.wording.translated_from
    return edition.language != Language.EN and newest is not None and (seen is None or seen < newest)
