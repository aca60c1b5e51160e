"""Reads the lineage both ways from any code: nodes by the closure, leaves through their lot, people through doses.

Each query reads one kind of thing for all anchors at once, so the number of round trips does not grow with the trace.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from cordline.ground.codes import Code, Kind, parse
from cordline.ground.refusal import Refusal, Refused
from cordline.lineage import selectors as lineage
from cordline.lineage.reaching import Leaves, all_leaves, all_links
from cordline.vigilance import refusals as _sentences  # noqa: F401 - registers the sentences
from cordline.vigilance.types import Subject

Row = tuple[Any, ...]

_BELOW = (
    "(SELECT des AS lot FROM lineage_closure WHERE anc = ANY(%(nodes)s) "
    "UNION SELECT unnest(%(nodes)s::bigint[]))"
)
_ONE_BELOW = "(SELECT des AS lot FROM lineage_closure WHERE anc = %(node)s UNION ALL SELECT %(node)s::bigint)"


def _rows(query: str, parameters: Any) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def nodes_above(nodes: Sequence[int]) -> list[Row]:
    """What these nodes came from as (kind, code), oldest first; they themselves are not among them."""
    if not nodes:
        return []
    return _rows(
        "SELECT node.kind, node.code FROM (SELECT DISTINCT anc FROM lineage_closure WHERE des = ANY(%(nodes)s)) up "
        "JOIN lineage_node node ON node.id = up.anc ORDER BY node.id",
        {"nodes": list(nodes)},
    )


def nodes_below(nodes: Sequence[int]) -> list[Row]:
    """What came from these nodes as (kind, code); they themselves are not among them."""
    if not nodes:
        return []
    if len(nodes) == 1:
        return _rows(
            "SELECT node.kind, node.code FROM lineage_closure down JOIN lineage_node node ON node.id = down.des "
            "WHERE down.anc = %s ORDER BY down.kind, down.des",
            [nodes[0]],
        )
    return _rows(
        "SELECT node.kind, node.code FROM (SELECT DISTINCT kind, des FROM lineage_closure "
        "WHERE anc = ANY(%(nodes)s)) down JOIN lineage_node node ON node.id = down.des ORDER BY down.kind, down.des",
        {"nodes": list(nodes)},
    )


def leaves_below(table: Leaves, nodes: Sequence[int]) -> list[Row]:
    """The leaves of one table under these nodes as (kind, code, state, lot's node id)."""
    if not nodes:
        return []
    one = len(nodes) == 1
    query = (
        f"SELECT '{table.kind.value}', leaf.{table.column('code')}, leaf.{table.column('state')}, below.lot "  # noqa: S608
        f"FROM {_ONE_BELOW if one else _BELOW} below "
        f'JOIN "{table.table}" leaf ON leaf.{table.column("lot")} = below.lot'
    )
    return _rows(query, {"node": nodes[0]} if one else {"nodes": list(nodes)})


def leaves_named(table: Leaves, codes: Sequence[str]) -> list[Row]:
    """Single leaves of one table by code, as (kind, code, state, lot's node id)."""
    if not codes:
        return []
    query = (
        f"SELECT '{table.kind.value}', leaf.{table.column('code')}, leaf.{table.column('state')}, "  # noqa: S608
        f'leaf.{table.column("lot")} FROM "{table.table}" leaf WHERE leaf.{table.column("code")} = ANY(%s)'
    )
    return _rows(query, [list(codes)])


def recipients_below(table: Leaves, nodes: Sequence[int], codes: Sequence[str] = ()) -> list[Row]:
    """People who received leaves of this table under these nodes, or these single leaves: (person, leaf, lot id)."""
    if not table.person or not (nodes or codes):
        return []
    one = len(nodes) == 1 and not codes
    columns = f"leaf.{table.column('person')}, leaf.{table.column('code')}, leaf.{table.column('lot')}"
    reached = f"leaf.{table.column('state')} = ANY(%(reached)s)"
    below = _ONE_BELOW if one else _BELOW
    query = (
        f'SELECT {columns} FROM {below} below JOIN "{table.table}" leaf '  # noqa: S608 - names from the registry
        f"ON leaf.{table.column('lot')} = below.lot WHERE {reached}"
    )
    if codes:
        query += (
            f' UNION SELECT {columns} FROM "{table.table}" leaf '  # noqa: S608 - names from the registry
            f"WHERE leaf.{table.column('code')} = ANY(%(codes)s) AND {reached}"
        )
    values = {"nodes": list(nodes), "codes": list(codes), "reached": sorted(table.reached)}
    return _rows(query, {**values, "node": nodes[0]} if one else values)


def received_by(table: Leaves, person: str) -> list[Row]:
    """The leaves of this table that one person received, as (kind, code, state, lot's node id)."""
    if not table.person:
        return []
    query = (
        f"SELECT '{table.kind.value}', leaf.{table.column('code')}, leaf.{table.column('state')}, "  # noqa: S608
        f'leaf.{table.column("lot")} FROM "{table.table}" leaf WHERE leaf.{table.column("person")} = %(person)s '
        f"AND leaf.{table.column('state')} = ANY(%(reached)s)"
    )
    return _rows(query, {"person": person, "reached": sorted(table.reached)})


def linked(codes: Sequence[str], *, up: bool) -> list[str]:
    """Leaves that went into these leaves (``up``), or that were made of them: a dose and its vials."""
    found: list[str] = []
    for link in all_links().values():
        from django.apps import apps

        model = apps.get_model(link.model)
        asked, wanted = (link.made, link.made_from) if up else (link.made_from, link.made)
        rows = model._default_manager.filter(**{f"{asked}__in": list(codes)})
        found += [str(code) for code in rows.values_list(wanted, flat=True)]
    return sorted(set(found))


def resolve(text: str) -> Subject:
    """Find what a code stands for in the lineage. Refuses: codes.*, codes.not_found."""
    read = parse(text)
    code = str(read) if isinstance(read, Code) else text.strip()
    kind = read.kind.value if isinstance(read, Code) else ""
    node = lineage.node(code)
    if node is not None:
        return Subject(code, node.kind.value, nodes=[node.id])
    unit = lineage.unit_id(code)
    if unit is not None:
        nodes, leaves = lineage.exposed_to(unit)
        return Subject(code, kind or "unit", nodes=nodes, leaves=leaves, lots=_lots_of(leaves))
    if isinstance(read, Refusal):
        raise Refused([read])
    leaves_ = [row for table in all_leaves().values() for row in leaves_named(table, [code])]
    if leaves_:
        return Subject(code, kind, leaves=[code], lots=sorted({row[3] for row in leaves_}))
    if read.kind is Kind.PATIENT:
        rows = [row for table in all_leaves().values() for row in received_by(table, code)]
        own = lineage.autologous_nodes(code)
        if rows or own:
            return Subject(
                code,
                kind,
                nodes=own,
                leaves=sorted(row[1] for row in rows),
                lots=sorted({row[3] for row in rows}),
            )
    raise Refused([Refusal("codes.not_found", code=code)])


def _lots_of(leaves: Sequence[str]) -> list[int]:
    rows = [row for table in all_leaves().values() for row in leaves_named(table, leaves)]
    return sorted({row[3] for row in rows})
