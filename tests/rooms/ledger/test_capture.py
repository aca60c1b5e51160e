"""The database itself keeps the record: what SQL as the application's role cannot do, and what each hole would be."""

from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, transaction

from cordline.config.cluster import ClusterUrls
from cordline.ledger.models import Change, Entry
from cordline.ledger.services import act
from tests import cast
from tests.rooms.ledger.thing import MADE, make_thing, sql

OPEN = "SELECT entry FROM ledger.open('ledgertest.thing.made', 'staff.x', 'k', 'none')"
CLOSE = """SELECT id FROM ledger.close('staff.x', '', 'KL-LAB', '', 'ledgertest.thing.made', 'k',
           sha256('a'), NULL, 'x', '{}', '', '{}')"""


@pytest.mark.req("I5")
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO thing (n) VALUES (1)",
        "UPDATE thing SET n = 2",
        "UPDATE thing SET n = 2 WHERE false",
        "DELETE FROM thing",
        "TRUNCATE thing",
        "INSERT INTO ledger.entry SELECT * FROM ledger.entry",
        "UPDATE ledger.entry SET payload = '{}'",
        "DELETE FROM ledger.entry",
        "INSERT INTO ledger.change SELECT * FROM ledger.change",
        "UPDATE ledger.change SET new = '{}'",
        "DELETE FROM ledger.change",
        "TRUNCATE ledger.entry CASCADE",
        "DELETE FROM ledger.seal",
        "INSERT INTO ledger.seal (era, lo, hi, entries) SELECT 1, '1', '2', 1",
        "UPDATE ledger.attempt SET outcome = 'done'",
        "DELETE FROM ledger.attempt",
        "DELETE FROM ledger.reading",
        "UPDATE ledger.house SET clock_offset = '1 day', demonstration = true",
        "SET session_replication_role = replica",
        "ALTER TABLE thing DISABLE TRIGGER ALL",
        "DROP TRIGGER born ON thing",
        "SET ROLE cordline_owner",
        "CREATE TEMP TABLE thing (n int)",
        "CREATE SCHEMA mine",
        "SELECT ledger.opened('thing')",
        "SELECT ledger.move_clock('1 day')",
    ],
)
def test_the_application_role_cannot_write_around_an_act(things: ClusterUrls, statement: str) -> None:
    make_thing("k1", 4)
    before = state()
    with psycopg.connect(things.app, autocommit=True) as connection, pytest.raises(psycopg.Error):
        connection.execute(statement)
    assert state() == before


@pytest.mark.req("I5")
def test_a_setting_of_the_trigger_library_switches_nothing_off(things: ClusterUrls) -> None:
    with psycopg.connect(things.app, autocommit=True) as connection:
        connection.execute("SELECT set_config('pgtrigger.ignore', '{public.thing:born,thing}', false)")
        with pytest.raises(psycopg.DatabaseError, match="outside an act"):
            connection.execute("INSERT INTO thing (n) VALUES (1)")


@pytest.mark.req("I5")
def test_a_commit_without_its_entry_fails(things: ClusterUrls) -> None:
    with psycopg.connect(things.app) as connection:
        connection.execute(OPEN)
        connection.execute("INSERT INTO thing (n) VALUES (2)")
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            connection.commit()
    assert sql("SELECT count(*) FROM thing") == [(0,)]


@pytest.mark.req("I5")
def test_a_write_under_another_transactions_act_is_refused(things: ClusterUrls) -> None:
    with psycopg.connect(things.app) as one, psycopg.connect(things.app) as other:
        number = one.execute(OPEN).fetchone()
        assert number is not None
        other.execute("SELECT set_config('cordline.entry', %s, true)", [str(number[0])])
        other.execute("INSERT INTO thing (n) VALUES (2)")
        one.execute(CLOSE)
        one.commit()
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            other.commit()


@pytest.mark.req("I5")
def test_a_write_after_the_act_was_closed_is_refused(things: ClusterUrls) -> None:
    with psycopg.connect(things.app) as connection:
        number = connection.execute(OPEN).fetchone()
        assert number is not None
        connection.execute(CLOSE)
        with pytest.raises(psycopg.DatabaseError, match="outside an act"), connection.transaction():
            connection.execute("INSERT INTO thing (n) VALUES (2)")
        connection.execute("SELECT set_config('cordline.entry', %s, true)", [str(number[0])])
        with pytest.raises(psycopg.DatabaseError, match="closed act"):
            connection.execute("INSERT INTO thing (n) VALUES (2)")


