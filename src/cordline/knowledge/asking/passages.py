"""Search in long passages: words of the whole, words and pairs of words of its beginning, sort of question, meaning.

The pages are short and asked for by phrasings; a long passage is found by what it says. Its first sentences mostly name
what it is about, so they count once more.
"""

import re
from collections.abc import Sequence

import numpy as np

from cordline.knowledge.asking.lexical import Floats, Postings
from cordline.knowledge.asking.models import Model
from cordline.knowledge.asking.normalise import fold, words_of

BEGINNING = 40  # words
LEAD_CHARACTERS = 250
LEAD, PAIRS, LEAD_PAIRS, SORT, MEANING = 1.0, 0.5, 0.5, 0.7, 20.0

# What an answer to each sort of question speaks of, whatever it is about.
SORTS = {
    r"symptom|sign": "symptoms signs pain may cause fever swelling feel",
    r"treat": "treatment treated therapy surgery medicine drugs",
    r"diagnos|test": "diagnosis test exam blood doctor history biopsy",
    r"risk": "risk factors age family history affects increase",
    r"caus": "cause caused",
    r"prevent": "prevent prevention lower reduce",
    r"outlook|prognos": "prognosis outlook survival recover",
    r"research|trial": "research institute supports studies clinical trials",
    r"inherit|genetic": "inherited gene chromosome",
    r"stage": "stages spread lymph nodes tumor",
    r"complicat": "complications",
}


class Passages:
    """English passages, ready for questions."""

    def __init__(self, texts: Sequence[str], model: Model | None = None) -> None:
        cut = [words_of(fold(text), "en") for text in texts]
        begun = [words[:BEGINNING] for words in cut]
        self.whole, self.lead = Postings(cut), Postings(begun)
        self.pairs = Postings([_pairs(words) for words in cut])
        self.lead_pairs = Postings([_pairs(words) for words in begun])
        self.model = model
        leads = [text[:LEAD_CHARACTERS] for text in texts]
        self.vectors = (
            np.vstack([model.vectors(leads[at : at + 64]) for at in range(0, len(leads), 64)])
            if model
            else None
        )

    def scores(self, question: str) -> Floats:
        """Give each passage's score for a question; the highest answers it best."""
        words = words_of(fold(question), "en")
        pairs = _pairs(words)
        sort = [
            word
            for pattern, told in SORTS.items()
            if re.search(pattern, question.lower())
            for word in words_of(told, "en")
        ]
        total = (
            self.whole.bm25(words)
            + LEAD * self.lead.bm25(words)
            + PAIRS * self.pairs.bm25(pairs)
            + LEAD_PAIRS * self.lead_pairs.bm25(pairs)
            + SORT * self.whole.bm25(sort)
        )
        if self.model is not None and self.vectors is not None:
            total += MEANING * (self.vectors @ self.model.vectors([question])[0])
        return np.asarray(total, np.float32)


def _pairs(words: Sequence[str]) -> list[str]:
    return [f"{first} {second}" for first, second in zip(words, words[1:], strict=False)]
