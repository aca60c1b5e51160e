"""The few marks a sentence may carry: a word that opens a term or a page, a recurring fact, a live figure; pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

LINK = re.compile(r"\[([^\[\]]+)\]\((term|page):([A-Za-z0-9-]+)\)")
FACT = re.compile(r"\{(F\d{1,2})\}")
FIGURE = re.compile(r"^\{figure:([a-z0-9_]+)\}$")
_TAG = re.compile(r"<[A-Za-z/!]|&[a-z]+;|https?://|\*\*|`|\]\(")

# Control characters, and marks that turn the direction of what follows.
_UNSEEN = re.compile("[\\x00-\\x1f\\x7f\\u202a-\\u202e\\u2066-\\u2069]")


@dataclass(frozen=True)
class Run:
    """A stretch of a sentence: plain words, or words that open the ``target`` (a term's or a page's id)."""

    words: str
    opens: str = ""
    target: str = ""


def figure_of(text: str) -> str:
    """Name the live figure whose own sentence stands here; empty if the sentence has words of its own."""
    found = FIGURE.match(text.strip())
    return found[1] if found else ""


def facts_in(text: str) -> tuple[str, ...]:
    """Name the recurring facts that a sentence says."""
    return tuple(FACT.findall(text))


def links_in(text: str) -> tuple[tuple[str, str], ...]:
    """Give what a sentence opens: ``term`` or ``page``, with its id."""
    return tuple((kind, target) for _, kind, target in LINK.findall(text))


def runs(text: str, facts: Mapping[str, str]) -> tuple[Run, ...]:
    """Split a sentence into its stretches, with each recurring fact in words. An unknown fact stays visible."""
    return tuple(_runs(FACT.sub(_said(facts), text)))


def plain(text: str, facts: Mapping[str, str]) -> str:
    """Give the sentence as it is read aloud: no marks, each fact in words."""
    return "".join(run.words for run in runs(text, facts))


def why_not(text: str) -> str:
    """Say what is wrong with a sentence's marks; empty if nothing is."""
    if figure_of(text):
        return ""
    rest = FACT.sub("", LINK.sub(lambda found: found[1], text))
    if not rest.strip() and not facts_in(text):
        return "it says nothing"
    if "{" in rest or "}" in rest:
        return "braces hold only {F1} to {F13}, or the whole sentence is {figure:NAME}"
    if "[" in rest or "]" in rest:
        return "brackets hold only [words](term:G14) or [words](page:Q11)"
    if _TAG.search(rest):
        return "it holds markup or an address; only words, terms, pages and facts may stand here"
    if _UNSEEN.search(text):
        return "it holds letters that cannot be seen"
    return ""


def _said(facts: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda found: facts.get(found[1], found[0])


def _runs(text: str) -> Iterator[Run]:
    end = 0
    for found in LINK.finditer(text):
        if found.start() > end:
            yield Run(text[end : found.start()])
        yield Run(found[1], found[2], found[3])
        end = found.end()
    if end < len(text):
        yield Run(text[end:])
