"""From what the rules and the search say to one answer: emergency, a person, a page, or not our matter."""

import dataclasses
from dataclasses import dataclass

from cordline.knowledge.asking import triage
from cordline.knowledge.asking.corpus import OUTSIDE, STAFF
from cordline.knowledge.asking.index import Found, Index
from cordline.knowledge.asking.normalise import LANGUAGES, detect_language, fold, says_something
from cordline.knowledge.asking.types import Answer, AskKind, Entry, Finding, Reason

LONGEST = 10_000
ALSO = 3


@dataclass(frozen=True)
class Limits:
    """From where on a page is shown: how high it must stand, and how far above the two classes beside the pages."""

    least: float
    above_staff: float
    above_outside: float
    known: float
    outside_share: float


# Fitted on the tune half of the questions and on two further sets by other authors that are not in the project
# (docs/reference/ask-report.md): the first loses about 2 % of right answers.
WORDS_ALONE = Limits(least=5.5, above_staff=-2.0, above_outside=-1.0, known=0.25, outside_share=0.6)
WITH_MEANING = Limits(least=7.0, above_staff=-2.0, above_outside=1.0, known=0.2, outside_share=0.6)

# Where a symptom is spoken of harmlessly: asked about in general leads to side effects, borne for years to the uses.
SYMPTOM_ASKED, SYMPTOM_BORNE = 3.0, 2.0

# What the rules leave to a person may be worse than they know, and so may what a page is sure of: the net under them
# looks at both too.
SURER = 0.15  # how much further beyond its margin the net must see then
SURE, SURE_SHARE = 15.0, 0.4  # how high a page stands, and its share, when it is sure
MAY_BE_MORE = frozenset({Reason.SAME_DAY, Reason.MEDICINE, Reason.STAFF})

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
    if finding is not None and finding.reason not in MAY_BE_MORE:
        return _plain(finding, spoken)
    if finding is None and len(folded) > LONGEST:
        return _plain(Finding(Reason.TOO_LONG), spoken)
    written = detect_language(folded, spoken)
    searched = written if index.entries(written) else spoken
    found = index.search(folded[:LONGEST], text, searched, parts)
    symptom = triage.harmless_symptom(folded)
    if not symptom and found.urgency >= (SURER if finding or _sure(found) else 0):
        return _plain(Finding(Reason.RED_FLAG, "like_an_emergency"), spoken)
    if finding is not None:
        return _plain(finding, spoken)
    return _from(_led(found, symptom), spoken, index)


def _sure(found: Found) -> bool:
    """Say whether a page stands far above everything that the search knows."""
    if not found.entries:
        return False
    at = int(found.totals.argmax())
    beside = found.entries[at].page in (STAFF, OUTSIDE)
    return not beside and bool(found.totals[at] >= SURE and found.shares[at] >= SURE_SHARE)


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
    pages = [found.entries[at] for at in order if found.entries[at].page not in (STAFF, OUTSIDE)]
    beside = {entry.page: at for at, entry in enumerate(found.entries) if entry.page in (STAFF, OUTSIDE)}
    limits = WITH_MEANING if found.by_meaning else WORDS_ALONE
    best = max(
        (float(found.totals[at]) for at, entry in enumerate(found.entries) if entry.page not in beside),
        default=0,
    )
    outside, staff = (
        float(found.totals[beside[name]]) if name in beside else -99.0 for name in (OUTSIDE, STAFF)
    )
    far = (
        OUTSIDE in beside and float(found.shares[beside[OUTSIDE]]) > limits.outside_share and staff < outside
    )
    strange = not pages or found.words_known < limits.known
    if strange or far or best < outside + limits.above_outside:
        return _plain(Finding(Reason.STAFF if staff > max(outside, best) else Reason.BESIDE), lang)
    if best < staff + limits.above_staff:
        return _plain(Finding(Reason.STAFF), lang)
    if best < limits.least:
        return _plain(Finding(Reason.UNSURE), lang)
    shown = {entry.page: entry for entry in index.entries(lang)}
    return _page(shown.get(pages[0].page, pages[0]), pages[1:], lang)


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
