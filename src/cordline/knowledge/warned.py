"""Wording warnings as the gate and the desk ask for them: every promotional word of a page's sentences."""

from collections.abc import Iterable

from cordline.knowledge import markup, wording
from cordline.knowledge.rules import Said, judged_for_wording
from cordline.knowledge.types import Language


def promotional(said: Iterable[Said], language: Language) -> tuple[tuple[str, str, str], ...]:
    """Give each promotional wording as key of the sentence, the words, and why they are stopped."""
    return tuple(
        (each.key, warning.found, warning.why)
        for each in _judged(said)
        for warning in wording.warnings(markup.plain(each.text, {}), language)
    )


def leaning(said: Iterable[Said], language: Language) -> tuple[tuple[str, str, str], ...]:
    """Give what a sentence model thinks leans towards selling, as a hint to the editor: it never stops a page.

    Nothing where the model is not installed. It names too many honest sentences to be a gate (measured).
    """
    from cordline.knowledge.asking.models import installed_model  # only an editor waits for it, not the start

    model = installed_model()
    if model is None:
        return ()
    return tuple(
        (each.key, warning.found, warning.why)
        for each in _judged(said)
        for warning in wording.warnings(markup.plain(each.text, {}), language, model=model)
        if warning.code == "leaning"
    )


def _judged(said: Iterable[Said]) -> list[Said]:
    return [
        each for each in said if each.text and not markup.figure_of(each.text) and judged_for_wording(each)
    ]
