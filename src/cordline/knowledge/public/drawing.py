"""Drawings made on the server: outlines, grade bars, squares that stand for people, and the range of an estimate.

Squares are abstract, filled from the bottom left in order, and never cut (U56). Their words stand beside them.
"""

# ruff: noqa: E501 - paths of drawings

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import floor

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SIDE, STEP = 8, 10
OUTLINES = {
    "mark": '<circle cx="16" cy="10.5" r="6.5"/><path d="M1.5 18.5c5 0 7.5-2.5 10-6 1.5-2 2.5-3 4.5-3s3 1 4.5 3c2.5 3.5 5 6 10 6"/>',
    "globe": '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18"/>',
    "warn": '<path d="M12 4L2.5 20h19zM12 10v4.5M12 17.3v.2"/>',
    "octagon": '<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 7.5v5.5M12 16.3v.2"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.5l3.5 2"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 21c.5-5 3.5-7 7.5-7s7 2 7.5 7"/>',
    "phone": '<path d="M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2"/>',
    "supported": '<circle cx="12" cy="12" r="9"/><path d="M8 12.3l3 3 5-6"/>',
    "partly": '<circle cx="12" cy="12" r="9"/><path d="M12 3v18a9 9 0 0 0 0-18z" fill="currentColor"/>',
    "contested": '<path d="M3 8h13M12.5 4.5L16 8l-3.5 3.5M21 16H8M11.5 12.5L8 16l3.5 3.5"/>',
    "not_supported": '<circle cx="12" cy="12" r="9"/><path d="M8.5 8.5l7 7M15.5 8.5l-7 7"/>',
    "unproven": '<path d="M12 2l10 10-10 10L2 12z"/><path d="M9.8 10a2.2 2.2 0 1 1 2.2 2.6v1.2M12 16.3v.2"/>',
    "trial": '<path d="M9 3h6M10 3v6L4.5 19a1.5 1.5 0 0 0 1.3 2h12.400a1.5 1.5 0 0 0 1.3-2L14 9V3M7.5 14.5h9"/>',
    "approved": '<path d="M12 3l7 3v6c0 5-3.5 7.5-7 9-3.5-1.5-7-4-7-9V6z"/><path d="M9 12l2.2 2.2L15 10"/>',
    "registered": '<path d="M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h5"/>',
    "record": '<circle cx="12" cy="12" r="5" fill="currentColor"/>',
    "sun": '<circle cx="12" cy="12" r="4"/><path d="M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5L19 19M5 19l1.5-1.5M17.5 6.5L19 5"/>',
    "moon": '<path d="M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z"/>',
}  # fmt: skip
BARS = {"high": 4, "moderate": 3, "low": 2, "very_low": 1, "none": 0}


def icon(name: str, css: str = "") -> SafeString:
    """Draw one outline; the word stands beside it."""
    box = "0 0 32 24" if name == "mark" else "0 0 24 24"
    inside = mark_safe(OUTLINES[name])  # noqa: S308 - our own constant
    return format_html(
        '<svg class="icon {}" viewBox="{}" aria-hidden="true" focusable="false">{}</svg>', css, box, inside
    )


def bars(grade: str) -> SafeString:
    """Draw the strength of evidence as four rising bars."""
    filled = BARS[grade]
    parts = "".join(
        f'<rect class="{"on" if place < filled else "off"}" x="{place * 6 + 0.5}" y="{13 - 3 * place}" '
        f'width="4" height="{3 * place + 4}"/>'
        for place in range(4)
    )
    inside = mark_safe(parts)  # noqa: S308 - numbers of our own
    return format_html('<svg viewBox="0 0 24 18" aria-hidden="true" focusable="false">{}</svg>', inside)


@dataclass(frozen=True)
class Squares:
    """So many of ``out_of`` squares filled, and so many more hatched: how far the true number could reach."""

    filled: int
    reach: int
    out_of: int
    least: int = 0

    @property
    def empty(self) -> int:
        """How many did not have it."""
        return self.out_of - self.filled


def out_of_for(share: Decimal, high: Decimal | None = None) -> int:
    """Choose 100 squares, or 1,000 where the share is too small to be seen in a hundred."""
    return 100 if share >= Decimal("0.02") or (not share and (high or 0) >= Decimal("0.02")) else 1000


