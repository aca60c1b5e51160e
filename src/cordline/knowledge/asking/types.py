"""The words of the ask box: what a question can turn out to be, and what is answered to it."""

from dataclasses import dataclass
from enum import StrEnum


class AskKind(StrEnum):
    """What the ask box decides about a question; emergencies come before everything else."""

    EMERGENCY = "emergency"
    CONTACT_CLINIC = "contact_clinic"
    ANSWER = "answer"
    OUT_OF_SCOPE = "out_of_scope"


class Reason(StrEnum):
    """Why a question was decided so; for a flag, the flag's own name follows after a colon."""

    RED_FLAG = "red_flag"
    SAME_DAY = "same_day"
    MEDICINE = "medicine"
    STAFF = "staff"
    UNSURE = "unsure"
    FOUND = "found"
    BESIDE = "beside"
    MACHINE = "machine"
    OTHER_PERSON = "other_person"
    EMPTY = "empty"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class Finding:
    """What the rules saw in a text: why, and which flag (chest_pain, fever, ...); no word of the question."""

    reason: Reason
    flag: str = ""

    def __str__(self) -> str:
        return f"{self.reason}:{self.flag}" if self.flag else str(self.reason)


@dataclass(frozen=True)
class Entry:
    """One page as the index reads it in one language: where it stands, and its texts by sort.

    ``texts`` maps a sort (title, question, phrasing, sentence, term) to the texts of that sort; ``claims`` are the
    statements of the coverage list that the page answers.
    """

    page: str
    question: str
    lang: str
    kind: str
    title: str
    slug: str
    texts: dict[str, tuple[str, ...]]
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What the ask box says: a kind with its reason, and for an answer the page and further questions.

    ``question`` is the Qnn that the page belongs to, ``page`` its id (Q10, msc, G14), ``also`` further pages' Qnn.
    """

    kind: AskKind
    reason: str
    lang: str
    question: str = ""
    page: str = ""
    page_kind: str = ""
    slug: str = ""
    title: str = ""
    claims: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    also_pages: tuple[str, ...] = ()
    elapsed_ms: float = 0.0
