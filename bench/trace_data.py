"""Grows a lineage in the measured proportions straight into the tables, as the owner with the triggers at rest.

2,000 donors to 4,041 cords and master banks, 16,186 working banks, 49,620 lots, 4.28 million vials and 427,630 doses
(a fifth of two vials) for 142,543 people. Planted in every size, with the same shape: donors whose answers are
compared between sizes; from a million nodes on, one donor with over 100,000 descendants.
"""

import psycopg

VIALS, DOSES, LOTS_PER_BANK, BANKS_PER_CORD, CORDS = 86, 9, 3, 4, 2
TYPICAL_BELOW = CORDS * (2 + BANKS_PER_CORD * (1 + LOTS_PER_BANK * (1 + VIALS + DOSES)))
PLANTED = {"small": 1, "typical": LOTS_PER_BANK, "large": 15, "whale": 150}
WHALE_FROM = 1_000_000

LEAVES = """
CREATE TABLE bench_container (
    id bigint PRIMARY KEY, code text NOT NULL, lot_id bigint NOT NULL, state text NOT NULL, cells bigint NOT NULL,
    volume_ml numeric NOT NULL, viability_pct numeric NOT NULL, expires_at timestamptz NOT NULL, site text NOT NULL
);
CREATE TABLE bench_dose (
    id bigint PRIMARY KEY, code text NOT NULL, lot_id bigint NOT NULL, state text NOT NULL, person text NOT NULL,
    plan text NOT NULL, cells bigint NOT NULL, prepared_at timestamptz NOT NULL, site text NOT NULL
);
"""

SHAPE = """
CREATE TABLE bench_donor AS
SELECT number, coalesce(planted.lots, %(usual)s) AS lots, planted.name
  FROM generate_series(1, %(donors)s) number
  LEFT JOIN (SELECT * FROM unnest(%(places)s::int[], %(names)s::text[], %(lots)s::int[])
             AS p(number, name, lots)) planted USING (number);
"""

NODES = """
CREATE TABLE bench_node AS
WITH donor AS (SELECT number AS d, lots FROM bench_donor),
     cord AS (SELECT d, lots, c FROM donor, generate_series(1, 2) c),
     working AS (SELECT d, lots, c, w FROM cord, generate_series(1, 4) w),
     lot AS (SELECT d, c, w, l FROM working, generate_series(1, lots) l),
     ladder AS (
        SELECT 1 AS level, 'DN' AS kind, d, 0 AS c, 0 AS w, 0 AS l FROM donor
        UNION ALL SELECT 2, 'CR', d, c, 0, 0 FROM cord
        UNION ALL SELECT 3, 'BK', d, c, 0, 0 FROM cord
        UNION ALL SELECT 4, 'BK', d, c, w, 0 FROM working
        UNION ALL SELECT 5, 'LT', d, c, w, l FROM lot)
SELECT row_number() OVER (ORDER BY level, d, c, w, l) AS id, level, kind, d, c, w, l FROM ladder;
CREATE INDEX ON bench_node (level, d, c, w);
ANALYZE bench_node;

INSERT INTO lineage_node (id, code, kind, site, born_entry, born_at)
SELECT id, kind || '26-' || lpad(id::text, 7, '0') || '-X', kind, 'BENCH', 1, now() FROM bench_node ORDER BY id;

INSERT INTO lineage_edge (child_id, parent_id, struck_by, strike_reason, reviewed_by, finding)
SELECT child.id, parent.id, '', '', '', '' FROM bench_node child JOIN bench_node parent
    ON parent.level = child.level - 1 AND parent.d = child.d
   AND (parent.level < 2 OR parent.c = child.c) AND (parent.level < 4 OR parent.w = child.w)
 ORDER BY child.id;
SELECT setval(pg_get_serial_sequence('lineage_node', 'id'), (SELECT max(id) FROM lineage_node));

INSERT INTO lineage_closure (anc, kind, des)
WITH RECURSIVE up(anc, des) AS (
    SELECT parent_id, child_id FROM lineage_edge
    UNION ALL SELECT edge.parent_id, up.des FROM up JOIN lineage_edge edge ON edge.child_id = up.anc)
SELECT up.anc, node.kind, up.des FROM up JOIN lineage_node node ON node.id = up.des ORDER BY 1, 2, 3;

INSERT INTO bench_container
SELECT row_number() OVER (ORDER BY lot.id, v) AS number,
       'VL26-' || lpad(((lot.id * 100) + v)::text, 9, '0') || '-X', lot.id,
       CASE WHEN v <= 11 THEN 'consumed' ELSE 'stored' END, 10000000, 1.0, 92.5, now(), 'BENCH'
  FROM bench_node lot, generate_series(1, %(vials)s) v WHERE lot.level = 5;
INSERT INTO bench_dose
SELECT row_number() OVER (ORDER BY lot.id, n) AS number,
       'DS26-' || lpad(((lot.id * 10) + n)::text, 9, '0') || '-X', lot.id, 'given',
       'PT26-' || lpad(((lot.id * 9 + n) %% %(people)s)::text, 7, '0') || '-X', 'PL26-0001-X', 100000000, now(), 'BENCH'
  FROM bench_node lot, generate_series(1, %(doses)s) n WHERE lot.level = 5;
CREATE INDEX bench_container_lot ON bench_container (lot_id);
CREATE INDEX bench_container_code ON bench_container (code);
CREATE INDEX bench_dose_lot ON bench_dose (lot_id);
CREATE INDEX bench_dose_code ON bench_dose (code);
CREATE INDEX bench_dose_person ON bench_dose (person);
"""

