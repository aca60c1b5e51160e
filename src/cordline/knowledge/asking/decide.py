"""From what the rules and the search say to one answer: emergency, a person, a page, or not our matter."""

import dataclasses

from cordline.knowledge.asking import triage
from cordline.knowledge.asking.corpus import OUTSIDE, STAFF
from cordline.knowledge.asking.index import Found, Index
from cordline.knowledge.asking.normalise import LANGUAGES, detect_language, fold, says_something
from cordline.knowledge.asking.types import Answer, AskKind, Entry, Finding, Reason

LONGEST = 10_000
ALSO = 3

# Fitted on the tune half of the questions (docs/reference/ask-report.md); see the test of the held-out half.
WORDS_ALONE = {"near": 0.12, "lead": 0.0}
WITH_MEANING = {"near": 0.30, "lead": 0.0}

# Where a symptom is spoken of harmlessly: asked about in general leads to side effects, borne for years to the uses.
SYMPTOM_ASKED, SYMPTOM_BORNE = 1.5, 1.0

KINDS = {
    Reason.RED_FLAG: AskKind.EMERGENCY,
    Reason.SAME_DAY: AskKind.CONTACT_CLINIC,
    Reason.MEDICINE: AskKind.CONTACT_CLINIC,
    Reason.STAFF: AskKind.CONTACT_CLINIC,
    Reason.UNSURE: AskKind.CONTACT_CLINIC,
    Reason.FOUND: AskKind.ANSWER,
    Reason.BESIDE: AskKind.OUT_OF_SCOPE,
    Reason.MACHINE: AskKind.OUT_OF_SCOPE,
    Reason.OTHER_PERSON: AskKind.OUT_OF_SCOPE,
    Reason.EMPTY: AskKind.OUT_OF_SCOPE,
    Reason.TOO_LONG: AskKind.OUT_OF_SCOPE,
}


def decide(index: Index, text: str, lang: str | None, parts: str = "both") -> Answer:
    """Answer one question from the index; no word of the question is kept. ``lang`` None or unknown: by the text."""
    folded = fold(text)
    spoken = lang if lang in LANGUAGES else detect_language(folded)
    if not says_something(folded):
        return _plain(Finding(Reason.EMPTY), spoken)
    finding = triage.look(folded)
    if finding is not None:
        return _plain(finding, spoken)
    if len(folded) > LONGEST:
        return _plain(Finding(Reason.TOO_LONG), spoken)
    written = detect_language(folded, spoken)
    searched = written if index.entries(written) else spoken
    found = index.search(folded, text, searched, parts)
    return _from(_led(found, triage.harmless_symptom(folded)), spoken, index)


def _led(found: Found, symptom: str) -> Found:
    """Let a harmless symptom lead: asked about in general to side effects, borne for long to the uses."""
    if not symptom:
        return found
    totals = found.totals.copy()
    for at, entry in enumerate(found.entries):
        if symptom == "asked" and entry.page == "Q10":
            totals[at] += SYMPTOM_ASKED
        if symptom == "borne" and (entry.page == "Q02" or entry.kind == "condition"):
            totals[at] += SYMPTOM_BORNE
    return dataclasses.replace(found, totals=totals)


def _plain(finding: Finding, lang: str) -> Answer:
    return Answer(kind=KINDS[finding.reason], reason=str(finding), lang=lang)


def _from(found: Found, lang: str, index: Index) -> Answer:
    order = found.totals.argsort()[::-1]
    best = found.entries[order[0]]
    if best.page == STAFF:
        return _plain(Finding(Reason.STAFF), lang)
    limits = WORDS_ALONE if found.meaning_near is None else WITH_MEANING
    near = found.words_near if found.meaning_near is None else max(found.meaning_near, found.words_near)
    if best.page == OUTSIDE or near < limits["near"]:
        return _plain(Finding(Reason.BESIDE), lang)
    pages = [found.entries[at] for at in order if found.entries[at].page not in (STAFF, OUTSIDE)]
    shown = {entry.page: entry for entry in index.entries(lang)}
    return _page(shown.get(best.page, best), pages[1:], lang)


def _page(best: Entry, others: list[Entry], lang: str) -> Answer:
    further = [entry for entry in others if entry.question and entry.question != best.question]
    questions = list(dict.fromkeys(entry.question for entry in further))[:ALSO]
    return Answer(
        kind=AskKind.ANSWER,
        reason=str(Finding(Reason.FOUND)),
        lang=lang,
        question=best.question,
        page=best.page,
        page_kind=best.kind,
        slug=best.slug,
        title=best.title,
        claims=best.claims,
        also=tuple(questions),
        also_pages=tuple(entry.page for entry in others[:ALSO]),
    )
