"""The parts of a page, for templates: states, codes, numbers, dates, verdicts, reasons, last acts.

``{% load cordline %}`` and every room says the same thing in the same shape. A state is always a word with its own
outline; a number always goes through the one formatter; a code always shows its check character and leads to its page.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cordline.ground import stored, writing
from cordline.ground.codes import Code, Kind, parse
from cordline.ground.products import Product
from cordline.ground.refusal import Refusal
from cordline.web.drawings import DRAWINGS
from cordline.web.sources import sources

register = template.Library()
STATES = ("pass", "stop", "hold", "warn", "info", "waiting", "clock", "locked", "void", "todo", "now")
_KIND_DRAWINGS = {
    Kind.DONOR: "kind-donor", Kind.DONATION: "kind-donor", Kind.CORD: "kind-cord", Kind.BANK: "kind-bank",
    Kind.LOT: "kind-lot", Kind.SECRETOME_LOT: "kind-secretome", Kind.VIAL: "kind-vial", Kind.DOSE: "kind-dose",
    Kind.PATIENT: "kind-patient", Kind.WRISTBAND: "kind-wristband", Kind.CULTURE: "flask", Kind.BATCH: "report",
    Kind.REAGENT: "test-pipe", Kind.EQUIPMENT: "tool", Kind.ROOM: "building", Kind.SAMPLE: "test-pipe",
    Kind.RESULT: "certificate", Kind.DEVIATION: "alert-triangle", Kind.ADVERSE_EVENT: "activity",
    Kind.RECALL: "arrow-back-up", Kind.HOLD: "hand-stop", Kind.PLAN: "clipboard-list", Kind.QUOTE: "clipboard-list",
    Kind.CERTIFICATE: "certificate", Kind.INFUSION: "droplet", Kind.CONTACT: "phone-check",
    Kind.POSITION: "snowflake", Kind.STAFF: "users", Kind.CONSENT: "signature",
}  # fmt: skip
_CODE_IN_TEXT = re.compile(r"\b([A-Z]{2}\d{2}-\d{4,9})-([0-9A-Z*])(?![0-9A-Z])")


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """Draw one outline; it is silent for assistive readers, since the word stands beside it."""
    return format_html(
        '<svg class="icon {}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        css,
        mark_safe(DRAWINGS.get(name, DRAWINGS["report"])),  # noqa: S308 - our own constant drawings
    )


@register.simple_tag
def product(line: Product, passage: int | None = None) -> SafeString:
    """Name a product: its outline, its name, its form, and the passage where two lots differ by it (U24)."""
    tail = f", P{passage}" if passage is not None else ""
    return format_html(
        '<span class="product" title="{}">{} {}{}</span>', line.form, icon(line.drawing), line.label, tail
    )


@register.simple_tag
def state(name: str, word: str = "", pill: bool = False, long: bool = False) -> SafeString:
    """Show a state as word, outline and colour (U13); ``pill`` gives it a ground."""
    if name not in STATES:
        raise template.TemplateSyntaxError(f"There is no state {name!r}; there are {', '.join(STATES)}.")
    extra = f"{' pill' if pill else ''}{' long' if long else ''}"
    word = word or name.capitalize()
    return format_html(
        '<span class="state {}{}">{}<span>{}</span></span>', name, extra, icon(f"state-{name}"), word
    )


@register.simple_tag
def kind(code: str | Kind, word: str = "") -> SafeString:
    """Draw the outline of a code's kind, with its noun for readers who do not see it."""
    found = code if isinstance(code, Kind) else _kind_of(str(code))
    if found is None:
        return conditional_escape(word)
    noun = word or found.noun.capitalize()
    label = "" if word else ' class="visually-hidden"'
    return format_html(
        '<span class="kind">{}<span{}>{}</span></span>',
        icon(_KIND_DRAWINGS.get(found, "report")),
        mark_safe(label),  # noqa: S308 - one of two constants
        noun,
    )


@register.simple_tag(name="code")
def code_tag(code: object, link: bool = True) -> SafeString:
    """Show a code with its check character marked, leading to its page."""
    text = str(code or "")
    match = _CODE_IN_TEXT.fullmatch(text)
    if match is None:
        return format_html('<span class="code">{}</span>', text)
    if not link or isinstance(parse(text), Refusal):
        return format_html('<span class="code">{}<b>-{}</b></span>', *match.groups())
    return format_html('<a class="code" href="{}">{}<b>-{}</b></a>', _code_address(text), *match.groups())


