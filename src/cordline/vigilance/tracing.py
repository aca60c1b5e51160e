"""Reads the lineage both ways from any code: nodes by the closure, leaves through their lot, people through doses.

Each query reads one kind of thing for all anchors at once, so the number of round trips does not grow with the trace.
"""

from collections.abc import Sequence
from typing import Any

import psycopg
from django.apps import apps
from django.db import connection

from cordline.ground.codes import Code, Kind, parse
from cordline.ground.refusal import Refusal, Refused
from cordline.lineage import selectors as lineage
from cordline.lineage.reaching import Leaves, all_leaves, all_links
from cordline.vigilance import refusals as _sentences  # noqa: F401 - registers the sentences
from cordline.vigilance.types import Subject

Row = tuple[Any, ...]

# Below one node the planner sees a single value and knows how many rows to expect; below many it sees a list.
_ONE = (
    "(SELECT des AS lot FROM lineage_closure WHERE anc = %(node)s::bigint UNION ALL SELECT %(node)s::bigint)"
)
_MANY = (
    "(SELECT des AS lot FROM lineage_closure WHERE anc = ANY(%(nodes)s::bigint[]) "
    "UNION SELECT unnest(%(nodes)s::bigint[]))"
)


def _rows(query: str, parameters: dict[str, Any]) -> list[Row]:
    """Run one of this module's few statements, planned once for each connection: half of a short one is planning."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        rows: list[Row] = cursor.execute(query, parameters, prepare=True).fetchall()
    return rows


def nodes_above(nodes: Sequence[int]) -> list[Row]:
    """What these nodes came from as (kind, code), oldest first; they themselves are not among them."""
    if not nodes:
        return []
    return _rows(
        "SELECT node.kind, node.code "
        "FROM (SELECT DISTINCT anc FROM lineage_closure WHERE des = ANY(%(nodes)s::bigint[])) up "
        "JOIN lineage_node node ON node.id = up.anc ORDER BY node.id",
        {"nodes": list(nodes)},
    )


def rows_below(nodes: Sequence[int]) -> list[Row]:
    """All that came from these nodes, leaves included: (kind, code, state, node id or lot's node id, person).

    One statement for everything. The nodes themselves are not among the rows; ``person`` is empty where nobody has
    received the leaf.
    """
    if not nodes:
        return []
    below = _ONE if len(nodes) == 1 else _MANY
    nodes_only = f"SELECT node.kind, node.code, '' AS state, node.id, '' AS person FROM {below} below "  # noqa: S608
    parts = [
        f"{nodes_only} JOIN lineage_node node ON node.id = below.lot WHERE node.id <> ALL(%(nodes)s::bigint[])"
    ]
    for table in all_leaves().values():
        parts.append(
            f"SELECT {_columns(table)}, {_person(table)} FROM {below} below "  # noqa: S608 - names from the registry
            f'JOIN "{table.table}" leaf ON leaf.{table.column("lot")} = below.lot'
        )
    return _rows(" UNION ALL ".join(parts), {"nodes": list(nodes), "node": nodes[0], **_reached()})


def _columns(table: Leaves) -> str:
    code, state, lot = table.column("code"), table.column("state"), table.column("lot")
    return f"'{table.kind.value}', leaf.{code}, leaf.{state}, leaf.{lot}"


def _person(table: Leaves) -> str:
    if not table.person:
        return "''"
    reached = f"leaf.{table.column('state')} = ANY(%({_name(table)})s)"
    return f"CASE WHEN {reached} THEN leaf.{table.column('person')} ELSE '' END"


def _name(table: Leaves) -> str:
    return f"reached_{table.kind.value.lower()}"


def _reached() -> dict[str, list[str]]:
    return {_name(table): sorted(table.reached) for table in all_leaves().values()}


def leaves_named(codes: Sequence[str]) -> list[Row]:
    """Single leaves by code, as (kind, code, state, lot's node id, person)."""
    if not codes or not all_leaves():
        return []
    parts = [
        f'SELECT {_columns(table)}, {_person(table)} FROM "{table.table}" leaf '  # noqa: S608 - names from the registry
        f"WHERE leaf.{table.column('code')} = ANY(%(codes)s)"
        for table in all_leaves().values()
    ]
    return _rows(" UNION ALL ".join(parts), {"codes": list(codes), **_reached()})


def recipients_below(nodes: Sequence[int]) -> list[Row]:
    """Everyone who received something that came from these nodes: (person, dose, lot's node id)."""
    tables = [table for table in all_leaves().values() if table.person]
    if not nodes or not tables:
        return []
    below = _ONE if len(nodes) == 1 else _MANY
    parts = [
        f"SELECT leaf.{table.column('person')}, leaf.{table.column('code')}, leaf.{table.column('lot')} "  # noqa: S608
        f'FROM {below} below JOIN "{table.table}" leaf ON leaf.{table.column("lot")} = below.lot '
        f"WHERE leaf.{table.column('state')} = ANY(%({_name(table)})s)"
        for table in tables
    ]
    return _rows(" UNION ALL ".join(parts), {"nodes": list(nodes), "node": nodes[0], **_reached()})


def received_by(person: str) -> list[Row]:
    """The leaves that one person received, as (kind, code, state, lot's node id, person)."""
    tables = [table for table in all_leaves().values() if table.person]
    if not tables:
        return []
    parts = [
        f'SELECT {_columns(table)}, {_person(table)} FROM "{table.table}" leaf '  # noqa: S608 - names from the registry
        f"WHERE leaf.{table.column('person')} = %(person)s AND leaf.{table.column('state')} = ANY(%({_name(table)})s)"
        for table in tables
    ]
    return _rows(" UNION ALL ".join(parts), {"person": person, **_reached()})


def linked(codes: Sequence[str], *, up: bool) -> list[str]:
    """Leaves that went into these leaves (``up``), or that were made of them: a dose and its vials."""
    found: list[str] = []
    for link in all_links().values():
        model = apps.get_model(link.model)
        asked, wanted = (link.made, link.made_from) if up else (link.made_from, link.made)
        rows = model._default_manager.filter(**{f"{asked}__in": list(codes)})
        found += [str(code) for code in rows.values_list(wanted, flat=True)]
    return sorted(set(found))


def parts_by_use(codes: Sequence[str]) -> dict[str, str]:
    """Under which part of the mass balance each of these leaves falls by what it went into; others are left out."""
    found: dict[str, str] = {}
    for link in all_links().values():
        if not link.state:
            continue
        rows = apps.get_model(link.model)._default_manager.filter(**{f"{link.made_from}__in": list(codes)})
        for code, state in rows.values_list(link.made_from, link.state):
            if state in link.parts:
                found[str(code)] = link.parts[state]
    return found


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
    leaves_ = leaves_named([code])
    if leaves_:
        return Subject(code, kind, leaves=[code], lots=sorted({row[3] for row in leaves_}))
    if read.kind is Kind.PATIENT:
        rows = received_by(code)
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
    return sorted({row[3] for row in leaves_named(leaves)})
