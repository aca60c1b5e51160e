"""The parts of a public page, for templates: outlines, chips, strengths, dates, squares, figures in words."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cordline.ground import writing
from cordline.knowledge.public import drawing, names
from cordline.knowledge.public.languages import OWN_NAMES, writing_code
from cordline.knowledge.public.lines import address_of
from cordline.knowledge.types import Language

register = template.Library()


@register.simple_tag
def outline(name: str, css: str = "") -> SafeString:
    """Draw one outline; the word stands beside it."""
    return drawing.icon(name, css)


@register.simple_tag
def verdict(value: str, sentences: int = 0) -> SafeString:
    """Show a verdict as words, outline and colour: of a source, or of so many sentences of ours."""
    words = names.VERDICTS
    if sentences:
        words = names.OF_ONE_SENTENCE if sentences == 1 else names.OF_SEVERAL_SENTENCES
    if value not in words:
        return SafeString("")
    shape = value if value in drawing.OUTLINES else "record"
    return format_html(
        '<span class="chip {}">{}<span>{}</span></span>', value, drawing.icon(shape), words[value]
    )


@register.simple_tag
def status(value: str) -> SafeString:
    """Show what an authority says as word, outline and colour; unproven is hatched."""
    return format_html(
        '<span class="chip {}">{}<span>{}</span></span>', value, drawing.icon(value), names.STATES[value]
    )


@register.simple_tag
def grade(value: str) -> SafeString:
    """Show the strength of evidence as four rising bars and a word."""
    if value not in names.GRADES:
        return SafeString("")
    bars = drawing.bars(value) if value in drawing.BARS else ""
    word = _("Strength of evidence: %(grade)s") % {"grade": names.GRADES[value]}
    return format_html('<span class="grade">{}<span>{}</span></span>', bars, word)


@register.simple_tag(takes_context=True)
def on(context: Context, value: date | datetime | None) -> SafeString:
    """Write a date with its month in letters, for readers and machines."""
    if value is None:
        return SafeString("")
    if isinstance(value, datetime):
        value = value.astimezone(context["house"].tz).date()
    said = writing.day(value, writing_code(context["lang"]))
    return format_html('<time datetime="{}" class="nowrap">{}</time>', value.isoformat(), said)


@register.simple_tag(takes_context=True)
def to(context: Context, kind: str, slug: str) -> str:
    """Give the address of a page by its kind."""
    return address_of(kind, slug, context["lang"])


@register.filter
def named(value: object, table: str) -> str:
    """Name a place, product, figure, record or setting in the reader's language."""
    tables: Mapping[str, Mapping[str, Any]] = {
        "place": names.PLACES,
        "product": names.PRODUCTS,
        "figure": names.FIGURES,
        "record": names.RECORDS,
        "setting": names.SETTINGS,
        "measure": names.MEASURES,
        "verdict": names.VERDICTS,
        "grade": names.GRADES,
    }
    return str(tables[table].get(str(value), value))


@register.filter
def dialled(phone: str) -> str:
    """Write a telephone number as a link dials it: its plus and its digits."""
    return phone.replace(" ", "").replace("-", "")


@register.filter
def whole(value: int) -> str:
    """Write a whole number with grouped digits."""
    return writing.whole(int(value))


@register.filter
def per_cent(share: Decimal) -> str:
    """Write a share as a percentage with at most one decimal."""
    value = (share * 100).quantize(Decimal("0.1"))
    return writing.number(value.to_integral_value() if value == value.to_integral_value() else value)


@register.simple_tag
def squares(
    share: Decimal, low: Decimal | None = None, high: Decimal | None = None, out_of: int = 0
) -> drawing.Squares:
    """Fill the squares of a share: of 100 or of 1,000, or of as many as the shares beside it have."""
    return drawing.squares_of(share, low, high, out_of)


@register.simple_tag
def draw_squares(shown: drawing.Squares) -> SafeString:
    """Draw squares."""
    return drawing.squares(shown)


@register.simple_tag
def key_square(kind: str) -> SafeString:
    """Draw the small square of a legend."""
    return drawing.key_square(kind)


@register.simple_tag
def range_bar(share: Decimal, low: Decimal, high: Decimal) -> SafeString:
    """Draw an estimate on its likely range."""
    return drawing.range_bar(share, low, high)


@register.filter
def own_name(value: Language) -> str:
    """Name a language as its readers do."""
    return OWN_NAMES[value]
