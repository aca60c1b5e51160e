"""What the database holds of the knowledge base, in the same values as its files."""

from collections.abc import Iterable, Mapping
from datetime import date

from cordline.knowledge.models import Edition, Fact, PlaceRule, Sentence, Source, Statement, Wording
from cordline.knowledge.rows import (
    Base,
    ClaimRow,
    EvidenceRow,
    FactRow,
    PageFile,
    PlaceRow,
    SentenceRow,
    StatusRow,
    Words,
)
from cordline.knowledge.rows import (
    Statement as StatementRow,
)
from cordline.knowledge.types import (
    BindingKind,
    EvidenceStanding,
    Fate,
    Grade,
    Language,
    Mark,
    PageKind,
    Section,
    Status,
    Verdict,
)


def standing_base() -> Base:
    """Give everything that is shown now as a base, ready to be written as files."""
    base = Base()
    for row in Source.objects.order_by("code"):
        base.evidence[row.code] = EvidenceRow(
            code=row.code,
            claim=row.claim,
            summary=row.summary,
            verdict=row.verdict,
            strength=row.strength,
            figure=row.figure,
            citation=row.citation,
            identifier=row.identifier,
            url=row.url,
            seen=row.seen,
            standing=EvidenceStanding(row.standing),
            note=row.note,
        )
    for held in sorted(Statement.objects.all(), key=lambda each: _natural(each.code)):
        base.statements[held.code] = StatementRow(
            held.code, held.question, held.kind, held.proposed_binding, held.words
        )
        base.claims[held.code] = ClaimRow(
            id=held.code,
            fate=Fate(held.fate),
            why=held.why,
            verdict=Verdict(held.verdict),
            grade=Grade(held.grade),
            binding=BindingKind(held.binding),
            rests_on=tuple(held.rests_on),
        )
    for code, fact in sorted(newest_facts().items(), key=lambda pair: int(pair[0][1:])):
        said = {Language(language): words for language, words in fact.said.items()}
        base.facts[code] = FactRow(code, fact.kind, fact.values, said)
    base.places = [
        PlaceRow(
            place=rule.place,
            effective_on=rule.effective_on,
            checked=rule.checked,
            products_hidden=tuple(rule.products_hidden),
            classes_hidden=tuple(rule.classes_hidden),
            source=rule.source,
        )
        for rule in PlaceRule.objects.order_by("id")
    ]
    for file in standing_files().values():
        (base.terms if file.kind is PageKind.TERM else base.pages)[file.id] = file
    return base


def standing_files() -> dict[str, PageFile]:
    """Give each shown page as its files would say it: the bones of its English version, the words of every language."""
    editions = list(
        Edition.objects.select_related("wording__revision__page").order_by("page__position", "page__code")
    )
    revisions = {each.wording.revision_id for each in editions if each.language == Language.EN}
    sentences: dict[int, list[Sentence]] = {}
    for row in Sentence.objects.filter(revision__in=revisions).order_by("position"):
        sentences.setdefault(row.revision_id, []).append(row)
    words: dict[int, dict[Language, Words]] = {}
    for edition in editions:
        words.setdefault(edition.page_id, {})[Language(edition.language)] = words_of(edition.wording)
    return {
        edition.wording.revision.page.code: page_file(
            edition.wording, sentences.get(edition.wording.revision_id, []), words[edition.page_id]
        )
        for edition in editions
        if edition.language == Language.EN
    }


def page_file(english: Wording, rows: Iterable[Sentence], words: Mapping[Language, Words]) -> PageFile:
    """Give a page as its files would say it."""
    page, found = english.revision.page, list(rows)
    folder = "terms/terms" if page.kind == PageKind.TERM else f"pages/{page.code}"
    return PageFile(
        id=page.code,
        kind=PageKind(page.kind),
        slug=page.slug,
        question=page.question,
        order=page.position,
        related=tuple(page.related),
        statuses=tuple(status_of(row) for row in found if row.status is not None),
        sentences=tuple(sentence_row(row) for row in found if row.status is None),
        words={language: words[language] for language in Language if language in words},
        version=english.revision.number,
        source=f"{folder}.toml",
    )


def sentence_row(row: Sentence) -> SentenceRow:
    """Give a sentence's row as a value; one that nobody has marked yet reads as a claim."""
    return SentenceRow(
        key=row.key,
        section=Section(row.section),
        mark=Mark(row.mark) if row.mark else Mark.CLAIM,
        claims=tuple(row.claims),
        rests_on=tuple(row.rests_on),
        verdict=Verdict(row.verdict) if row.verdict else None,
        grade=Grade(row.grade) if row.grade else None,
        denies=row.denies,
    )


def status_of(row: Sentence) -> StatusRow:
    """Give the line on what an authority says as a value."""
    facts = row.status or {}
    return StatusRow(
        product=facts["product"],
        state=Status(facts["state"]),
        place=facts["place"],
        authority=facts["authority"],
        as_of=date.fromisoformat(facts["as_of"]),
        rests_on=tuple(row.rests_on),
    )


def words_of(row: Wording) -> Words:
    """Give the words of one language as a value."""
    return Words(
        language=Language(row.language),
        title=row.title,
        question=row.question,
        one_line=row.one_line,
        review=row.review,
        translated_from=row.translated_from,
        phrasings=tuple(row.phrasings),
        text=dict(row.text),
        also=tuple(row.also),
    )


def newest_facts() -> dict[str, Fact]:
    """Give the recurring facts as they stand, by their name."""
    return {row.code: row for row in Fact.objects.order_by("code", "-version").distinct("code")}


def place_content(rule: PlaceRule) -> tuple[object, ...]:
    """What the rules of a place say, to compare them."""
    return (
        rule.effective_on,
        rule.checked,
        list(rule.products_hidden),
        list(rule.classes_hidden),
        rule.source,
    )


def _natural(code: str) -> tuple[str, int]:
    question, _, number = code.partition(".c")
    return question, int(number) if number.isdecimal() else 0
