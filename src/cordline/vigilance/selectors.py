"""What trace and recall answer: everything above, below and beyond one code; whom a recall reaches; recalls as rows."""

import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from cordline.ledger.models import Entry as EntryRow
from cordline.lineage import selectors as lineage
from cordline.lineage.reaching import (
    COLUMNS,
    Described,
    Promise,
    Reach,
    all_leaves,
    all_promises,
    described,
)
from cordline.vigilance import tracing
from cordline.vigilance.layout import Picture, lay_out
from cordline.vigilance.limits import GROUP_OVER
from cordline.vigilance.models import Recall, RecallContact
from cordline.vigilance.types import (
    Balance,
    ContactState,
    Direction,
    Found,
    OpenRecall,
    RecallFacts,
    RecallKind,
    RecallReach,
    Recipient,
    Subject,
    Trace,
)

# The room that will fill a column of the recall room; named as not covered until it says that it does.
EXPECTED = {
    "treated": ("bedside",),
    "booked": ("schedule",),
    "quoted": ("plans: quotes",),
    "consenting": ("plans",),
}


def trace(code: str, direction: Direction = Direction.BOTH) -> Trace:
    """Trace one code through the whole house: what it came from, what came from it, who received it.

    Any code will do: donor, cord, culture, lot, container, dose, reagent lot, equipment, room, patient.
    Refuses: codes.* when it is none, codes.not_found when nothing bears it.
    """
    began = time.perf_counter()
    return trace_subject(tracing.resolve(code), direction, began=began)


def trace_subject(
    subject: Subject, direction: Direction = Direction.BOTH, *, began: float | None = None
) -> Trace:
    """Trace something that was found already; ``began`` is when the asking began."""
    began = began or time.perf_counter()
    up, down = direction is not Direction.DOWN, direction is not Direction.UP
    below = Below(subject) if down else None
    bases = [*subject.nodes, *subject.lots]
    touched = lineage.exposures_of(bases, subject.leaves) if up else []
    return Trace(
        subject,
        _ancestors(subject) if up else [],
        below.things() if below else [],
        below.recipients() if below else [],
        [row for row in touched if row[1] != subject.code],
        lineage.struck_around(bases),
        elapsed(began),
    )


def elapsed(began: float) -> float:
    """Milliseconds since ``began``, with one decimal."""
    return round((time.perf_counter() - began) * 1000, 1)


def _is_node(subject: Subject) -> bool:
    """The subject is itself the one node, not something that touched it or received from it."""
    return (
        len(subject.nodes) == 1 and not subject.leaves and lineage.code_of(subject.nodes[0]) == subject.code
    )


def _ancestors(subject: Subject) -> list[Found]:
    found = [Found(code, kind) for kind, code in tracing.nodes_above([*subject.nodes, *subject.lots])]
    known = {one.code for one in found}
    if subject.lots:
        found += [
            Found(node.code, node.kind.value)
            for node in lineage.nodes_by_id(subject.lots)
            if node.code not in known
        ]
        found += _leaf_rows(tracing.linked(subject.leaves, up=True))
        if subject.kind == "PT":
            found += _leaf_rows(subject.leaves)
    return found


class Below:
    """Everything below a subject, read once: nodes and leaves with their states, and who received them."""

    def __init__(self, subject: Subject) -> None:
        """Read it; two statements for a node, one or two more where the subject touched or is a leaf."""
        self.subject = subject
        own = [] if _is_node(subject) else lineage.nodes_by_id(subject.nodes)
        self.rows = [(node.kind.value, node.code, "", node.id, "") for node in own]
        self.rows += tracing.rows_below(subject.nodes)
        if subject.leaves and subject.kind != "PT":
            known = {row[1] for row in self.rows}
            single = {*subject.leaves, *tracing.linked(subject.leaves, up=False)} - known
            self.rows += tracing.leaves_named(sorted(single))
        # A container opened into a culture is a node and a leaf of its lot: one thing, shown as the leaf it is.
        leaves = {row[1] for row in self.rows if row[2] and row[0] == "VL"}
        self.rows = [row for row in self.rows if row[2] or row[0] != "VL" or row[1] not in leaves]
        # A node's own row gives its code to the leaves that belong to it.
        self.lots = {row[3]: row[1] for row in self.rows if not row[2]}
        missing = {row[3] for row in self.rows} - self.lots.keys()
        self.lots |= {node.id: node.code for node in lineage.nodes_by_id(missing)}

    def things(self) -> list[Found]:
        """What came from the subject, itself left out."""
        lots, asked = self.lots, self.subject.code
        return [
            Found(code, kind, state, lots[lot] if state else "")
            for kind, code, state, lot, _ in self.rows
            if code != asked
        ]

    def recipients(self) -> list[Recipient]:
        """Who received something of it, through which dose of which lot."""
        lots = self.lots
        return sorted(Recipient(person, code, lots[lot]) for _, code, _, lot, person in self.rows if person)


def _leaf_rows(codes: Sequence[str]) -> list[Found]:
    return [Found(code, kind, state) for kind, code, state, _, _ in tracing.leaves_named(codes)]


