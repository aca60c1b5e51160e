"""The knowledge base as files: read into values, nothing judged that can be judged later.

TOML and one CSV each for the literature and for the list of statements. A file that cannot be read, or a value of the
wrong kind, is remembered as a fault by file and key; reading goes on, so that an author hears everything at once.
"""

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cordline.ground.refusal import Refusal
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
from cordline.knowledge.table import Table
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

BASE = Path(__file__).parent / "base"


def read_base(root: Path = BASE) -> Base:
    """Read every file under ``root``; files that are not there yet are simply not in the answer."""
    return read_texts(base_files(root))


def base_files(root: Path = BASE) -> dict[str, bytes]:
    """Give the files of a base by their name: those of the folder itself and of claims, pages and terms."""
    found = [
        path for folder in ("", "claims", "pages", "terms") for path in sorted((root / folder).glob("*.*"))
    ]
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in found
        if path.suffix in (".toml", ".csv")
    }


def read_texts(files: Mapping[str, bytes]) -> Base:
    """Read a base that is held in memory: file name to bytes (an upload, an export, a test)."""
    base = Base()
    for name, content in sorted(files.items()):
        if name == "evidence.csv":
            _read_evidence(base, name, content)
        elif name == "claims/list.csv":
            _read_statements(base, name, content)
    tables = {name: _toml(base, name, content) for name, content in files.items() if name.endswith(".toml")}
    bones = {name: table for name, table in tables.items() if table is not None and not _language_of(name)}
    for name, table in sorted(bones.items()):
        words = {
            language: Table(found.raw, found.file, "", base.broken)
            for language in Language
            if (found := tables.get(f"{name.removesuffix('.toml')}.{language}.toml")) is not None
        }
        _read_bones(base, name, table, words)
    return base


def _read_bones(base: Base, name: str, table: Table, words: Mapping[Language, Table]) -> None:
    folder, _, _ = name.rpartition("/")
    if folder == "claims":
        _read_claims(base, table)
    elif folder == "pages":
        page = _page(table, words)
        _once(base, base.pages, page.id, page, name)
    elif folder == "terms":
        for term in _terms(table, words):
            _once(base, base.terms, term.id, term, name)
    elif name == "facts.toml":
        for each in table.tables("fact", "id"):
            fact = _fact(each)
            _once(base, base.facts, fact.id, fact, name)
    elif name == "places.toml":
        base.places.extend(_place(each) for each in table.tables("place", "code"))
    else:
        base.broken.append(Refusal("knowledge.base_key_unknown", file=name, key="the file"))


def _language_of(name: str) -> str:
    return name.removesuffix(".toml").rpartition(".")[2] if "." in name.removesuffix(".toml") else ""


def _once(base: Base, held: dict[str, Any], key: str, value: object, file: str) -> None:
    if key in held:
        base.broken.append(Refusal("knowledge.base_double", file=file, key=key))
    else:
        held[key] = value


def _toml(base: Base, name: str, content: bytes) -> Table | None:
    try:
        return Table(tomllib.loads(content.decode("utf-8")), name, "", base.broken)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        base.broken.append(Refusal("knowledge.base_unreadable", file=name, why=str(problem).rstrip(".")))
        return None


def _rows(base: Base, name: str, content: bytes, columns: Iterable[str]) -> list[dict[str, str]]:
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8")), strict=True)
        rows = list(reader)
    except (UnicodeDecodeError, csv.Error) as problem:
        base.broken.append(Refusal("knowledge.base_unreadable", file=name, why=str(problem).rstrip(".")))
        return []
    absent = [column for column in columns if column not in (reader.fieldnames or ())]
    for column in absent:
        base.broken.append(Refusal("knowledge.base_key_missing", file=name, key=f"the column {column}"))
    return (
        [] if absent else [{key: (value or "").strip() for key, value in row.items() if key} for row in rows]
    )


EVIDENCE_COLUMNS = (
    "id", "claim", "summary", "verdict", "strength", "figure", "citation", "identifier", "url", "seen", "standing",
    "note",
)  # fmt: skip
STATEMENT_COLUMNS = ("id", "question", "class", "binding", "statement")


def _read_evidence(base: Base, name: str, content: bytes) -> None:
    for row in _rows(base, name, content, EVIDENCE_COLUMNS):
        table = Table(row, name, row["id"] or "a row", base.broken)
        found = EvidenceRow(
            code=table.text("id"),
            claim=row["claim"],
            summary=table.text("summary"),
            verdict=table.text("verdict"),
            strength=row["strength"],
            figure=row["figure"],
            citation=table.text("citation"),
            identifier=row["identifier"],
            url=row["url"],
            seen=row["seen"] == "seen",
            standing=table.choice("standing", EvidenceStanding, EvidenceStanding.CURRENT),
            note=row["note"],
        )
        _once(base, base.evidence, found.code, found, name)


def _read_statements(base: Base, name: str, content: bytes) -> None:
    for row in _rows(base, name, content, STATEMENT_COLUMNS):
        found = Statement(row["id"], row["question"], row["class"], row["binding"], row["statement"])
        _once(base, base.statements, found.id, found, name)


def _read_claims(base: Base, table: Table) -> None:
    table.known("claim")
    for each in table.tables("claim", "id"):
        each.known("id", "fate", "why", "verdict", "grade", "binding", "rests_on")
        found = ClaimRow(
            id=each.text("id"),
            fate=each.choice("fate", Fate, Fate.WITHHELD),
            why=each.text("why"),
            verdict=each.choice("verdict", Verdict, Verdict.NOT_SUPPORTED),
            grade=each.choice("grade", Grade, Grade.NONE),
            binding=each.choice("binding", BindingKind, BindingKind.CONTENT),
            rests_on=each.texts("rests_on"),
        )
        _once(base, base.claims, found.id, found, table.file)


