"""The editor's desk: a new version of a page, the marking of its sentences, words in each language, handing in."""

from collections.abc import Mapping, Sequence

from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.knowledge import limits, markup, rules, selectors, verbs
from cordline.knowledge.models import Edition, Page, Revision, Sentence, Wording
from cordline.knowledge.rows import SentenceRow, StatusRow, Words
from cordline.knowledge.services import storing
from cordline.knowledge.standing import status_of
from cordline.knowledge.types import (
    Grade,
    Language,
    Mark,
    NewMark,
    NewSentence,
    SentenceState,
    Verdict,
    WordingState,
)
from cordline.ledger.services import Entry, act


def draft_page(
    *,
    page: str,
    seen: int,
    title: str,
    question: str,
    one_line: str,
    sentences: Sequence[NewSentence],
    what: str,
    why: str,
    phrasings: Sequence[str] = (),
    by: Actor,
    key: str,
) -> Entry:
    """Write a page's next version in English: its sentences in order, each marked or not yet.

    ``seen`` is the newest version the editor saw; somebody else's in between is never overwritten. What authorities
    say of the page's use is taken over. Refuses: knowledge.page_unknown, knowledge.revision_stale,
    knowledge.change_missing, knowledge.sentence_*. Writes: knowledge.page.drafted.
    """
    asked = {
        "page": page, "seen": seen, "title": title, "question": question, "one_line": one_line,
        "sentences": [vars(each) for each in sentences], "what": what, "why": why, "phrasings": list(phrasings),
    }  # fmt: skip
    with act(verbs.PAGE_DRAFTED, by=by, key=key, content=asked, subject=page) as this:
        if this.answered:
            return this.entry
        row = _page(page)
        newest = selectors.newest_numbers().get(page, 0)
        if seen != newest:
            raise Refused([Refusal("knowledge.revision_stale", page=page, seen=seen, newest=newest)])
        this.require(rules.why_not_change(what=what, why=why), _why_not_sentences(page, sentences))
        revision = storing.revision_of(this, row, number=newest + 1, what=what.strip(), why=why.strip())
        revision.save()
        held = _statuses(row)
        drafted = storing.sentences_of(
            revision, [_row(each) for each in sentences], held, SentenceState.DRAFT
        )
        for each, given in zip(drafted, sentences, strict=False):
            each.mark = given.mark
        Sentence.objects.bulk_create(drafted)
        words = Words(
            language=Language.EN,
            title=title.strip(),
            question=question.strip(),
            one_line=one_line.strip(),
            review="machine-drafted",
            translated_from=None,
            phrasings=tuple(phrasings) or _phrasings(row, Language.EN),
            text={each.key: each.text.strip() for each in sentences},
        )
        wording = storing.wording_of(this, revision, words, WordingState.DRAFT)
        wording.author, wording.writers = storing.name_of(by), [by.code]
        wording.save()
        return this.record(subject=page, payload={"page": page, "number": newest + 1})


def mark_sentences(*, page: str, number: int, marks: Mapping[str, NewMark], by: Actor, key: str) -> Entry:
    """Say of sentences of a draft whether they claim something, what they rest on, and how sure that is (W41).

    Refuses: knowledge.page_unknown, knowledge.words_settled, knowledge.sentence_unknown,
    knowledge.reference_unknown. Writes: knowledge.sentences.marked.
    """
    asked = {"page": page, "number": number, "marks": {key: vars(mark) for key, mark in marks.items()}}
    with act(verbs.SENTENCES_MARKED, by=by, key=key, content=asked, subject=page) as this:
        if this.answered:
            return this.entry
        revision = _revision(page, number)
        rows = {row.key: row for row in revision.sentences.select_for_update().filter(status__isnull=True)}
        this.require(
            _why_not_open(page, revision),
            [
                Refusal("knowledge.sentence_unknown", page=page, key=each)
                for each in marks
                if each not in rows
            ],
            _why_not_known(page, marks),
        )
        for name, mark in marks.items():
            Sentence.objects.filter(pk=rows[name].pk).update(
                mark=mark.mark,
                rests_on=list(mark.rests_on),
                claims=list(mark.claims),
                verdict=mark.verdict,
                grade=mark.grade,
                denies=mark.denies,
            )
        _touched(revision, by.code)
        return this.record(subject=page, payload={"page": page, "number": number, "count": len(marks)})


