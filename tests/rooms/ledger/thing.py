"""The tests' own table of record and the acts on it."""

from datetime import datetime
from typing import Any

from django.db import connection

from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.refusal import Refusal, register
from cordline.ground.roles import Role
from cordline.ground.verbs import Gate, declare
from cordline.ledger.services import Entry, act, constraint_refuses, next_code
from tests import cast

CREATE = """
CREATE TABLE thing (id bigserial PRIMARY KEY, n int, note text, t text,
                    code text CONSTRAINT thing_code_once UNIQUE);
GRANT SELECT, INSERT, UPDATE ON thing TO cordline_app;
GRANT USAGE ON SEQUENCE thing_id_seq TO cordline_app;
CREATE TRIGGER born AFTER INSERT ON thing REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.capture_insert();
CREATE TRIGGER altered AFTER UPDATE ON thing REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.capture_update();
CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE ON thing FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_removal();
"""
register(
    {
        "ledgertest.too_many": "{n} is too many.",
        "ledgertest.odd": "{n} is odd.",
        "ledgertest.taken": "Another one took it.",
    }
)
constraint_refuses("thing_code_once", "ledgertest.taken")
MADE = declare("ledgertest.thing.made", "made {subject} with {n}", Role.TECHNICIAN)
TAKEN = declare("ledgertest.thing.taken", "took {subject}", Role.TECHNICIAN, gate=Gate.SHARED)
HELD = declare("ledgertest.thing.held", "held {subject}", Role.QUALITY, gate=Gate.EXCLUSIVE)
REACTED = declare("ledgertest.thing.reacted", "reacted to {subject}")


def sql(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Run one statement on the test's own connection."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def make_thing(
    key: str, n: int, *, by: Actor = cast.TECHNICIAN, occurred_at: datetime | None = None, code: str = ""
) -> Entry:
    """Make one thing, refused when it is too large or odd."""
    with act(MADE, by=by, key=key, content={"n": n, "code": code}, occurred_at=occurred_at) as this:
        if this.answered:
            return this.entry
        this.require(
            [Refusal("ledgertest.too_many", n=n)] if n > 100 else [],
            [Refusal("ledgertest.odd", n=n)] if n % 2 else [],
        )
        code = code or next_code(Kind.VIAL, this)
        sql("INSERT INTO thing (n, code) VALUES (%s, %s)", n, code)
        return this.record(subject=code, payload={"n": n})
