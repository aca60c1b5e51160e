"""Wording warnings as the gate asks for them: every promotional word of a page's sentences, in its language."""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from cordline.knowledge import markup
from cordline.knowledge.rules import Said, judged_for_wording
from cordline.knowledge.types import Language


def promotional(said: Iterable[Said], language: Language) -> tuple[tuple[str, str, str], ...]:
    """Give each promotional wording as key of the sentence, the words, and why they are stopped."""
    if find_spec("cordline.knowledge.wording") is None:
        return ()
    judge: Any = import_module("cordline.knowledge.wording")
    return tuple(
        (each.key, str(warning.found), str(warning.why))
        for each in said
        if each.text and not markup.figure_of(each.text) and judged_for_wording(each)
        for warning in judge.warnings(markup.plain(each.text, {}), language)
    )
