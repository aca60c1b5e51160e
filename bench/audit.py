"""``bench audit``: what sealing costs the acts, how far it lags, and how long a whole record takes to verify.

Ours: whole acts (two changed rows, entry, hash) with the sealer at work. The limit: the same acts without a sealer.
The rival: a locked hash chain, where each entry waits for the one before it.
"""

import argparse
import multiprocessing
import time
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

from bench.rounds import median, target
from bench.stage import stage
from cordline.config.commands.auditing import public_key, sealer_key_path
from cordline.ledger.sealing import Sealer, load_or_make_key
from cordline.ledger.verifying import verify

TABLES = """
CREATE TABLE thing (id bigserial PRIMARY KEY, n int, note text);
GRANT SELECT, INSERT, UPDATE ON thing TO cordline_app;
GRANT USAGE ON SEQUENCE thing_id_seq TO cordline_app;
CREATE TRIGGER born AFTER INSERT ON thing REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.capture_insert();
CREATE TRIGGER altered AFTER UPDATE ON thing REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.capture_update();
CREATE TABLE chain (id int PRIMARY KEY, hash bytea NOT NULL);
INSERT INTO chain VALUES (1, sha256('start'));
GRANT SELECT, UPDATE ON chain TO cordline_app;
"""
OPEN = "SELECT entry FROM ledger.open('bench.thing.made', %s, %s, 'none')"
INSERT = "INSERT INTO thing (n, note) VALUES (%s, 'born') RETURNING id"
UPDATE = "UPDATE thing SET n = n + 1, note = 'older' WHERE id = %s"
CHAIN = "UPDATE chain SET hash = sha256(hash || %s::text::bytea) WHERE id = 1"
CLOSE = """SELECT hash FROM ledger.close(%s, '', 'KL-LAB', '', 'bench.thing.made', %s, sha256('a'), NULL, 'x', '{}', '',
           '{"n": 1, "use": "bench"}')"""


def writer(url: str, number: int, round_: str, stop: Event, chained: bool, done: Any) -> None:
    """Act as fast as one connection can until told to stop."""
    count = 0
    with psycopg.connect(url) as connection:
        while not stop.is_set():
            actor, key = f"staff.{number}", f"{round_}-{count}"
            connection.execute(OPEN, [actor, key], prepare=True)
            row = connection.execute(INSERT, [count], prepare=True).fetchone()
            connection.execute(UPDATE, row, prepare=True)
            if chained:
                connection.execute(CHAIN, [key], prepare=True)
            connection.execute(CLOSE, [actor, key], prepare=True)
            connection.commit()
            count += 1
    done.put(count)


def measure(
    url: str, options: argparse.Namespace, label: str, *, chained: bool = False, sealer: Any = None
) -> tuple[float, float]:
    """Run one round; give acts a second and the worst lag of the sealer in seconds."""
    stop, done = multiprocessing.Event(), multiprocessing.Queue()
    people = [
        multiprocessing.Process(target=writer, args=(url, number, label, stop, chained, done))
        for number in range(options.clients)
    ]
    for person in people:
        person.start()
    started, worst = time.monotonic(), 0.0
    while time.monotonic() - started < options.seconds:
        if sealer is None:
            time.sleep(0.1)
            continue
        sealer.seal_once()
        time.sleep(1.0)
        worst = max(worst, lag(url))
    stop.set()
    elapsed = time.monotonic() - started
    total = sum(done.get() for _ in people)
    for person in people:
        person.join()
    return total / elapsed, worst


