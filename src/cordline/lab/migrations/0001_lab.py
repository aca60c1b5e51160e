"""The laboratory: limits, cords, cultures, counts, draws and fills, and the guard that keeps the cells in balance."""

from decimal import Decimal
from pathlib import Path

import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

BALANCE = (Path(__file__).resolve().parent.parent / "sql" / "balance.sql").read_text()


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("lineage", "0002_trace_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cord",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=24, unique=True)),
                ("site", models.CharField(max_length=16)),
                (
                    "verdict",
                    models.CharField(
                        choices=[("accepted", "accepted"), ("rejected", "rejected")], max_length=8
                    ),
                ),
                ("reasons", models.JSONField(blank=True, default=list)),
                ("born_at", models.DateTimeField(blank=True, null=True)),
                ("arrived_at", models.DateTimeField()),
                ("lowest_c", models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True)),
                ("highest_c", models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True)),
                (
                    "integrity",
                    models.CharField(
                        choices=[
                            ("intact", "intact"),
                            ("leaking", "leaking"),
                            ("opened", "opened"),
                            ("broken", "broken"),
                        ],
                        max_length=8,
                    ),
                ),
                ("consent_seen", models.BooleanField()),
                ("labels_matched", models.BooleanField()),
                ("weight_g", models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True)),
                ("limits_version", models.PositiveIntegerField()),
                ("received_by", models.CharField(max_length=64)),
                ("processed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "donation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="lineage.node"
                    ),
                ),
                (
                    "node",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lab_cord",
                        to="lineage.node",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Culture",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=24, unique=True)),
                ("site", models.CharField(max_length=16)),
                (
                    "product",
                    models.CharField(
                        choices=[
                            ("MSC-WJ", "MSC(WJ) stromal cells"),
                            ("SECRETOME", "Secretome, cell-free"),
                            ("NK", "NK cells, autologous"),
                        ],
                        max_length=16,
                    ),
                ),
                ("passage", models.PositiveSmallIntegerField()),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[("explant", "explant"), ("enzymatic", "enzymatic")],
                        default="",
                        max_length=10,
                    ),
                ),
                ("from_bank", models.CharField(blank=True, default="", max_length=12)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("growing", "growing"),
                            ("harvested", "harvested"),
                            ("spent", "spent"),
                            ("contaminated", "contaminated"),
                            ("discarded", "discarded"),
                        ],
                        default="growing",
                        max_length=12,
                    ),
                ),
                ("vessel", models.CharField(blank=True, default="", max_length=80)),
                ("area_cm2", models.DecimalField(decimal_places=1, max_digits=9)),
                ("tissue_g", models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True)),
                ("seeded_at", models.DateTimeField()),
                ("seeded_by", models.CharField(max_length=64)),
                ("seeded_cells", models.BigIntegerField(blank=True, null=True)),
                ("before_counted", models.DecimalField(decimal_places=4, default=0, max_digits=8)),
                ("before_uncounted", models.BooleanField(default=False)),
                ("before_gaps", models.PositiveSmallIntegerField(default=0)),
                ("harvested_at", models.DateTimeField(blank=True, null=True)),
                ("harvested_cells", models.BigIntegerField(blank=True, null=True)),
                ("remaining_cells", models.BigIntegerField(blank=True, null=True)),
                ("viability_pct", models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True)),
                ("doublings", models.DecimalField(blank=True, decimal_places=4, max_digits=8, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.CharField(blank=True, default="", max_length=64)),
                ("ended_reason", models.TextField(blank=True, default="")),
                ("autologous_for", models.CharField(blank=True, default="", max_length=24)),
                (
                    "node",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lab_culture",
                        to="lineage.node",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Count",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "purpose",
                    models.CharField(
                        choices=[("in_process", "in_process"), ("harvest", "harvest")], max_length=10
                    ),
                ),
                ("counted_at", models.DateTimeField()),
                ("counted_by", models.CharField(max_length=64)),
                ("tallies", models.JSONField(blank=True, null=True)),
                ("dilution", models.DecimalField(blank=True, decimal_places=3, max_digits=9, null=True)),
                ("volume_ml", models.DecimalField(blank=True, decimal_places=3, max_digits=9, null=True)),
                ("typed_reason", models.TextField(blank=True, default="")),
                ("viable_cells", models.BigIntegerField()),
                ("total_cells", models.BigIntegerField()),
                ("viability_pct", models.DecimalField(decimal_places=1, max_digits=4)),
                ("spread_pct", models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True)),
                ("formula", models.CharField(max_length=8)),
                ("formula_version", models.PositiveSmallIntegerField()),
                ("limits_version", models.PositiveIntegerField()),
                (
                    "culture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="counts", to="lab.culture"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Draw",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("cells", models.BigIntegerField()),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="lineage.node"
                    ),
                ),
                (
                    "culture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="draws", to="lab.culture"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Fill",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("master_bank", "Master bank"),
                            ("working_bank", "Working bank"),
                            ("lot", "Cell lot"),
                        ],
                        max_length=12,
                    ),
                ),
                ("taken_cells", models.BigIntegerField()),
                ("filled_cells", models.BigIntegerField()),
                ("qc_cells", models.BigIntegerField()),
                ("lost_cells", models.BigIntegerField()),
                ("limits_version", models.PositiveIntegerField()),
                ("filled_at", models.DateTimeField()),
                ("filled_by", models.CharField(max_length=64)),
                (
                    "node",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lab_fill",
                        to="lineage.node",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProcessLimits",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "product",
                    models.CharField(
                        choices=[
                            ("MSC-WJ", "MSC(WJ) stromal cells"),
                            ("SECRETOME", "Secretome, cell-free"),
                            ("NK", "NK cells, autologous"),
                        ],
                        max_length=16,
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("source", models.CharField(max_length=200)),
                ("effective_at", models.DateTimeField()),
                ("approved_by", models.CharField(max_length=64)),
                ("cord_hours", models.PositiveSmallIntegerField()),
                ("cord_low_c", models.DecimalField(decimal_places=1, max_digits=5)),
                ("cord_high_c", models.DecimalField(decimal_places=1, max_digits=5)),
                ("master_bank_first", models.PositiveSmallIntegerField()),
                ("master_bank_last", models.PositiveSmallIntegerField()),
                ("working_bank_first", models.PositiveSmallIntegerField()),
                ("working_bank_last", models.PositiveSmallIntegerField()),
                ("lot_first", models.PositiveSmallIntegerField()),
                ("lot_last", models.PositiveSmallIntegerField()),
                ("most_doublings", models.DecimalField(decimal_places=2, max_digits=6)),
                ("least_viability_pct", models.DecimalField(decimal_places=1, max_digits=4)),
                ("most_spread_pct", models.DecimalField(decimal_places=1, max_digits=4)),
                ("shelf_life_days", models.PositiveIntegerField()),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("product", "version"), name="lab_limits_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(("cord_low_c__lte", models.F("cord_high_c"))),
                        name="lab_limits_temperature_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lot_first__lte", models.F("lot_last")),
                            ("master_bank_first__lte", models.F("master_bank_last")),
                            ("working_bank_first__lte", models.F("working_bank_last")),
                        ),
                        name="lab_limits_passage_order",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="processlimits",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="9832aab779869bc13090fc37c589984e51c053d2",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_b8e84",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="lab_processlimits",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="processlimits",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="968c283bc6d0d4efea31abccb045453b8bb97dcc",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_2fac8",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="lab_processlimits",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="processlimits",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="76c319c0508a46ba467752824f48194e5d1d9e39",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_5a5b5",
                    table="lab_processlimits",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="cord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reasons", []), ("verdict", "accepted")),
                    models.Q(
                        ("processed_at__isnull", True),
                        ("verdict", "rejected"),
                        models.Q(("reasons", []), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="lab_cord_rejected_says_why",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cord",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="ba789af535462912d46dff54465c3af3f944edd3",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_c319a",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="lab_cord",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cord",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="042cfc2c1c99bd18a35d2d31d901f1c8a42a6d7d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_4291c",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="lab_cord",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cord",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="41d4303d157b137891ce57af1f4ffd28c7a8d4da",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_73296",
                    table="lab_cord",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="culture",
            index=models.Index(fields=["site", "state"], name="lab_culture_open"),
        ),
        migrations.AddConstraint(
            model_name="culture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("passage", 0), ("seeded_cells__isnull", True)),
                    ("seeded_cells__range", (1000, 10000000000000)),
                    _connector="OR",
                ),
                name="lab_culture_seeded_possible",
            ),
        ),
        migrations.AddConstraint(
            model_name="culture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("harvested_cells__isnull", True), ("remaining_cells__isnull", True)),
                    models.Q(
                        ("harvested_cells__range", (0, 10000000000000)),
                        ("remaining_cells__gte", 0),
                        ("remaining_cells__lte", models.F("harvested_cells")),
                    ),
                    _connector="OR",
                ),
                name="lab_culture_cells_balance",
            ),
        ),
        migrations.AddConstraint(
            model_name="culture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("harvested_at__isnull", True), ("state", "growing")),
                    models.Q(("harvested_at__isnull", False), ("state__in", ["harvested", "spent"])),
                    ("state__in", ["contaminated", "discarded"]),
                    _connector="OR",
                ),
                name="lab_culture_harvested_when_pooled",
            ),
        ),
        migrations.AddConstraint(
            model_name="culture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "spent"), _negated=True), ("remaining_cells", 0), _connector="OR"
                ),
                name="lab_culture_spent_is_empty",
            ),
        ),
        migrations.AddConstraint(
            model_name="culture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("viability_pct__isnull", True), ("viability_pct__range", (0, 100)), _connector="OR"
                ),
                name="lab_culture_viability_possible",
            ),
        ),
        migrations.AddConstraint(
            model_name="culture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["contaminated", "discarded"]), _negated=True),
                    models.Q(("ended_at__isnull", False), models.Q(("ended_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="lab_culture_ended_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="culture",
            constraint=models.CheckConstraint(
                condition=models.Q(("area_cm2__gt", 0), ("area_cm2__lte", Decimal("1000000"))),
                name="lab_culture_area_possible",
            ),
        ),
        migrations.AddConstraint(
            model_name="culture",
            constraint=models.CheckConstraint(
                condition=models.Q(("passage__lte", 60)), name="lab_culture_passage_possible"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="culture",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="a6140fe72dbfadd9f170da09e6479f59034e8984",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_ec9ab",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="lab_culture",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="culture",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="b0c608fe78922f1cddd4e6d342ca09350e9ef900",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_96a2c",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="lab_culture",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="culture",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="06f23209a637a099e816ba7be68e6053acd40ab7",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_48de7",
                    table="lab_culture",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="count",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("dilution__isnull", False),
                        ("tallies__isnull", False),
                        ("typed_reason", ""),
                        ("volume_ml__isnull", False),
                    ),
                    models.Q(("tallies__isnull", True), models.Q(("typed_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="lab_count_raw_or_marked",
            ),
        ),
        migrations.AddConstraint(
            model_name="count",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("total_cells__lte", 10000000000000),
                    ("viability_pct__range", (0, 100)),
                    ("viable_cells__gte", 0),
                    ("viable_cells__lte", models.F("total_cells")),
                ),
                name="lab_count_possible",
            ),
        ),
        migrations.AddConstraint(
            model_name="count",
            constraint=models.UniqueConstraint(
                condition=models.Q(("purpose", "harvest")),
                fields=("culture",),
                name="lab_culture_harvested_once",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="count",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="d21ba960f135e42ad931168c1a67e18d303344d2",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_bef50",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="lab_count",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="count",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="61753f783879979d453cdcb52b5013a54a0ede2a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_31d9c",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="lab_count",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="count",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="6d3503d1ff00adb7a05a55171917fd8089b8b753",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_8cd88",
                    table="lab_count",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.UniqueConstraint(fields=("culture", "child"), name="lab_draw_once"),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(("cells__gte", 1000)), name="lab_draw_possible"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draw",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="724dfce5669f7145d9453f0d295a217436d00c36",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_31251",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="lab_draw",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draw",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="e5e151ad7880c6a84d9dec4d559f027672278e5e",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_56006",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="lab_draw",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draw",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="5d7b6ea4fd0dbd57350058db47736223829986c4",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_eb0b4",
                    table="lab_draw",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="fill",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "taken_cells",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("filled_cells"), "+", models.F("qc_cells")
                            ),
                            "+",
                            models.F("lost_cells"),
                        ),
                    )
                ),
                name="lab_fill_balance",
            ),
        ),
        migrations.AddConstraint(
            model_name="fill",
            constraint=models.CheckConstraint(
                condition=models.Q(("filled_cells__gt", 0), ("lost_cells__gte", 0), ("qc_cells__gte", 0)),
                name="lab_fill_possible",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fill",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="2d9d95ff32bf043197dba9da5a2e4a3eeedfecd0",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_61949",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="lab_fill",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fill",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="1f647f69c5a19cc1a29107a08d8b3fec7de803b5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_9dcc7",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="lab_fill",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fill",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="96993d8272e81b60e7b9407be6fce24d1e817ae2",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_67470",
                    table="lab_fill",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(BALANCE, migrations.RunSQL.noop),
    ]
