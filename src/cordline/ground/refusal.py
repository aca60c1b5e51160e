"""What a refusal is: a code, the facts behind it, and a sentence a person can act on.

Every room registers the sentences of its own codes once, beside its rules; the catalogue in the reference pages is
generated from the same registry. A refusal is a value: rules return lists of them, and only an act raises.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

CODE = re.compile(r"^[a-z]+(\.[a-z0-9_]+)+$")
_SENTENCES: dict[str, str] = {}


def register(sentences: Mapping[str, str]) -> None:
    """Enter a room's refusal sentences into the catalogue; a code has one sentence in the whole house."""
    for code, sentence in sentences.items():
        if not CODE.match(code):
            raise ValueError(f"A refusal code is dotted lower case words, not {code!r}.")
        if _SENTENCES.get(code, sentence) != sentence:
            raise ValueError(f"The refusal code {code} already has another sentence.")
        _SENTENCES[code] = sentence


def catalogue() -> Mapping[str, str]:
    """Give every registered code with its sentence, for the reference pages and the tests."""
    return MappingProxyType(_SENTENCES)


@dataclass(frozen=True, init=False)
class Refusal:
    """One reason why something may not happen now: ``code`` from the catalogue, ``facts`` to fill its sentence."""

    code: str
    facts: tuple[tuple[str, Any], ...]

    def __init__(self, code: str, /, **facts: Any) -> None:
        if code not in _SENTENCES:
            raise KeyError(f"The refusal code {code} has no sentence in the catalogue.")
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "facts", tuple(facts.items()))

    @property
    def text(self) -> str:
        """The sentence a person reads, with the facts in it."""
        return _SENTENCES[self.code].format(**dict(self.facts))

    def as_json(self) -> dict[str, str]:
        """The shape in which console answers and recorded attempts carry a refusal."""
        return {"code": self.code, "text": self.text}


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """An act was asked for and may not happen; carries every reason, and nothing has been changed."""

    def __init__(self, reasons: Iterable[Refusal]) -> None:
        self.reasons: tuple[Refusal, ...] = tuple(reasons)
        if not self.reasons:
            raise ValueError("A refusal without a reason is a defect.")
        super().__init__(", ".join(reason.code for reason in self.reasons))

    def as_json(self) -> list[dict[str, str]]:
        """Every reason as code and sentence."""
        return [reason.as_json() for reason in self.reasons]