def write_words(
    *,
    page: str,
    number: int,
    language: Language,
    seen: int,
    title: str,
    question: str,
    one_line: str,
    text: Mapping[str, str],
    phrasings: Sequence[str] = (),
    also: Sequence[str] = (),
    by: Actor,
    key: str,
) -> Entry:
    """Write a draft's words in a language; ``seen`` is the change of these words that the writer saw (0: none yet).

    A translation remembers which change of the English words it was made from. Refuses: knowledge.page_unknown,
    knowledge.words_stale, knowledge.words_settled, knowledge.source_words_missing, knowledge.sentence_*.
    Writes: knowledge.words.written.
    """
    asked = {
        "page": page, "number": number, "language": language, "seen": seen, "title": title, "question": question,
        "one_line": one_line, "text": dict(text), "phrasings": list(phrasings), "also": list(also),
    }  # fmt: skip
    with act(verbs.WORDS_WRITTEN, by=by, key=key, content=asked, subject=page) as this:
        if this.answered:
            return this.entry
        revision = _revision(page, number)
        held = revision.wordings.select_for_update().filter(language=language).first()
        this.require(_why_not_write(page, revision, held, language, seen, text))
        english = revision.wordings.filter(language=Language.EN).first()
        foreign = language is not Language.EN
        words = {
            "title": title.strip(),
            "question": question.strip(),
            "one_line": one_line.strip(),
            "text": {name: each.strip() for name, each in text.items()},
            "phrasings": list(phrasings) or list(_phrasings(revision.page, language)),
            "also": list(also),
            "translated_from": number if foreign else None,
            "source_version": english.version if english and foreign else None,
            "version": held.version + 1 if held else 1,
            "state": WordingState.DRAFT,
            "author": storing.name_of(by),
            "written_by": by.code,
            "writers": sorted({*(held.writers if held else ()), by.code}),
            "written_at": this.now,
        }
        if held is None:
            Wording.objects.create(revision=revision, language=language, review="machine-drafted", **words)
        else:
            Wording.objects.filter(pk=held.pk).update(**words)
        return this.record(
            subject=page,
            payload={"page": page, "number": number, "language": language, "change": words["version"]},
        )


def submit_words(*, page: str, number: int, language: Language, by: Actor, key: str) -> Entry:
    """Hand in a draft's words in a language for a second person. From here on words and marking stay as they are.

    Refuses: knowledge.words_unknown, knowledge.words_settled, knowledge.sentence_unmarked, knowledge.claim_unbound,
    knowledge.translation_older. Writes: knowledge.words.submitted.
    """
    asked = {"page": page, "number": number, "language": language}
    with act(verbs.WORDS_SUBMITTED, by=by, key=key, content=asked, subject=page) as this:
        if this.answered:
            return this.entry
        wording = words_row(page, number, language)
        if wording.state != WordingState.DRAFT:
            raise Refused(
                [Refusal("knowledge.words_settled", page=page, language=language, state=wording.state)]
            )
        handed = selectors.handed_of(wording)
        this.require(
            [reason for said in handed.said for reason in rules.why_not_marked(page, said, handed.sources)],
            rules.why_not_translated(page, language, handed.source_version, handed.english_version),
        )
        Wording.objects.filter(pk=wording.pk).update(state=WordingState.SUBMITTED)
        return this.record(subject=page, payload=asked)


def words_row(page: str, number: int, language: Language) -> Wording:
    """Lock the words of a version in a language; refuses where there are none."""
    row = (
        Wording.objects.select_for_update(of=("self",))
        .select_related("revision__page")
        .filter(revision__page__code=page, revision__number=number, language=language)
        .first()
    )
    if row is None:
        raise Refused([Refusal("knowledge.words_unknown", page=page, number=number, language=language)])
    return row


def _page(code: str) -> Page:
    row = Page.objects.select_for_update().filter(code=code).first()
    if row is None:
        raise Refused([Refusal("knowledge.page_unknown", page=code)])
    return row


