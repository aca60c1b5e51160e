"""What trace and recall answer: everything above, below and beyond one code; whom a recall reaches; recalls as rows."""

import time
from collections.abc import Sequence

from django.db.models import Count, Q

from cordline.lineage import selectors as lineage
from cordline.lineage.reaching import COLUMNS, Promise, Reach, all_leaves, all_promises
from cordline.vigilance import tracing
from cordline.vigilance.models import Recall, RecallContact
from cordline.vigilance.types import (
    Balance,
    ContactState,
    Direction,
    Found,
    RecallFacts,
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
    subject = tracing.resolve(code)
    ancestors = _ancestors(subject) if direction is not Direction.DOWN else []
    down = direction is not Direction.UP
    descendants = _descendants(subject) if down else []
    recipients = _recipients(subject) if down else []
    touched = (
        lineage.exposures_of([*subject.nodes, *subject.lots], subject.leaves)
        if direction is not Direction.DOWN
        else []
    )
    struck = lineage.struck_around([*subject.nodes, *subject.lots])
    return Trace(
        subject,
        ancestors,
        descendants,
        recipients,
        [row for row in touched if row[1] != subject.code],
        struck,
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


def _descendants(subject: Subject) -> list[Found]:
    nodes = list(subject.nodes)
    found = [] if _is_node(subject) else [Found(n.code, n.kind.value) for n in lineage.nodes_by_id(nodes)]
    known = {one.code for one in found}
    found += [Found(code, kind) for kind, code in tracing.nodes_below(nodes) if code not in known]
    for table in all_leaves().values():
        found += [Found(code, kind, state) for kind, code, state, _ in tracing.leaves_below(table, nodes)]
    if subject.leaves and subject.kind != "PT":
        single = tracing.linked(subject.leaves, up=False)
        if subject.leaves != [subject.code]:
            single += subject.leaves
        below = {one.code for one in found}
        found += [one for one in _leaf_rows(sorted(set(single))) if one.code not in below]
    return found


def _leaf_rows(codes: Sequence[str]) -> list[Found]:
    return [
        Found(code, kind, state)
        for table in all_leaves().values()
        for kind, code, state, _ in tracing.leaves_named(table, codes)
    ]


def _recipients(subject: Subject) -> list[Recipient]:
    """Who received it; asked from a patient, who else received from what descends from them (nobody, by I4)."""
    leaves: Sequence[str] = ()
    if subject.leaves and subject.kind != "PT":
        leaves = [*subject.leaves, *tracing.linked(subject.leaves, up=False)]
    rows = [
        row
        for table in all_leaves().values()
        for row in tracing.recipients_below(table, subject.nodes, leaves)
    ]
    lots = {node.id: node.code for node in lineage.nodes_by_id({row[2] for row in rows})}
    return sorted(
        {Recipient(person, dose, lots.get(lot, "")) for person, dose, lot in rows},
        key=lambda one: (one.person, one.dose),
    )


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
    parts: dict[str, int] = {}
    unaccounted: list[str] = []
    made = 0
    for table in all_leaves().values():
        if not table.parts:
            continue
        rows = {row[1]: row for row in tracing.leaves_below(table, nodes)}
        rows.update({row[1]: row for row in tracing.leaves_named(table, leaves)})
        made += len(rows)
        for _, code, state, _ in rows.values():
            part = table.parts.get(state)
            if part is None:
                unaccounted.append(code)
            else:
                parts[part] = parts.get(part, 0) + 1
    return Balance(made, parts, sorted(unaccounted))


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


def recalls(limit: int = 200) -> list[Recall]:
    """Recalls, drills and look-backs, open ones first, newest first; each with its counts of people."""
    waiting = [one.value for one in ContactState if one.is_open]
    return list(
        Recall.objects.annotate(
            people=Count("contacts"), waiting=Count("contacts", filter=Q(contacts__state__in=waiting))
        ).order_by("closed_at", "-opened_at")[:limit]
    )


def recall(code: str) -> Recall | None:
    """Find one recall."""
    return Recall.objects.filter(code=code).first()


def contacts(recall_code: str) -> list[RecallContact]:
    """The people one recall reaches, in the order of the columns."""
    return list(RecallContact.objects.filter(recall__code=recall_code).order_by("column", "person", "code"))