def _sentence(table: Table, section: Section | None = None) -> SentenceRow:
    table.known("key", "section", "mark", "claims", "rests_on", "verdict", "grade", "denies")
    return SentenceRow(
        key=table.text("key"),
        section=section or table.choice("section", Section, Section.KNOWN),
        mark=table.choice("mark", Mark, Mark.CLAIM),
        claims=table.texts("claims"),
        rests_on=table.texts("rests_on"),
        verdict=table.choice_or_none("verdict", Verdict),
        grade=table.choice_or_none("grade", Grade),
        denies=table.flag("denies"),
    )


def _page(table: Table, words: Mapping[Language, Table]) -> PageFile:
    table.known("id", "kind", "slug", "question", "order", "related", "status", "sentence", "version")
    return PageFile(
        id=table.text("id"),
        kind=table.choice("kind", PageKind, PageKind.ANSWER),
        slug=table.text("slug"),
        question=table.text("question"),
        order=table.number("order", 0) or 0,
        related=table.texts("related"),
        statuses=tuple(_status(each) for each in table.tables("status", "product")),
        sentences=tuple(_sentence(each) for each in table.tables("sentence", "key")),
        words={language: _words(language, each) for language, each in words.items()},
        version=table.number("version", 1) or 1,
        source=table.file,
    )


def _status(table: Table) -> StatusRow:
    table.known("product", "state", "place", "authority", "as_of", "rests_on")
    return StatusRow(
        product=table.text("product"),
        state=table.choice("state", Status, Status.UNPROVEN),
        place=table.text("place"),
        authority=table.text("authority"),
        as_of=table.day("as_of"),
        rests_on=table.texts("rests_on"),
    )


def _words(language: Language, table: Table) -> Words:
    table.known("title", "question", "one_line", "review", "translated_from", "phrasings", "text")
    text = table.raw.get("text", {})
    if not isinstance(text, dict) or not all(isinstance(each, str) for each in text.values()):
        table.wrong("text", text, "a table of sentences")
        text = {}
    if language is not Language.EN and "translated_from" not in table.raw:
        table.missing("translated_from")
    return Words(
        language=language,
        title=table.text("title"),
        question=table.text("question"),
        one_line=table.text("one_line"),
        review=table.text("review"),
        translated_from=table.number("translated_from", None) if language is not Language.EN else None,
        phrasings=table.texts("phrasings"),
        text={key: value.strip() for key, value in text.items()},
        source=table.file,
    )


def _terms(table: Table, words: Mapping[Language, Table]) -> list[PageFile]:
    table.known("term")
    found = [_term(each, words) for each in table.tables("term", "id")]
    known = {term.id for term in found}
    for each in words.values():
        each.known(*known, "review", "translated_from")
    return found


def _term(table: Table, words: Mapping[Language, Table]) -> PageFile:
    table.known("id", "slug", "question", "related", "sentence", "version")
    sentences = tuple(_sentence(each, Section.SHORT) for each in table.tables("sentence", "key"))
    code = table.text("id")
    return PageFile(
        id=code,
        kind=PageKind.TERM,
        slug=table.text("slug"),
        question=table.text("question"),
        order=int(code[1:]) if code[1:].isdecimal() else 0,
        related=table.texts("related"),
        statuses=(),
        sentences=sentences,
        words={
            language: _term_words(language, Table(raw, each.file, code, each.broken), each)
            for language, each in words.items()
            if isinstance(raw := each.raw.get(code), dict)
        },
        version=table.number("version", 1) or 1,
        source=table.file,
    )


def _term_words(language: Language, table: Table, whole: Table) -> Words:
    table.known("term", "meaning", "more", "phrasings", "also", "review", "translated_from", "question")
    more = {f"more-{place}": words for place, words in enumerate(table.texts("more"), 1)}
    shared = {key: value for key, value in whole.raw.items() if key in ("review", "translated_from")}
    both = Table(
        {"review": "machine-drafted", "translated_from": 1, **shared, **table.raw}, table.file, table.at, []
    )
    return Words(
        language=language,
        title=table.text("term"),
        question=table.text("question", needed=False),
        one_line=table.text("meaning"),
        review=both.text("review"),
        translated_from=both.number("translated_from", 1) if language is not Language.EN else None,
        phrasings=table.texts("phrasings"),
        text={"meaning": table.text("meaning"), **more},
        also=table.texts("also"),
        source=table.file,
    )


def _fact(table: Table) -> FactRow:
    nested: dict[str, Any] = {}
    for key in ("said", "text", "words"):
        nested |= table.raw[key] if isinstance(table.raw.get(key), dict) else {}
    values = table.raw.get("values", {})
    said = {**table.raw, **nested}
    return FactRow(
        id=table.text("id"),
        kind=table.text("kind"),
        values=values if isinstance(values, dict) else {},
        said={each: said[each].strip() for each in Language if isinstance(said.get(each), str)},
    )


def _place(table: Table) -> PlaceRow:
    table.known("code", "effective_on", "checked", "products_hidden", "classes_hidden", "source")
    return PlaceRow(
        place=table.text("code"),
        effective_on=table.day("effective_on"),
        checked=table.flag("checked"),
        products_hidden=table.texts("products_hidden"),
        classes_hidden=table.texts("classes_hidden"),
        source=table.text("source"),
    )
