"""Arranges a trace for drawing and listing: one item for each thing or group, in columns by descent (U114).

Leaves of one lot in one state are one group; a kind with more than fifty nodes becomes one group too, until opened. A
culture or an opened container between one parent and one child is folded into the child's card ("via"); the list, which
holds the same items in the same order, shows it on a line of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cordline.lineage.reaching import Described
from cordline.vigilance.limits import GROUP_OVER
from cordline.vigilance.types import Trace

HEADS = {
    "DN": "Donor", "DD": "Donation", "CR": "Cord", "CU": "Culture", "BK": "Bank", "LT": "Lot", "SE": "Secretome",
    "VL": "Containers", "DS": "Doses", "PT": "People",
}  # fmt: skip
PLURAL = {
    "VL": "vials", "DS": "doses", "PT": "people", "LT": "lots", "BK": "banks", "CR": "cords", "CU": "cultures",
    "DD": "donations", "DN": "donors", "SE": "secretome lots",
}  # fmt: skip
FOLDED = frozenset({"CU", "VL", "DD"})
LEAVES = ("VL", "DS", "PT")
Edges = Iterable[tuple[str, str, bool]]


@dataclass
class Item:
    """One card of the drawing and one line of the list: a thing, or a group of one kind in one state.

    ``parents`` are keys of other items, the first of them the one under which the list shows it; ``struck`` those
    whose descent was struck. ``codes`` are what a group stands for; ``via`` what was folded into the card, and
    ``folded`` into which card this one was.
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
    via: list[str] = field(default_factory=list)
    folded: str = ""
    leaf: bool = False
    asked: bool = False
    on_path: bool = False
    column: int = 0
    row: float = 0
    depth: int = 0

    @property
    def group(self) -> bool:
        """A stacked card that stands for several things."""
        return len(self.codes) > 1

    @property
    def icon(self) -> str:
        """The outline of its kind."""
        names = {
            "DN": "donor",
            "DD": "donor",
            "CR": "cord",
            "BK": "bank",
            "VL": "vial",
            "DS": "dose",
            "PT": "patient",
        }
        return "kind-" + ("secretome" if self.kind == "SE" else names.get(self.kind, "lot"))


@dataclass(frozen=True)
class Picture:
    """The laid out trace: items in list order, heads of its columns, its rows, and how many of each kind it holds."""

    items: Sequence[Item]
    heads: Sequence[str]
    rows: float
    counts: Mapping[str, int]

    @property
    def drawn(self) -> list[Item]:
        """The items that have a card of their own."""
        return [item for item in self.items if not item.folded]


def lay_out(trace: Trace, edges: Edges, said: Mapping[str, Described], *, open_all: bool = False) -> Picture:
    """Arrange a trace; ``edges`` are (child, parent, struck) between its nodes, ``said`` what rooms say of each."""
    items = _node_items(trace, list(edges), said, open_all=open_all)
    items.update(_leaf_items(trace, items))
    for item in items.values():
        item.parents = [parent for parent in item.parents if parent in items and parent != item.key]
    _mark_path(items, trace.subject.code)
    _fold(items)
    heads = _columns(items)
    ordered = _order(items)
    rows = max((item.row for item in ordered), default=0) + 1
    return Picture(ordered, heads, rows, _counts(trace, ordered))


