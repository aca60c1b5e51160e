"""What would break the record, the repeat, the gate and the numbers in the ledger itself."""

from tests.saboteurs import Saboteur

FUNCTIONS = "src/cordline/ledger/sql/functions.sql"
GRANTS = "src/cordline/ledger/sql/grants.sql"
TABLES = "src/cordline/ledger/sql/tables.sql"
ACTING = "src/cordline/ledger/services/acting.py"
VERIFYING = "src/cordline/ledger/verifying.py"
SEALING = "src/cordline/ledger/sealing.py"
ACTS = ("tests/rooms/ledger/test_acts.py",)
CAPTURE = ("tests/rooms/ledger/test_capture.py",)
SEALS = ("tests/rooms/ledger/test_seals.py",)
GATE = ("tests/rooms/ledger/test_gate_and_clock.py",)

SABOTEURS = [
    Saboteur("a write outside an act passes", "I5", FUNCTIONS, "IF number IS NULL THEN", "IF false THEN", CAPTURE),
    Saboteur(
        "a write under a closed act passes", "I5", FUNCTIONS,
        "IF EXISTS (SELECT 1 FROM entry e WHERE e.id = number) THEN", "IF false THEN", CAPTURE,
    ),
    Saboteur(
        "a change may belong to another transaction's entry", "I5", TABLES,
        "FOREIGN KEY (entry, xact) REFERENCES ledger.entry (id, xact)",
        "FOREIGN KEY (entry) REFERENCES ledger.entry (id)", CAPTURE,
    ),
    Saboteur(
        "the change of an update is not kept", "I5", FUNCTIONS, "WHERE difference.old_values IS NOT NULL",
        "WHERE false", CAPTURE,
    ),
    Saboteur(
        "the hash leaves the changes out", "I5", FUNCTIONS, "e.hash := sha256(convert_to(head(e) || coalesce(lines, ''), 'UTF8'))",
        "e.hash := sha256(convert_to(head(e), 'UTF8'))", SEALS,
    ),
    Saboteur(
        "the application may write entries", "I5", GRANTS, "GRANT INSERT ON ledger.attempt, ledger.reading,",
        "GRANT INSERT, UPDATE ON ledger.entry, ledger.attempt, ledger.reading,", CAPTURE,
    ),
    Saboteur("verify trusts the entry's own hash", "I5", VERIFYING, "if not row[4]:", "if False:", SEALS),
    Saboteur("verify skips the anchor", "I5", VERIFYING, "for path in anchors:", "for path in []:", SEALS),
    Saboteur("verify skips the signatures", "I5", VERIFYING, "except InvalidSignature:", "except (InvalidSignature, Exception):\n            continue\n        except KeyError:", SEALS),
    Saboteur(
        "the sealer goes by the newest transaction", "I5", SEALING, "pg_snapshot_xmin(pg_current_snapshot())",
        "pg_snapshot_xmax(pg_current_snapshot())", SEALS,
    ),
    Saboteur(
        "a defect leaves the act's rows behind", "I5", ACTING, "raise DefectiveAct(f\"{verb.name} left its act",
        "return\n                raise DefectiveAct(f\"{verb.name} left its act", ACTS,
    ),
    Saboteur(
        "a refusal is not recorded", "I5", ACTING,
        "        record_refusal(\n", "        (lambda **_: None)(\n", ACTS,
    ),
    Saboteur("the role is not asked", "I5", ACTING, "    refusals = why_not_role(verb, by)\n", "    refusals: list[Refusal] = []\n", ACTS),
    Saboteur("the key is not looked up", "I14", FUNCTIONS, "IF found_id IS NOT NULL THEN", "IF false THEN", ACTS),
    Saboteur(
        "other content under the same key gets the first answer", "I14", ACTING,
        "if bytes(content_hash) != digest:", "if False:", ACTS,
    ),
    Saboteur(
        "two repeats at once are not put in line", "I14", FUNCTIONS,
        "PERFORM pg_advisory_xact_lock(hashtextextended(p_actor || chr(31) || p_verb || chr(31) || p_key, 20));",
        "NULL;", ACTS,
    ),
    Saboteur(
        "an entry is delivered without its receipt", "I14", "src/cordline/ledger/subscribing.py",
        '"INSERT INTO ledger.delivered (subscriber, entry) VALUES (%s, %s)", [subscriber, number]',
        '"SELECT 1"', ("tests/rooms/ledger/test_subscriptions.py",),
    ),
    Saboteur("the gate is not taken", "I7", FUNCTIONS, "PERFORM pg_advisory_xact_lock_shared(4201);", "NULL;", GATE),
    Saboteur("a hold does not wait at the gate", "I7", FUNCTIONS, "PERFORM pg_advisory_xact_lock(4201);", "NULL;", GATE),
    Saboteur(
        "an act runs under any isolation", "I7", FUNCTIONS, "IF current_setting('transaction_isolation') <> 'read committed' THEN",
        "IF false THEN", CAPTURE,
    ),
    Saboteur("a float enters the record", "I13", "src/cordline/ledger/types.py", "if isinstance(value, float):", "if isinstance(value, float):\n        return value\n    if False:", ACTS),
    Saboteur("a time without a zone enters the record", "I13", "src/cordline/ledger/types.py", "if value.tzinfo is None:", "if False:", ACTS),
    Saboteur("a claimed time may lie ahead", "I13", ACTING, "this.occurred_at > this.now", "False", ACTS),
]  # fmt: skip
