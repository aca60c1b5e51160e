"""What is wrong with a knowledge base on files: each fault by file and key, all of them at once.

``partial`` is for authors at work: what is not written yet is no fault, what is written must be right.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from cordline.ground.refusal import Refusal
from cordline.knowledge import limits, markup, rules
from cordline.knowledge.rows import Base, ClaimRow, PageFile, SentenceRow, Words
from cordline.knowledge.types import (
    BindingKind,
    Fate,
    Language,
    Mark,
    PageKind,
    Section,
    SourceState,
)

REVIEW_STATES = ("machine-drafted", "reviewed")
_EVIDENCE = re.compile(r"EV\d{3,4}")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FORMS = {BindingKind.FIGURE: "figure", BindingKind.RECORD: "record", BindingKind.SETTING: "setting"}


def faults(base: Base, *, partial: bool = False) -> list[Refusal]:
    """Name everything that keeps this base from being taken in; empty is leave."""
    found = list(base.broken)
    found += _evidence(base)
    for page in base.every_page():
        found += _bones(base, page, partial=partial)
        for language in Language:
            if language in page.words:
                found += _words(base, page, page.words[language], partial=partial)
            elif not partial:
                found.append(Refusal("knowledge.base_missing", file=_words_file(page, language)))
    found += _doubles(base)
    found += _claims(base, partial=partial)
    found += _facts(base, partial=partial)
    if not partial:
        found += _whole(base)
    return found


def _words_file(page: PageFile, language: Language) -> str:
    return f"{page.source.removesuffix('.toml')}.{language}.toml"


def _evidence(base: Base) -> Iterator[Refusal]:
    for row in base.evidence.values():
        if not _EVIDENCE.fullmatch(row.code):
            yield _value("evidence.csv", row.code, row.code, "EV and three digits")
        if row.verdict and row.verdict not in rules.VERDICTS_OF_SOURCES:
            yield _value(
                "evidence.csv",
                f"{row.code}.verdict",
                row.verdict,
                "one of " + ", ".join(rules.VERDICTS_OF_SOURCES),
            )
        for problem in why_not_identifier(row.identifier):
            yield _value("evidence.csv", f"{row.code}.identifier", row.identifier, problem)
        if row.url and not row.url.startswith(("https://", "http://")):
            yield _value("evidence.csv", f"{row.code}.url", row.url, "an address that begins with https://")


_DOI = re.compile(r"10\.\d{4,9}/\S+")


def why_not_identifier(identifier: str) -> list[str]:
    """Say what is wrong with a row's DOI or PMID; other kinds of identifiers are taken as they are."""
    problems = []
    for part in (each.strip() for each in identifier.split(";")):
        looks_like_doi = part.lower().startswith(("10.", "doi"))
        if looks_like_doi and not _DOI.fullmatch(part.lower().removeprefix("doi").lstrip(": ")):
            problems.append("a DOI such as 10.1016/j.eclinm.2019.100249")
        if part.upper().startswith("PMID") and not part[4:].lstrip(": ").isdecimal():
            problems.append("PMID and digits")
    return problems


def _references(base: Base, file: str, key: str, references: Iterable[str]) -> Iterator[Refusal]:
    for reference, times in Counter(references).items():
        if rules.names_nothing(reference, base.evidence):
            yield Refusal("knowledge.base_reference", file=file, key=f"{key}.rests_on", reference=reference)
        if times > 1:
            yield Refusal("knowledge.base_double", file=file, key=f"{key}.rests_on: {reference}")


def _bones(base: Base, page: PageFile, *, partial: bool) -> Iterator[Refusal]:
    file = page.source
    if page.question not in limits.QUESTIONS:
        yield Refusal(
            "knowledge.base_reference", file=file, key=f"{page.id}.question", reference=page.question
        )
    if not _SLUG.fullmatch(page.slug):
        yield _value(file, f"{page.id}.slug", page.slug, "lower case words joined by hyphens")
    if page.kind is PageKind.TERM and page.id not in limits.TERMS:
        yield _value(file, page.id, page.id, "G01 to G46")
    if page.kind is PageKind.ANSWER and page.id not in limits.QUESTIONS:
        yield _value(file, "id", page.id, "the question it answers, Q00 to Q16")
    if page.kind in (PageKind.TREATMENT, PageKind.CONDITION) and not page.statuses:
        yield Refusal("knowledge.base_key_missing", file=file, key="status")
    for target in page.related:
        if not partial and target not in base.pages and target not in base.terms:
            yield Refusal("knowledge.base_reference", file=file, key=f"{page.id}.related", reference=target)
    for place, status in enumerate(page.statuses, 1):
        key = f"status[{place}]"
        if status.product not in limits.PRODUCTS:
            yield _value(file, f"{key}.product", status.product, "one of " + ", ".join(limits.PRODUCTS))
        if not status.rests_on:
            yield Refusal("knowledge.base_unbound", file=file, key=key)
        yield from _references(base, file, key, status.rests_on)
    yield from _sentences(base, page)


