"""When words may be drafted, approved and shown, when a figure may be published; pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from cordline.ground.refusal import Refusal
from cordline.knowledge import limits, markup
from cordline.knowledge import refusals as _sentences  # noqa: F401 - registers the sentences the rules use
from cordline.knowledge.types import (
    EvidenceStanding,
    Grade,
    Language,
    Mark,
    ReviewState,
    Section,
    SourceState,
    Verdict,
    WordingState,
)

VERDICTS_OF_SOURCES = ("supported", "partly", "contested", "not_supported", "definitional")
_NAMES = {"figure": limits.FIGURES, "record": limits.RECORDS, "setting": limits.SETTINGS}


@dataclass(frozen=True)
class Said:
    """One sentence as the gate sees it: its marking (``mark`` is None while nobody has marked it) and its words."""

    key: str
    section: str
    mark: Mark | None
    text: str
    rests_on: tuple[str, ...] = ()
    verdict: Verdict | None = None
    grade: Grade | None = None
    denies: bool = False


@dataclass(frozen=True)
class Handed:
    """A page in one language, as it asks to be shown."""

    page: str
    language: Language
    said: tuple[Said, ...]
    review: ReviewState
    sources: Mapping[str, SourceState]
    promotional: tuple[tuple[str, str, str], ...] = ()  # key, words, why
    source_version: int | None = None
    english_version: int = 1
    next_review_on: date | None = None


def why_not_show(handed: Handed, *, today: date, demonstration: bool) -> list[Refusal]:
    """Give every reason why a page may not be shown in a language: the gate.

    Refuses: knowledge.sentence_*, knowledge.claim_*, knowledge.plain_rests, knowledge.reference_unknown,
    knowledge.wording_promotional, knowledge.translation_older, knowledge.review_overdue, knowledge.not_approved.
    """
    page, language = handed.page, handed.language
    refusals = [
        reason for said in handed.said for reason in _why_not_said(page, language, said, handed.sources)
    ]
    refusals += [
        Refusal("knowledge.wording_promotional", page=page, language=language, key=key, words=words, why=why)
        for key, words, why in handed.promotional
    ]
    refusals += why_not_translated(page, language, handed.source_version, handed.english_version)
    if handed.next_review_on is not None and handed.next_review_on <= today:
        refusals.append(Refusal("knowledge.review_overdue", page=page, due=handed.next_review_on))
    if handed.review is not ReviewState.REVIEWED and not demonstration:
        refusals.append(Refusal("knowledge.not_approved", page=page, language=language))
    return refusals


def _why_not_said(
    page: str, language: Language, said: Said, sources: Mapping[str, SourceState]
) -> Iterator[Refusal]:
    at: dict[str, Any] = {"page": page, "key": said.key}
    if said.section != "status":
        problem = markup.why_not(said.text) if said.text.strip() else ""
        if not said.text.strip():
            yield Refusal("knowledge.sentence_wordless", **at, language=language)
        elif problem:
            yield Refusal("knowledge.sentence_markup", **at, language=language, why=problem)
    yield from why_not_marked(page, said, sources)


def why_not_marked(page: str, said: Said, sources: Mapping[str, SourceState]) -> Iterator[Refusal]:
    """Give every reason why a sentence's marking does not hold against the sources as they stand."""
    at: dict[str, Any] = {"page": page, "key": said.key}
    if said.mark is None:
        yield Refusal("knowledge.sentence_unmarked", **at)
        return
    if said.mark is Mark.PLAIN:
        if said.rests_on:
            yield Refusal("knowledge.plain_rests", **at, sources=", ".join(said.rests_on))
        return
    if not said.rests_on:
        yield Refusal("knowledge.claim_unbound", **at)
    if said.verdict is None or said.grade is None:
        yield Refusal("knowledge.claim_ungraded", **at)
    for reference in said.rests_on:
        if names_nothing(reference, sources):
            yield Refusal("knowledge.reference_unknown", **at, reference=reference)
    found = [sources[each] for each in said.rests_on if each in sources]
    retracted = [each.code for each in found if each.standing is EvidenceStanding.RETRACTED]
    if retracted:
        yield Refusal(
            "knowledge.claim_leans_on_withdrawn", **at, sources=", ".join(retracted), standing="retracted"
        )
    against = contradicting(said, found)
    if against:
        yield Refusal("knowledge.claim_contradicted", **at, sources=", ".join(against))


def names_nothing(reference: str, sources: Collection[str]) -> bool:
    """Say whether a reference names no source, figure, record or setting."""
    kind, found, name = reference.partition(":")
    return name not in _NAMES.get(kind, ()) if found else reference not in sources


def contradicting(said: Said, found: Sequence[SourceState]) -> tuple[str, ...]:
    """Name the sources of a sentence shown as supported if none of them can carry it.

    A source carries it while it is current and does not find the opposite; what the house publishes itself (figures,
    records, settings) carries it too. A sentence that denies rests on just such sources.
    """
    if said.verdict is not Verdict.SUPPORTED or not found or len(found) < len(said.rests_on):
        return ()
    weak = [
        each.code
        for each in found
        if each.standing is not EvidenceStanding.CURRENT
        or (each.verdict == "not_supported" and not said.denies)
    ]
    return tuple(weak) if len(weak) == len(found) else ()


