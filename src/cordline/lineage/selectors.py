"""What came from what, what touched it and what stops it, read from the closure in one query each."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from cordline.ground.codes import Kind
from cordline.ground.refusal import Refusal
from cordline.lineage.models import Edge, Hold, Node, Unit
from cordline.lineage.rules import why_not_held
from cordline.lineage.types import EdgeFacts, HoldFacts, HoldKind, HoldState, NodeFacts

_HOLDS = """
WITH up(asked, anc, path) AS (
    SELECT node.id, node.id, 'itself' FROM lineage_node node WHERE node.id = ANY(%(nodes)s)
    UNION ALL
    SELECT des, anc, 'ancestor' FROM lineage_closure WHERE des = ANY(%(nodes)s)
), opened(asked, leaf, path) AS (
    -- A container that was opened into a culture became a node and kept its code: what was said of it as a leaf stays.
    SELECT up.asked, node.code, up.path FROM up JOIN lineage_node node ON node.id = up.anc AND node.kind = 'VL'
)
SELECT hold.code, hold.kind, hold.reason, target.code, hold.site, hold.placed_by, hold.placed_at, asked.code, up.path
  FROM up JOIN lineage_hold hold ON hold.node_id = up.anc AND hold.lifted_entry IS NULL AND hold.node_id IS NOT NULL
  JOIN lineage_node target ON target.id = up.anc JOIN lineage_node asked ON asked.id = up.asked
UNION ALL
SELECT DISTINCT ON (hold.id, up.asked) hold.code, hold.kind, hold.reason, unit.code, hold.site, hold.placed_by,
       hold.placed_at, asked.code, 'exposure'
  FROM lineage_hold hold JOIN lineage_exposure touched ON touched.unit_id = hold.unit_id
  JOIN up ON up.anc = touched.node_id
  JOIN lineage_unit unit ON unit.id = hold.unit_id JOIN lineage_node asked ON asked.id = up.asked
 WHERE hold.lifted_entry IS NULL AND hold.unit_id IS NOT NULL
UNION ALL
SELECT hold.code, hold.kind, hold.reason, hold.leaf, hold.site, hold.placed_by, hold.placed_at, asked.code,
       CASE WHEN up.path = 'itself' THEN 'itself' ELSE 'ancestor' END
  FROM opened up JOIN lineage_hold hold ON hold.leaf = up.leaf
  JOIN lineage_node asked ON asked.id = up.asked
 WHERE hold.lifted_entry IS NULL AND hold.leaf <> ''
UNION ALL
SELECT DISTINCT ON (hold.id, up.asked) hold.code, hold.kind, hold.reason, unit.code, hold.site, hold.placed_by,
       hold.placed_at, asked.code, 'exposure'
  FROM opened up JOIN lineage_exposure touched ON touched.leaf = up.leaf
  JOIN lineage_hold hold ON hold.unit_id = touched.unit_id
  JOIN lineage_unit unit ON unit.id = hold.unit_id JOIN lineage_node asked ON asked.id = up.asked
 WHERE touched.leaf <> '' AND hold.lifted_entry IS NULL AND hold.unit_id IS NOT NULL
UNION ALL
SELECT code, kind, reason, leaf, site, placed_by, placed_at, leaf, 'itself' FROM lineage_hold
 WHERE lifted_entry IS NULL AND leaf <> '' AND leaf = ANY(%(leaves)s)
UNION ALL
SELECT hold.code, hold.kind, hold.reason, node.code, hold.site, hold.placed_by, hold.placed_at, node.code, 'itself'
  FROM lineage_node node JOIN lineage_hold hold ON hold.node_id = node.id
 WHERE node.code = ANY(%(leaves)s) AND hold.lifted_entry IS NULL AND hold.node_id IS NOT NULL
UNION ALL
SELECT DISTINCT hold.code, hold.kind, hold.reason, unit.code, hold.site, hold.placed_by, hold.placed_at,
       touched.leaf, 'exposure'
  FROM lineage_exposure touched JOIN lineage_hold hold ON hold.unit_id = touched.unit_id
  JOIN lineage_unit unit ON unit.id = hold.unit_id
 WHERE touched.leaf <> '' AND touched.leaf = ANY(%(leaves)s) AND hold.lifted_entry IS NULL
   AND hold.unit_id IS NOT NULL
