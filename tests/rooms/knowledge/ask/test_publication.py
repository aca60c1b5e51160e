"""The index follows what is shown: another publication is searched, and the old one answers until the new is built."""

import dataclasses
from collections.abc import Iterator

import pytest

from cordline.knowledge.asking import asked
from cordline.knowledge.asking.corpus import read_corpus
from cordline.knowledge.asking.types import AskKind, Entry


@pytest.fixture(autouse=True)
def forgotten(settings: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begin with nothing held, by words alone, and leave nothing behind."""
    settings.CORDLINE = {**settings.CORDLINE, "ASK_BY_MEANING": False}  # type: ignore[attr-defined]
    monkeypatch.setattr(asked, "_HELD", asked.Held())
    yield


def shown(title: str) -> tuple[Entry, ...]:
    """Give the English pages and what is beside them; the page of cost has another title."""
    english = (entry for entry in read_corpus() if entry.lang == "en")
    return tuple(
        dataclasses.replace(entry, title=title) if entry.page == "Q12" else entry for entry in english
    )


@pytest.mark.req("S18")
def test_another_publication_is_searched_once_it_is_built() -> None:
    first, second = shown("Cost"), shown("What you pay")
    assert asked.ask("what is the price", "en", publication=1, corpus=lambda: first).title == "Cost"
    asked.ask("what is the price", "en", publication=2, corpus=lambda: second, wait=True)
    assert asked.ask("what is the price", "en", publication=2, corpus=lambda: second).title == "What you pay"


def test_the_corpus_is_read_once_for_each_publication() -> None:
    read: list[int] = []
    entries = shown("Cost")

    def corpus() -> tuple[Entry, ...]:
        read.append(1)
        return entries

    for publication in (1, 1, 2, 2):
        answer = asked.ask("what is the price", "en", publication=publication, corpus=corpus)
        assert answer.kind is AskKind.ANSWER
    assert len(read) == 2