def lag(url: str) -> float:
    """How old the oldest unsealed entry is, in seconds."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT coalesce(extract(epoch FROM max(clock_timestamp() - recorded_at)), 0)::float FROM ledger.entry "
            "WHERE xact >= coalesce((SELECT max(hi) FROM ledger.seal), '0'::xid8)"
        ).fetchone()
    return float(row[0]) if row else 0.0


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Measure in interleaved rounds, then fill the record up to ``--nodes`` entries and verify it whole."""
    rates: dict[str, list[float]] = {"limit": [], "ours": [], "rival_chain": []}
    lags: list[float] = []
    anchor = Path(settings.CORDLINE_HOME) / "bench" / "anchor.jsonl"
    with stage() as urls:
        with psycopg.connect(urls.owner) as owner:
            owner.execute(TABLES)
        anchor.unlink(missing_ok=True)
        sealer = Sealer(urls.sealer, load_or_make_key(sealer_key_path()), [anchor])
        for number in range(options.rounds):
            rates["limit"].append(measure(urls.app, options, f"p{number}")[0])
            sealer.seal_all()
            rate, worst = measure(urls.app, options, f"s{number}", sealer=sealer)
            rates["ours"].append(rate)
            lags.append(worst)
            rates["rival_chain"].append(measure(urls.app, options, f"c{number}", chained=True)[0])
        entries = _fill(urls.owner, options.entries)
        sealer.seal_all()
        sealer.close()
        started = time.monotonic()
        with psycopg.connect(urls.app, autocommit=True) as connection:
            found = verify(connection, public_key(), [anchor])
        verified = time.monotonic() - started
    return _answer(rates, lags, entries, verified, found.ok, options)


def _answer(
    rates: dict[str, list[float]],
    lags: list[float],
    entries: int,
    verified: float,
    fits: bool,
    options: argparse.Namespace,
) -> dict[str, Any]:
    middle = {name: median(values) for name, values in rates.items()}
    loss = 1 - middle["ours"] / middle["limit"]
    spread = max((max(rates[name]) - min(rates[name])) / middle[name] for name in ("ours", "limit"))
    per_million = verified / entries * 1_000_000
    return {
        "name": "audit",
        "ok": fits,
        "results": [
            {"what": f"whole acts a second, {options.clients} clients", "unit": "acts/s", "rounds": rates,
             "medians": middle, "ratios": {"ours_to_limit": round(middle["ours"] / middle["limit"], 3),
                                           "ours_to_rival": round(middle["ours"] / middle["rival_chain"], 2)}},
            {"what": "worst age of an unsealed entry", "unit": "s", "rounds": {"ours": lags},
             "medians": {"ours": median(lags)}, "ratios": {}},
            {"what": f"verify of {entries:,} entries", "unit": "s", "rounds": {"ours": [round(verified, 2)]},
             "medians": {"ours": round(verified, 2), "a_million": round(per_million, 1)}, "ratios": {}},
        ],
        "targets": [
            target("no act waits for the sealer", f"loss {loss:.1%}, spread {spread:.1%}", "within the spread",
                   loss <= spread),
            target("lag at the full rate", f"{max(lags):.2f} s", "under 3 s", max(lags) < 3),
            target("verify of a million", f"{per_million:.1f} s, fits: {fits}", "under 60 s",
                   per_million < 60 and fits),
        ],
    }  # fmt: skip


def _fill(owner_url: str, wanted: int) -> int:
    """Bring the record to ``wanted`` entries through the ledger's own functions, many in one transaction."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        row = connection.execute("SELECT count(*) FROM ledger.entry").fetchone()
        have = int(row[0]) if row else 0
        connection.execute(
            """
            CREATE PROCEDURE fill(upto bigint, have bigint) LANGUAGE plpgsql AS $$
            DECLARE made bigint := have; born bigint;
            BEGIN
                WHILE made < upto LOOP
                    PERFORM ledger.open('bench.thing.made', 'job.fill', 'f' || made, 'none');
                    INSERT INTO thing (n, note) VALUES (made::int, 'filled') RETURNING id INTO born;
                    UPDATE thing SET n = n + 1 WHERE id = born;
                    PERFORM ledger.close('job.fill', '', 'KL-LAB', '', 'bench.thing.made', 'f' || made, sha256('a'),
                                         NULL, 'x', '{}', '', '{"n": 1, "use": "bench"}');
                    made := made + 1;
                    IF made % 200 = 0 THEN COMMIT; END IF;
                END LOOP;
            END $$
            """
        )
        connection.execute("CALL fill(%s, %s)", [wanted, have])
        return max(wanted, have)