def _sentences(base: Base, page: PageFile) -> Iterator[Refusal]:
    file = page.source
    for key, times in Counter(sentence.key for sentence in page.sentences).items():
        if times > 1:
            yield Refusal("knowledge.base_double", file=file, key=f"{page.id}: sentence {key}")
    sections = {sentence.section for sentence in page.sentences}
    for section in _needed(page):
        if section not in sections:
            yield Refusal("knowledge.base_key_missing", file=file, key=f"{page.id}: a sentence in {section}")
    for sentence in page.sentences:
        key = f"{page.id}: sentence {sentence.key}"
        for claim in sentence.claims:
            if base.statements and claim not in base.statements:
                yield Refusal("knowledge.base_reference", file=file, key=f"{key}.claims", reference=claim)
        yield from _references(base, file, key, sentence.rests_on)
        yield from _marking(base, file, key, sentence)


def _needed(page: PageFile) -> tuple[Section, ...]:
    """The sections without which a page is no answer (U52); the framing has only a short one."""
    if page.kind is PageKind.TERM or page.id in ("Q00", "Q16"):
        return (Section.SHORT,)
    return (Section.SHORT, Section.KNOWN, Section.UNKNOWN, Section.YOU)


def _marking(base: Base, file: str, key: str, sentence: SentenceRow) -> Iterator[Refusal]:
    if sentence.mark is Mark.PLAIN:
        if sentence.rests_on:
            yield _value(file, f"{key}.rests_on", ", ".join(sentence.rests_on), "[] for a plain sentence")
        return
    if not sentence.rests_on:
        yield Refusal("knowledge.base_unbound", file=file, key=key)
    if sentence.verdict is None:
        yield Refusal("knowledge.base_key_missing", file=file, key=f"{key}.verdict")
    if sentence.grade is None:
        yield Refusal("knowledge.base_key_missing", file=file, key=f"{key}.grade")
    against = _contradicting(base, sentence)
    if against:
        yield Refusal("knowledge.base_contradicted", file=file, key=key, sources=", ".join(against))


def _contradicting(base: Base, sentence: SentenceRow) -> tuple[str, ...]:
    found = [
        SourceState(row.code, row.standing, row.verdict)
        for each in sentence.rests_on
        if (row := base.evidence.get(each)) is not None
    ]
    said = rules.Said(
        key=sentence.key,
        section=sentence.section,
        mark=sentence.mark,
        text="",
        rests_on=sentence.rests_on,
        verdict=sentence.verdict,
        denies=sentence.denies,
    )
    return rules.contradicting(said, found)


def _words(base: Base, page: PageFile, words: Words, *, partial: bool) -> Iterator[Refusal]:
    file = words.source
    wanted = {sentence.key: sentence for sentence in page.sentences}
    for key in wanted:
        if not words.text.get(key):
            yield Refusal("knowledge.base_wordless", file=file, key=f"{page.id}: {key}")
    for key in words.text:
        if key not in wanted and not (page.kind is PageKind.TERM and key == "meaning"):
            yield Refusal("knowledge.base_sentence_unknown", file=file, key=f"{page.id}: {key}")
    if words.review not in REVIEW_STATES:
        yield _value(file, f"{page.id}.review", words.review, "one of " + ", ".join(REVIEW_STATES))
    if words.translated_from is not None and words.translated_from > page.version:
        yield _value(
            file, f"{page.id}.translated_from", str(words.translated_from), f"at most {page.version}"
        )
    least = limits.LEAST_TERM_PHRASINGS if page.kind is PageKind.TERM else limits.LEAST_PHRASINGS
    distinct = len({each.casefold() for each in words.phrasings if each})
    if distinct < least:
        yield Refusal("knowledge.base_phrasings", file=file, key=page.id, count=distinct, least=least)
    for key, text in [("title", words.title), ("one_line", words.one_line), *words.text.items()]:
        yield from _text(base, page, file, key, text, partial=partial)
    for key, sentence in wanted.items():
        named = markup.figure_of(words.text.get(key, ""))
        if named and sentence.rests_on != (f"figure:{named}",):
            yield Refusal(
                "knowledge.base_markup",
                file=file,
                key=f"{page.id}: {key}",
                why=f"a sentence of the figure {named} rests on figure:{named} alone",
            )


