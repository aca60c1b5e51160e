"""Persons, their keys, the words they are found by, observations, erasures."""

from pathlib import Path

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "functions.sql"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0001_ledger"),
    ]

    operations = [
        migrations.RunSQL(SQL.read_text(), "DROP FUNCTION public.people_key_only_by_erasure()"),
        migrations.CreateModel(
            name="PersonKey",
            fields=[
                ("person", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("wrapped", models.BinaryField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=20, unique=True)),
                ("kind", models.CharField(max_length=12)),
                ("site", models.CharField(max_length=16)),
                ("full_name", models.BinaryField()),
                ("called_name", models.BinaryField(default=b"")),
                ("own_script_name", models.BinaryField(default=b"")),
                ("kana", models.BinaryField(default=b"")),
                ("birth_date", models.BinaryField()),
                ("sex", models.BinaryField()),
                ("contacts", models.BinaryField(default=b"")),
                ("languages", models.BinaryField(default=b"")),
                ("allergies_text", models.BinaryField(default=b"")),
                ("notes", models.BinaryField(default=b"")),
                ("registered_at", models.DateTimeField()),
                ("registered_by", models.CharField(max_length=40)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                ("erased_by", models.CharField(blank=True, default="", max_length=40)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["site", "kind", "-registered_at"], name="person_list")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["patient", "donor"])), name="person_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("erased_at", None), ("erased_by", "")),
                            models.Q(
                                ("erased_at__isnull", False), models.Q(("erased_by", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="person_erased_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=12)),
                ("weight_kg", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ("allergens", models.JSONField(default=list)),
                ("observed_at", models.DateTimeField()),
                ("observed_by", models.CharField(max_length=40)),
                ("site", models.CharField(max_length=16)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("reason", models.CharField(max_length=400)),
                ("retained", models.JSONField(default=list)),
                ("site", models.CharField(max_length=16)),
                ("erased_at", models.DateTimeField()),
                ("erased_by", models.CharField(max_length=40)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erasure",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="ecc283af17f25be5cac29a490be5d03a8bf0a6ee",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_54d93",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="people_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="0276313950fb8fe0bf6f00307361a9cbcef5ed4c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_68097",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="people_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="4bf8fe400c227b6010e3ef96533ec38719f71b02",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_e8815",
                    table="people_person",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personkey",
            trigger=pgtrigger.compiler.Trigger(
                name="only_by_erasure",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.people_key_only_by_erasure()",
                    func="RETURN NULL;",
                    hash="eea7679310219659d59e294a6eae1ef94da4ed67",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_only_by_erasure_29e0a",
                    table="people_personkey",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="searchword",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="search_words", to="people.person"
            ),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(fields=["person", "kind", "-observed_at"], name="observation_latest"),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("allergens", []), ("kind", "weight"), ("weight_kg__isnull", False)),
                    models.Q(("kind", "allergies"), ("weight_kg", None)),
                    _connector="OR",
                ),
                name="observation_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("weight_kg", None),
                    models.Q(("weight_kg__gte", 2), ("weight_kg__lte", 400)),
                    _connector="OR",
                ),
                name="observation_weight",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="observation",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="2d7ad95f05c3bc0e80d4a3f4e5aabc5b0e0d8605",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_6cb91",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="people_observation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="observation",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="e5ec5b45e43af9a50feed45dd6859fb44ea20e0d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_79e7a",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="people_observation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="observation",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="67fa2a4c8bbb2646002b14527870c37ebbbaf6a6",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_2e3e8",
                    table="people_observation",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="erasure",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="erasure_reasoned"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="erasure",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="5ff1875d7b1ef022b5af3de4d58fd814b1b0f8e3",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_3d88e",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="people_erasure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="erasure",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="b78c20626fc0d2d5fd3f4ae1264079f003fe3db5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_96610",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="people_erasure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="erasure",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="af75faba34253966f7f07b711fe332462f28b67f",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_e47ed",
                    table="people_erasure",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="searchword",
            constraint=models.UniqueConstraint(fields=("word", "person"), name="search_word_once"),
        ),
    ]
