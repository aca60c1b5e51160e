"""Lineage: nodes, edges, closure, units, exposures, holds, and the functions that guard them."""

from pathlib import Path

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

FUNCTIONS = (Path(__file__).resolve().parent.parent / "sql" / "functions.sql").read_text()


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0001_ledger"),
    ]

    operations = [
        # Named by the triggers below, so they come first.
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Node",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=24, unique=True)),
                ("kind", models.CharField(db_collation="C", max_length=2)),
                ("site", models.CharField(max_length=16)),
                ("autologous_person", models.CharField(blank=True, max_length=24, null=True)),
                ("born_entry", models.BigIntegerField()),
                ("born_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=64, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reagent_lot", "reagent lot"),
                            ("equipment", "equipment"),
                            ("room", "room"),
                            ("operator", "operator"),
                            ("step", "step"),
                        ],
                        max_length=12,
                    ),
                ),
                ("site", models.CharField(max_length=16)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "anc", "kind", "des", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("anc", models.BigIntegerField()),
                ("kind", models.CharField(db_collation="C", max_length=2)),
                ("des", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["des", "anc"], name="lineage_closure_up")],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=24, unique=True)),
                ("leaf", models.CharField(blank=True, default="", max_length=24)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("result", "late result"),
                            ("eligibility", "eligibility"),
                            ("deviation", "deviation"),
                            ("temperature", "temperature"),
                            ("recall", "recall"),
                            ("import", "import"),
                            ("quality", "quality"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField()),
                ("site", models.CharField(max_length=16)),
                ("placed_by", models.CharField(max_length=64)),
                ("placed_at", models.DateTimeField()),
                ("placed_entry", models.BigIntegerField()),
                ("lifted_by", models.CharField(blank=True, default="", max_length=64)),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                ("lifted_entry", models.BigIntegerField(blank=True, null=True)),
                ("lift_reason", models.TextField(blank=True, default="")),
                ("signature", models.BigIntegerField(blank=True, null=True)),
                (
                    "node",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="lineage.node",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Exposure",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("leaf", models.CharField(blank=True, default="", max_length=24)),
                ("entry", models.BigIntegerField()),
                ("exposed_at", models.DateTimeField()),
                (
                    "node",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="lineage.node",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Edge",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("struck_entry", models.BigIntegerField(blank=True, null=True)),
                ("struck_at", models.DateTimeField(blank=True, null=True)),
                ("struck_by", models.CharField(blank=True, default="", max_length=64)),
                ("strike_reason", models.TextField(blank=True, default="")),
                ("reviewed_entry", models.BigIntegerField(blank=True, null=True)),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("reviewed_by", models.CharField(blank=True, default="", max_length=64)),
                ("finding", models.CharField(blank=True, default="", max_length=9)),
                (
                    "child",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parent_edges",
                        to="lineage.node",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="child_edges",
                        to="lineage.node",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="node",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="5d74a4c4ae810d48cb2ca4ea0faeab8f7895e9ae",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_eb0f3",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="lineage_node",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="node",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="de119f00199fe300340d05672d2535498396922f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_64797",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="lineage_node",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="node",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="75e5d6cc5490d6265ba2207a8ba4e507ccc3f15e",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_a63ca",
                    table="lineage_node",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="node",
            trigger=pgtrigger.compiler.Trigger(
                name="node_born",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="lineage_node_born()",
                    func="RETURN NULL;",
                    hash="913af5cf199d639d25fc7e5fbd399170eb26082f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_node_born_143ae",
                    referencing="REFERENCING NEW TABLE AS born_rows ",
                    table="lineage_node",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="node",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="lineage_never_changes()",
                    func="RETURN NULL;",
                    hash="7a1097df1ba0dac372614c837d8792d2982f1e86",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changes_b709d",
                    table="lineage_node",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="lineage.unit",
            ),
        ),
        migrations.AddField(
            model_name="exposure",
            name="unit",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, to="lineage.unit"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unit",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="a6c053f7853502b6aa10d44e8f97711bc6735ef2",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_3b4e4",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="lineage_unit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unit",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="a3f37697f6d26c09bd6976cc7bf4d4ccb44fb277",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_7fba7",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="lineage_unit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unit",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="8fc2ac4da67861e0e52c55a0826accde2b90bf07",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_fc364",
                    table="lineage_unit",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="edge",
            constraint=models.UniqueConstraint(fields=("child", "parent"), name="lineage_edge_once"),
        ),
        migrations.AddConstraint(
            model_name="edge",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent__lt", models.F("child"))), name="lineage_edge_parent_is_older"
            ),
        ),
        migrations.AddConstraint(
            model_name="edge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("struck_entry__isnull", True), ("struck_at__isnull", True)),
                    models.Q(("struck_entry__isnull", False), ("struck_at__isnull", False)),
                    _connector="OR",
                ),
                name="lineage_edge_strike_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="edge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reviewed_entry__isnull", True), ("reviewed_at__isnull", True)),
                    models.Q(("reviewed_entry__isnull", False), ("reviewed_at__isnull", False)),
                    _connector="OR",
                ),
                name="lineage_edge_review_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="edge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finding", ""), ("reviewed_entry__isnull", True)),
                    models.Q(
                        ("finding__in", ["confirmed", "restored"]),
                        ("reviewed_entry__isnull", False),
                        ("struck_entry__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="lineage_edge_review_after_strike",
            ),
        ),
        migrations.AddConstraint(
            model_name="edge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reviewed_entry__isnull", True),
                    models.Q(("reviewed_by", models.F("struck_by")), _negated=True),
                    _connector="OR",
                ),
                name="lineage_edge_reviewed_by_another",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edge",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="345084ff67aa3f6879e454784a6d044a625ced06",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_414c2",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="lineage_edge",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edge",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="b77d7e0206087a1287a0225c69ce32d6ee6d0b8d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_d768c",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="lineage_edge",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edge",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="9624fcb0787fc48860e26a07e4d4868c5ecde14b",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_13b3d",
                    table="lineage_edge",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edge",
            trigger=pgtrigger.compiler.Trigger(
                name="edge_born",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="lineage_edge_born()",
                    func="RETURN NULL;",
                    hash="bef4412677490dad5bf9c011265e6cc7e63a459d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_edge_born_713b0",
                    referencing="REFERENCING NEW TABLE AS born_rows ",
                    table="lineage_edge",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edge",
            trigger=pgtrigger.compiler.Trigger(
                name="edge_struck",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="lineage_edge_struck()",
                    func="RETURN NULL;",
                    hash="8c2c03d37decbdec4cb396ad836d9a21a9527ca9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_edge_struck_9b49b",
                    referencing="REFERENCING OLD TABLE AS before_rows  NEW TABLE AS after_rows ",
                    table="lineage_edge",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(
                condition=models.Q(("lifted_entry__isnull", True), ("node__isnull", False)),
                fields=["node"],
                name="lineage_hold_node",
            ),
        ),
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(
                condition=models.Q(("lifted_entry__isnull", True), ("unit__isnull", False)),
                fields=["unit"],
                name="lineage_hold_unit",
            ),
        ),
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(
                condition=models.Q(("lifted_entry__isnull", True), models.Q(("leaf", ""), _negated=True)),
                fields=["leaf"],
                name="lineage_hold_leaf",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("leaf", ""), ("node__isnull", False), ("unit__isnull", True)),
                    models.Q(("leaf", ""), ("node__isnull", True), ("unit__isnull", False)),
                    models.Q(
                        ("node__isnull", True), ("unit__isnull", True), models.Q(("leaf", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="lineage_hold_on_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="lineage_hold_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lifted_at__isnull", True), ("lifted_entry__isnull", True)),
                    models.Q(("lifted_at__isnull", False), ("lifted_entry__isnull", False)),
                    _connector="OR",
                ),
                name="lineage_hold_lift_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lifted_entry__isnull", True),
                    ("kind", "import"),
                    models.Q(
                        ("signature__isnull", False),
                        models.Q(("lift_reason", ""), _negated=True),
                        models.Q(("lifted_by", models.F("placed_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="lineage_hold_lifted_by_another",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="440193f3c65bed1b73acb209447ea064db452330",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_41524",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="lineage_hold",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="3008e68c4687078d3d6b1ec573cf4299390fb294",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_f7475",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="lineage_hold",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="835be6525644d62d0b441d7a5b1157c9c942bd12",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_f27a2",
                    table="lineage_hold",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="hold_lifted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="lineage_hold_lifted()",
                    func="RETURN NULL;",
                    hash="cfe2cf727328add3ed7a368f93cd1e52cc81b35c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_hold_lifted_e9bb9",
                    referencing="REFERENCING OLD TABLE AS before_rows  NEW TABLE AS after_rows ",
                    table="lineage_hold",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="exposure",
            index=models.Index(
                condition=models.Q(("node__isnull", False)),
                fields=["node", "unit"],
                name="lineage_exposure_node",
            ),
        ),
        migrations.AddIndex(
            model_name="exposure",
            index=models.Index(fields=["unit", "node"], name="lineage_exposure_unit"),
        ),
        migrations.AddIndex(
            model_name="exposure",
            index=models.Index(
                condition=models.Q(("leaf", ""), _negated=True),
                fields=["leaf", "unit"],
                name="lineage_exposure_leaf",
            ),
        ),
        migrations.AddConstraint(
            model_name="exposure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("leaf", ""), ("node__isnull", False)),
                    models.Q(("node__isnull", True), models.Q(("leaf", ""), _negated=True)),
                    _connector="OR",
                ),
                name="lineage_exposure_of_one",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exposure",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="8c13d7377949c5a09b50fe3fc90984b47c034343",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_2e1e9",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="lineage_exposure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exposure",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="92b4167b63ee64fbd17fc81b0e9371336367a1f3",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_6a028",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="lineage_exposure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exposure",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="088db4db9f40cd32786aca32ad777895d2d0edb2",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_43be0",
                    table="lineage_exposure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exposure",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="lineage_never_changes()",
                    func="RETURN NULL;",
                    hash="1519283f77014e07c832e46f91fa2023dc6f47f3",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changes_fb712",
                    table="lineage_exposure",
                    when="BEFORE",
                ),
            ),
        ),
    ]
