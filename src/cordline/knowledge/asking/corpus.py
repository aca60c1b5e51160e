"""What the ask box searches: every page in every language with its texts by sort, and the examples of what it is not.

Read from the files of the base alone, so that the console answers without a database.
"""

import dataclasses
import tomllib
from pathlib import Path

from cordline.knowledge.asking.normalise import LANGUAGES
from cordline.knowledge.asking.types import Entry
from cordline.knowledge.files import BASE, read_base
from cordline.knowledge.markup import figure_of, plain
from cordline.knowledge.rows import Base, PageFile, Words
from cordline.knowledge.types import Language, PageKind, Section

STAFF, OUTSIDE = "staff", "outside"
# What the net under the rules of triage learns from: emergencies, and what only sounds like one.
URGENT, CALM = "urgent", "calm"


def read_corpus(root: Path = BASE) -> tuple[Entry, ...]:
    """Read the base under ``root`` and give an entry for each page in each language it is written in."""
    return searched(read_base(root), root)


def searched(base: Base, root: Path = BASE) -> tuple[Entry, ...]:
    """Give all that is searched of a base: its pages with every way of asking for them, and the classes beside them."""
    more = further_phrasings(root)
    pages = tuple(_with(entry, more) for entry in entries_of(base))
    return pages + examples(root) + emergencies(root)


def entries_of(base: Base) -> tuple[Entry, ...]:
    """Give the entries of a base that has been read; a page without words in a language has none there."""
    return tuple(
        _entry(base, page, words)
        for page in sorted(base.every_page(), key=_place)
        for words in page.words.values()
    )


def examples(root: Path = BASE) -> tuple[Entry, ...]:
    """Give the two classes that are no pages: questions for staff, and questions beside the matter."""
    found = []
    for name in (STAFF, OUTSIDE):
        for lang in LANGUAGES:
            file = root / "ask" / f"{name}.{lang}.toml"
            if file.exists():
                told = tuple(tomllib.loads(file.read_text("utf-8"))["examples"])
                found.append(Entry(name, "", lang, name, "", "", {"phrasing": told}))
    return tuple(found)


def emergencies(root: Path = BASE) -> tuple[Entry, ...]:
    """Give the emergencies as people tell them, and what sounds like one and is none; no question finds them."""
    found = []
    for lang in LANGUAGES:
        file = root / "ask" / f"emergency.{lang}.toml"
        if file.exists():
            told = tomllib.loads(file.read_text("utf-8"))
            for name, key in ((URGENT, "examples"), (CALM, "none")):
                found.append(Entry(name, "", lang, name, "", "", {"phrasing": tuple(told[key])}))
    return tuple(found)


def further_phrasings(root: Path = BASE) -> dict[tuple[str, str], tuple[str, ...]]:
    """Give the further ways of asking for a page that stand beside the pages, by page and language."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for lang in LANGUAGES:
        for file in sorted((root / "ask").glob(f"phrasings*.{lang}.toml")):
            for page, told in tomllib.loads(file.read_text("utf-8")).items():
                found[page, lang] = (*found.get((page, lang), ()), *told)
    return found


def _with(entry: Entry, more: dict[tuple[str, str], tuple[str, ...]]) -> Entry:
    told = more.get((entry.page, entry.lang))
    if not told:
        return entry
    return dataclasses.replace(
        entry, texts={**entry.texts, "phrasing": (*entry.texts.get("phrasing", ()), *told)}
    )


def _place(page: PageFile) -> tuple[int, int, str]:
    kinds = list(PageKind)
    return kinds.index(page.kind), page.order, page.id


def _entry(base: Base, page: PageFile, words: Words) -> Entry:
    facts = {name: fact.words(words.language) for name, fact in base.facts.items()}
    sections = {sentence.key: sentence.section for sentence in page.sentences}
    said: dict[Section, list[str]] = {}
    for key, text in words.text.items():
        if not figure_of(text):
            said.setdefault(sections.get(key, Section.KNOWN), []).append(plain(text, facts))
    is_term = page.kind is PageKind.TERM
    texts: dict[str, tuple[str, ...]] = {
        "title": (words.title, *words.also),
        "question": (words.question,) if words.question else (),
        "phrasing": words.phrasings,
        "sentence": tuple(
            text for section, told in said.items() if section is not Section.ELSEWHERE for text in told
        ),
        "elsewhere": tuple(said.get(Section.ELSEWHERE, ())),
    }
    if is_term:
        texts["term"] = texts.pop("title")
    claims = tuple(dict.fromkeys(claim for sentence in page.sentences for claim in sentence.claims))
    return Entry(
        page=page.id,
        question=page.question,
        lang=str(Language(words.language).value),
        kind=page.kind.value,
        title=words.title,
        slug=page.slug,
        texts={sort: tuple(text for text in told if text.strip()) for sort, told in texts.items()},
        claims=claims,
    )
