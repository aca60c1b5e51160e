"""``bench trace``: the trace against reading the same rows by range scan, and against the recursive query.

Also: a hold on the largest donor and what can be issued after it, and what one more child costs in blocks and WAL.
With more than 100,000 nodes the same runs at 100,000 too, alternating round by round, for answers of equal size.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import get_ident
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

from bench import trace_data
from bench.rounds import interleave, median, result
from cordline.config import cluster, cluster_roles, doors
from cordline.config.cluster import ClusterUrls
from cordline.config.commands import migrating
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.console import say
from cordline.ground.refusal import Refused
from cordline.ground.roles import Role
from cordline.ground.verbs import Gate, Verb, declare
from cordline.ledger.services import act, next_code
from cordline.lineage import reaching
from cordline.lineage.selectors import why_not_use
from cordline.lineage.services import create_node_within, place_hold
from cordline.lineage.types import HoldKind
from cordline.vigilance import selectors, tracing
from cordline.vigilance.drawing import as_svg
from cordline.vigilance.types import Subject

SMALL = 100_000
BY = Actor("bench.1", "BENCH", frozenset({Role.QUALITY, Role.TECHNICIAN}))
ISSUED = declare("bench.lot.issued", "issued {subject}", Role.TECHNICIAN, gate=Gate.SHARED)
UNGATED = declare("bench.lot.looked_at", "looked at {subject}", Role.TECHNICIAN)
BORN = declare("bench.node.born", "bore {subject}", Role.TECHNICIAN, gate=Gate.SHARED)

DOWN = """
WITH RECURSIVE down(id) AS (
    SELECT child FROM rival_edge WHERE parent = %s
    UNION
    SELECT edge.child FROM down JOIN rival_edge edge ON edge.parent = down.id)
"""
RIVAL = f"""{DOWN} SELECT node.kind, node.code, node.state, node.lot, node.person
FROM down JOIN rival_node node ON node.id = down.id WHERE node.kind <> 'PT'"""
RIVAL_PEOPLE = (
    f"{DOWN} SELECT node.code FROM down JOIN rival_node node ON node.id = down.id WHERE node.kind = 'PT'"
)
# The same recursion over our own tables, whose leaves hang on their lots: what the closure alone saves.
HYBRID = """
WITH RECURSIVE down(id) AS (
    SELECT %(node)s::bigint UNION
    SELECT edge.child_id FROM down JOIN lineage_edge edge ON edge.parent_id = down.id)
SELECT node.kind, node.code, '', node.id, '' FROM down JOIN lineage_node node USING (id) WHERE id <> %(node)s
UNION ALL SELECT 'VL', leaf.code, leaf.state, leaf.lot_id, '' FROM down
  JOIN bench_container leaf ON leaf.lot_id = down.id
UNION ALL SELECT 'DS', leaf.code, leaf.state, leaf.lot_id, leaf.person FROM down
  JOIN bench_dose leaf ON leaf.lot_id = down.id
"""


class BenchLeaves(reaching.Leaves):
    """The bench's own tables of containers and doses, which no model stands for."""

    @property
    def table(self) -> str:
        return self.model

    def column(self, name: str) -> str:
        return str(getattr(self, name))


def _leaves() -> None:
    reaching._LEAVES.clear()
    reaching.leaves(BenchLeaves(Kind.VIAL, "bench_container", lot="lot_id", parts={"stored": "stocked"}))
    reaching.leaves(
        BenchLeaves(Kind.DOSE, "bench_dose", lot="lot_id", person="person", reached=frozenset({"given"}))
    )


