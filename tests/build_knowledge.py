"""Builds a shown knowledge base: the shipped one, or a small one that a test can see whole."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from cordline.access.signing import demonstration_proof
from cordline.ground.actor import Actor
from cordline.ground.roles import Role
from cordline.knowledge import selectors
from cordline.knowledge.exporting import files_of
from cordline.knowledge.files import base_files
from cordline.knowledge.rows import (
    Base,
    ClaimRow,
    EvidenceRow,
    FactRow,
    PageFile,
    PlaceRow,
    SentenceRow,
    Statement,
    StatusRow,
    Words,
)
from cordline.knowledge.services import (
    approve_words,
    draft_page,
    import_base,
    publish_page,
    submit_words,
    write_words,
)
from cordline.knowledge.types import (
    BindingKind,
    EvidenceStanding,
    Fate,
    Grade,
    Language,
    Mark,
    NewSentence,
    PageKind,
    Section,
    Status,
    Verdict,
)
from cordline.ledger.services import Entry
from tests import cast

EDITOR = cast.with_one_right(Role.KNOWLEDGE_EDITOR)
SECOND_EDITOR = cast.with_one_right(Role.KNOWLEDGE_EDITOR, 2)
INTERPRETER = cast.with_one_right(Role.INTERPRETER)
TODAY = date(2026, 11, 30)


def files_under() -> dict[str, bytes]:
    """The shipped base's files in memory."""
    return base_files()


def shipped(key: str = "shipped") -> Entry:
    """Take in the shipped base."""
    return import_base(files=files_under(), by=EDITOR, key=key)


def source(code: str, verdict: str = "supported", **over: Any) -> EvidenceRow:
    """A row of an invented literature."""
    facts: dict[str, Any] = {
        "code": code, "claim": "Q10.c1", "summary": f"Finding {code}", "verdict": verdict, "strength": "moderate",
        "figure": "", "citation": f"Author of {code}, 2020", "identifier": "10.1000/xyz123", "url": "", "seen": True,
        "standing": EvidenceStanding.CURRENT, "note": "",
    }  # fmt: skip
    return EvidenceRow(**{**facts, **over})


def claim(key: str, *rests_on: str, section: Section = Section.SHORT, **over: Any) -> SentenceRow:
    """A sentence that claims something."""
    facts: dict[str, Any] = {"verdict": Verdict.SUPPORTED, "grade": Grade.MODERATE, "claims": ("Q10.c1",)}
    return SentenceRow(key, section, Mark.CLAIM, rests_on=rests_on, **{**facts, **over})


def words(page: str, sentences: Sequence[SentenceRow], language: Language, **text: str) -> Words:
    """Words of a page in a language, each sentence named by its key unless ``text`` says otherwise."""
    said = {each.key: f"{language} {page} {each.key}." for each in sentences}
    return Words(
        language=language,
        title=f"{page} in {language}",
        question=f"What of {page}?",
        one_line=f"{language} line of {page}.",
        review="machine-drafted",
        translated_from=None if language is Language.EN else 1,
        phrasings=tuple(f"{language} {page} phrasing {number}" for number in range(20)),
        text=said | {key.replace("_", "-"): value for key, value in text.items()},
    )


def page(
    code: str, sentences: Sequence[SentenceRow], kind: PageKind = PageKind.ANSWER, **over: Any
) -> PageFile:
    """A page in four languages. Keyword ``text`` gives words of its own to every language."""
    text = over.pop("text", {})
    facts: dict[str, Any] = {
        "id": code, "kind": kind, "slug": code.lower(), "question": "Q10", "order": 10, "related": (), "statuses": (),
        "sentences": tuple(sentences), "source": f"pages/{code}.toml",
        "words": {language: words(code, sentences, language, **text) for language in Language},
    }  # fmt: skip
    return PageFile(**{**facts, **over})


