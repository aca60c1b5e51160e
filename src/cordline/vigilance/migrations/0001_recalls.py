"""Vigilance: recalls and the people each of them reaches."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0001_ledger"),
    ]

    operations = [
        migrations.CreateModel(
            name="RecallContact",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "column",
                    models.CharField(
                        choices=[
                            ("treated", "treated"),
                            ("booked", "booked"),
                            ("quoted", "quoted"),
                            ("consenting", "consenting"),
                        ],
                        max_length=12,
                    ),
                ),
                ("person", models.CharField(max_length=24)),
                ("code", models.CharField(max_length=24)),
                ("lot", models.CharField(blank=True, default="", max_length=24)),
                ("text", models.CharField(max_length=200)),
                ("at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("to_check", "To be contacted"),
                            ("tried", "Tried, not reached"),
                            ("reached", "Reached"),
                            ("given_up", "Not reachable, with reason"),
                        ],
                        default="to_check",
                        max_length=12,
                    ),
                ),
                ("note", models.TextField(blank=True, default="")),
                ("checked_by", models.CharField(blank=True, default="", max_length=64)),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Recall",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=24, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("recall", "Recall"), ("drill", "Recall drill"), ("look_back", "Look-back")],
                        max_length=12,
                    ),
                ),
                ("site", models.CharField(max_length=16)),
                ("subject", models.CharField(max_length=64)),
                ("reason", models.TextField()),
                (
                    "holds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), blank=True, default=list, size=None
                    ),
                ),
                ("opened_by", models.CharField(max_length=64)),
                ("opened_at", models.DateTimeField()),
                ("surveyed_at", models.DateTimeField(blank=True, null=True)),
                ("materials", models.IntegerField(blank=True, null=True)),
                ("balance", models.JSONField(blank=True, default=dict)),
                (
                    "unaccounted",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), blank=True, default=list, size=None
                    ),
                ),
                (
                    "not_covered",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), blank=True, default=list, size=None
                    ),
                ),
                ("survey_ms", models.IntegerField(blank=True, null=True)),
                ("closed_by", models.CharField(blank=True, default="", max_length=64)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("findings", models.TextField(blank=True, default="")),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True),
                            models.Q(
                                models.Q(("findings", ""), _negated=True),
                                models.Q(("closed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="vigilance_recall_closed_says_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "recall"), ("holds__len__gt", 0)),
                            models.Q(models.Q(("kind", "recall"), _negated=True), ("holds__len", 0)),
                            _connector="OR",
                        ),
                        name="vigilance_recall_holds_and_drill_does_not",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recall",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="ef0e2c9984d32f8eaa2f979060d7f59313f119b5",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_e3c00",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="vigilance_recall",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recall",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="00c34fec87d389237473f916259644e0b8cd7e6c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_d6442",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="vigilance_recall",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recall",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="b7127db490420c8069d10718463ddc5ee5c11629",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_2a2ec",
                    table="vigilance_recall",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="recallcontact",
            name="recall",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="contacts", to="vigilance.recall"
            ),
        ),
        migrations.AddConstraint(
            model_name="recallcontact",
            constraint=models.UniqueConstraint(
                fields=("recall", "column", "person", "code"), name="vigilance_contact_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="recallcontact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "given_up"), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="vigilance_contact_given_up_says_why",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recallcontact",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="9928fec7c8af89bb9d28e8f40b032d60eaefae0b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_21ccd",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="vigilance_recallcontact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recallcontact",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="1f0dd92b853d60547da6308e0bf72dc650e6d225",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_55e73",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="vigilance_recallcontact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recallcontact",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="7c758c0e8dcd3ea7d922de132d20439756b9075f",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_ab97b",
                    table="vigilance_recallcontact",
                    when="BEFORE",
                ),
            ),
        ),
    ]
