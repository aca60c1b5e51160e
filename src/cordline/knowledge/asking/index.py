"""The search over pages: for a question in one language, how well each page answers it, by words and by meaning."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from cordline.knowledge.asking.lexical import Floats, LexicalPart, nearest, standard
from cordline.knowledge.asking.models import Model, text_vectors
from cordline.knowledge.asking.normalise import LANGUAGES, fold
from cordline.knowledge.asking.types import Entry

SHORT_SORTS = ("title", "question", "phrasing", "term")
MODEL_RIDGE = 1.0
OTHER_LANGUAGE = 0.5  # what a text of another language weighs when the rule over meanings is learnt


@dataclass(frozen=True)
class Weights:
    """What each judge weighs: nearest texts and learnt rule, by words and by meaning."""

    words_close: float
    words_ruled: float
    meaning_close: float
    meaning_ruled: float


# Chosen by leaving out a sixth of the pages' own phrasings (docs/reference/ask-report.md). The model has not learnt
# Malay, so that words weigh more there.
ALONE = Weights(0.5, 0.5, 0.0, 0.0)
BOTH = Weights(0.5, 0.25, 0.5, 1.0)
BOTH_IN = {"ms": Weights(0.6, 0.4, 0.4, 0.8)}
# A question that is nearly one of a page's own texts is that page's, whatever it resembles besides.
SAME_FROM, SAME_WEIGHT = 0.55, 5.0
# Page kinds do not start equal: a glossary term knows one word, an answer page a whole matter.
START = {"answer": 0.4, "term": -0.6}


@dataclass(frozen=True)
class Found:
    """How the pages of one language stand to a question: standardised totals, and how the rules share it out."""

    entries: tuple[Entry, ...]
    totals: Floats
    words_known: float
    words_share: Floats
    meaning_share: Floats | None


class MeaningPart:
    """The vectors of all texts of all languages, seen from one language."""

    def __init__(
        self, vectors: Floats, owners: npt.NDArray[np.int32], own: npt.NDArray[np.bool_], pages: int
    ) -> None:
        self.pages = pages
        self.middle = vectors.mean(axis=0)
        self.vectors, self.owners = vectors[own], owners[own]
        weight = np.where(own, 1.0, OTHER_LANGUAGE).astype(np.float32)
        centred = vectors - self.middle
        target = np.zeros((len(owners), pages), np.float32)
        target[np.arange(len(owners)), owners] = 1
        weighted = (centred * weight[:, None]).T
        self.rule = np.linalg.solve(
            weighted @ centred + MODEL_RIDGE * np.eye(centred.shape[1], dtype=np.float32), weighted @ target
        ).astype(np.float32)

    def scores(self, vector: Floats) -> tuple[Floats, Floats, Floats]:
        """Give how pages stand by their nearest texts and by the learnt rule (standardised), and its raw shares."""
        cosine = self.vectors @ vector
        share = (vector - self.middle) @ self.rule
        close = nearest(cosine, self.owners, self.pages)
        return standard(close), standard(share), share


class Index:
    """Every page in every language, ready for questions. Languages are built when they are first asked for."""

    def __init__(self, corpus: Sequence[Entry]) -> None:
        self.model: Model | None = None
        self._lock = threading.Lock()
        self._by_language = {
            lang: tuple(entry for entry in corpus if entry.lang == lang) for lang in LANGUAGES
        }
        self._lexical: dict[str, LexicalPart] = {}
        self._meaning: dict[str, MeaningPart] = {}
        self._vectors: Floats | None = None

    def add_meanings(self, model: Model, folder: Path | None) -> None:
        """Work out, or read from ``folder``, the vectors of every text; from then on meanings are compared too."""
        vectors = text_vectors(model, [text for _, text in self._all_texts()], folder)
        model.vectors(["how long does it take"])  # a model reads its weights at its first text
        with self._lock:
            self._vectors, self.model = vectors, model

    def _all_texts(self) -> list[tuple[Entry, str]]:
        return [
            (entry, text)
            for lang in LANGUAGES
            for entry in self._by_language[lang]
            for sort in SHORT_SORTS
            for text in entry.texts.get(sort, ())
        ]

    def entries(self, lang: str) -> tuple[Entry, ...]:
        """Give the pages that exist in a language, the two classes beside them last."""
        return self._by_language[lang]

    def lexical(self, lang: str) -> LexicalPart:
        """Give the lexical part of a language."""
        with self._lock:
            if lang not in self._lexical:
                entries = self._by_language[lang]
                texts = [
                    (number, fold(text))
                    for number, entry in enumerate(entries)
                    for sort in SHORT_SORTS
                    for text in entry.texts.get(sort, ())
                ]
                self._lexical[lang] = LexicalPart(
                    lang, [text for _, text in texts], [number for number, _ in texts], len(entries)
                )
            return self._lexical[lang]

    def meaning(self, lang: str) -> MeaningPart | None:
        """Give the part that compares meanings, or None without a model."""
        if self._vectors is None:
            return None
        with self._lock:
            if lang not in self._meaning:
                place = {entry.page: number for number, entry in enumerate(self._by_language[lang])}
                told = self._all_texts()
                kept = [at for at, (entry, _) in enumerate(told) if entry.page in place]
                self._meaning[lang] = MeaningPart(
                    self._vectors[kept],
                    np.array([place[told[at][0].page] for at in kept], np.int32),
                    np.array([told[at][0].lang == lang for at in kept], bool),
                    len(place),
                )
            return self._meaning[lang]

    def search(self, folded: str, text: str, lang: str, parts: str = "both") -> Found:
        """Score every page of a language; ``parts`` both, words or meaning (for the report)."""
        entries = self._by_language[lang]
        start = np.array([START.get(entry.kind, 0.0) for entry in entries], np.float32)
        words = self.lexical(lang).scores(folded)
        meaning = self.meaning(lang) if parts != "words" else None
        if meaning is None or self.model is None:
            totals = ALONE.words_close * words.close + ALONE.words_ruled * words.ruled
            return Found(entries, totals + start, words.known, words.shares, None)
        close, ruled, shares = meaning.scores(self.model.vectors([text])[0])
        weights = BOTH_IN.get(lang, BOTH)
        totals = weights.meaning_close * close + weights.meaning_ruled * ruled
        if parts == "both":
            totals = totals + weights.words_close * words.close + weights.words_ruled * words.ruled
            totals = totals + SAME_WEIGHT * np.maximum(words.same - SAME_FROM, 0)
        return Found(entries, totals + start, words.known, words.shares, shares)

    def warm(self) -> None:
        """Build every language now, so that no visitor waits for it."""
        for lang in LANGUAGES:
            if self._by_language[lang]:
                self.lexical(lang)
                self.meaning(lang)
