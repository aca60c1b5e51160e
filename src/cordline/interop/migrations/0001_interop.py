"""Interop: imports as batches, and what each row became."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ImportedRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("site", models.CharField(max_length=16)),
                ("kind", models.CharField(max_length=8)),
                ("line", models.PositiveIntegerField()),
                ("reference", models.CharField(max_length=200)),
                ("code", models.CharField(max_length=24)),
                ("content", models.CharField(max_length=64)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=24, unique=True)),
                ("site", models.CharField(max_length=16)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("donors", "Donors"),
                            ("cords", "Cords"),
                            ("lots", "Lots"),
                            ("results", "Results"),
                        ],
                        max_length=8,
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("rows", models.PositiveIntegerField()),
                ("created", models.PositiveIntegerField()),
                ("unit", models.CharField(max_length=64)),
                ("hold", models.CharField(blank=True, default="", max_length=24)),
                ("imported_at", models.DateTimeField()),
                ("imported_by", models.CharField(max_length=64)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_by", models.CharField(blank=True, default="", max_length=64)),
                ("withdrawal_reason", models.CharField(blank=True, default="", max_length=500)),
                ("withdrawal_hold", models.CharField(blank=True, default="", max_length=24)),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("site", "kind", "sha256"), name="interop_file_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawal_reason", ""),
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by", ""),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_by", ""), _negated=True),
                                models.Q(("withdrawal_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="interop_withdrawal_whole",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="importbatch",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="f8c79e01650b432ce9cddb95f2ba3a0ab4d4ed72",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_0b6f4",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="interop_importbatch",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="importbatch",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="ece3802c8f1e24dcdb1dffae1bdcb03972ceef4c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_ec9a8",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="interop_importbatch",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="importbatch",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="fd2e7bc916e6726c2eb513e4b7d5cf19ad085650",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_dd61d",
                    table="interop_importbatch",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="importedrow",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="imported_rows",
                to="interop.importbatch",
            ),
        ),
        migrations.AddConstraint(
            model_name="importedrow",
            constraint=models.UniqueConstraint(
                fields=("site", "kind", "reference"), name="interop_reference_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="importedrow",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="87ac4b5725065ff9ddfb38e0e3f372e7264892f3",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_5065e",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="interop_importedrow",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="importedrow",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="d41e1fff2031965e43c15adaa6d36b6809ec9b9f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_2ca09",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="interop_importedrow",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="importedrow",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="f51d961bdbaaa605403c9e4e1f9128b12a98d3a4",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_f5e23",
                    table="interop_importedrow",
                    when="BEFORE",
                ),
            ),
        ),
    ]
