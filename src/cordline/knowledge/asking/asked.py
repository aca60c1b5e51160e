"""The one door of the ask box: holds the index warm, and builds it anew when another publication is shown."""

import dataclasses
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from cordline.knowledge.asking.corpus import read_corpus
from cordline.knowledge.asking.decide import decide
from cordline.knowledge.asking.index import Index
from cordline.knowledge.asking.models import installed_model
from cordline.knowledge.asking.types import Answer, Entry

_LOCK = threading.Lock()


@dataclass
class Held:
    """What this process keeps: the index of a publication, and the thread that adds the meanings to it."""

    publication: object = None
    index: Index | None = None
    adding: threading.Thread | None = None


_HELD = Held()
Corpus = Callable[[], Sequence[Entry]]


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
    ``wait`` the first visitors are answered by words alone, while the vectors of meanings are still worked out.
    """
    index = held_index(publication, corpus, wait=wait)
    begun = time.perf_counter()
    answer = decide(index, text, lang)
    return dataclasses.replace(answer, elapsed_ms=round((time.perf_counter() - begun) * 1000, 2))


def held_index(publication: object = None, corpus: Corpus = read_corpus, *, wait: bool = False) -> Index:
    """Give the index of a publication, built once; with ``wait`` it compares meanings already (where a model is)."""
    with _LOCK:
        if _HELD.index is None or _HELD.publication != publication:
            _HELD.index, _HELD.publication = Index(corpus()), publication
            _HELD.adding = threading.Thread(target=_add_meanings, args=(_HELD.index,), daemon=True)
            _HELD.adding.start()
        index, adding = _HELD.index, _HELD.adding
    if wait and adding is not None:
        adding.join()
    return index


def _add_meanings(index: Index) -> None:
    model = installed_model() if settings.CORDLINE["ASK_BY_MEANING"] else None
    if model is not None:
        index.add_meanings(model, kept_vectors())


def warm(publication: object = None, corpus: Corpus = read_corpus) -> None:
    """Build everything now: called where a process starts to serve, so that no visitor waits."""
    held_index(publication, corpus, wait=True).warm()


def kept_vectors() -> Path | None:
    """Give the folder under the house's home where the vectors of the pages' texts are kept."""
    home = getattr(settings, "CORDLINE_HOME", None)
    return Path(home) / "ask" if home else None
