"""Draws a laid out trace as SVG on the server: for the page, for print, and as a file of its own (U114)."""

from collections.abc import Mapping
from html import escape

from cordline.ground.codes import Kind
from cordline.vigilance.layout import Item, Picture, drawn_parents

CARD_W, CARD_H, GAP_X, GAP_Y, TOP, LEFT = 116, 46, 24, 20, 34, 6
SIGNS = {"pass": "✓", "hold": "II", "stop": "×", "warn": "!"}
PREFIXES = frozenset(kind.value for kind in Kind)
# A file carries its own colours, those of the light theme; on the page they come from the style sheet.
LIGHT = (
    "text{font-family:'IBM Plex Sans','DejaVu Sans',sans-serif;font-size:12px;fill:#1f1a1e}"
    ".g-head,.g-text{fill:#5d565b}.g-code{font-family:'IBM Plex Mono','DejaVu Sans Mono',monospace}"
    ".g-title{font-weight:600}.g-card{fill:#fff;stroke:#857f84}.g-item.asked .g-card{fill:#f7eaf3;stroke:#7a2a62;"
    "stroke-width:2.5}.g-line{fill:none;stroke:#857f84}.g-line.path{stroke:#7a2a62;stroke-width:2.5}"
    ".g-line.struck{stroke:#a11b1b;stroke-dasharray:5 4}.g-badge circle{fill:#4c464a}.g-badge.pass circle{fill:#14622f}"
    ".g-badge.hold circle,.g-badge.warn circle{fill:#754700}.g-badge.stop circle{fill:#a11b1b}"
    ".g-badge text{fill:#fff;font-size:9px;text-anchor:middle}"
)
Places = Mapping[str, tuple[float, float]]


def as_svg(picture: Picture, *, standalone: bool = False) -> str:
    """Draw the picture. ``standalone`` carries its own colours and ground, for a file."""
    items = {item.key: item for item in picture.items}
    width = LEFT + len(picture.heads) * (CARD_W + GAP_X)
    height = int(TOP + picture.rows * (CARD_H + GAP_Y) + 10)
    where = {item.key: (_x(item.column), TOP + item.row * (CARD_H + GAP_Y)) for item in picture.drawn}
    body = "".join(
        f'<text class="g-head" x="{_x(place):g}" y="16">{escape(head)}</text>'
        for place, head in enumerate(picture.heads)
    )
    body += "".join(_lines(item, where, items) for item in picture.drawn)
    body += "".join(_card(item, *where[item.key]) for item in picture.drawn)
    style = (
        f'<style>{LIGHT}</style><rect width="{width}" height="{height}" fill="#ffffff"/>'
        if standalone
        else ""
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="graph" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label="The lineage drawn; the list holds the same">{style}{body}</svg>'
    )


def _x(column: int) -> float:
    return LEFT + column * (CARD_W + GAP_X)


def _lines(item: Item, where: Places, items: Mapping[str, Item]) -> str:
    x, y = where[item.key]
    drawn = []
    for named, parent in zip(item.parents, drawn_parents(item, items), strict=True):
        px, py = where[parent]
        x0, y0, y1 = px + CARD_W, py + CARD_H / 2, y + CARD_H / 2
        middle = (x0 + x) / 2
        kinds = "g-line" + (" path" if item.on_path and items[parent].on_path else "")
        kinds += " struck" if named in item.struck else ""
        drawn.append(
            f'<path class="{kinds}" d="M{x0:g} {y0:g}C{middle:g} {y0:g} {middle:g} {y1:g} {x:g} {y1:g}"/>'
        )
    return "".join(drawn)


def _card(item: Item, x: float, y: float) -> str:
    box = f'width="{CARD_W}" height="{CARD_H}" rx="5"'
    behind = (4, 2) if item.group else ()
    stack = "".join(f'<rect class="g-card" x="{x + n:g}" y="{y + n:g}" {box}/>' for n in behind)
    kinds = "g-item" + (" asked" if item.asked else "") + (" path" if item.on_path else "")
    title = "g-code" if item.title[:2] in PREFIXES and "-" in item.title else "g-title"
    text = ", ".join(part for part in (item.text, item.word.lower() if item.text else item.word) if part)
    if item.via and len(item.via) <= 2 and not text:
        text = f"via {item.via[0]}"
    whole = f"{item.title}. {text}" + (f". Via {', '.join(item.via)}" if item.via else "")
    return (
        f'<g class="{kinds}" data-item="{escape(item.key)}"><title>{escape(whole)}</title>{stack}'
        f'<rect class="g-card" x="{x:g}" y="{y:g}" {box}/>'
        f'<text class="{title}" x="{x + 8:g}" y="{y + 19:g}">{escape(item.title)}</text>'
        f'<text class="g-text" x="{x + 8:g}" y="{y + 36:g}">{escape(_short(text))}</text>{_badge(item, x, y)}</g>'
    )


def _short(text: str) -> str:
    return text if len(text) <= 18 else text[:17] + "…"


def _badge(item: Item, x: float, y: float) -> str:
    if not item.state:
        return ""
    at = f'x="{x + CARD_W:g}" y="{y + 3.5:g}"'
    return (
        f'<g class="g-badge {item.state}"><circle cx="{x + CARD_W:g}" cy="{y:g}" r="8"/>'
        f"<text {at}>{SIGNS.get(item.state, '…')}</text></g>"
    )


PARTS = ("stocked", "in_use", "infused", "used", "destroyed", "shipped", "lost", "gap")
"""Each part of the mass balance has a pattern of its own, so that the bar reads in grey."""

PATTERNS = (
    '<defs><pattern id="p-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="b-ground" width="6" height="6"/><rect class="b-ink" width="2" height="6"/></pattern>'
    '<pattern id="p-dots" width="7" height="7" patternUnits="userSpaceOnUse"><rect class="b-info-ground" width="7" '
    'height="7"/><circle class="b-info" cx="3" cy="3" r="1.5"/></pattern>'
    '<pattern id="p-cross" width="7" height="7" patternUnits="userSpaceOnUse"><rect class="b-stop-ground" width="7" '
    'height="7"/><path class="b-stop" d="M0 0L7 7M7 0L0 7"/></pattern>'
    '<pattern id="p-lines" width="5" height="5" patternUnits="userSpaceOnUse"><rect class="b-ground" width="5" '
    'height="5"/><rect class="b-ink" width="5" height="1"/></pattern></defs>'
)


def balance_bar(parts: Mapping[str, int], made: int) -> str:
    """Draw the mass balance as one bar; a part too small to see is still two units wide."""
    drawn, at = [], 0.0
    for name in PARTS:
        count = parts.get(name, 0)
        if count and made:
            width = max(4.0, count * 1000 / made)
            drawn.append(f'<rect class="b-{name}" x="{at:g}" y="1" width="{width:g}" height="28" rx="3"/>')
            at += width
    return (
        f'<svg class="balance-bar tall" viewBox="0 0 {max(at, 1000):g} 30" preserveAspectRatio="none" '
        f'aria-hidden="true">{PATTERNS}{"".join(drawn)}</svg>'
    )
