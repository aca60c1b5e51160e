"""The part of the search that counts shared words, pieces of words and signs; it needs no model.

Two judges look at the same weights: the nearest texts of a page (its best three), and a linear rule learnt from all
texts at once (ridge regression over their similarities), which knows what tells one page from the others.
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
RIDGE = 0.5
NEAREST = 3


def tokens(folded: str, lang: str, sort: str) -> list[str]:
    """Cut a folded text the way one sort of index wants it: words, grams, or signs."""
    if sort == "words":
        return words_of(folded, lang)
    return grams_of(folded) if sort == "grams" else signs_of(folded)


def sorts_for(lang: str) -> tuple[str, ...]:
    """Name the ways in which a language's texts are cut."""
    return ("signs",) if lang in {"ja", "zh-Hans"} else ("words", "grams")


@dataclass(frozen=True)
class Posting:
    """The texts that hold one token: their numbers, their BM25 weights, and their shares of a cosine."""

    texts: npt.NDArray[np.int32]
    bm25: Floats
    cosine: Floats
    idf: float


class Postings:
    """An inverted index over texts that are cut already."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        counts = [Counter(text) for text in texts]
        lengths = np.array([max(1, len(text)) for text in texts], np.float32)
        average = float(lengths.mean()) if len(lengths) else 1.0
        held: dict[str, list[tuple[int, int]]] = {}
        for number, count in enumerate(counts):
            for token, times in count.items():
                held.setdefault(token, []).append((number, times))
        self.size = len(texts)
        idf = {token: math.log(1 + self.size / len(found)) for token, found in held.items()}
        norms = np.array(
            [math.sqrt(sum((math.log1p(n) * idf[t]) ** 2 for t, n in count.items())) or 1.0 for count in counts],
            np.float32,
        )
        self.postings: dict[str, Posting] = {}
        for token, found in held.items():
            at = np.array([number for number, _ in found], np.int32)
            times = np.array([n for _, n in found], np.float32)
            rarity = math.log(1 + (self.size - len(found) + 0.5) / (len(found) + 0.5))
            bm25 = rarity * times / (times + K1 * (1 - B + B * lengths[at] / average))
            cosine = np.log1p(times) * idf[token] / norms[at]
            self.postings[token] = Posting(at, bm25.astype(np.float32), cosine.astype(np.float32), idf[token])

    def bm25(self, query: Sequence[str]) -> Floats:
        """Give each text's BM25 score for a query."""
        scores = np.zeros(self.size, np.float32)
        for token in query:
            found = self.postings.get(token)
            if found is not None:
                scores[found.texts] += found.bm25
        return scores

    def cosine(self, query: Sequence[str]) -> Floats:
        """Give each text's cosine with a query; what no text knows counts in the query's length."""
        scores = np.zeros(self.size, np.float32)
        length = 0.0
        for token, times in Counter(query).items():
            found = self.postings.get(token)
            if found is not None:
                weight = math.log1p(times) * found.idf
                scores[found.texts] += found.cosine * weight
                length += weight**2
        return scores / (math.sqrt(length) or 1.0)

    def known_share(self, query: Sequence[str]) -> float:
        """Say which share of a query's weight is known at all: strange words weigh as the rarest do."""
        rarest = math.log(1 + self.size)
        known = strange = 0.0
        for token in set(query):
            found = self.postings.get(token)
            if found is None:
                strange += rarest
            else:
                known += found.idf
        return known / (known + strange) if known else 0.0


def nearest(scores: Floats, owners: npt.NDArray[np.int32], pages: int, best: int = NEAREST) -> Floats:
    """Give each page the mean of its best few texts."""
    told = np.zeros(pages, np.float32)
    seen = np.zeros(pages, np.int32)
    for number in np.argsort(-scores, kind="stable"):
        if scores[number] <= 0:
            break
        owner = owners[number]
        if seen[owner] < best:
            told[owner] += scores[number] / best
            seen[owner] += 1
    return told


def standard(scores: Floats) -> Floats:
    """Put scores on one scale: how many deviations above the mean of all pages."""
    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread > 1e-9 else np.zeros_like(scores)


class LexicalPart:
    """All texts of one language, ready for questions."""

    def __init__(self, lang: str, texts: Sequence[str], owners: Sequence[int], pages: int) -> None:
        """``texts`` are folded; ``owners`` gives the page of each; texts of ``long`` sorts come with the others."""
        self.lang, self.pages = lang, pages
        self.owners = np.array(owners, np.int32)
        self.sorts = sorts_for(lang)
        self.indexes = {sort: Postings([tokens(text, lang, sort) for text in texts]) for sort in self.sorts}
        target = np.zeros((len(texts), pages), np.float32)
        target[np.arange(len(texts)), self.owners] = 1
        self.rules = {
            sort: _ridge(np.stack([index.cosine(tokens(text, lang, sort)) for text in texts]), target)
            for sort, index in self.indexes.items()
        }

    def scores(self, folded: str) -> tuple[Floats, float, Floats]:
        """Give each page's standardised score, how near the nearest text is (0 to 1), and the rule's raw shares."""
        total = np.zeros(self.pages, np.float32)
        shares = np.zeros(self.pages, np.float32)
        near = 0.0
        for sort in self.sorts:
            query, index = tokens(folded, self.lang, sort), self.indexes[sort]
            cosine = index.cosine(query)
            share = cosine @ self.rules[sort]
            total += (standard(nearest(index.bm25(query), self.owners, self.pages)) + standard(share)) / 2
            shares += share
            if len(cosine):
                near = max(near, float(cosine.max()) * index.known_share(query))
        return total / len(self.sorts), near, shares / len(self.sorts)


def _ridge(similar: Floats, target: Floats) -> Floats:
    symmetric = (similar + similar.T) / 2
    return np.linalg.solve(symmetric + RIDGE * np.eye(len(symmetric), dtype=np.float32), target).astype(np.float32)