@register.filter
def with_codes(text: object) -> SafeString:
    """Let every code inside a sentence lead to its page."""
    plain, parts, at = str(text), [], 0
    for match in _CODE_IN_TEXT.finditer(plain):
        parts += [conditional_escape(plain[at : match.start()]), code_tag(match.group())]
        at = match.end()
    parts.append(conditional_escape(plain[at:]))
    return mark_safe("".join(parts))  # noqa: S308 - each part was escaped


@register.simple_tag
def cells(count: int | None, lang: str = writing.EN) -> str:
    """Write a number of cells in digits and words; an unknown number says so."""
    return "Not known" if count is None else writing.cells(int(count), lang)


@register.simple_tag
def dose(count: int, weight_kg: Decimal | None = None, containers: int | None = None) -> str:
    """Write a dose in full, with cells per kg and containers where they are known."""
    return writing.dose(int(count), weight_kg=weight_kg, containers=containers)


@register.simple_tag
def quantity(value: Decimal | int | None, unit: str, places: int | None = None) -> str:
    """Write a measured value with its unit; an unknown value says so."""
    return "Not known" if value is None else writing.quantity(value, unit, places)


@register.filter
def whole(count: int | None) -> str:
    """Write a whole number with grouped digits."""
    return "Not known" if count is None else writing.whole(int(count))


@register.filter
def words(coded: object) -> str:
    """Write a stored value as words: not_judged is not judged."""
    return stored.words(str(coded))


@register.filter
def product_name(value: str) -> str:
    """Name a product by its stored value."""
    return Product(value).label


@register.filter
def language_name(code: str) -> str:
    """Name a language by its code."""
    return writing.language_name(code)


@register.simple_tag(takes_context=True)
def own_time(context: Context, moment: datetime, zone: str, whose: str) -> str:
    """Write the clock of another place behind a moment, in brackets; nothing where it agrees with the house's."""
    said = writing.own_time(moment, sources.house(context.get("request")).zone, zone)
    return f" ({whose}: {said})" if said else ""


@register.simple_tag(takes_context=True)
def when(context: Context, moment: datetime | None, seconds: bool = False) -> SafeString:
    """Write a moment with date, clock and zone, readable by machines as well."""
    return _time(context, moment, writing.when, seconds)


@register.simple_tag(takes_context=True)
def clock(context: Context, moment: datetime | None, seconds: bool = False) -> SafeString:
    """Write the time of day of a moment with its zone."""
    return _time(context, moment, writing.clock, seconds)


@register.simple_tag(takes_context=True)
def hour(context: Context, moment: datetime | None, seconds: bool = False) -> SafeString:
    """Write digits of the clock alone, for a column whose head names the zone."""
    if moment is None:
        return mark_safe("Not known")
    there = moment.astimezone(sources.house(context.get("request")).tz)
    digits = f"{there:%H:%M:%S}" if seconds else f"{there:%H:%M}"
    return format_html('<time datetime="{}">{}</time>', writing.in_file(moment), digits)


@register.simple_tag
def day(value: date | None, lang: str = writing.EN) -> SafeString:
    """Write a date with its month in letters."""
    if value is None:
        return mark_safe("Not known")
    return format_html('<time datetime="{}">{}</time>', value.isoformat()[:10], writing.day(value, lang))


@register.simple_tag(takes_context=True)
def local_day(context: Context, moment: datetime | None) -> SafeString:
    """Write the date on which a moment falls at the house."""
    if moment is None:
        return mark_safe("Not known")
    return day(moment.astimezone(sources.house(context.get("request")).tz).date())


@register.simple_tag(takes_context=True)
def house_zone(context: Context) -> str:
    """Name the zone in which the house's clock is read: Kuala Lumpur, UTC+8."""
    house = sources.house(context.get("request"))
    return f"{writing.place(house.zone)}, {writing.offset(sources.now().astimezone(house.tz))}"


@register.simple_tag
def born(value: date | None, today: date | None = None) -> str:
    """Write a birth date as banners show it, with the age."""
    return "Not known" if value is None else writing.birth(value, today or sources.now().date())


@register.simple_tag
def name_of(code: str) -> str:
    """Name a member of staff by their code; the house itself is called so."""
    return "The house" if str(code).startswith("job.") else sources.name_of(str(code))


