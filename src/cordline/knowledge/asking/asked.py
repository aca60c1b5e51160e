"""The one door of the ask box: holds the index warm, and builds it anew when another publication is shown."""

import dataclasses
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from cordline.knowledge.asking.corpus import read_corpus
from cordline.knowledge.asking.decide import decide
from cordline.knowledge.asking.index import Index
from cordline.knowledge.asking.models import installed_model
from cordline.knowledge.asking.types import Answer, Entry

_LOCK = threading.Lock()
_HELD: dict[str, object] = {}


def ask(
    text: str,
    lang: str | None = None,
    *,
    publication: object = None,
    corpus: Callable[[], Sequence[Entry]] = read_corpus,
) -> Answer:
    """Say what a visitor's question is, and which page answers it.

    ``publication`` names what is shown now: another value than last time makes the index anew from ``corpus``, the
    files of the shipped base unless somebody gives other entries. ``lang`` is the language the visitor reads.
    """
    begun = time.perf_counter()
    answer = decide(held_index(publication, corpus), text, lang)
    return dataclasses.replace(answer, elapsed_ms=round((time.perf_counter() - begun) * 1000, 2))


def held_index(publication: object = None, corpus: Callable[[], Sequence[Entry]] = read_corpus) -> Index:
    """Give the index of a publication, built once."""
    with _LOCK:
        index = _HELD.get("index")
        if not isinstance(index, Index) or _HELD.get("publication") != publication:
            index = Index(corpus(), installed_model(), kept_vectors())
            _HELD.update(index=index, publication=publication)
        return index


def warm(publication: object = None, corpus: Callable[[], Sequence[Entry]] = read_corpus) -> None:
    """Build everything now: called where a process starts to serve, so that no visitor waits."""
    held_index(publication, corpus).warm()


def kept_vectors() -> Path | None:
    """Give the folder under the house's home where the vectors of the pages' texts are kept."""
    from django.conf import settings

    home = getattr(settings, "CORDLINE_HOME", None)
    return Path(home) / "ask" if home else None