def one_out_of(rates: Iterable[tuple[Decimal, Decimal | None]]) -> int:
    """Choose the squares of shares that stand beside each other: the same number for all, the smallest decides (U55)."""
    return max((out_of_for(share, high) for share, high in rates), default=100)


def squares_of(share: Decimal, low: Decimal | None, high: Decimal | None, out_of: int = 0) -> Squares:
    """Fill squares with a share; counts are whole squares. Without ``out_of`` the share chooses how many there are."""
    out_of = out_of or out_of_for(share, high)
    return Squares(
        filled=_whole(share * out_of),
        reach=max(_whole((high if high is not None else share) * out_of), _whole(share * out_of)),
        out_of=out_of,
        least=floor((low or 0) * out_of),
    )


def _whole(value: Decimal) -> int:
    # Half up, and something that was seen is never drawn as nothing.
    rounded = int(value + Decimal("0.5"))
    return max(rounded, 1) if value > 0 else 0


def squares(shown: Squares) -> SafeString:
    """Draw the squares as three paths: filled, hatched (up to), and empty."""
    across = 10 if shown.out_of == 100 else 40
    down = shown.out_of // across
    kinds: dict[str, list[str]] = {"on": [], "reach": [], "off": []}
    for number in range(shown.out_of):
        x, y = number % across * STEP + 1, (down - 1 - number // across) * STEP + 1
        kind = "on" if number < shown.filled else "reach" if number < shown.reach else "off"
        kinds[kind].append(f"M{x} {y}")
    box = f"0 0 {across * STEP} {down * STEP}"
    paths = [
        f'<path class="sq-{css}" d="{"".join(at + shape for at in kinds[kind])}"/>'
        for kind, css, shape in (
            ("off", "off", f"h{SIDE}v{SIDE}h-{SIDE}z"),
            ("on", "on", f"h{SIDE}v{SIDE}h-{SIDE}z"),
            ("reach", "edge", f"h{SIDE}v{SIDE}h-{SIDE}z"),
            ("reach", "hatch", f"m0 {SIDE}l{SIDE}-{SIDE}m-{SIDE} {SIDE // 2}l{SIDE // 2}-{SIDE // 2}m0 {SIDE}l{SIDE // 2}-{SIDE // 2}"),
        )
        if kinds[kind]
    ]  # fmt: skip
    inside = mark_safe("".join(paths))  # noqa: S308 - numbers of our own
    return format_html('<svg viewBox="{}" aria-hidden="true" focusable="false">{}</svg>', box, inside)


def key_square(kind: str) -> SafeString:
    """Draw the small square of the legend."""
    css, more = {"on": ("sq-on", ""), "off": ("sq-off", ""), "reach": ("sq-edge", '<path class="sq-hatch" d="M1 9l8-8M1 5l4-4M5 9l4-4"/>')}[kind]  # fmt: skip
    inside = mark_safe(f'<path class="{css}" d="M1 1h8v8h-8z"/>{more}')  # noqa: S308 - constants
    return format_html('<svg viewBox="0 0 10 10" aria-hidden="true" focusable="false">{}</svg>', inside)


def range_bar(share: Decimal, low: Decimal, high: Decimal) -> SafeString:
    """Draw an estimate as a dot on its likely range, over an axis that starts at nothing and holds the range."""
    top = next(top for top in (Decimal("0.02"), Decimal("0.05"), Decimal("0.1"), Decimal("0.2"), Decimal("0.5"), Decimal(1)) if high <= top)  # fmt: skip
    out_of = 1000 if top <= Decimal("0.05") else 100

    def at(value: Decimal) -> Decimal:
        return (value / top * 280 + 10).quantize(Decimal("0.1"))

    ticks = "".join(
        f'<path class="axis" d="M{at(top * step / 4)} 30v5"/>'
        f'<text x="{at(top * step / 4)}" y="46" text-anchor="middle">{(top * step / 4 * out_of).normalize():f}</text>'
        for step in range(5)
    )
    inside = mark_safe(  # noqa: S308 - numbers of our own
        f'<path class="axis" d="M10 30h280"/>{ticks}<rect class="bar" x="{at(low)}" y="12" height="10" '
        f'width="{max(at(high) - at(low), Decimal(1))}"/><circle class="dot" cx="{at(share)}" cy="17" r="4.5"/>'
    )
    return format_html('<svg viewBox="0 0 300 50" aria-hidden="true" focusable="false">{}</svg>', inside)
