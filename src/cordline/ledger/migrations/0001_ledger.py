"""The ledger's tables, functions and rights; plain SQL, because the rules are the database's own."""

from pathlib import Path

from django.db import migrations

from cordline.ground.codes import Kind

SQL = Path(__file__).resolve().parent.parent / "sql"
SEQUENCES = "".join(f"CREATE SEQUENCE ledger.number_{kind.value.lower()};\n" for kind in Kind)
# One number sequence for each kind of code; acts reach them through ledger.next_numbers only.


def script(name: str) -> str:
    return (SQL / f"{name}.sql").read_text()


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.RunSQL(script("tables") + SEQUENCES, "DROP SCHEMA ledger CASCADE"),
        migrations.RunSQL(script("functions"), migrations.RunSQL.noop),
        migrations.RunSQL(script("grants"), migrations.RunSQL.noop),
    ]
