"""A net under the rules: how near a question is to emergencies as people tell them, against everything else.

It learns from the examples of ``emergency.{lang}.toml`` (what is one, and what sounds like one and is none) and from a
part of the pages' own phrasings. It compares words, and meanings too where a model is installed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cordline.knowledge.asking.lexical import Floats, LearntRule, LexicalPart

URGENT, CALM, OTHER = range(3)
RIDGE_BY_WORDS, RIDGE = 0.3, 0.2
BY_WORDS, SHARPNESS = 0.6, 3.5
# Of the pages' phrasings so many at most are learnt as what is no emergency: more of them add little and take long.
MOST_OTHERS = 700


@dataclass(frozen=True)
class Margins:
    """From where on the net holds: the share that emergencies must have, and how far above the others."""

    least: float
    above: float


WORDS_ALONE = Margins(least=0.3, above=0.1)
WITH_MEANING = Margins(least=0.3, above=0.1)


def kept(texts: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Give an even choice of the pages' texts (place, text), no more than ``MOST_OTHERS``."""
    step = max(1, -(-len(texts) // MOST_OTHERS))
    return list(texts[::step])


def likeness(cosine: Floats) -> Floats:
    """Turn cosines of meanings into likeness: 1 for the same, falling off for others."""
    told: Floats = np.exp((cosine - 1) * SHARPNESS).astype(np.float32)
    return told


class Net:
    """The examples of one language, ready for questions."""

    def __init__(
        self, lang: str, texts: Sequence[str], owners: Sequence[int], vectors: Floats | None
    ) -> None:
        """``texts`` are folded; each owner is ``URGENT``, ``CALM`` or ``OTHER``; ``vectors`` one for each text."""
        self._words = LexicalPart(lang, texts, owners, 3)
        self._vectors = vectors
        self._by_words = LearntRule(self._words.alike(), self._words.owners, 3, RIDGE_BY_WORDS)
        if vectors is not None:
            alike = BY_WORDS * self._words.alike() + (1 - BY_WORDS) * likeness(vectors @ vectors.T)
            self._by_both = LearntRule(alike.astype(np.float32), self._words.owners, 3, RIDGE)

    def shares(self, folded: str, vector: Floats | None) -> Floats:
        """Share a question out among emergencies, what only sounds like them, and all else."""
        like = self._words.scores(folded).like
        if vector is None or self._vectors is None:
            return self._by_words.shares(like)
        return self._by_both.shares(BY_WORDS * like + (1 - BY_WORDS) * likeness(self._vectors @ vector))

    def urgency(self, folded: str, vector: Floats | None) -> float:
        """Say how far beyond the margin a question is nearer to emergencies than to all else; below 0 it is not."""
        urgent, calm, other = (float(share) for share in self.shares(folded, vector))
        margins = WORDS_ALONE if vector is None or self._vectors is None else WITH_MEANING
        return min(urgent - margins.least, urgent - max(calm, other) - margins.above)