def judged_for_wording(said: Said) -> bool:
    """Say whether praise in a sentence would be ours: what we quote of others with another verdict is not."""
    return not (said.section == Section.ELSEWHERE and said.verdict not in (None, Verdict.SUPPORTED))


def why_not_translated(page: str, language: Language, seen: int | None, newest: int) -> list[Refusal]:
    """Say when a translation was made from words that have changed since."""
    if language is Language.EN or (seen is not None and seen >= newest):
        return []
    return [
        Refusal(
            "knowledge.translation_older", page=page, language=language, seen=seen or "unknown", newest=newest
        )
    ]


def why_not_approve(
    *, page: str, language: Language, state: WordingState, authors: Collection[str], by: str
) -> list[Refusal]:
    """Give every reason why this person may not sign for words and marking: handed in, and never their own (W41)."""
    refusals = []
    if state is not WordingState.SUBMITTED:
        refusals.append(Refusal("knowledge.not_submitted", page=page, language=language, state=state))
    if by in authors:
        refusals.append(Refusal("knowledge.own_words", page=page, person=by))
    return refusals


def why_not_change(*, what: str, why: str) -> list[Refusal]:
    """Say when a change does not say what it is and why."""
    return [] if what.strip() and why.strip() else [Refusal("knowledge.change_missing")]


def why_not_source(
    found: SourceState | None, *, code: str, standing: str, verdict: str, reason: str
) -> list[Refusal]:
    """Give every reason why a source may not be set to this standing and verdict."""
    if found is None:
        return [Refusal("knowledge.source_unknown", source=code)]
    refusals = []
    if verdict not in VERDICTS_OF_SOURCES:
        refusals.append(Refusal("knowledge.verdict_unknown", verdict=verdict))
    if (found.standing, found.verdict) == (standing, verdict):
        refusals.append(Refusal("knowledge.source_same", source=code, standing=standing, verdict=verdict))
    if not reason.strip():
        refusals.append(Refusal("knowledge.reason_missing"))
    return refusals


def why_not_figure(
    *,
    name: str,
    numerator: int,
    denominator: int,
    period_from: date,
    period_to: date,
    completeness_pct: Decimal | None,
    under_review: int,
    simulated: bool,
    demonstration: bool,
) -> list[Refusal]:
    """Give every reason why a figure may not be published."""
    refusals = []
    if name not in limits.FIGURES:
        refusals.append(Refusal("knowledge.figure_unknown", figure=name))
    refusals += [
        Refusal("knowledge.figure_negative", count=count)
        for count in (numerator, denominator, under_review)
        if count < 0
    ]
    if numerator > denominator:
        refusals.append(Refusal("knowledge.figure_above_whole", numerator=numerator, denominator=denominator))
    if under_review > max(numerator, 0):
        refusals.append(
            Refusal("knowledge.figure_under_review", under_review=under_review, numerator=numerator)
        )
    if period_to < period_from:
        refusals.append(Refusal("knowledge.figure_period", since=period_from, until=period_to))
    if completeness_pct is not None and not 0 <= completeness_pct <= 100:
        refusals.append(Refusal("knowledge.figure_completeness", given=completeness_pct))
    if simulated and not demonstration:
        refusals.append(Refusal("knowledge.figure_simulated"))
    return refusals


def why_overtaken(name: str, *, follows: int | None, newest: int) -> list[Refusal]:
    """Give the reason why a count is older than what is shown: another was published since the counting began."""
    if follows is None or follows == newest:
        return []
    return [Refusal("knowledge.figure_overtaken", figure=name, newest=newest)]


def why_not_fact(code: str, values: Mapping[str, Any], said: Mapping[str, str]) -> list[Refusal]:
    """Give every reason why a recurring fact may not be set to these values and words."""
    if code not in limits.FACTS:
        return [Refusal("knowledge.fact_unknown", fact=code)]
    refusals = []
    for language in Language:
        if not str(said.get(language, "")).strip():
            refusals.append(Refusal("knowledge.fact_unsaid", fact=code, language=language))
            continue
        try:
            said[language].format(**values)
        except (KeyError, IndexError, ValueError, AttributeError) as problem:
            refusals.append(
                Refusal("knowledge.fact_unsayable", fact=code, language=language, why=type(problem).__name__)
            )
    return refusals


def why_not_place(
    place: str, *, products: Collection[str], classes: Collection[str], source: str
) -> list[Refusal]:
    """Give every reason why the rules of a place may not be set like this."""
    refusals = [] if place in limits.PLACES else [Refusal("knowledge.place_unknown", place=place)]
    refusals += [
        Refusal("knowledge.place_names_unknown", name=name)
        for name in (*(set(products) - set(limits.PRODUCTS)), *(set(classes) - set(limits.CLASSES)))
    ]
    if not source.strip():
        refusals.append(Refusal("knowledge.reason_missing"))
    return refusals
