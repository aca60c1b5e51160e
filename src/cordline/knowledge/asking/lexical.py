"""The part of the search that counts shared words, pieces of words and signs; it needs no model.

Two judges look at the same weights: the nearest texts of a page (its best three), and a rule learnt from all texts at
once (ridge regression over their similarities), which knows what tells one page from the others.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cordline.knowledge.asking.normalise import grams_of, signs_of, words_of

Floats = npt.NDArray[np.float32]

K1, B = 1.2, 0.5
NEAREST = 3


def tokens(folded: str, lang: str, sort: str) -> list[str]:
    """Cut a folded text the way one sort of index wants it: words, grams, or signs."""
    if sort == "words":
        return words_of(folded, lang)
    return grams_of(folded) if sort == "grams" else signs_of(folded)


def sorts_for(lang: str) -> tuple[str, ...]:
    """Name the ways in which a language's texts are cut."""
    return ("signs",) if lang in {"ja", "zh-Hans"} else ("words", "grams")


class Postings:
    """An inverted index over texts that are cut already: one row for each token in each text, sorted by token."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self.size = len(texts)
        numbers: dict[str, int] = {}
        rows = [
            (numbers.setdefault(token, len(numbers)), number, times)
            for number, text in enumerate(texts)
            for token, times in Counter(text).items()
        ]
        self.numbers = numbers
        told = np.array(rows, np.int64).reshape(-1, 3)
        told = told[np.argsort(told[:, 0], kind="stable")]
        token, self.texts, times = told[:, 0], told[:, 1], told[:, 2].astype(np.float32)
        held = np.bincount(token, minlength=len(numbers))
        self.starts = np.concatenate([[0], np.cumsum(held)])
        self.idf = np.log(1 + self.size / np.maximum(held, 1)).astype(np.float32)
        lengths = np.bincount(self.texts, weights=times, minlength=self.size).astype(np.float32)
        average = float(lengths.mean()) or 1.0
        rarity = np.log(1 + (self.size - held + 0.5) / (held + 0.5))[token]
        self.bm25_weight = (
            rarity * times / (times + K1 * (1 - B + B * lengths[self.texts] / average))
        ).astype(np.float32)
        weight = np.log1p(times) * self.idf[token]
        norms = np.sqrt(np.bincount(self.texts, weights=weight**2, minlength=self.size))
        self.cosine_weight = (weight / np.maximum(norms, 1e-9)[self.texts]).astype(np.float32)

    def bm25(self, query: Sequence[str]) -> Floats:
        """Give each text's BM25 score for a query."""
        scores = np.zeros(self.size, np.float32)
        for token in query:
            number = self.numbers.get(token)
            if number is not None:
                here = slice(self.starts[number], self.starts[number + 1])
                scores[self.texts[here]] += self.bm25_weight[here]
        return scores

    def cosine(self, query: Sequence[str]) -> Floats:
        """Give each text's cosine with the known words of a query."""
        scores = np.zeros(self.size, np.float32)
        length = 0.0
        for token, times in Counter(query).items():
            number = self.numbers.get(token)
            if number is not None:
                here = slice(self.starts[number], self.starts[number + 1])
                weight = math.log1p(times) * float(self.idf[number])
                scores[self.texts[here]] += self.cosine_weight[here] * weight
                length += weight**2
        return scores / (math.sqrt(length) or 1.0)

    def alike(self) -> Floats:
        """Give every text's cosine with every other."""
        similar = np.eye(self.size, dtype=np.float32)
        for number in range(len(self.numbers)):
            here = slice(self.starts[number], self.starts[number + 1])
            texts, weight = self.texts[here], self.cosine_weight[here]
            if len(texts) > 1:
                similar[np.ix_(texts, texts)] += np.outer(weight, weight)
        np.fill_diagonal(similar, 1)
        return similar

    def known_share(self, query: Sequence[str]) -> float:
        """Say which share of a query's weight is known at all: strange words weigh as the rarest do."""
        rarest = math.log(1 + self.size)
        known = strange = 0.0
        for token in set(query):
            number = self.numbers.get(token)
            if number is None:
                strange += rarest
            else:
                known += float(self.idf[number])
        return known / (known + strange) if known else 0.0


def nearest(scores: Floats, owners: npt.NDArray[np.int32], pages: int, best: int = NEAREST) -> Floats:
    """Give each page the mean of its best few texts."""
    order = np.lexsort((-scores, owners))
    held = owners[order]
    top = order[np.arange(len(held)) - np.searchsorted(held, held) < best]
    told = np.bincount(owners[top], weights=np.maximum(scores[top], 0), minlength=pages)
    return (told / best).astype(np.float32)


def standard(scores: Floats) -> Floats:
    """Put scores on one scale: how many deviations above the mean of all pages."""
    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread > 1e-9 else np.zeros_like(scores)


@dataclass(frozen=True)
class WordScores:
    """How pages stand by their nearest texts (standardised), and how like the question each text is (0 to 1).

    ``same`` is how nearly the question is one of a page's texts (0 to 1); ``known`` the share of its weight that any
    text knows.
    """

    close: Floats
    like: Floats
    same: Floats
    known: float


class LexicalPart:
    """All texts of one language, ready for questions."""

    def __init__(self, lang: str, texts: Sequence[str], owners: Sequence[int], pages: int) -> None:
        """``texts`` are folded; ``owners`` gives the page of each, as its number among ``pages``."""
        self.lang, self.pages = lang, pages
        self.owners = np.array(owners, np.int32)
        self.sorts = sorts_for(lang)
        self.indexes = {sort: Postings([tokens(text, lang, sort) for text in texts]) for sort in self.sorts}

    def alike(self) -> Floats:
        """Give how like every text is to every other, over all ways of cutting them."""
        first, *others = self.indexes.values()
        told = first.alike()
        for index in others:
            told += index.alike()
        told /= len(self.sorts)
        return told

    def scores(self, folded: str) -> WordScores:
        """Score every page by the words, pieces of words or signs of a question."""
        close, same = (np.zeros(self.pages, np.float32) for _ in range(2))
        like = np.zeros(len(self.owners), np.float32)
        known = 0.0
        for sort in self.sorts:
            query, index = tokens(folded, self.lang, sort), self.indexes[sort]
            cosine, query_known = index.cosine(query), index.known_share(query)
            np.maximum.at(same, self.owners, cosine * query_known)
            close += standard(nearest(index.bm25(query), self.owners, self.pages)) / len(self.sorts)
            like += cosine / len(self.sorts)
            known = max(known, query_known)
        return WordScores(close, like, same, known)


class LearntRule:
    """What tells one page from the others, learnt from all texts of a language at once (ridge regression)."""

    def __init__(self, alike: Floats, owners: npt.NDArray[np.int32], pages: int, ridge: float) -> None:
        """``alike`` says how like every text is to every other; it is used up."""
        target = np.zeros((len(owners), pages), np.float32)
        target[np.arange(len(owners)), owners] = 1
        alike[np.diag_indices_from(alike)] += ridge
        self._rule = np.linalg.solve(alike, target).astype(np.float32)

    def shares(self, like: Floats) -> Floats:
        """Share a question out among the pages, by how like each text is to it."""
        return like @ self._rule
