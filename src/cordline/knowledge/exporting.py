"""The knowledge base as text files again: one line per thing, in a steady order, so that versions can be compared."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from cordline.knowledge.files import EVIDENCE_COLUMNS, STATEMENT_COLUMNS
from cordline.knowledge.rows import Base, ClaimRow, FactRow, PageFile, PlaceRow, SentenceRow, Words
from cordline.knowledge.types import Language, Mark, PageKind


def files_of(base: Base) -> dict[str, bytes]:
    """Write a base as its files: name to content. Read again they give the same base."""
    texts = {
        "evidence.csv": _csv(EVIDENCE_COLUMNS, (_evidence(row) for row in base.evidence.values())),
        "claims/list.csv": _csv(
            STATEMENT_COLUMNS,
            ((row.id, row.question, row.kind, row.binding, row.words) for row in base.statements.values()),
        ),
        "facts.toml": "\n".join(_fact(fact) for fact in base.facts.values()),
        "places.toml": "\n".join(_place(place) for place in base.places),
    }
    for question in dict.fromkeys(claim.id.partition(".")[0] for claim in base.claims.values()):
        mine = [claim for claim in base.claims.values() if claim.id.partition(".")[0] == question]
        texts[f"claims/{question}.toml"] = "\n".join(_claim(claim) for claim in mine)
    for page in base.pages.values():
        texts[f"pages/{page.id}.toml"] = bones_text(page)
        for language, words in page.words.items():
            texts[f"pages/{page.id}.{language}.toml"] = words_text(words, page)
    if base.terms:
        texts["terms/terms.toml"] = "\n".join(bones_text(term) for term in base.terms.values())
        for language in Language:
            said = [
                words_text(term.words[language], term)
                for term in base.terms.values()
                if language in term.words
            ]
            texts[f"terms/terms.{language}.toml"] = "\n".join(said)
    return {name: text.encode() for name, text in sorted(texts.items()) if text}


def bones_text(page: PageFile) -> str:
    """Write what is the same of a page in every language."""
    if page.kind is PageKind.TERM:
        head = _lines(id=page.id, slug=page.slug, question=page.question, related=page.related)
        version = _lines(version=page.version) if page.version > 1 else ""
        parts = [_sentence(each, "term.sentence", "meaning") for each in page.sentences]
        return "[[term]]\n" + head + version + "".join(f"\n{part}" for part in parts)
    head = _lines(
        id=page.id,
        kind=page.kind,
        slug=page.slug,
        question=page.question,
        order=page.order,
        related=page.related,
    )
    version = _lines(version=page.version) if page.version > 1 else ""
    statuses = [
        "[[status]]\n"
        + _lines(
            product=each.product,
            state=each.state,
            place=each.place,
            authority=each.authority,
            as_of=each.as_of,
            rests_on=each.rests_on,
        )
        for each in page.statuses
    ]
    sentences = [_sentence(each, "sentence", "") for each in page.sentences]
    return head + version + "".join(f"\n{part}" for part in (*statuses, *sentences))


def words_text(words: Words, page: PageFile) -> str:
    """Write a page's words in one language."""
    source = {} if words.translated_from is None else {"translated_from": words.translated_from}
    if page.kind is PageKind.TERM:
        more = [text for key, text in words.text.items() if key != "meaning"]
        return f"[{page.id}]\n" + _lines(
            term=words.title,
            meaning=words.text.get("meaning", words.one_line),
            more=more,
            phrasings=words.phrasings,
            also=words.also,
            review=words.review,
            **source,
        )
    head = _lines(
        title=words.title,
        question=words.question,
        one_line=words.one_line,
        review=words.review,
        **source,
        phrasings=words.phrasings,
    )
    ordered = [each.key for each in page.sentences if each.key in words.text]
    return head + "\n[text]\n" + "".join(f"{key} = {_value(words.text[key])}\n" for key in ordered)


def _sentence(row: SentenceRow, table: str, without: str) -> str:
    facts: dict[str, Any] = {"key": row.key}
    if not without:
        facts["section"] = row.section
    facts |= {"mark": row.mark, "claims": row.claims, "rests_on": row.rests_on}
    if row.mark is Mark.CLAIM:
        facts |= {"verdict": row.verdict, "grade": row.grade}
    if row.denies:
        facts["denies"] = True
    return f"[[{table}]]\n" + _lines(**facts)


def _claim(row: ClaimRow) -> str:
    return "[[claim]]\n" + _lines(
        id=row.id,
        fate=row.fate,
        why=row.why,
        verdict=row.verdict,
        grade=row.grade,
        binding=row.binding,
        rests_on=row.rests_on,
    )


def _fact(row: FactRow) -> str:
    said = {str(language): row.said[language] for language in Language if language in row.said}
    return "[[fact]]\n" + _lines(id=row.id, kind=row.kind, values=dict(sorted(row.values.items())), said=said)


def _place(row: PlaceRow) -> str:
    return "[[place]]\n" + _lines(
        code=row.place,
        effective_on=row.effective_on,
        checked=row.checked,
        products_hidden=row.products_hidden,
        classes_hidden=row.classes_hidden,
        source=row.source,
    )


def _evidence(row: Any) -> tuple[str, ...]:
    facts = {**vars(row), "id": row.code, "seen": "seen" if row.seen else "from memory"}
    return tuple(str(facts[column]) for column in EVIDENCE_COLUMNS)


def _csv(columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def _lines(**facts: Any) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in facts.items())


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(str(value), ensure_ascii=False)
    if isinstance(value, int | date):
        return str(value)
    if isinstance(value, Mapping):
        return (
            "{ " + ", ".join(f"{json.dumps(str(key))} = {_value(each)}" for key, each in value.items()) + " }"
        )
    parts = [_value(each) for each in value]
    line = f"[{', '.join(parts)}]"
    return line if len(line) <= 110 else "[\n" + "".join(f"  {part},\n" for part in parts) + "]"