"""


def _rows(query: str, parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def holds_on(nodes: Iterable[int], leaves: Iterable[str] = ()) -> list[HoldFacts]:
    """Name every hold that stops these nodes (by id) or single leaves (by code), now (I7).

    It looks at the thing itself, at each of its ancestors, and at whatever touched it or any of them. A container or
    dose asks with its lot's node id and its own code.
    """
    rows = _rows(_HOLDS, {"nodes": list(nodes), "leaves": list(leaves)})
    found = [HoldFacts(row[0], HoldKind(row[1]), *row[2:]) for row in rows]
    return sorted(found, key=lambda hold: (hold.placed_at, hold.code, hold.asked))


def why_not_use(nodes: Iterable[int], leaves: Iterable[str] = ()) -> list[Refusal]:
    """Give one refusal for each hold on these nodes and leaves: what every room above asks before it gives leave."""
    return why_not_held(holds_on(nodes, leaves))


def node(code: str) -> NodeFacts | None:
    """Find one node by its code."""
    return next(iter(nodes_by_code([code])), None)


def nodes_by_code(codes: Iterable[str]) -> list[NodeFacts]:
    """Find nodes by code, in the order asked; unknown ones are left out."""
    wanted = list(codes)
    found = {facts.code: facts for facts in map(_facts, Node.objects.filter(code__in=wanted))}
    return [found[code] for code in wanted if code in found]


def nodes_by_id(ids: Iterable[int]) -> list[NodeFacts]:
    """Find nodes by id, oldest first."""
    return [_facts(row) for row in Node.objects.filter(id__in=list(ids)).order_by("id")]


def _facts(row: Node) -> NodeFacts:
    return NodeFacts(row.id, row.code, Kind(row.kind), row.site, row.autologous_person, row.born_at)


def code_of(node_id: int) -> str:
    """The code of one node."""
    return str(Node.objects.values_list("code", flat=True).get(id=node_id))


def is_target(code: str) -> bool:
    """Say whether a hold can stand on this code by itself: a node or a unit bears it."""
    return Node.objects.filter(code=code).exists() or Unit.objects.filter(code=code).exists()


def struck_around(node_ids: Sequence[int]) -> list[tuple[str, str, str]]:
    """Struck descents not yet reviewed, at these nodes or above or below them: (child, parent, reason)."""
    return _rows(
        "SELECT child.code, parent.code, edge.strike_reason FROM lineage_edge edge "
        "JOIN lineage_node child ON child.id = edge.child_id JOIN lineage_node parent ON parent.id = edge.parent_id "
        "WHERE edge.struck_entry IS NOT NULL AND edge.finding = '' AND (edge.child_id = ANY(%(ids)s) "
        "OR edge.child_id IN (SELECT anc FROM lineage_closure WHERE des = ANY(%(ids)s)) "
        "OR edge.child_id IN (SELECT des FROM lineage_closure WHERE anc = ANY(%(ids)s))) ORDER BY edge.id",
        {"ids": list(node_ids)},
    )


def ancestors(node_id: int) -> list[tuple[int, str, str]]:
    """Everything this node came from as (id, kind, code), oldest first; itself not among them."""
    return _rows(
        "SELECT node.id, node.kind, node.code FROM lineage_closure up JOIN lineage_node node ON node.id = up.anc "
        "WHERE up.des = %s ORDER BY node.id",
        [node_id],
    )


def descendants(node_id: int) -> list[tuple[int, str, str]]:
    """Every node that came from this one as (id, kind, code), by kind and age; leaves are with their rooms."""
    return _rows(
        "SELECT node.id, node.kind, node.code FROM lineage_closure down JOIN lineage_node node ON node.id = down.des "
        "WHERE down.anc = %s ORDER BY down.kind, node.id",
        [node_id],
    )


def ids_from(node_ids: Sequence[int]) -> list[int]:
    """These nodes and everything that came from them, as ids."""
    rows = _rows(
        "SELECT id FROM lineage_node WHERE id = ANY(%(ids)s) "
        "UNION SELECT des FROM lineage_closure WHERE anc = ANY(%(ids)s)",
        {"ids": list(node_ids)},
    )
    return [row[0] for row in rows]


def autologous_nodes(person: str) -> list[int]:
    """Ids of everything that may only ever go to this person (I4)."""
    rows = Node.objects.filter(autologous_person=person).order_by("id")
    return list(rows.values_list("id", flat=True))


def unit_id(code: str) -> int | None:
    """Find one unit (reagent lot, equipment, room, operator, step) by its code."""
    return Unit.objects.filter(code=code).values_list("id", flat=True).first()


def exposed_to(unit: int) -> tuple[list[int], list[str]]:
    """What this unit touched by itself: node ids and single leaves' codes. What descends from them was touched too."""
    rows = _rows("SELECT DISTINCT node_id, leaf FROM lineage_exposure WHERE unit_id = %s", [unit])
    return sorted(row[0] for row in rows if row[0] is not None), sorted(row[1] for row in rows if row[1])