@pytest.mark.req("I5")
def test_an_entry_number_left_in_a_pooled_connection_opens_nothing(things: ClusterUrls) -> None:
    make_thing("k1", 4)
    with pytest.raises(DatabaseError, match="outside an act"):
        sql("INSERT INTO thing (n) VALUES (2)")


@pytest.mark.req("I5")
def test_old_and_new_values_are_kept_for_one_row_and_for_many(things: ClusterUrls) -> None:
    with act(MADE, by=cast.TECHNICIAN, key="k", content={}) as this:
        sql("INSERT INTO thing (n, note) SELECT g, 'a' FROM generate_series(1, 3) g")
        sql("UPDATE thing SET n = n * 10, note = note WHERE n > 1")
        sql("UPDATE thing SET n = n")
        sql("INSERT INTO thing (id, n, code) VALUES (1, 5, 'x') ON CONFLICT (id) DO UPDATE SET n = 99")
        this.record(subject="x", payload={"n": 0})
    written = list(Change.objects.order_by("id").values_list("op", "row_id", "old", "new"))
    assert [row[0] for row in written] == ["i", "i", "i", "u", "u", "u"]
    assert written[3:5] == [("u", 2, {"n": 2}, {"n": 20}), ("u", 3, {"n": 3}, {"n": 30})]
    assert written[5] == ("u", 1, {"n": 1}, {"n": 99})


@pytest.mark.req("I5")
def test_a_column_named_like_an_alias_is_captured_as_the_row(things: ClusterUrls) -> None:
    make_thing("k1", 42)
    new = Change.objects.get().new
    assert isinstance(new, dict)
    assert (new["n"], new["t"]) == (42, None)


@pytest.mark.req("I5")
def test_the_id_of_a_row_never_changes(things: ClusterUrls) -> None:
    make_thing("k1", 4)

    def renumber() -> None:
        with act(MADE, by=cast.TECHNICIAN, key="k2", content={}) as this:
            sql("UPDATE thing SET id = id + 100")
            this.record(subject="x", payload={"n": 0})

    with pytest.raises(DatabaseError, match="never changes"):
        renumber()


@pytest.mark.req("I5")
def test_values_are_written_in_utc_whatever_the_session_says(things: ClusterUrls) -> None:
    with psycopg.connect(things.owner) as owner:
        owner.execute("ALTER TABLE thing ADD COLUMN at timestamptz")
    with psycopg.connect(things.app) as connection:
        connection.execute("SET timezone = 'Asia/Tokyo'")
        connection.execute(OPEN)
        connection.execute("INSERT INTO thing (at) VALUES ('2026-03-04 09:00+09')")
        connection.execute(CLOSE)
    new = Change.objects.get().new
    assert isinstance(new, dict)
    assert new["at"] == "2026-03-04T00:00:00+00:00"


@pytest.mark.req("I1", "I7")
def test_an_act_runs_in_read_committed_only(things: ClusterUrls) -> None:
    with psycopg.connect(things.app) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        with pytest.raises(psycopg.DatabaseError, match="READ COMMITTED"):
            connection.execute(OPEN)


def test_no_act_opens_inside_another(things: ClusterUrls) -> None:
    with (
        pytest.raises(DatabaseError, match="open already"),
        act(MADE, by=cast.TECHNICIAN, key="k", content={}),
    ):
        make_thing("k2", 2)
    assert not Entry.objects.exists()


@pytest.mark.req("I5")
def test_one_act_undone_inside_a_transaction_leaves_the_next_one_whole(things: ClusterUrls) -> None:
    def doubled() -> None:
        with act(MADE, by=cast.TECHNICIAN, key="k", content={}) as this:
            sql("INSERT INTO thing (n, id) VALUES (1, 1), (2, 1)")
            this.record(subject="x", payload={"n": 0})

    with transaction.atomic():
        with pytest.raises(IntegrityError):
            doubled()
        make_thing("k2", 2)
    assert Entry.objects.count() == 1


def state() -> list[Any]:
    """Everything that an attack might have altered."""
    return [
        sql("SELECT * FROM thing ORDER BY id"),
        sql("SELECT id, payload, hash FROM ledger.entry ORDER BY id"),
        sql("SELECT id, entry, old, new FROM ledger.change ORDER BY id"),
        sql("SELECT demonstration, clock_offset FROM ledger.house"),
        sql("SELECT count(*) FROM ledger.seal"),
    ]
