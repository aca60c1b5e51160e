"""The one door of the ask box: holds the index warm, and builds it anew when another publication is shown.

What reckons (numpy, the sentence model) is imported by the first question or warming, not when the house starts.
"""

import dataclasses
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from cordline.knowledge.asking.corpus import read_corpus
from cordline.knowledge.asking.flags import rules
from cordline.knowledge.asking.types import Answer, Entry

if TYPE_CHECKING:
    from cordline.knowledge.asking.index import Index

_LOCK = threading.Lock()


Corpus = Callable[[], Sequence[Entry]]


@dataclass
class Held:
    """What this process keeps: the index of a publication, what it was built from, the thread at work on the next."""

    publication: object = None
    entries: tuple[Entry, ...] = ()
    index: "Index | None" = None
    building: threading.Thread | None = None


_HELD = Held()


def ask(
    text: str,
    lang: str | None = None,
    *,
    publication: object = None,
    corpus: Corpus = read_corpus,
    wait: bool = False,
) -> Answer:
    """Say what a visitor's question is, and which page answers it.

    ``publication`` names what is shown now: another value than last time makes the index anew from ``corpus``, the
    files of the shipped base unless somebody gives other entries. ``lang`` is the language the visitor reads. Without
    ``wait`` visitors are answered from the index at hand while the next is built; the first ones by words alone.
    """
    from cordline.knowledge.asking.decide import decide

    index = held_index(publication, corpus, wait=wait)
    begun = time.perf_counter()
    answer = decide(index, text, lang)
    return dataclasses.replace(answer, elapsed_ms=round((time.perf_counter() - begun) * 1000, 2))


def held_index(publication: object = None, corpus: Corpus = read_corpus, *, wait: bool = False) -> "Index":
    """Give the index of a publication, built once; with ``wait`` it is the newest and compares meanings already."""
    from cordline.knowledge.asking.index import Index

    with _LOCK:
        if _HELD.index is None or _HELD.publication != publication:
            entries = tuple(corpus())
            if _HELD.index is None:
                _HELD.index = Index(entries)
                _begin(_add_meanings, _HELD.index)
            elif (
                entries != _HELD.entries
            ):  # a withdrawn source changes what is shown, seldom what is asked for
                _begin(_replace, entries)
            _HELD.publication, _HELD.entries = publication, entries
        building = _HELD.building
    if wait and building is not None:
        building.join()
    return _HELD.index or Index(())


def _begin(work: Callable[..., None], *given: object) -> None:
    _HELD.building = threading.Thread(target=work, args=given, daemon=True)
    _HELD.building.start()


def _add_meanings(index: "Index") -> None:
    from cordline.knowledge.asking.models import installed_model

    model = installed_model() if settings.CORDLINE["ASK_BY_MEANING"] else None
    if model is not None:
        index.add_meanings(model, kept_vectors())


def _replace(entries: tuple[Entry, ...]) -> None:
    from cordline.knowledge.asking.index import Index

    index = Index(entries)
    _add_meanings(index)
    index.warm()
    with _LOCK:
        if _HELD.entries == entries:  # else a newer one is on its way
            _HELD.index = index


def warm(publication: object = None, corpus: Corpus = read_corpus) -> None:
    """Build everything now: called where a process starts to serve, so that no visitor waits."""
    rules()
    held_index(publication, corpus, wait=True).warm()


def kept_vectors() -> Path | None:
    """Give the folder under the house's home where the vectors of the pages' texts are kept."""
    home = getattr(settings, "CORDLINE_HOME", None)
    return Path(home) / "ask" if home else None
