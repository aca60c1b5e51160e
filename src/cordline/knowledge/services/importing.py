"""Taking in a knowledge base from its files: all of it or nothing, every fault named; again, only what differs."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal
from cordline.knowledge import selectors, verbs, warned
from cordline.knowledge.exporting import bones_text, words_text
from cordline.knowledge.faults import faults
from cordline.knowledge.files import base_files, read_texts
from cordline.knowledge.limits import EVIDENCE_REVIEW_AFTER_DAYS
from cordline.knowledge.models import (
    Fact,
    Page,
    PlaceRule,
    Revision,
    Sentence,
    Source,
    SourceVersion,
    Statement,
    Wording,
)
from cordline.knowledge.rows import Base, EvidenceRow, PageFile
from cordline.knowledge.rules import Handed, why_not_show
from cordline.knowledge.services import storing
from cordline.knowledge.services.withdrawing import change_source_within
from cordline.knowledge.types import ReviewState, SentenceState, SourceState, WordingState
from cordline.ledger.services import Act, Entry, act, is_demonstration

_PLAIN_COLUMNS = ("claim", "summary", "strength", "figure", "citation", "identifier", "url", "seen", "note")


@dataclass
class _Taken:
    """What an import came to."""

    sources: int = 0
    changed: list[str] = field(default_factory=list)
    withdrawn: dict[str, int] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)


def import_base(*, files: Mapping[str, bytes], partial: bool = False, by: Actor, key: str) -> Entry:
    """Take in a whole knowledge base and show it: new pages, new versions of changed ones, changed sources.

    A source whose standing or verdict differs takes its claims down first, in the same act. ``partial`` takes a base in
    which not everything is written yet. Refuses: knowledge.base_*, knowledge.row_lost, and what the gate refuses.
    Writes: knowledge.base.imported.
    """
    asked = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    with act(verbs.BASE_IMPORTED, by=by, key=key, content={"files": asked, "partial": partial}) as this:
        if this.answered:
            return this.entry
        base = read_texts(files)
        this.require(faults(base, partial=partial))
        this.require(_rows_lost(base), _why_not_show(this, base, _as_shipped(files)))
        taken = _Taken()
        _take_sources(this, base, taken)
        _take_statements(this, base)
        _take_facts(this, base)
        _take_places(this, base)
        _take_pages(this, base, taken)
        return this.record(subject="knowledge", units=sorted(taken.withdrawn), payload=_payload(taken))


def import_evidence(*, content: bytes, by: Actor, key: str) -> Entry:
    """Take in the literature alone, from its CSV: new rows, corrected words, and changed standings or verdicts.

    What changed its standing or verdict takes every claim on it down, in every language, in this act. All rows or none.
    Refuses: knowledge.base_*, knowledge.row_lost. Writes: knowledge.base.imported.
    """
    asked = {"evidence": hashlib.sha256(content).hexdigest()}
    with act(verbs.BASE_IMPORTED, by=by, key=key, content=asked) as this:
        if this.answered:
            return this.entry
        base = read_texts({"evidence.csv": content})
        this.require(faults(base, partial=True), _rows_lost(base))
        taken = _Taken()
        _take_sources(this, base, taken)
        return this.record(subject="knowledge", units=sorted(taken.withdrawn), payload=_payload(taken))


def _payload(taken: _Taken) -> dict[str, object]:
    return {
        "pages": len(taken.pages),
        "changed_pages": taken.pages,
        "sources": taken.sources,
        "changed_sources": taken.changed,
        "withdrawn": taken.withdrawn,
    }


def _rows_lost(base: Base) -> list[Refusal]:
    """Whoever leaves a source out of the file would leave its claims standing on nothing."""
    known = set(Source.objects.values_list("code", flat=True))
    return [Refusal("knowledge.row_lost", source=code) for code in sorted(known - set(base.evidence))]


def _as_shipped(files: Mapping[str, bytes]) -> frozenset[str]:
    """Name the files that are those of the house, byte by byte: the tests of the house have judged their wording."""
    shipped = base_files()
    return frozenset(name for name, content in files.items() if shipped.get(name) == content)


def _why_not_show(this: Act, base: Base, shipped: frozenset[str]) -> list[Refusal]:
    states = {code: SourceState(code, row.standing, row.verdict) for code, row in base.evidence.items()}
    demonstration = is_demonstration()
    found: list[Refusal] = []
    for page in base.every_page():
        for language, words in page.words.items():
            said = selectors.said_of(page.sentences, words.text)
            handed = Handed(
                page=page.id,
                language=language,
                said=said,
                review=ReviewState.MACHINE_DRAFTED,
                sources=states,
                promotional=()
                if {page.source, words.source} <= shipped
                else warned.promotional(said, language),
                source_version=1,
            )
            found += why_not_show(handed, today=this.now.date(), demonstration=demonstration)
    return found


def _take_sources(this: Act, base: Base, taken: _Taken) -> None:
    known = {row.code: row for row in Source.objects.select_for_update()}
    new = [row for code, row in base.evidence.items() if code not in known]
    made = Source.objects.bulk_create(
        [
            Source(
                code=row.code,
                verdict=row.verdict,
                standing=row.standing,
                **{column: getattr(row, column) for column in _PLAIN_COLUMNS},
            )
            for row in new
        ]
    )
    SourceVersion.objects.bulk_create(
        [
            SourceVersion(
                source=row,
                number=1,
                at=this.now,
                standing=row.standing,
                verdict=row.verdict,
                reason="Taken into the knowledge base.",
                by=this.by.code,
            )
            for row in made
        ]
    )
    taken.sources = len(made)
    for code, held in known.items():
        row = base.evidence[code]
        if (held.standing, held.verdict) != (row.standing, row.verdict):
            for page, count in change_source_within(
                this, held, standing=row.standing, verdict=row.verdict, reason=row.note or "The file says so."
            ).items():
                taken.withdrawn[page] = taken.withdrawn.get(page, 0) + count
            taken.changed.append(code)
        _take_columns(held, row)


def _take_columns(held: Source, row: EvidenceRow) -> None:
    """What a source says may be corrected without touching what rests on it; standing and verdict may not."""
    differing = {
        column: getattr(row, column)
        for column in _PLAIN_COLUMNS
        if getattr(held, column) != getattr(row, column)
    }
    if differing:
        Source.objects.filter(pk=held.pk).update(**differing)


def _take_statements(this: Act, base: Base) -> None:
    review_on = this.now.date() + timedelta(days=EVIDENCE_REVIEW_AFTER_DAYS)
    known = {row.code: row for row in Statement.objects.all()}
    new = []
    for code, claim in base.claims.items():
        heard = base.statements[code]
        judged = {
            "question": heard.question,
            "kind": heard.kind,
            "words": heard.words,
            "proposed_binding": heard.binding,
            "fate": claim.fate.value,
            "why": claim.why,
            "verdict": claim.verdict.value,
            "grade": claim.grade.value,
            "binding": claim.binding.value,
            "rests_on": list(claim.rests_on),
        }
        held = known.get(code)
        if held is None:
            new.append(Statement(code=code, review_on=review_on, **judged))
        elif any(getattr(held, column) != value for column, value in judged.items()):
            Statement.objects.filter(pk=held.pk).update(review_on=review_on, **judged)
    Statement.objects.bulk_create(new)


def _take_facts(this: Act, base: Base) -> None:
    known = selectors.newest_facts()
    rows = []
    for code, fact in base.facts.items():
        held = known.get(code)
        content = (
            fact.kind,
            dict(fact.values),
            {str(language): words for language, words in fact.said.items()},
        )
        if held is None or (held.kind, held.values, held.said) != content:
            rows.append(
                Fact(
                    code=code,
                    version=held.version + 1 if held else 1,
                    kind=content[0],
                    values=content[1],
                    said=content[2],
                    reason="Taken in with the knowledge base.",
                    set_at=this.now,
                    set_by=this.by.code,
                )
            )
    Fact.objects.bulk_create(rows)


def _take_places(this: Act, base: Base) -> None:
    held: dict[str, list[PlaceRule]] = {}
    for rule in PlaceRule.objects.order_by("version"):
        held.setdefault(rule.place, []).append(rule)
    rows = []
    for row in base.places:
        mine = held.setdefault(row.place, [])
        content = (
            row.effective_on,
            row.checked,
            list(row.products_hidden),
            list(row.classes_hidden),
            row.source,
        )
        if content in [selectors.place_content(rule) for rule in mine]:
            continue
        rule = PlaceRule(
            place=row.place,
            version=len(mine) + 1,
            effective_on=row.effective_on,
            checked=row.checked,
            products_hidden=list(row.products_hidden),
            classes_hidden=list(row.classes_hidden),
            source=row.source,
            set_at=this.now,
            set_by=this.by.code,
        )
        mine.append(rule)
        rows.append(rule)
    PlaceRule.objects.bulk_create(rows)


def _take_pages(this: Act, base: Base, taken: _Taken) -> None:
    known = {row.code: row for row in Page.objects.all()}
    standing = selectors.standing_files() if known else {}
    changed = [file for file in base.every_page() if not _same(file, standing.get(file.id))]
    new = [file for file in changed if file.id not in known]
    known |= {row.code: row for row in Page.objects.bulk_create([storing.page_of(file) for file in new])}
    for file in changed:
        if file.id in standing:
            Page.objects.filter(code=file.id).update(position=file.order, related=list(file.related))
    numbers = selectors.newest_numbers()
    revisions = Revision.objects.bulk_create(
        [
            storing.revision_of(
                this,
                known[file.id],
                number=max(file.version, numbers.get(file.id, 0) + 1),
                what="First version." if file.id not in numbers else "Changed in the knowledge base.",
                why="Taken in from the knowledge base.",
            )
            for file in changed
        ]
    )
    _take_words(this, list(zip(changed, revisions, strict=True)))
    taken.pages = [file.id for file in changed]


def _take_words(this: Act, pairs: Sequence[tuple[PageFile, Revision]]) -> None:
    sentences = Sentence.objects.bulk_create(
        [
            row
            for file, revision in pairs
            for row in storing.sentences_of(revision, file.sentences, file.statuses, SentenceState.SHOWN)
        ],
        batch_size=1000,
    )
    storing.bind(sentences, {row.code: row for row in Source.objects.all()})
    wordings = Wording.objects.bulk_create(
        [
            storing.wording_of(this, revision, words, WordingState.PUBLISHED)
            for file, revision in pairs
            for words in file.words.values()
        ],
        batch_size=250,
    )
    storing.show(this, wordings)
    Revision.objects.filter(pk__in=[revision.pk for _, revision in pairs]).update(published_at=this.now)


def _same(file: PageFile, held: PageFile | None) -> bool:
    """Say whether a page's files say what is shown already: the same text means the same page."""
    if held is None:
        return False
    return bones_text(file) == bones_text(held) and {
        language: words_text(words, file) for language, words in file.words.items()
    } == {language: words_text(words, held) for language, words in held.words.items()}