def _counts(trace: Trace, items: Sequence[Item]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for item in items:
        counts[item.kind] += len(item.codes) or 1
    people = {one.person for one in trace.recipients}
    if people:
        counts["PT"] = len(people)
    return dict(counts)


def _node_items(
    trace: Trace, edges: Edges, said: Mapping[str, Described], *, open_all: bool
) -> dict[str, Item]:
    asked = trace.subject
    # A container that was opened into a culture is a node of the lineage as well as a container of its lot.
    opened = {code for child, parent, _ in edges for code in (child, parent)}
    known = (*trace.ancestors, *trace.descendants)
    nodes = {one.code: one.kind for one in known if not one.state or one.code in opened}
    if asked.nodes and not asked.leaves and asked.kind in HEADS and asked.kind != "PT":
        nodes[asked.code] = asked.kind
    by_kind: dict[str, list[str]] = defaultdict(list)
    for code, kind in nodes.items():
        by_kind[kind].append(code)
    items: dict[str, Item] = {}
    place: dict[str, str] = {}
    for kind, codes in by_kind.items():
        grouped = len(codes) > GROUP_OVER and not open_all
        rest = [code for code in codes if grouped and code != asked.code]
        if rest:
            key = f"all-{kind}"
            items[key] = Item(key, kind, f"{len(rest):,} {PLURAL.get(kind, 'things')}", codes=rest)
            place.update(dict.fromkeys(rest, key))
        for code in codes:
            if code not in place:
                one = said.get(code, Described())
                place[code] = code
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
    asked = trace.subject
    home = {code: item.key for item in nodes.values() for code in item.codes}
    groups: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for one in (*trace.ancestors, *trace.descendants):
        if one.state and one.code != asked.code and one.code not in nodes:
            groups[home.get(one.lot, one.lot), one.kind, one.state].append(one.code)
    items: dict[str, Item] = {}
    if asked.code not in nodes and asked.kind in LEAVES:
        items[asked.code] = Item(asked.code, asked.kind, asked.code, leaf=True, asked=True)
    # Vials before doses: a dose hangs under the vials that went into doses.
    for (lot, kind, state), codes in sorted(
        groups.items(), key=lambda pair: (LEAVES.index(pair[0][1]), pair[0])
    ):
        key = f"{lot}-{kind}-{state}"
        title = codes[0] if len(codes) == 1 else f"{len(codes):,} {PLURAL[kind]}"
        parent = f"{lot}-VL-consumed" if kind == "DS" and f"{lot}-VL-consumed" in items else lot
        items[key] = Item(
            key, kind, title, state.replace("_", " "), parents=[parent], codes=sorted(codes), leaf=True
        )
    if asked.code in items:
        _hang_asked(trace, items)
    items.update(_people(trace, items, home))
    return items


def _hang_asked(trace: Trace, items: dict[str, Item]) -> None:
    """A container or dose asked about hangs under its lot (a dose under its vials), and its own leaves under it."""
    item = items[trace.subject.code]
    above = [one.code for one in trace.ancestors]
    into = [key for key, other in items.items() if other.leaf and set(other.codes) & set(above)]
    if item.kind == "PT":
        item.parents = into
        return
    item.parents = (
        into or [one.code for one in trace.ancestors if one.kind in ("LT", "SE", "BK") and not one.state][-1:]
    )
    for other in items.values():
        if other.leaf and other is not item and other.key not in into:
            other.parents = [item.key]


def _people(trace: Trace, items: Mapping[str, Item], home: Mapping[str, str]) -> dict[str, Item]:
    doses = {
        code: key for key, item in items.items() if item.kind == "DS" for code in item.codes or [item.key]
    }
    persons: dict[str, set[str]] = defaultdict(set)
    for one in trace.recipients:
        persons[doses.get(one.dose, home.get(one.lot, one.lot))].add(one.person)
    return {
        f"{parent}-PT": Item(
            f"{parent}-PT",
            "PT",
            next(iter(found)) if len(found) == 1 else f"{len(found):,} people",
            "received it",
            parents=[parent],
            codes=sorted(found),
            leaf=True,
        )
        for parent, found in persons.items()
    }


def _mark_path(items: dict[str, Item], asked: str) -> None:
    """The thick line: everything the asked code came from, and what came from it."""
    waiting = [asked]
    while waiting:
        item = items.get(waiting.pop())
        if item is not None and not item.on_path:
            item.on_path = True
            waiting += item.parents
    below, grew = {asked}, True
    while grew:
        grew = False
        for item in items.values():
            if item.key not in below and below.intersection(item.parents):
                below.add(item.key)
                item.on_path = grew = True


def _fold(items: dict[str, Item]) -> None:
    """Fold what lies between one parent and one child into the child's card."""
    children: dict[str, list[Item]] = defaultdict(list)
    for item in items.values():
        for parent in item.parents:
            children[parent].append(item)
    for key, item in items.items():
        only = children[key][0] if len(children[key]) == 1 else None
        if only is None or item.leaf or item.asked or item.struck or item.kind not in FOLDED:
            continue
        if item.state not in ("", "pass"):
            continue  # what is not in order keeps a card of its own
        if len(item.parents) == 1 and len(only.parents) == 1 and not only.leaf and not item.group:
            item.folded = only.key
    for item in items.values():
        target = item
        while target.folded:
            target = items[target.folded]
        if target is not item:
            item.folded = target.key
            target.via.append(item.title)


def drawn_parents(item: Item, items: Mapping[str, Item]) -> list[str]:
    """The cards from which lines lead to this card, with what was folded skipped."""
    found = []
    for parent in item.parents:
        above = items[parent]
        while above.folded and above.parents:
            above = items[above.parents[0]]
        found.append(above.key)
    return found


def _columns(items: dict[str, Item]) -> list[str]:
    nodes = {key: item for key, item in items.items() if not item.leaf and not item.folded}
    for _ in nodes:
        moved = False
        for item in nodes.values():
            above = [items[parent].column for parent in drawn_parents(item, items)]
            wanted = max(above, default=-1) + 1
            if wanted > item.column:
                item.column, moved = wanted, True
        if not moved:
            break
    last = max((item.column for item in nodes.values()), default=-1)
    heads: list[list[str]] = [[] for _ in range(last + 1)]
    for item in nodes.values():
        head = HEADS.get(item.kind, "")
        if head not in heads[item.column]:
            heads[item.column].append(head)
    named = [" / ".join(head) for head in heads]
    for kind in [kind for kind in LEAVES if any(item.leaf and item.kind == kind for item in items.values())]:
        named.append(HEADS[kind])
        for item in items.values():
            if item.leaf and item.kind == kind:
                item.column = len(named) - 1
    for item in items.values():
        if item.folded:
            item.column = items[item.folded].column
    return named


def _order(items: dict[str, Item]) -> list[Item]:
    children: dict[str, list[Item]] = defaultdict(list)
    roots: list[Item] = []
    for item in sorted(items.values(), key=lambda one: (one.leaf, one.column, one.key)):
        (children[item.parents[0]] if item.parents else roots).append(item)
    ordered: list[Item] = []
    next_row = 0.0

    def place(item: Item, depth: int) -> float:
        nonlocal next_row
        item.depth = depth
        ordered.append(item)
        rows = [place(child, depth + 1) for child in children[item.key]]
        if rows:
            item.row = (rows[0] + rows[-1]) / 2
        else:
            item.row = next_row
            next_row += 1
        return item.row

    for root in roots:
        place(root, 0)
    return ordered