@register.simple_block_tag
def verdict(content: str, name: str, word: str) -> SafeString:
    """Fill the place with a verdict: pass with a plain frame, stop with a double one and no override."""
    if name not in ("pass", "stop"):
        raise template.TemplateSyntaxError("A verdict is pass or stop.")
    return format_html(
        '<section class="verdict {0}" role="status" data-sound="{0}">'
        '<div class="word">{1}<span>{2}</span></div>{3}</section>',
        name, icon(f"state-{name}"), word, content,
    )  # fmt: skip


@register.simple_block_tag
def answer(content: str, name: str, word: str) -> SafeString:
    """Give one worded answer of a scan that is neither a pass nor a stop."""
    return format_html(
        '<section class="answer {}" role="status"><div class="word">{}<span>{}</span></div>{}</section>',
        name, icon(f"state-{name}"), word, content,
    )  # fmt: skip


@register.simple_block_tag
def note(content: str, name: str = "", title: str = "") -> SafeString:
    """Set a note apart: info, hold, stop, pass, or plain."""
    head = format_html("<p class=\"note-head\"><b>{}</b></p>", title) if title else ""
    mark = icon(f"state-{name}") if name in STATES and title else ""
    return format_html('<div class="note {}">{}{}{}</div>', name, mark, head, content)


@register.simple_tag
def facts(rows: Iterable[tuple[str, object]]) -> SafeString:
    """List labels with their values; what is missing is said, never left blank."""
    body = format_html_join(
        "",
        "<dt>{}</dt><dd>{}</dd>",
        ((label, "Not known" if value in (None, "") else value) for label, value in rows),
    )
    return format_html('<dl class="kv">{}</dl>', body)


@register.inclusion_tag("web/parts/reasons.html")
def reasons(refusals: Iterable[Refusal]) -> dict[str, Any]:
    """List every reason why something may not happen, each with its code."""
    return {"refusals": list(refusals)}


@register.inclusion_tag("web/parts/last_acts.html", takes_context=True)
def last_acts(context: Context, subject: object, count: int = 8) -> dict[str, Any]:
    """Say in sentences what was last done to a record and by whom (W46)."""
    acts: Sequence[Any] = sources.last_acts(str(subject), count)
    return {"acts": acts, "subject": str(subject), "request": context.get("request")}


@register.inclusion_tag("web/parts/patient_banner.html", takes_context=True)
def patient_banner(context: Context, banner: Mapping[str, Any] | Any) -> dict[str, Any]:
    """Show who the patient is, on every chart, bedside and sign page (U31); what was not asked says so."""
    return {"p": banner, "request": context.get("request"), "today": sources.now().date()}


@register.inclusion_tag("web/parts/signature.html", takes_context=True)
def signature(context: Context, signed: Mapping[str, Any] | Any) -> dict[str, Any]:
    """Show one signature: meaning, full name, moment with zone; a voided one stays readable (U46)."""
    return {"s": signed, "request": context.get("request")}


@register.inclusion_tag("web/parts/exceptions.html", takes_context=True)
def exceptions(context: Context, rows: Iterable[Any]) -> dict[str, Any]:
    """List what is not normal, opened; with nothing to list one green line says so."""
    return {"rows": list(rows), "request": context.get("request")}


@register.inclusion_tag("web/parts/balance.html")
def balance(parts: Iterable[tuple[str, int]], total: int, noun: str = "containers") -> dict[str, Any]:
    """Show that every container is accounted for, as bar and as numbers, with the gap named (U118)."""
    rows, at = [], 0
    listed = list(parts)
    for place, (label, count) in enumerate(listed):
        start = at * 1000 // total if total else 0
        at += count
        width = (at * 1000 // total if total else 0) - start
        rows.append({"label": label, "count": count, "x": start, "width": width, "fill": place % 6})
    return {"rows": rows, "total": total, "gap": total - at, "noun": noun}


def _time(context: Context, moment: datetime | None, write: Any, seconds: bool) -> SafeString:
    if moment is None:
        return mark_safe("Not known")
    house = sources.house(context.get("request"))
    away = int((moment.astimezone(house.tz).utcoffset() or timedelta()).total_seconds()) // 60
    # A reader whose device is in another zone is shown their own time too (U27); page.js compares the two.
    return format_html(
        '<time datetime="{}" data-away="{}">{}</time>',
        writing.in_file(moment), away, write(moment, house.zone, seconds=seconds),
    )  # fmt: skip


def _kind_of(text: str) -> Kind | None:
    read = parse(text)
    return read.kind if isinstance(read, Code) else None


def _code_address(code: str) -> str:
    try:
        return reverse("desk:code", kwargs={"code": code})
    except NoReverseMatch:
        return f"/c/{code}/"
