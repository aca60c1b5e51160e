"""The search over pages: for a question in one language, how well each page answers it, by words and by meaning."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from cordline.knowledge.asking.corpus import CALM, URGENT
from cordline.knowledge.asking.lexical import Floats, LearntRule, LexicalPart, nearest, standard
from cordline.knowledge.asking.models import Model, text_vectors
from cordline.knowledge.asking.net import CALM as CALM_SHARE
from cordline.knowledge.asking.net import OTHER, Net, kept
from cordline.knowledge.asking.net import URGENT as URGENT_SHARE
from cordline.knowledge.asking.normalise import LANGUAGES, fold
from cordline.knowledge.asking.types import Entry

SHORT_SORTS = ("title", "question", "phrasing", "term")
MODEL_RIDGE = 1.0
OTHER_LANGUAGE = 0.5  # what a text of another language weighs when the rule over meanings is learnt
RIDGE_BY_WORDS, RIDGE = 1.0, 0.2
# How like two texts are, for the learnt rule: so much by words, the rest by meaning, which falls off this sharply.
BY_WORDS, SHARPNESS = 0.4, 2.5


@dataclass(frozen=True)
class Weights:
    """What each judge weighs: nearest texts by words and by meaning, the rules, and the question a page belongs to."""

    words_close: float
    meaning_close: float
    ruled: float
    meaning_ruled: float
    question: float


# Chosen by leaving out a sixth of the phrasings, in all languages alike (docs/reference/ask-report.md).
ALONE = Weights(0.8, 0.0, 0.7, 0.0, 1.2)
BOTH = Weights(0.4, 0.4, 0.7, 0.7, 1.2)
MEANINGS = Weights(0.0, 0.5, 0.0, 1.0, 0.0)
# A question that is nearly one of a page's own texts is that page's, whatever it resembles besides.
SAME_FROM, SAME_WEIGHT = 0.55, 5.0
# Page kinds do not start equal: a glossary term knows one word, an answer page a whole matter.
START = {"answer": 0.4, "term": -0.6}


@dataclass(frozen=True)
class Found:
    """How the pages of one language stand to a question: standardised totals, and how the rule shares it out.

    ``urgency`` says how far beyond its margin the net finds the question nearest to emergencies; below 0 it is not.
    """

    entries: tuple[Entry, ...]
    totals: Floats
    words_known: float
    shares: Floats
    by_meaning: bool
    urgency: float = -1.0


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

    def alike(self) -> Floats:
        """Give how like every text of the language is to every other."""
        return likeness(self.vectors @ self.vectors.T)

    def scores(self, vector: Floats) -> tuple[Floats, Floats, Floats]:
        """Give how pages stand by their nearest texts and by the rule over all languages (both standardised).

        Last comes how like the question each text of the language is.
        """
        cosine = self.vectors @ vector
        close = nearest(cosine, self.owners, self.pages)
        return standard(close), standard((vector - self.middle) @ self.rule), likeness(cosine)


def likeness(cosine: Floats) -> Floats:
    """Turn cosines of meanings, in their place, into likeness: 1 for the same, falling off for others."""
    cosine -= 1
    cosine *= SHARPNESS
    return np.exp(cosine, out=cosine)


class Index:
    """Every page in every language, ready for questions. Languages are built when they are first asked for."""

    def __init__(self, corpus: Sequence[Entry]) -> None:
        self.model: Model | None = None
        self._lock = threading.Lock()
        self._by_language = {
            lang: tuple(entry for entry in corpus if entry.lang == lang and entry.page not in (URGENT, CALM))
            for lang in LANGUAGES
        }
        self._watched = tuple(entry for entry in corpus if entry.page in (URGENT, CALM))
        self._nets: dict[tuple[str, bool], Net] = {}
        self._lexical: dict[str, LexicalPart] = {}
        self._meaning: dict[str, MeaningPart] = {}
        self._rules: dict[tuple[str, bool], LearntRule] = {}
        self._questions = {lang: _questions(entries) for lang, entries in self._by_language.items()}
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
        ] + [(entry, text) for entry in self._watched for text in entry.texts["phrasing"]]

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

    def rule(self, lang: str, *, by_meaning: bool) -> LearntRule:
        """Give the rule learnt from the texts of a language, by words and meanings or by words alone."""
        words, meaning = self.lexical(lang), self.meaning(lang) if by_meaning else None
        with self._lock:
            if (lang, by_meaning) not in self._rules:
                alike = words.alike()
                if meaning is not None:
                    # In place: such a table has as many rows and columns as there are texts.
                    alike *= BY_WORDS
                    further = meaning.alike()
                    further *= 1 - BY_WORDS
                    alike += further
                    del further
                ridge = RIDGE if by_meaning else RIDGE_BY_WORDS
                self._rules[lang, by_meaning] = LearntRule(alike, words.owners, words.pages, ridge)
            return self._rules[lang, by_meaning]

    def net(self, lang: str, *, by_meaning: bool) -> Net:
        """Give the net of a language that is spread under the rules of triage."""
        with self._lock:
            if (lang, by_meaning) not in self._nets:
                owner = {URGENT: URGENT_SHARE, CALM: CALM_SHARE}
                told = [
                    (at, entry.page, text)
                    for at, (entry, text) in enumerate(self._all_texts())
                    if entry.lang == lang
                ]
                others = kept([(at, text) for at, page, text in told if page not in owner])
                chosen = [(at, text, OTHER) for at, text in others]
                chosen += [(at, text, owner[page]) for at, page, text in told if page in owner]
                places, texts, owners = zip(*chosen, strict=True)
                vectors = self._vectors[list(places)] if by_meaning and self._vectors is not None else None
                self._nets[lang, by_meaning] = Net(lang, [fold(one) for one in texts], owners, vectors)
            return self._nets[lang, by_meaning]

    def search(self, folded: str, text: str, lang: str, parts: str = "both") -> Found:
        """Score every page of a language; ``parts`` both, words or meaning (for the report)."""
        entries = self._by_language[lang]
        totals = np.array([START.get(entry.kind, 0.0) for entry in entries], np.float32)
        words = self.lexical(lang).scores(folded)
        meaning = self.meaning(lang) if parts != "words" else None
        like, weights = words.like, ALONE
        by_meaning = meaning is not None and self.model is not None
        vector = None
        if meaning is not None and self.model is not None:
            weights = BOTH if parts == "both" else MEANINGS
            vector = self.model.vectors([text])[0]
            close, ruled, alike = meaning.scores(vector)
            like = BY_WORDS * like + (1 - BY_WORDS) * alike
            totals += weights.meaning_close * close + weights.meaning_ruled * ruled
        shares = self.rule(lang, by_meaning=by_meaning).shares(like)
        questions = self._questions[lang]
        by_question = np.bincount(questions, weights=shares).astype(np.float32)
        totals += weights.words_close * words.close + weights.ruled * standard(shares)
        totals += weights.question * standard(by_question)[questions]
        if parts != "meaning":
            totals += SAME_WEIGHT * np.maximum(words.same - SAME_FROM, 0)
        urgency = self.net(lang, by_meaning=by_meaning).urgency(folded, vector)
        return Found(entries, totals, words.known, shares, by_meaning, urgency)

    def warm(self) -> None:
        """Build every language now, so that no visitor waits for it."""
        for lang in LANGUAGES:
            if self._by_language[lang]:
                self.rule(lang, by_meaning=self.model is not None)
                self.net(lang, by_meaning=self.model is not None)


def _questions(entries: tuple[Entry, ...]) -> npt.NDArray[np.int32]:
    """Number the questions that pages belong to: one may have an answer page, conditions and terms."""
    names = [entry.question or entry.page for entry in entries]
    numbers = {name: at for at, name in enumerate(dict.fromkeys(names))}
    return np.array([numbers[name] for name in names], np.int32)