# The usual design, which the recursive query needs: every container, dose and person is a node with edges.
RIVAL = """
CREATE TABLE rival_node (
    id bigint, kind text COLLATE "C", code text, state text NOT NULL DEFAULT '', lot bigint,
    person text NOT NULL DEFAULT ''
);
INSERT INTO rival_node (id, kind, code, lot) SELECT id, kind, code, id FROM lineage_node;
INSERT INTO rival_node SELECT 1000000000 + id, 'VL', code, state, lot_id, '' FROM bench_container;
INSERT INTO rival_node SELECT 2000000000 + id, 'DS', code, state, lot_id, person FROM bench_dose;
INSERT INTO rival_node (id, kind, code)
SELECT 3000000000 + row_number() OVER (ORDER BY person), 'PT', person
  FROM (SELECT DISTINCT person FROM bench_dose) people;
ALTER TABLE rival_node ADD PRIMARY KEY (id);
CREATE TABLE rival_edge (child bigint, parent bigint);
INSERT INTO rival_edge SELECT child_id, parent_id FROM lineage_edge;
INSERT INTO rival_edge SELECT 1000000000 + id, lot_id FROM bench_container;
WITH numbered AS (SELECT id, lot_id, row_number() OVER (PARTITION BY lot_id ORDER BY id) AS n FROM bench_container)
INSERT INTO rival_edge
SELECT 2000000000 + dose.id, 1000000000 + vial.id
  FROM (SELECT id, lot_id, row_number() OVER (PARTITION BY lot_id ORDER BY id) AS n FROM bench_dose) dose
  JOIN numbered vial ON vial.lot_id = dose.lot_id
   AND (vial.n = dose.n OR (dose.n <= 2 AND vial.n = dose.n + 9));
INSERT INTO rival_edge
SELECT person.id, 2000000000 + dose.id FROM bench_dose dose
  JOIN rival_node person ON person.kind = 'PT' AND person.code = dose.person;
ALTER TABLE rival_edge ADD PRIMARY KEY (child, parent);
CREATE INDEX rival_edge_down ON rival_edge (parent, child);
"""

LIMIT = """
CREATE TABLE limit_row (
    donor bigint, list text, place bigint, kind text, code text, state text, lot bigint, person text,
    PRIMARY KEY (donor, list, place)
);
"""
TABLES = (
    "lineage_node", "lineage_edge", "lineage_closure", "bench_container", "bench_dose", "rival_node", "rival_edge",
)  # fmt: skip


def grow(owner: str, nodes: int) -> dict[str, int]:
    """Fill an empty, migrated database with about ``nodes`` nodes, containers and doses; give the counts."""
    extra = sum(
        (lots - LOTS_PER_BANK) * CORDS * BANKS_PER_CORD * (1 + VIALS + DOSES)
        for name, lots in PLANTED.items()
        if name != "whale" or nodes >= WHALE_FROM
    )
    donors = max(8, (nodes - extra) // (TYPICAL_BELOW + 1))
    planted = {name: lots for name, lots in PLANTED.items() if name != "whale" or nodes >= WHALE_FROM}
    values = {
        "donors": donors,
        "usual": LOTS_PER_BANK,
        "names": list(planted),
        "lots": list(planted.values()),
        "places": [donors * (place + 1) // (len(planted) + 1) for place in range(len(planted))],
        "vials": VIALS,
        "doses": DOSES,
        "people": max(20, donors * 24 * DOSES // 3),
    }
    with psycopg.connect(owner, autocommit=True, cursor_factory=psycopg.ClientCursor) as connection:
        connection.execute("SET synchronous_commit = off")
        connection.execute("SET work_mem = '256MB'")
        connection.execute("SET maintenance_work_mem = '512MB'")
        for table in ("lineage_node", "lineage_edge"):
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in f"{LEAVES}{SHAPE}{NODES}{RIVAL}{LIMIT}".split(";"):
            if statement.strip():
                connection.execute(statement, values)
        for table in ("lineage_node", "lineage_edge"):
            connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO cordline_app")
        for table in (*TABLES, "limit_row"):
            connection.execute(f"VACUUM (ANALYZE, FREEZE) {table}")
        return {
            table: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # type: ignore[index]
            for table in TABLES
        }