@dataclass
class Size:
    """One grown database: its doors, what it holds, and the donors with an answer of known size."""

    nodes: int
    doors: ClusterUrls
    counts: dict[str, int]
    donors: dict[str, int]
    bare: "psycopg.Connection[tuple[Any, ...]]"


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Grow, measure, compare; ``ok`` is false when ours, the limit and the rival returned different rows."""
    _leaves()
    home = settings.CORDLINE_HOME / "bench"
    addresses = cluster.ensure_running(home)
    sizes = [_grown(addresses, nodes, keep=options.keep) for nodes in sorted({SMALL, options.nodes})]
    results: list[dict[str, Any]] = []
    same = True
    for size in sizes:
        with _at(size):
            same &= _same_rows(size)
            for name in [one for one in ("typical", "large", "whale") if one in size.donors]:
                results += _traces(size, name, options)
            results += [_hold(size, options.rounds), _birth(size, home), _gate(size, options.rounds)]
    if len(sizes) > 1:
        results += [_between(sizes, name, options) for name in ("typical", "large")]
    for size in sizes:
        size.bare.close()
        with psycopg.connect(addresses.owner, autocommit=True) as owner:
            owner.execute(f"DROP DATABASE IF EXISTS bench_{size.nodes} WITH (FORCE)")
            if not options.keep:
                owner.execute(f"DROP DATABASE IF EXISTS bench_{size.nodes}_grown WITH (FORCE)")
    return {
        "name": "trace",
        "ok": same,
        "sizes": {size.nodes: size.counts for size in sizes},
        "results": results,
    }


def _grown(addresses: ClusterUrls, nodes: int, *, keep: bool) -> Size:
    grown, name = f"bench_{nodes}_grown", f"bench_{nodes}"
    with psycopg.connect(addresses.owner, autocommit=True) as owner:
        owner.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        known = owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [grown]).fetchone()
        if not known:
            owner.execute(f"CREATE DATABASE {name}")
            cluster_roles.close_to_public(owner, name)
    own = doors.database(addresses, name)
    if not known:
        say(f"growing {nodes:,} nodes")
        began = time.perf_counter()
        with _through(own):
            migrating.migrate_database(quiet=True)
        counts = trace_data.grow(own.owner, nodes)
        say(f"grown in {time.perf_counter() - began:.0f} s: {counts}")
    with psycopg.connect(addresses.owner, autocommit=True) as owner:
        # The bench bears children and places holds: the database is kept as it was grown, and a copy is used up.
        if keep and not known:
            owner.execute(f"ALTER DATABASE {name} RENAME TO {grown}")
        if keep or known:
            owner.execute(f"CREATE DATABASE {name} TEMPLATE {grown} STRATEGY file_copy")
            cluster_roles.close_to_public(owner, name)
    with psycopg.connect(own.owner, autocommit=True) as owner:
        counts = {
            table: int(owner.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # type: ignore[index]
            for table in trace_data.TABLES
        }
        donors: dict[str, int] = dict(
            owner.execute(
                "SELECT donor.name, node.id FROM bench_donor donor JOIN bench_node node "
                "ON node.level = 1 AND node.d = donor.number WHERE donor.name IS NOT NULL"
            ).fetchall()
        )
    return Size(nodes, own, counts, donors, psycopg.connect(own.app, autocommit=True))


@contextmanager
def _through(addresses: ClusterUrls) -> Iterator[None]:
    before = doors._urls
    connection.close()
    doors.use(addresses)
    try:
        yield
    finally:
        connection.close()
        doors.use(before)


@contextmanager
def _at(size: Size) -> Iterator[None]:
    with _through(size.doors):
        yield


def _same_rows(size: Size) -> bool:
    """Write the rows the limit reads, and compare them with ours and with both rivals."""
    same = True
    for name, donor in size.donors.items():
        ours = tracing.rows_below([donor])
        people = tracing.recipients_below([donor])
        with psycopg.connect(size.doors.owner) as owner, owner.cursor() as cursor:
            cursor.execute("DELETE FROM limit_row WHERE donor = %s", [donor])
            with cursor.copy(
                "COPY limit_row (donor, list, place, kind, code, state, lot, person) FROM STDIN"
            ) as copy:
                for place, (kind, code, state, lot, person) in enumerate(ours):
                    copy.write_row((donor, "below", place, kind, code, state, lot, person))
                for place, (person, code, lot) in enumerate(people):
                    copy.write_row((donor, "people", place, "DS", code, "given", lot, person))
        limit = size.bare.execute(LIMIT, [donor]).fetchall()
        rival = size.bare.execute(RIVAL, [donor]).fetchall()
        hybrid = size.bare.execute(HYBRID, {"node": donor}).fetchall()
        reached = {row[0] for row in size.bare.execute(RIVAL_PEOPLE, [donor]).fetchall()}
        checks = {
            "limit": sorted(limit) == sorted(ours),
            "rival": sorted(rival) == sorted(ours),
            "hybrid": sorted(hybrid) == sorted(ours),
            "people": reached == {row[0] for row in people},
        }
        say(f"{size.nodes:,} {name}: {len(ours):,} rows; same rows: {checks}")
        same &= all(checks.values())
    with psycopg.connect(size.doors.owner, autocommit=True) as owner:
        owner.execute("VACUUM (ANALYZE, FREEZE) limit_row")
    return same


LIMIT = (
    "SELECT kind, code, state, lot, person FROM limit_row WHERE donor = %s AND list = 'below' ORDER BY place"
)
LIMIT_PEOPLE = "SELECT person, code, lot FROM limit_row WHERE donor = %s AND list = 'people' ORDER BY place"


def _bare(size: Size, query: str, values: Any) -> Callable[[], Any]:
    return lambda: size.bare.execute(query, values).fetchall()


def _forced(size: Size, query: str, values: Any) -> Callable[[], Any]:
    def way() -> Any:
        with size.bare.transaction():
            size.bare.execute("SET LOCAL enable_hashjoin = off")
            size.bare.execute("SET LOCAL enable_mergejoin = off")
            return size.bare.execute(query, values).fetchall()

    return way


def _both_ways(donor: int) -> Callable[[], Any]:
    return lambda: (tracing.nodes_above([donor]), tracing.rows_below([donor]))


def _traces(size: Size, name: str, options: argparse.Namespace) -> list[dict[str, Any]]:
    donor = size.donors[name]
    calls = max(1, options.calls // (8 if name == "whale" else 1))
    rows = len(tracing.rows_below([donor]))
    both = interleave(
        {
            "ours": _both_ways(donor),
            "limit": _bare(size, LIMIT, [donor]),
            "rival": _bare(size, RIVAL, [donor]),
            "rival_nested_loops": _forced(size, RIVAL, [donor]),
            "rival_recursion_over_our_tables": _bare(size, HYBRID, {"node": donor}),
        },
        rounds=options.rounds,
        calls=calls,
    )
    reached = interleave(
        {
            "ours": lambda: tracing.recipients_below([donor]),
            "limit": _bare(size, LIMIT_PEOPLE, [donor]),
            "rival": _bare(size, RIVAL_PEOPLE, [donor]),
            "rival_nested_loops": _forced(size, RIVAL_PEOPLE, [donor]),
        },
        rounds=options.rounds,
        calls=calls,
    )
    code = f"DN26-{donor:07d}-X"
    subject = Subject(code, "DN", nodes=[donor])
    whole = interleave(
        {
            "command": lambda: selectors.trace_subject(subject),
            "page": lambda: as_svg(selectors.picture(selectors.trace_subject(subject))),
        },
        rounds=options.rounds,
        calls=max(1, calls // 3),
    )
    say(f"{size.nodes:,} {name}: timed")
    return [
        result("both ways for one donor", both, nodes=size.nodes, donor=name, rows=rows),
        result(
            "donor to recipients",
            reached,
            nodes=size.nodes,
            donor=name,
            rows=len(tracing.recipients_below([donor])),
        ),
        result(
            "whole answers, without printing or rendering", whole, nodes=size.nodes, donor=name, rows=rows
        ),
    ]


def _hold(size: Size, rounds: int) -> dict[str, Any]:
    """Hold the largest donor, and see from another connection that nothing of it can be issued."""
    name = "whale" if "whale" in size.donors else "large"
    donor = size.donors[name]
    small, lots = size.donors["small"], _lots(size, donor)
    raw: dict[str, list[float]] = {"ours": [], "hold_on_a_small_donor": []}
    for turn in range(rounds):
        for way, node in (("ours", donor), ("hold_on_a_small_donor", small)):
            began = time.perf_counter()
            place_hold(
                on=f"DN26-{node:07d}-X",
                kind=HoldKind.QUALITY,
                reason="bench",
                by=BY,
                key=f"{way}-{turn}-{began}",
            )
            raw[way].append(round((time.perf_counter() - began) * 1000, 2))
    issued = sum(_issued(lot) for lot in random.sample(lots, min(200, len(lots))))
    return result(
        "a hold on a donor", raw, nodes=size.nodes, donor=name,
        rows=len(tracing.rows_below([donor])), issued_after=issued,
    )  # fmt: skip


def _gate(size: Size, rounds: int, clients: int = 32, seconds: float = 2.0) -> dict[str, Any]:
    """Acts a second by many clients at once, with the shared gate and without it, alternating."""
    raw: dict[str, list[float]] = {"with_the_gate": [], "without_it": []}

    def work(verb: Verb) -> int:
        done, end = 0, time.perf_counter() + seconds
        while time.perf_counter() < end:
            with act(verb, by=BY, key=f"{get_ident()}-{time.perf_counter()}", content={}) as this:
                this.record(subject="bench")
            done += 1
        connection.close()
        return done

    for _ in range(rounds):
        for name, verb in random.sample([("with_the_gate", ISSUED), ("without_it", UNGATED)], 2):
            with ThreadPoolExecutor(clients) as pool:
                raw[name].append(round(sum(pool.map(work, [verb] * clients)) / seconds, 1))
    answer = result(f"acts a second by {clients} clients", raw, nodes=size.nodes)
    return {
        **answer,
        "unit": "acts/s",
        "spread": {name: [min(times), max(times)] for name, times in raw.items()},
    }


def _lots(size: Size, donor: int) -> list[int]:
    query = "SELECT des FROM lineage_closure WHERE anc = %s AND kind = 'LT'"
    return [row[0] for row in size.bare.execute(query, [donor]).fetchall()]


def _issued(lot: int) -> bool:
    try:
        with act(ISSUED, by=BY, key=f"{lot}-{time.perf_counter()}", content={"lot": lot}) as this:
            this.require(why_not_use([lot]))
            this.record(subject=str(lot))
    except Refused:
        return False
    return True


def _birth(size: Size, home: Path) -> dict[str, Any]:
    """Count the shared blocks and WAL bytes of one more child, page images left out."""
    count = 200
    parents = _parents(size, count * 2)
    with psycopg.connect(
        cluster.supervisor_url(home, database=f"bench_{size.nodes}"), autocommit=True
    ) as admin:
        admin.execute("CREATE EXTENSION IF NOT EXISTS pg_walinspect")
        for parent in parents[:count]:
            _bear(parent)
        connection.close()
        time.sleep(1.2)
        before, start = _blocks(admin), admin.execute("SELECT pg_current_wal_insert_lsn()").fetchone()
        began = time.perf_counter()
        for parent in parents[count:]:
            _bear(parent)
        took = (time.perf_counter() - began) * 1000 / count
        end = admin.execute("SELECT pg_current_wal_insert_lsn()").fetchone()
        connection.close()
        time.sleep(1.2)
        after = _blocks(admin)
        assert start is not None  # noqa: S101
        assert end is not None  # noqa: S101
        wal = admin.execute(
            "SELECT sum(record_size - fpi_size) FROM (SELECT record_length AS record_size, fpi_length AS fpi_size "
            "FROM pg_get_wal_records_info(%s, %s)) records",
            [start[0], end[0]],
        ).fetchone()
    assert wal is not None  # noqa: S101
    return {
        "what": "one more child",
        "nodes": size.nodes,
        "unit": "blocks and bytes per child",
        "blocks": {name: round((after[name] - before[name]) / count, 2) for name in after},
        "wal_bytes": int(wal[0]) // count,
        "ms": round(took, 2),
    }


def _parents(size: Size, count: int) -> list[str]:
    query = "SELECT code FROM lineage_node WHERE kind = 'BK' ORDER BY md5(code) LIMIT %s"
    found = [row[0] for row in size.bare.execute(query, [count]).fetchall()]
    return (found * (count // len(found) + 1))[:count]


def _bear(parent: str) -> None:
    with act(BORN, by=BY, key=f"{parent}-{time.perf_counter()}", content={"parent": parent}) as this:
        code = next_code(Kind.CULTURE, this)
        create_node_within(this, kind=Kind.CULTURE, code=code, parents=[parent], site="BENCH")
        this.record(subject=code)


def _blocks(admin: "psycopg.Connection[tuple[Any, ...]]") -> dict[str, int]:
    tables = admin.execute(
        "SELECT relname, heap_blks_read + heap_blks_hit FROM pg_statio_user_tables WHERE relname LIKE 'lineage%'"
    ).fetchall()
    indexes = admin.execute(
        "SELECT indexrelname, idx_blks_read + idx_blks_hit FROM pg_statio_user_indexes WHERE relname LIKE 'lineage%'"
    ).fetchall()
    return {str(name): int(count) for name, count in [*tables, *indexes]}


def _between(sizes: list[Size], name: str, options: argparse.Namespace) -> dict[str, Any]:
    """The same question with an answer of equal size, at both sizes, alternating round by round."""
    raw: dict[str, list[float]] = {str(size.nodes): [] for size in sizes}
    for _ in range(options.rounds):
        for size in random.sample(sizes, len(sizes)):
            with _at(size):
                one = interleave({"ours": _both_ways(size.donors[name])}, rounds=1, calls=options.calls)
            raw[str(size.nodes)] += one["ours"]
    small, large = (median(raw[str(size.nodes)]) for size in sizes)
    return {
        "what": "answers of equal size", "donor": name, "unit": "ms", "rounds": raw,
        "medians": {"small": small, "large": large}, "ratios": {"large_to_small": round(large / small, 2)},
    }  # fmt: skip
