"""An upgrade keeps a running clinic at work: no migration holds a table that exists for long, none is a one-way street.

A table made in the same file, or since the last release, is in no clinic yet, so there everything is allowed. On a
table that was there before, each operation that rewrites it, reads it whole under a lock, or takes from the version
before what it still reads, is refused, unless it stands in ``ALLOWED`` with its reason.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.postgres import operations as postgres
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.models.functions import Now

from tests.house.layers import ROOT

# "room.migration: what is found" -> why it is right as it stands.
ALLOWED: dict[str, str] = {}
# The number of each room's last migration in the last release: a table made later is in no clinic yet. A release
# writes its numbers here (a test below asks for them), and from then on its tables are tables that exist.
RELEASED: dict[str, int] = {}
# SQL that holds a table: what is looked for, and in which words it is told.
HEAVY = (
    (r"CREATE\s+(UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY)", "CREATE INDEX without CONCURRENTLY"),
    (r"ALTER\s+COLUMN\s+\S+\s+(SET\s+DATA\s+)?TYPE", "a column's type is changed"),
    (r"ADD\s+CONSTRAINT(?![^;]*NOT\s+VALID)(?![^;]*USING\s+INDEX)", "ADD CONSTRAINT without NOT VALID"),
    (r"SET\s+NOT\s+NULL", "SET NOT NULL reads the whole table"),
    (r"\bLOCK\s+TABLE|\bVACUUM\s+FULL|\bCLUSTER\s+\w|\bREINDEX\s+(?!.*CONCURRENTLY)", "a table is locked"),
    (r"\bDROP\s+(TABLE|COLUMN)\b", "the version before still reads it"),
)
MADE = re.compile(r"CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?([\w.\"]+)", re.IGNORECASE)


class Seen:
    """One migration as the lint reads it: which tables are new in it, and what each operation does to the others."""

    def __init__(self, migration: migrations.Migration, state: Any, young: Collection[str] = ()) -> None:
        self.migration = migration
        self.state = state
        self.new = set(young)

    def faults(self) -> Iterator[str]:
        """Say in words what would hold a table for long, or could not be undone."""
        one_way = getattr(self.migration, "one_way", "")
        for operation in self.migration.operations:
            if isinstance(operation, migrations.CreateModel):
                self.new.add(operation.name_lower)
            else:
                yield from self._about(operation)
            if not operation.reversible and not one_way:
                yield f"{type(operation).__name__} cannot be undone, and the migration has no one_way = reason"
            operation.state_forwards(self.migration.app_label, self.state)

    def _about(self, operation: Operation) -> Iterator[str]:
        named = str(getattr(operation, "model_name_lower", "") or getattr(operation, "name_lower", ""))
        if named in self.new:
            return
        match operation:
            case migrations.RunSQL():
                room = self.migration.app_label
                yield from sql_faults(_texts(operation.sql), {f"{room}_{name}" for name in self.new})
            case migrations.SeparateDatabaseAndState():
                for inner in operation.database_operations:
                    yield from self._about(inner)
            case migrations.RunPython() if not getattr(self.migration, "short", ""):
                yield "RunPython, and the migration has no short = reason why it touches few rows"
            case postgres.AddIndexConcurrently() | postgres.RemoveIndexConcurrently():
                if self.migration.atomic:
                    yield "CONCURRENTLY needs atomic = False"
            case migrations.AddIndex():
                yield f"AddIndex {operation.index.name} on {named} without CONCURRENTLY"
            case postgres.AddConstraintNotValid() | postgres.ValidateConstraint():
                return
            case migrations.AddConstraint():
                yield f"AddConstraint {operation.constraint.name} on {named} without NOT VALID"
            case migrations.AddField():
                yield from new_field_faults(operation.name, operation.field, named)
            case migrations.AlterField():
                before = self.state.models[self.migration.app_label, named].fields[operation.name]
                yield from changed_field_faults(operation.name, before, operation.field, named)
            case migrations.RemoveField() | migrations.RenameField():
                yield f"{type(operation).__name__} on {named}: the version before still reads it"
            case migrations.DeleteModel() | migrations.RenameModel() | migrations.AlterModelTable():
                yield f"{type(operation).__name__} {named}: the version before still reads it"


def sql_faults(texts: list[str], new: set[str]) -> Iterator[str]:
    """Look through plain SQL; what is done to a table that the same migration makes is no fault."""
    text = re.sub(r"--[^\n]*", "", "\n".join(texts))
    made = new | {name.replace('"', "").split(".")[-1].lower() for name in MADE.findall(text)}
    # The body of a function runs when it is called, not now.
    text = re.sub(r"\$(\w*)\$.*?\$\1\$", "$$ $$", text, flags=re.DOTALL)
    for statement in text.split(";"):
        about = re.search(
            r"(?:\bON\s+|ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?)([\w.\"]+)", statement, re.IGNORECASE
        )
        table = about[1].replace('"', "").split(".")[-1].lower() if about else ""
        if table in made:
            continue
        for pattern, words in HEAVY:
            if re.search(pattern, statement, re.IGNORECASE):
                yield f"SQL on {table or 'a table'}: {words}"


def new_field_faults(name: str, field: Any, table: str) -> Iterator[str]:
    """A new column is quick when it is empty or has one constant value; what is computed for each row rewrites it."""
    if field.has_db_default() and not isinstance(field.db_default, models.Value | int | str | bool):
        yield f"AddField {name} on {table}: a default that is computed rewrites the table"
    if isinstance(field, models.GeneratedField):
        yield f"AddField {name} on {table}: a generated column rewrites the table"
    if field.unique or field.db_index:
        yield f"AddField {name} on {table}: its index is built without CONCURRENTLY"
    if field.remote_field is not None and field.db_constraint:
        yield f"AddField {name} on {table}: its foreign key is checked at once, not NOT VALID"


def changed_field_faults(name: str, before: Any, after: Any, table: str) -> Iterator[str]:
    """A column may grow or lose a rule; another type, a new NOT NULL or a new index reads or rewrites the table."""
    if before.get_internal_type() != after.get_internal_type():
        grows = (before.get_internal_type(), after.get_internal_type()) == ("CharField", "TextField")
        if not grows:
            yield f"AlterField {name} on {table}: its type changes, the table is rewritten"
    elif (before.max_length or 0) > (after.max_length or 10**9):
        yield f"AlterField {name} on {table}: it becomes shorter"
    elif getattr(before, "decimal_places", None) != getattr(after, "decimal_places", None):
        yield f"AlterField {name} on {table}: its scale changes, the table is rewritten"
    if before.null and not after.null:
        yield f"AlterField {name} on {table}: SET NOT NULL reads the whole table"
    if (after.unique and not before.unique) or (after.db_index and not before.db_index):
        yield f"AlterField {name} on {table}: its index is built without CONCURRENTLY"


def _texts(given: Any) -> list[str]:
    if isinstance(given, str):
        return [given]
    return [part if isinstance(part, str) else part[0] for part in given]


def faults_of(migration: migrations.Migration, state: Any, young: Collection[str] = ()) -> list[str]:
    label = f"{migration.app_label}.{migration.name}"
    return [f"{label}: {fault}" for fault in Seen(migration, state, young).faults()]


def tables_made(migration: migrations.Migration) -> set[str]:
    """The names of the models that a migration makes."""
    return {one.name_lower for one in migration.operations if isinstance(one, migrations.CreateModel)}


@pytest.mark.req("E15")
def test_no_migration_holds_a_table_that_exists_and_each_can_be_undone_or_says_why_not() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    found: list[str] = []
    young: dict[str, set[str]] = defaultdict(set)
    for room, name in sorted(loader.disk_migrations):
        if room not in settings.ROOMS:
            continue
        migration = loader.disk_migrations[room, name]
        found += faults_of(migration, loader.project_state((room, name), at_end=False), young[room])
        if int(name[:4]) > RELEASED.get(room, 0):
            young[room] |= tables_made(migration)
    assert [fault for fault in found if fault not in ALLOWED] == []
    assert [stale for stale in ALLOWED if stale not in found] == []


@pytest.mark.req("E15")
def test_once_there_is_a_release_its_migrations_are_named_as_released() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings
    assert RELEASED or [heading for heading in headings if "(unreleased)" not in heading] == []


@pytest.mark.req("E15")
def test_a_table_made_since_the_last_release_may_still_be_changed_and_one_before_may_not() -> None:
    change = migrations.AddIndex("vial", SHORT)
    assert len(_made(change)) == 1
    assert _made(change, young={"vial"}) == []


def _made(*operations: Operation, young: Collection[str] = (), **facts: Any) -> list[str]:
    """Judge one migration after a first one that made a table with two columns."""
    from django.db.migrations.state import ProjectState

    state = ProjectState()
    first = migrations.CreateModel(
        "Vial",
        [("id", models.BigAutoField(primary_key=True)), ("code", models.CharField(max_length=20, null=True))],
    )
    first.state_forwards("cellar", state)
    kind = type("Migration", (migrations.Migration,), {"operations": list(operations), **facts})
    return [fault.split(": ", 1)[1] for fault in faults_of(kind("0002_more", "cellar"), state, young)]


CODE = models.CharField(max_length=20, default="")
SHORT = models.Index(fields=["code"], name="vial_code")
NAMED = models.CheckConstraint(name="vial_named", condition=~models.Q(code=""))


@pytest.mark.req("E15")
@pytest.mark.parametrize(
    ("operation", "says"),
    [
        (migrations.AddIndex("vial", SHORT), "without CONCURRENTLY"),
        (migrations.AddConstraint("vial", NAMED), "without NOT VALID"),
        (migrations.AlterField("vial", "code", models.IntegerField(null=True)), "its type changes"),
        (migrations.AlterField("vial", "code", models.CharField(max_length=9, null=True)), "becomes shorter"),
        (migrations.AlterField("vial", "code", models.CharField(max_length=20)), "SET NOT NULL"),
        (migrations.AddField("vial", "made", models.DateTimeField(db_default=Now())), "computed"),
        (migrations.AddField("vial", "other", models.CharField(max_length=9, unique=True, default="")), "its index"),
        (migrations.RemoveField("vial", "code"), "the version before still reads it"),
        (migrations.RunSQL("CREATE INDEX later ON cellar_vial (code)", ""), "without CONCURRENTLY"),
        (migrations.RunSQL("ALTER TABLE cellar_vial ADD CONSTRAINT c CHECK (code <> '')", ""), "without NOT VALID"),
        (migrations.RunSQL("SELECT 1"), "cannot be undone"),
        (migrations.RunPython(lambda apps, schema: None, migrations.RunPython.noop), "has no short"),
        (postgres.AddIndexConcurrently("vial", SHORT), "needs atomic = False"),
    ],
)  # fmt: skip
def test_the_lint_finds_what_would_hold_a_clinic(operation: Operation, says: str) -> None:
    found = _made(operation)
    assert len(found) == 1
    assert says in found[0]


@pytest.mark.req("E15")
@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("vial", "other", CODE),
        migrations.AlterField("vial", "code", models.CharField(max_length=40, null=True)),
        postgres.AddConstraintNotValid("vial", NAMED),
        migrations.RunSQL(
            "CREATE TABLE shelf (id int); CREATE INDEX on_shelf ON shelf (id)", "DROP TABLE shelf"
        ),
        migrations.RunSQL(
            "CREATE FUNCTION f() RETURNS int AS $$ LOCK TABLE x; $$ LANGUAGE sql", "DROP FUNCTION f"
        ),
    ],
)
def test_the_lint_lets_pass_what_is_quick(operation: Operation) -> None:
    assert _made(operation) == []


@pytest.mark.req("E15")
def test_a_one_way_migration_says_why() -> None:
    assert _made(migrations.RunSQL("SELECT 1"), one_way="the rows it took away cannot be made again") == []