def small(**over: Any) -> Base:
    """A base that a test can see whole: three sources, an answer, a condition, a term, a fact, the law of a place."""
    answer = page(
        "Q10",
        [
            claim("short-1", "EV001"),
            claim("short-2", "EV001", "EV002"),
            SentenceRow("short-3", Section.SHORT, Mark.PLAIN),
            claim("known-1", "EV002", section=Section.KNOWN),
            claim("known-2", "figure:serious_events", section=Section.KNOWN),
            claim("unknown-1", "EV003", section=Section.UNKNOWN, denies=True),
            claim("you-1", "setting:infusion_time", section=Section.YOU),
        ],
        text={"known_2": "{figure:serious_events}", "you_1": "It takes {F1}, see [word](term:G14)."},
        related=("joint",),
    )
    condition = page(
        "joint",
        [
            claim("short-1", "EV002"),
            claim("known-1", "EV001", section=Section.KNOWN),
            claim("unknown-1", "EV003", section=Section.UNKNOWN, denies=True),
            SentenceRow("you-1", Section.YOU, Mark.PLAIN),
        ],
        PageKind.CONDITION,
        statuses=(StatusRow("msc", Status.UNPROVEN, "MY", "NPRA", TODAY, ("EV001",)),),
    )
    term = page(
        "G14",
        [claim("meaning", "EV002", claims=())],
        PageKind.TERM,
        slug="msc-word",
        source="terms/terms.toml",
    )
    said = {language: f"{{least}} to {{most}} {language}" for language in Language}
    facts: dict[str, Any] = {
        "evidence": {code: source(code) for code in ("EV001", "EV002")}
        | {"EV003": source("EV003", "not_supported")},
        "statements": {"Q10.c1": Statement("Q10.c1", "Q10", "safety claim", "evidence", "It does no harm")},
        "claims": {
            "Q10.c1": ClaimRow(
                "Q10.c1",
                Fate.SHOWN,
                "Said with its bounds.",
                Verdict.PARTLY,
                Grade.LOW,
                BindingKind.EVIDENCE,
                ("EV001",),
            )
        },
        "pages": {"Q10": answer, "joint": condition},
        "terms": {"G14": term},
        "facts": {"F1": FactRow("F1", "duration", {"least": 60, "most": 120}, said)},
        "places": [PlaceRow("MY", date(2026, 1, 1), False, (), (), "Draft of a test")],
    }
    return Base(**{**facts, **over})


def take(base: Base, key: str = "take") -> Entry:
    """Take a base in and show it."""
    return import_base(files=files_of(base), partial=True, by=EDITOR, key=key)


def with_source(base: Base, code: str, **changes: Any) -> Base:
    """The same base with one source changed."""
    return replace(base, evidence={**base.evidence, code: replace(base.evidence[code], **changes)})


def draft(
    *sentences: NewSentence, page: str = "Q10", seen: int = 1, by: Actor = EDITOR, key: str = "draft"
) -> Entry:
    """Draft the next version of a page."""
    return draft_page(
        page=page, seen=seen, title="Title", question="A question?", one_line="A line.", sentences=sentences,
        what="A sentence more.", why="A new study.", by=by, key=key,
    )  # fmt: skip


def sentence(key: str = "short-1", text: str = "The words.", *rests_on: str, **over: Any) -> NewSentence:
    """A sentence of a draft, marked as a claim on ``rests_on``, or plain without."""
    facts: dict[str, Any] = (
        {"mark": Mark.CLAIM, "verdict": Verdict.SUPPORTED, "grade": Grade.LOW}
        if rests_on
        else {"mark": Mark.PLAIN}
    )
    return NewSentence(key, Section.SHORT, text, **{"rests_on": rests_on, **facts, **over})


def approve(
    page: str = "Q10", number: int = 2, language: Language = Language.EN, by: Actor = SECOND_EDITOR
) -> Entry:
    """Hand in the words of a version and let a second person sign them."""
    name = f"{page} {number} {language}"
    submit_words(page=page, number=number, language=language, by=EDITOR, key=f"submit {name}")
    proof = demonstration_proof(by, selectors.approve_content(page, number, language))
    return approve_words(
        page=page, number=number, language=language, proof=proof, by=by, key=f"approve {name}"
    )


def publish(page: str = "Q10", number: int = 2, *languages: Language, key: str = "publish") -> Entry:
    """Let a version out."""
    return publish_page(page=page, number=number, languages=languages or (Language.EN,), by=EDITOR, key=key)


def translate(text: dict[str, str], language: Language = Language.MS, *, seen: int = 0, **over: Any) -> Entry:
    """Write the words of version 2 of Q10 in a language."""
    facts: dict[str, Any] = {
        "page": "Q10", "number": 2, "title": "Tajuk", "question": "Soalan?", "one_line": "Satu baris.",
        "by": INTERPRETER, "key": f"words {language} {seen}",
    }  # fmt: skip
    return write_words(language=language, seen=seen, text=text, **{**facts, **over})


def shown(
    code: str = "Q10", language: Language = Language.EN, place: str = "MY", today: date = TODAY
) -> dict[str, Any]:
    """What a visitor reads of a page, by key of the sentence."""
    kind = {"Q": PageKind.ANSWER, "G": PageKind.TERM}.get(code[0], PageKind.CONDITION)
    found = selectors.shown_page(kind, code.lower(), language, place, today)
    assert found is not None
    return {each.key: each for each in found.sentences}
