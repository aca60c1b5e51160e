"""Live figures as visitors see them: the newest of each, and everything that was ever published of one."""

from collections.abc import Iterable

from cordline.knowledge import figure_words, limits
from cordline.knowledge.models import FigurePublication
from cordline.knowledge.shown import ShownFigure
from cordline.knowledge.types import Language


def newest_publications(names: Iterable[str]) -> dict[str, FigurePublication]:
    """Give the newest publication of each of these figures; one that was never published is not in the answer."""
    rows = FigurePublication.objects.filter(name__in=set(names)).order_by("name", "-number").distinct("name")
    return {row.name: row for row in rows}


def figures_shown(language: Language) -> tuple[ShownFigure, ...]:
    """Give every figure that was ever published, as it stands."""
    newest = newest_publications(limits.FIGURES)
    return tuple(shown_figure(newest[name], language) for name in limits.FIGURES if name in newest)


def figure_history(name: str, language: Language = Language.EN) -> tuple[ShownFigure, ...]:
    """Give everything that was ever published of a figure, the newest first; nothing is left out (W36)."""
    rows = FigurePublication.objects.filter(name=name).order_by("-number")
    return tuple(shown_figure(row, language) for row in rows)


def shown_figure(row: FigurePublication, language: Language) -> ShownFigure:
    """Give a publication of a figure with its sentence in a language."""
    count = count_of(row)
    return ShownFigure(
        name=row.name,
        kind="rate",
        numerator=row.numerator,
        denominator=row.denominator,
        unit="",
        definition=figure_words.definition(row.name, language),
        denominator_definition=figure_words.denominator_definition(row.name, language),
        counter=figure_words.counter(row.name, language),
        period_from=row.period_from,
        period_to=row.period_to,
        low=row.low,
        high=row.high,
        completeness_pct=row.completeness_pct,
        enough_follow_up=figure_words.enough_follow_up(count),
        simulated=row.simulated,
        under_review=row.under_review > 0,
        under_review_count=row.under_review,
        number=row.number,
        published_at=row.published_at,
        sentence=figure_words.sentence(count, language),
        language=language,
    )


def count_of(row: FigurePublication) -> figure_words.FigureCount:
    """Give the numbers of a publication."""
    return figure_words.FigureCount(
        name=row.name,
        numerator=row.numerator,
        denominator=row.denominator,
        period_from=row.period_from,
        period_to=row.period_to,
        low=row.low,
        high=row.high,
        completeness_pct=row.completeness_pct,
        under_review=row.under_review,
        simulated=row.simulated,
    )