def recall_reach(code: str) -> RecallReach:
    """Whom and what a recall from this code reaches: materials, containers by where they are, people by column."""
    began = time.perf_counter()
    subject = tracing.resolve(code)
    nodes = list(subject.nodes)
    if subject.kind == "PT":
        nodes = sorted({*nodes, *subject.lots})
    below = lineage.ids_from(nodes)
    held = [Found(node.code, node.kind.value) for node in lineage.nodes_by_id(below)]
    leaves = sorted({*subject.leaves, *tracing.linked(subject.leaves, up=False)}) if subject.leaves else []
    reach = Reach(below, leaves)
    columns: dict[str, list[Promise]] = {column: [] for column in COLUMNS}
    for covered in all_promises():
        columns[covered.column] += list(covered.read(reach))
    return RecallReach(subject, held, columns, balance(nodes, leaves), not_covered(), elapsed(began))


def balance(nodes: Sequence[int], leaves: Sequence[str] = ()) -> Balance:
    """Where each container under these nodes is; one whose state accounts for nothing is named (U118)."""
    parts_of = {table.kind.value: table.parts for table in all_leaves().values() if table.parts}
    parts: dict[str, int] = {}
    unaccounted: list[str] = []
    found = {row[1]: row for row in (*tracing.rows_below(nodes), *tracing.leaves_named(leaves))}
    stock = [row for row in found.values() if row[0] in parts_of]
    by_use = tracing.parts_by_use([row[1] for row in stock])
    for kind, code, state, _, _ in stock:
        part = by_use.get(code) or parts_of[kind].get(state)
        if part is None:
            unaccounted.append(code)
        else:
            parts[part] = parts.get(part, 0) + 1
    return Balance(len(stock), parts, sorted(unaccounted))


def not_covered() -> list[str]:
    """Rooms that can hold a promise but are not furnished yet, so that their lists are empty."""
    there = {(covered.column, covered.room) for covered in all_promises()}
    return [
        f"{column}: {room}"
        for column, rooms in EXPECTED.items()
        for room in rooms
        if (column, room) not in there
    ]


def recall_facts(code: str, *, lock: bool = False) -> RecallFacts | None:
    """Find what writing to or closing this recall is judged by."""
    rows = Recall.objects.filter(code=code)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        return None
    waiting = row.contacts.filter(state__in=[one.value for one in ContactState if one.is_open]).count()
    return RecallFacts(
        row.code,
        row.subject,
        row.kind == "drill",
        row.opened_by,
        row.opened_at,
        row.closed_at,
        waiting,
        tuple(row.unaccounted),
    )


def recall_rows() -> QuerySet[Recall]:
    """Recalls, drills and look-backs, each with its counts of people, for lists; who is in two columns is one."""
    waiting = Q(contacts__state__in=[one.value for one in ContactState if one.is_open])
    return Recall.objects.annotate(
        people=Count("contacts__person", distinct=True),
        waiting=Count("contacts__person", filter=waiting, distinct=True),
    )


def open_recalls() -> list[OpenRecall]:
    """What is still open, oldest first, with how many people it reaches and how many are still to be reached."""
    return [
        OpenRecall(row.code, RecallKind(row.kind), row.subject, row.opened_at, row.people, row.waiting)  # type: ignore[attr-defined]
        for row in recall_rows().filter(closed_at__isnull=True).order_by("opened_at")
    ]


def open_look_back_on(subject: str) -> bool:
    """Say whether a look-back from this code is open already."""
    return Recall.objects.filter(
        subject=subject, kind=RecallKind.LOOK_BACK.value, closed_at__isnull=True
    ).exists()


def last_seen(containers: Sequence[str]) -> list[tuple[str, str, datetime | None]]:
    """For containers nobody can account for: the last act on each, and when (U118)."""
    found = []
    for code in containers:
        row = EntryRow.objects.filter(Q(subject=code) | Q(units__contains=[code])).order_by("-id").first()
        found.append((code, row.verb if row else "", row.recorded_at if row else None))
    return found


def recall(code: str) -> Recall | None:
    """Find one recall."""
    return Recall.objects.filter(code=code).first()


def contacts(recall_code: str) -> list[RecallContact]:
    """The people one recall reaches, in the order of the columns."""
    return list(RecallContact.objects.filter(recall__code=recall_code).order_by("column", "person", "code"))


# The state of a container that may have become a node of its own: it was used up, perhaps into a culture.
OPENED = "consumed"


def picture(found: Trace, *, open_all: bool = False) -> Picture:
    """Lay a trace out for page and print, with what each room says of its things and the holds that bind them."""
    codes: dict[str, list[str]] = defaultdict(list)
    opened = []
    for one in (*found.ancestors, *found.descendants, Found(found.subject.code, found.subject.kind)):
        if not one.state:
            codes[one.kind].append(one.code)
        elif one.state == OPENED:
            opened.append(one.code)
    shown = [code for listed in codes.values() if open_all or len(listed) <= GROUP_OVER for code in listed]
    nodes = lineage.nodes_by_code([*(code for listed in codes.values() for code in listed), *opened])
    said = described(
        {kind: [code for code in listed if code in set(shown)] for kind, listed in codes.items()}
    )
    ids = [node.id for node in nodes if node.code in set(shown)]
    for hold in lineage.holds_on(ids):
        text = said.get(hold.asked, Described()).text
        said[hold.asked] = Described(text, "hold", f"On hold: {hold.code}")
    edges = [
        (one.child, one.parent, one.struck_at is not None)
        for one in lineage.edges_among([n.id for n in nodes])
    ]
    return lay_out(found, edges, said, open_all=open_all)