def _text(base: Base, page: PageFile, file: str, key: str, text: str, *, partial: bool) -> Iterator[Refusal]:
    where = f"{page.id}: {key}"
    problem = markup.why_not(text) if text else ""
    if problem:
        yield Refusal("knowledge.base_markup", file=file, key=where, why=problem)
    if len(text) > limits.LONGEST_SENTENCE:
        yield _value(file, where, f"{len(text)} characters long", f"at most {limits.LONGEST_SENTENCE}")
    named = markup.figure_of(text)
    if named and named not in limits.FIGURES:
        yield Refusal("knowledge.base_reference", file=file, key=where, reference=f"figure:{named}")
    for fact in markup.facts_in(text):
        if fact not in (base.facts or limits.FACTS if partial else base.facts):
            yield Refusal("knowledge.base_reference", file=file, key=where, reference=fact)
    for kind, target in markup.links_in(text):
        known = target in (base.terms if kind == "term" else base.pages)
        hoped = partial and (target in limits.TERMS if kind == "term" else target not in limits.TERMS)
        if not known and not hoped:
            yield Refusal("knowledge.base_reference", file=file, key=where, reference=f"{kind}:{target}")


def _doubles(base: Base) -> Iterator[Refusal]:
    seen: dict[tuple[PageKind, str], str] = {}
    for page in base.every_page():
        first = seen.setdefault((page.kind, page.slug), page.id)
        if first != page.id:
            yield Refusal("knowledge.base_double", file=page.source, key=f"the address {page.slug}")
    for language in Language:
        phrasings: dict[str, str] = {}
        for page in base.pages.values():
            for phrasing in page.words[language].phrasings if language in page.words else ():
                first = phrasings.setdefault(phrasing.casefold(), page.id)
                if first != page.id:
                    file = page.words[language].source
                    yield Refusal(
                        "knowledge.base_double", file=file, key=f"the phrasing “{phrasing}” ({first})"
                    )


def _claims(base: Base, *, partial: bool) -> Iterator[Refusal]:
    for claim in base.claims.values():
        file = f"claims/{claim.id.partition('.')[0]}.toml"
        if base.statements and claim.id not in base.statements:
            yield Refusal("knowledge.base_reference", file=file, key=claim.id, reference=claim.id)
        yield from _references(base, file, claim.id, claim.rests_on)
        yield from _binding(claim, file)
        answered = {sentence.section for sentence in _answering(base, claim.id)}
        if not partial and claim.fate is not Fate.WITHHELD and not _right_place(claim.fate, answered):
            yield Refusal("knowledge.base_unanswered", file=file, claim=claim.id, fate=claim.fate)
    if not partial:
        for statement in base.statements.values():
            if statement.id not in base.claims:
                file = f"claims/{statement.question}.toml"
                yield Refusal("knowledge.base_fateless", file=file, claim=statement.id)


def _binding(claim: ClaimRow, file: str) -> Iterator[Refusal]:
    if claim.binding is BindingKind.CONTENT:
        return
    form = _FORMS.get(claim.binding)
    fitting = [
        each
        for each in claim.rests_on
        if (each.startswith(f"{form}:") if form else _EVIDENCE.fullmatch(each))
    ]
    if not claim.rests_on:
        yield Refusal("knowledge.base_unbound", file=file, key=claim.id)
    elif not fitting:
        yield _value(file, f"{claim.id}.rests_on", ", ".join(claim.rests_on), f"at least one {claim.binding}")


def _answering(base: Base, claim: str) -> list[SentenceRow]:
    return [sentence for page in base.every_page() for sentence in page.sentences if claim in sentence.claims]


def _right_place(fate: Fate, sections: set[Section]) -> bool:
    return Section.ELSEWHERE in sections if fate is Fate.ELSEWHERE else bool(sections)


def _facts(base: Base, *, partial: bool) -> Iterator[Refusal]:
    for fact in base.facts.values():
        if fact.id not in limits.FACTS:
            yield _value("facts.toml", fact.id, fact.id, "F1 to F13")
        for language in Language:
            try:
                said = fact.words(language)
            except (KeyError, IndexError, ValueError) as problem:
                yield Refusal(
                    "knowledge.base_markup", file="facts.toml", key=f"{fact.id}.{language}", why=repr(problem)
                )
                continue
            if not said:
                yield Refusal("knowledge.base_wordless", file="facts.toml", key=f"{fact.id}.{language}")
    if not partial:
        for code in limits.FACTS:
            if code not in base.facts:
                yield Refusal("knowledge.base_key_missing", file="facts.toml", key=code)


def _whole(base: Base) -> Iterator[Refusal]:
    """What a base that wants to be shown must hold at all."""
    if not base.evidence:
        yield Refusal("knowledge.base_missing", file="evidence.csv")
    if not base.statements:
        yield Refusal("knowledge.base_missing", file="claims/list.csv")
    if not base.places:
        yield Refusal("knowledge.base_missing", file="places.toml")
    for code in limits.QUESTIONS:
        if code not in base.pages:
            yield Refusal("knowledge.base_missing", file=f"pages/{code}.toml")
    for code in limits.TERMS:
        if code not in base.terms:
            yield Refusal("knowledge.base_key_missing", file="terms/terms.toml", key=code)


def _value(file: str, key: str, value: str, allowed: str) -> Refusal:
    return Refusal("knowledge.base_value", file=file, key=key, value=value or "empty", allowed=allowed)