def _revision(page: str, number: int) -> Revision:
    row = Revision.objects.select_related("page").filter(page=_page(page), number=number).first()
    if row is None:
        raise Refused([Refusal("knowledge.words_unknown", page=page, number=number, language="any language")])
    return row


def _row(new: NewSentence) -> SentenceRow:
    return SentenceRow(
        key=new.key,
        section=new.section,
        mark=new.mark or Mark.CLAIM,
        claims=tuple(new.claims),
        rests_on=tuple(new.rests_on),
        verdict=Verdict(new.verdict) if new.verdict else None,
        grade=Grade(new.grade) if new.grade else None,
        denies=new.denies,
    )


def _statuses(page: Page) -> list[StatusRow]:
    shown = Edition.objects.filter(page=page, language=Language.EN).values("wording__revision")
    rows = Sentence.objects.filter(revision__in=shown, state=SentenceState.SHOWN).filter(status__isnull=False)
    return [status_of(row) for row in rows.order_by("position")]


def _phrasings(page: Page, language: Language) -> tuple[str, ...]:
    row = Edition.objects.filter(page=page, language=language).select_related("wording").first()
    return tuple(row.wording.phrasings) if row else ()


def _why_not_sentences(page: str, sentences: Sequence[NewSentence]) -> list[Refusal]:
    keys = [each.key for each in sentences]
    doubles = {key for key in keys if keys.count(key) > 1}
    found = [Refusal("knowledge.sentence_double", page=page, key=key) for key in sorted(doubles)]
    marks = {each.key: NewMark(each.mark, rests_on=each.rests_on) for each in sentences}
    return (
        found
        + _why_not_known(page, marks)
        + _why_not_words(page, Language.EN, {e.key: e.text for e in sentences})
    )


def _why_not_words(page: str, language: Language, text: Mapping[str, str]) -> list[Refusal]:
    """A draft may be unfinished, never malformed: no markup, no endless sentence."""
    found = []
    for name, each in text.items():
        problem = markup.why_not(each) if each.strip() else ""
        if len(each) > limits.LONGEST_SENTENCE:
            problem = f"it has {len(each)} characters; a sentence has at most {limits.LONGEST_SENTENCE}"
        if problem:
            found.append(
                Refusal("knowledge.sentence_markup", page=page, key=name, language=language, why=problem)
            )
    return found


def _why_not_known(page: str, marks: Mapping[str, NewMark]) -> list[Refusal]:
    known = selectors.source_states(each for mark in marks.values() for each in mark.rests_on)
    return [
        Refusal("knowledge.reference_unknown", page=page, key=name, reference=reference)
        for name, mark in marks.items()
        for reference in mark.rests_on
        if rules.names_nothing(reference, known)
    ]


def _why_not_open(page: str, revision: Revision) -> list[Refusal]:
    """Marking is part of what is signed: once words in any language are handed in, it stays."""
    return [
        Refusal("knowledge.words_settled", page=page, language=row.language, state=row.state)
        for row in revision.wordings.exclude(state=WordingState.DRAFT)
    ]


def _why_not_write(
    page: str,
    revision: Revision,
    held: Wording | None,
    language: Language,
    seen: int,
    text: Mapping[str, str],
) -> list[Refusal]:
    at = {"page": page, "language": language}
    found = []
    if held is not None and held.state != WordingState.DRAFT:
        found.append(Refusal("knowledge.words_settled", **at, state=held.state))
    if seen != (held.version if held else 0):
        found.append(Refusal("knowledge.words_stale", **at, seen=seen, newest=held.version if held else 0))
    if language is not Language.EN and not revision.wordings.filter(language=Language.EN).exists():
        found.append(Refusal("knowledge.source_words_missing", page=page, number=revision.number))
    keys = set(revision.sentences.filter(status__isnull=True).values_list("key", flat=True))
    found += [Refusal("knowledge.sentence_unknown", page=page, key=name) for name in text if name not in keys]
    return found + _why_not_words(page, language, text)


def _touched(revision: Revision, by: str) -> None:
    """A change of the marking is a change of the English words' version too: translations made before are older."""
    Revision.objects.filter(pk=revision.pk).update(marked_by=sorted({*revision.marked_by, by}))
    for row in revision.wordings.filter(language=Language.EN):
        Wording.objects.filter(pk=row.pk).update(version=row.version + 1)