def touched_by(codes: Sequence[str]) -> list[int]:
    """The nodes that any unit of these codes touched by itself, in one query; codes that are no unit's give nothing."""
    rows = _rows(
        "SELECT DISTINCT touched.node_id FROM lineage_exposure touched JOIN lineage_unit unit "
        "ON unit.id = touched.unit_id WHERE unit.code = ANY(%s) AND touched.node_id IS NOT NULL",
        [list(codes)],
    )
    return [row[0] for row in rows]


def exposures_of(node_ids: Sequence[int], leaves: Sequence[str] = ()) -> list[tuple[str, str, str]]:
    """What touched these nodes, their ancestors or these leaves: (unit kind, unit code, touched code)."""
    return _rows(
        "SELECT DISTINCT unit.kind, unit.code, coalesce(node.code, touched.leaf) FROM lineage_exposure touched "
        "JOIN lineage_unit unit ON unit.id = touched.unit_id LEFT JOIN lineage_node node ON node.id = touched.node_id "
        "WHERE touched.node_id = ANY(%(ids)s) OR touched.node_id IN "
        "(SELECT anc FROM lineage_closure WHERE des = ANY(%(ids)s)) "
        "OR (touched.leaf <> '' AND touched.leaf = ANY(%(leaves)s)) ORDER BY 1, 2, 3",
        {"ids": list(node_ids), "leaves": list(leaves)},
    )


def edges_among(node_ids: Sequence[int]) -> list[EdgeFacts]:
    """The descents between these nodes, struck ones among them until their strike was confirmed."""
    rows = (
        Edge.objects.filter(child_id__in=node_ids, parent_id__in=node_ids)
        .exclude(finding="confirmed")
        .select_related("child", "parent")
        .order_by("child_id", "parent_id")
    )
    return [_edge(row) for row in rows]


def edge(child: str, parent: str, *, lock: bool = False) -> EdgeFacts | None:
    """Find one descent by its two codes."""
    rows = Edge.objects.filter(child__code=child, parent__code=parent).select_related("child", "parent")
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    return _edge(row) if row else None


def _edge(row: Edge) -> EdgeFacts:
    return EdgeFacts(
        row.child.code,
        row.parent.code,
        row.struck_at,
        row.strike_reason,
        row.reviewed_at,
        row.struck_by,
    )


def hold_state(code: str, *, lock: bool = False) -> HoldState | None:
    """Find what lifting this hold is judged by."""
    rows = Hold.objects.select_related("node", "unit").filter(code=code)
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        return None
    return HoldState(row.code, HoldKind(row.kind), hold_target(row), row.reason, row.placed_by, row.lifted_at)


def hold_rows() -> QuerySet[Hold]:
    """Holds for lists."""
    return Hold.objects.select_related("node", "unit")


def hold(code: str) -> Hold | None:
    """Find one hold."""
    return hold_rows().filter(code=code).first()


def holds_by_code(codes: Sequence[str]) -> list[Hold]:
    """Find holds by code, oldest first."""
    return list(hold_rows().filter(code__in=list(codes)).order_by("id"))


def holds_about(rows: QuerySet[Hold], text: str) -> QuerySet[Hold]:
    """Narrow holds to those that stand on a thing whose code contains this text."""
    return rows.filter(
        Q(node__code__icontains=text) | Q(unit__code__icontains=text) | Q(leaf__icontains=text)
    )


def standing_on(row: Hold) -> list[Hold]:
    """Every hold in force on the same thing as this one, itself among them if it still stands."""
    same = hold_rows().filter(node=row.node_id, unit=row.unit_id, leaf=row.leaf, lifted_entry__isnull=True)
    return list(same.order_by("id"))


def bound_by(row: Hold) -> int:
    """How many nodes this hold binds at this moment; their containers and doses come on top."""
    if row.leaf:
        return 0
    nodes = [row.node_id] if row.node_id else exposed_to(row.unit_id)[0] if row.unit_id else []
    return len(ids_from([node for node in nodes if node is not None]))


def hold_target(row: Hold) -> str:
    """The code of what a hold stands on."""
    return row.node.code if row.node else row.unit.code if row.unit else row.leaf


def lift_hold_content(code: str) -> dict[str, Any]:
    """What whoever lifts this hold is shown and signs (I6): the hold as it stands."""
    row = Hold.objects.select_related("node", "unit").get(code=code)
    return {
        "hold": row.code,
        "on": hold_target(row),
        "kind": row.kind,
        "reason": row.reason,
        "placed_by": row.placed_by,
        "placed_at": row.placed_at.isoformat(),
    }
