"""Lays a trace out as columns by kind and draws it as SVG on the server, for the page, for print and as a file (U114).

Nodes are cards; leaves of one lot in one state are one stacked card; a kind with more than fifty nodes becomes one
stacked card too. The list beside the drawing holds the same items in the same order.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from cordline.ground.codes import Kind
from cordline.lineage.reaching import Described
from cordline.vigilance.limits import GROUP_OVER
from cordline.vigilance.types import Trace

COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Donor", ("DN",)),
    ("Donation", ("DD",)),
    ("Cord", ("CR",)),
    ("Culture", ("CU",)),
    ("Bank", ("BK",)),
    ("Lot", ("LT", "SE")),
    ("Containers", ("VL",)),
    ("Doses", ("DS",)),
    ("People", ("PT",)),
)
_COLUMN = {kind: place for place, (_, kinds) in enumerate(COLUMNS) for kind in kinds}
CARD_W, CARD_H, GAP_X, GAP_Y, TOP = 124, 46, 34, 22, 34
PLURAL = {"VL": "vials", "DS": "doses", "PT": "people", "LT": "lots", "BK": "banks", "CR": "cords", "CU": "cultures"}


@dataclass
class Item:
    """One card of the drawing and one line of the list: a thing, or a group of one kind in one state.

    ``parents`` are keys of other items, the first of them the one under which the list shows it; ``struck`` those
    whose descent was struck. ``codes`` are what a group stands for.
    """

    key: str
    kind: str
    title: str
    text: str = ""
    state: str = ""
    word: str = ""
    parents: list[str] = field(default_factory=list)
    struck: set[str] = field(default_factory=set)
    codes: Sequence[str] = ()
    asked: bool = False
    on_path: bool = False
    row: float = 0
    depth: int = 0

    @property
    def group(self) -> bool:
        """A stacked card that stands for several things."""
        return bool(self.codes)

    @property
    def column(self) -> int:
        """In which column the card stands."""
        return _COLUMN.get(self.kind, len(COLUMNS) - 1)

    @property
    def icon(self) -> str:
        """The outline of its kind."""
        names = {"DN": "donor", "DD": "donor", "CR": "cord", "BK": "bank", "VL": "vial", "DS": "dose", "PT": "patient"}
        return "kind-" + ("secretome" if self.kind == "SE" else names.get(self.kind, "lot"))


@dataclass(frozen=True)
class Picture:
    """The laid out trace: its items in list order, its size, and how many of each kind it stands for."""

    items: Sequence[Item]
    rows: float
    counts: Mapping[str, int]


Edges = Iterable[tuple[str, str, bool]]


def lay_out(
    trace: Trace, edges: Edges, said: Mapping[str, Described], *, open_all: bool = False
) -> Picture:
    """Arrange a trace; ``edges`` are (child, parent, struck) between its nodes, ``said`` what rooms say of each."""
    items = _node_items(trace, edges, said, open_all=open_all)
    items.update(_leaf_items(trace, items))
    _mark_path(items, trace.subject.code)
    ordered = _order(items)
    counts: dict[str, int] = defaultdict(int)
    for item in ordered:
        counts[item.kind] += len(item.codes) or 1
    counts["PT"] = len({one.person for one in trace.recipients}) or counts.get("PT", 0)
    return Picture(ordered, max((item.row for item in ordered), default=0) + 1, dict(counts))


def _node_items(
    trace: Trace, edges: Edges, said: Mapping[str, Described], *, open_all: bool
) -> dict[str, Item]:
    asked = trace.subject
    nodes = {one.code: one.kind for one in (*trace.ancestors, *trace.descendants) if not one.state}
    if asked.kind in _COLUMN and asked.kind not in ("VL", "DS", "PT"):
        nodes[asked.code] = asked.kind
    by_kind: dict[str, list[str]] = defaultdict(list)
    for code, kind in nodes.items():
        by_kind[kind].append(code)
    items: dict[str, Item] = {}
    place: dict[str, str] = {}
    for kind, codes in by_kind.items():
        grouped = len(codes) > GROUP_OVER and not open_all
        for code in codes:
            place[code] = f"all-{kind}" if grouped and code != asked.code else code
        rest = [code for code in codes if place[code] != code]
        if rest:
            title = f"{len(rest):,} {PLURAL.get(kind, 'things')}"
            items[f"all-{kind}"] = Item(f"all-{kind}", kind, title, codes=rest)
        for code in codes:
            if place[code] == code:
                one = said.get(code, Described())
                items[code] = Item(code, kind, code, one.text, one.state, one.word, asked=code == asked.code)
    for child, parent, struck in edges:
        if child in place and parent in place and place[child] != place[parent]:
            item = items[place[child]]
            if place[parent] not in item.parents:
                item.parents.append(place[parent])
            if struck:
                item.struck.add(place[parent])
    return items


def _leaf_items(trace: Trace, nodes: Mapping[str, Item]) -> dict[str, Item]:
    groups: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    collapsed = {code: item.key for item in nodes.values() for code in item.codes}
    leaves = [one for one in (*trace.ancestors, *trace.descendants) if one.state]
    if trace.subject.leaves == [trace.subject.code]:
        leaves = [one for one in leaves if one.code != trace.subject.code]
    for one in leaves:
        groups[collapsed.get(one.lot, one.lot), one.kind, one.state].append(one.code)
    items: dict[str, Item] = {}
    for (lot, kind, state), codes in sorted(groups.items(), key=lambda pair: pair[0]):
        key = f"{lot}-{kind}-{state}"
        words = state.replace("_", " ")
        title = codes[0] if len(codes) == 1 else f"{len(codes):,} {PLURAL.get(kind, 'things')}"
        parent = _vials_behind(items, lot) if kind == "DS" else lot
        items[key] = Item(key, kind, title, words, parents=[parent] if parent else [], codes=sorted(codes))
    items.update(_own_leaf(trace, nodes))
    people: dict[str, set[str]] = defaultdict(set)
    for person in trace.recipients:
        people[collapsed.get(person.lot, person.lot)].add(person.person)
    for lot, persons in people.items():
        doses = next((key for key, item in items.items() if item.kind == "DS" and key.startswith(f"{lot}-")), lot)
        title = next(iter(persons)) if len(persons) == 1 else f"{len(persons):,} people"
        key = f"{lot}-PT"
        items[key] = Item(key, "PT", title, "received it", parents=[doses], codes=sorted(persons))
    return items


def _vials_behind(items: Mapping[str, Item], lot: str) -> str:
    used = [key for key in items if key.startswith(f"{lot}-VL-consumed")]
    return used[0] if used else lot


def _own_leaf(trace: Trace, nodes: Mapping[str, Item]) -> dict[str, Item]:
    asked = trace.subject
    if asked.code in nodes or asked.kind not in ("VL", "DS", "PT"):
        return {}
    parents = [one.lot for one in (*trace.ancestors, *trace.descendants) if one.lot][:1]
    lots = [code for code, item in nodes.items() if item.kind in ("LT", "SE", "BK")]
    return {
        asked.code: Item(
            asked.code, asked.kind, asked.code, asked=True, parents=[p for p in (parents or lots[-1:]) if p in nodes]
        )
    }


def _mark_path(items: dict[str, Item], asked: str) -> None:
    """The thick line: everything the asked code came from, and what came from it."""
    waiting = [asked]
    while waiting:
        item = items.get(waiting.pop())
        if item is not None and not item.on_path:
            item.on_path = True
            waiting += item.parents
    down = {asked}
    for item in sorted(items.values(), key=lambda one: one.column):
        if down.intersection(item.parents):
            down.add(item.key)
            item.on_path = True


def _order(items: dict[str, Item]) -> list[Item]:
    children: dict[str, list[Item]] = defaultdict(list)
    roots: list[Item] = []
    for item in sorted(items.values(), key=lambda one: (one.column, one.key)):
        item.parents = [parent for parent in item.parents if parent in items]
        (children[item.parents[0]] if item.parents else roots).append(item)
    ordered: list[Item] = []
    next_row = 0.0

    def place(item: Item, depth: int) -> None:
        nonlocal next_row
        item.depth = depth
        ordered.append(item)
        below = children[item.key]
        for child in below:
            place(child, depth + 1)
        if below:
            item.row = (below[0].row + below[-1].row) / 2
        else:
            item.row = next_row
            next_row += 1

    for root in roots:
        place(root, 0)
    return ordered


def as_svg(picture: Picture, *, standalone: bool = False) -> str:
    """Draw the picture. ``standalone`` carries its own colours and no links, for a file."""
    used = sorted({item.column for item in picture.items}) or [0]
    at = {column: place for place, column in enumerate(used)}
    width = len(used) * (CARD_W + GAP_X) + 10
    height = int(TOP + picture.rows * (CARD_H + GAP_Y) + 12)
    where = {
        item.key: (8 + at[item.column] * (CARD_W + GAP_X), TOP + item.row * (CARD_H + GAP_Y)) for item in picture.items
    }
    heads = "".join(
        f'<text class="g-head" x="{8 + at[column] * (CARD_W + GAP_X)}" y="16">{COLUMNS[column][0]}</text>'
        for column in used
    )
    lines = "".join(_lines(item, where, picture) for item in picture.items)
    cards = "".join(_card(item, *where[item.key]) for item in picture.items)
    style = f"<style>{LIGHT}</style>" if standalone else ""
    ground = f'<rect width="{width}" height="{height}" fill="#ffffff"/>' if standalone else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="graph" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label="The lineage drawn; the list holds the same">'
        f"{style}{ground}{heads}{lines}{cards}</svg>"
    )


def _lines(item: Item, where: Mapping[str, tuple[float, float]], picture: Picture) -> str:
    on_path = {one.key for one in picture.items if one.on_path}
    x, y = where[item.key]
    drawn = []
    for parent in item.parents:
        px, py = where[parent]
        x0, y0, y1 = px + CARD_W, py + CARD_H / 2, y + CARD_H / 2
        middle = (x0 + x) / 2
        kinds = "g-line" + (" path" if item.key in on_path and parent in on_path else "")
        kinds += " struck" if parent in item.struck else ""
        drawn.append(
            f'<path class="{kinds}" d="M{x0:g} {y0:g}C{middle:g} {y0:g} {middle:g} {y1:g} {x:g} {y1:g}"/>'
        )
    return "".join(drawn)


def _card(item: Item, x: float, y: float) -> str:
    box = f'width="{CARD_W}" height="{CARD_H}" rx="5"'
    stack = "".join(
        f'<rect class="g-card" x="{x + 3 * n:g}" y="{y + 3 * n:g}" {box}/>' for n in (2, 1) if len(item.codes) > 1
    )
    kinds = "g-item" + (" asked" if item.asked else "") + (" path" if item.on_path else "")
    title = "g-code" if _is_code(item.title) else "g-title"
    badge = (
        f'<g class="g-badge {item.state}"><title>{escape(item.word)}</title>'
        f'<circle cx="{x + CARD_W:g}" cy="{y:g}" r="8"/><text x="{x + CARD_W:g}" y="{y + 3.5:g}">{_sign(item.state)}</text></g>'
        if item.state
        else ""
    )
    return (
        f'<g class="{kinds}" data-item="{escape(item.key)}">{stack}<rect class="g-card" x="{x:g}" y="{y:g}" {box}/>'
        f'<text class="{title}" x="{x + 9:g}" y="{y + 19:g}">{escape(item.title)}</text>'
        f'<text class="g-text" x="{x + 9:g}" y="{y + 35:g}">{escape((item.text or item.word)[:20])}</text>{badge}</g>'
    )


def _is_code(text: str) -> bool:
    return text[:2] in {kind.value for kind in Kind} and "-" in text


def _sign(state: str) -> str:
    return {"pass": "✓", "hold": "II", "stop": "×", "warn": "!"}.get(state, "…")


LIGHT = (
    "text{font-family:'IBM Plex Sans','DejaVu Sans',sans-serif;font-size:12px;fill:#1f1a1e}"
    ".g-head,.g-text{fill:#5d565b}.g-code{font-family:'IBM Plex Mono','DejaVu Sans Mono',monospace}"
    ".g-title{font-weight:600}.g-card{fill:#fff;stroke:#857f84}.g-item.asked .g-card{fill:#f7eaf3;stroke:#7a2a62}"
    ".g-item.asked rect{stroke-width:2.5}.g-line{fill:none;stroke:#857f84}.g-line.path{stroke:#7a2a62;stroke-width:2.5}"
    ".g-line.struck{stroke:#a11b1b;stroke-dasharray:5 4}.g-badge circle{fill:#4c464a}.g-badge.pass circle{fill:#14622f}"
    ".g-badge.hold circle,.g-badge.warn circle{fill:#754700}.g-badge.stop circle{fill:#a11b1b}"
    ".g-badge text{fill:#fff;font-size:9px;text-anchor:middle}"
)
