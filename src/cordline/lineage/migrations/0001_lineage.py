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
                    execute="EXECUTE FUNCTION ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="0152823c4f99d889425ae3407bcb8e51750e3d3a",
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
                    execute="EXECUTE FUNCTION ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="126fe97d2ec988e47fc82c13a20b12196dc49469",
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
                    execute="EXECUTE FUNCTION ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="1e0fbb14fbda5c09bd751cfb70dfe344834b8899",
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
                    execute="EXECUTE FUNCTION lineage_node_born()",
                    func="RETURN NULL;",
                    hash="fa82f9bf83f946ce6d541bdd5557971936ea0106",
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
                    execute="EXECUTE FUNCTION lineage_never_changes()",
                    func="RETURN NULL;",
                    hash="9f161babff9ca1ffc790da313dbd15a6e7eb27d9",
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
                    execute="EXECUTE FUNCTION ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="ec7516df653732a22281788aa9786f05d7586fea",
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
                    execute="EXECUTE FUNCTION ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="f7dd726a816ed4b1226edb21710a3a0055317a19",
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
                    execute="EXECUTE FUNCTION ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="a72a28fb764b06c6c0c0f5d76d40194c50b60834",
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
                    execute="EXECUTE FUNCTION ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="b48fa5eee582000616d8d97c8e292dc7f12937ec",
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
                    execute="EXECUTE FUNCTION ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="a96f6877129a02a1dd1556606a3ee9243ef7e38d",
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
                    execute="EXECUTE FUNCTION ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="b996b3b65e11a7c6f9d4a7ca99bca3af7cfc7655",
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
                    execute="EXECUTE FUNCTION lineage_edge_born()",
                    func="RETURN NULL;",
                    hash="45c0b3a240e3c5a2311bfa5837e5150ccb79e69b",
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
                    execute="EXECUTE FUNCTION lineage_edge_struck()",
                    func="RETURN NULL;",
                    hash="61c60f4e111f45bba892adac09cbc3d1fc7dfba6",
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
                    execute="EXECUTE FUNCTION ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="51c95b38dbd4df8113778fafa5045ceb5cc27bf9",
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
                    execute="EXECUTE FUNCTION ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="df9d3d3d0fe3b8c576b176072ae85acccdbbb9c7",
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
                    execute="EXECUTE FUNCTION ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="4dddc1ddff60f438be343fce8763d03c01f9ce2b",
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
                    execute="EXECUTE FUNCTION lineage_hold_lifted()",
                    func="RETURN NULL;",
                    hash="55324dc904bd3c76f2c4eb0c7f024fe2e52f3d71",
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
                    execute="EXECUTE FUNCTION ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="fc6121e1528b27a21d8f0b53c71dbdda3b0cba70",
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
                    execute="EXECUTE FUNCTION ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="30eebfbd5ba6bd97b3d72c4bfbc24f872adf2c93",
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
                    execute="EXECUTE FUNCTION ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="88cc6b75c4cbb311f2441ae2e67a70ffb2a32c6d",
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
                    execute="EXECUTE FUNCTION lineage_never_changes()",
                    func="RETURN NULL;",
                    hash="99426bbe043e771f742ff694efe5e598d36b73ec",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changes_fb712",
                    table="lineage_exposure",
                    when="BEFORE",
                ),
            ),
        ),
    ]
