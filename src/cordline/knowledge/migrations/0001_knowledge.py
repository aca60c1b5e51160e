"""The room knowledge: sources, statements, pages, sentences, words, figures, facts, places, and their guards."""

from pathlib import Path

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import cordline.knowledge.types

FUNCTIONS = (Path(__file__).resolve().parent.parent / "sql" / "functions.sql").read_text()
FIRST = "INSERT INTO knowledge_publication (id, version) VALUES (1, 0)"


class Migration(migrations.Migration):
    initial = True

    dependencies = [("ledger", "0002_reading_models")]

    operations = [
        # Named by the triggers below, so they come first; their bodies name tables that come after, and plpgsql looks
        # at them when they run.
        migrations.RunSQL("SET LOCAL check_function_bodies = off", migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Binding",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=48)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("evidence", "evidence"),
                            ("figure", "figure"),
                            ("record", "record"),
                            ("setting", "setting"),
                            ("content", "content"),
                        ],
                        max_length=10,
                    ),
                ),
                ("standing_seen", models.CharField(blank=True, default="", max_length=12)),
                ("verdict_seen", models.CharField(blank=True, default="", max_length=16)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("language", models.CharField(max_length=8)),
                ("published_by", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FigurePublication",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                ("numerator", models.PositiveIntegerField()),
                ("denominator", models.PositiveIntegerField()),
                ("definition", models.TextField()),
                ("period_from", models.DateField()),
                ("period_to", models.DateField()),
                ("low", models.DecimalField(decimal_places=6, max_digits=7, null=True)),
                ("high", models.DecimalField(decimal_places=6, max_digits=7, null=True)),
                ("completeness_pct", models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                ("simulated", models.BooleanField()),
                ("under_review", models.PositiveIntegerField(default=0)),
                ("reason", models.TextField(blank=True, default="")),
                ("published_at", models.DateTimeField()),
                ("published_by", models.CharField(max_length=64)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Page",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=48, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("answer", "answer"),
                            ("treatment", "treatment"),
                            ("condition", "condition"),
                            ("term", "term"),
                        ],
                        max_length=10,
                    ),
                ),
                ("slug", models.CharField(max_length=80)),
                ("question", models.CharField(max_length=4)),
                ("position", models.IntegerField()),
                (
                    "related",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=48), blank=True, default=list, size=None
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlaceRule",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("place", models.CharField(max_length=4)),
                ("version", models.PositiveIntegerField()),
                ("effective_on", models.DateField()),
                ("checked", models.BooleanField()),
                (
                    "products_hidden",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), blank=True, default=list, size=None
                    ),
                ),
                (
                    "classes_hidden",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), blank=True, default=list, size=None
                    ),
                ),
                ("source", models.TextField()),
                ("set_at", models.DateTimeField()),
                ("set_by", models.CharField(max_length=64)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("version", models.BigIntegerField()),
                ("raised_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("what", models.TextField()),
                ("why", models.TextField()),
                ("written_by", models.CharField(max_length=64)),
                ("written_at", models.DateTimeField()),
                (
                    "marked_by",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), blank=True, default=list, size=None
                    ),
                ),
                ("published_at", models.DateTimeField(null=True)),
                ("last_review_on", models.DateField(null=True)),
                ("next_review_on", models.DateField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Sentence",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=40)),
                ("position", models.PositiveIntegerField()),
                ("section", models.CharField(max_length=12)),
                (
                    "mark",
                    models.CharField(
                        choices=[("claim", "claim"), ("plain", "plain")], max_length=8, null=True
                    ),
                ),
                (
                    "claims",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), blank=True, default=list, size=None
                    ),
                ),
                (
                    "rests_on",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=48), blank=True, default=list, size=None
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("supported", "supported"),
                            ("partly", "partly"),
                            ("contested", "contested"),
                            ("not_supported", "not_supported"),
                        ],
                        max_length=14,
                        null=True,
                    ),
                ),
                (
                    "grade",
                    models.CharField(
                        choices=[
                            ("high", "high"),
                            ("moderate", "moderate"),
                            ("low", "low"),
                            ("very_low", "very_low"),
                            ("none", "none"),
                        ],
                        max_length=10,
                        null=True,
                    ),
                ),
                ("denies", models.BooleanField(default=False)),
                ("status", models.JSONField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("shown", "shown"), ("withdrawn", "withdrawn")],
                        default=cordline.knowledge.types.SentenceState["DRAFT"],
                        max_length=10,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_why", models.TextField(blank=True, default="")),
                ("replaced_by", models.CharField(blank=True, default="", max_length=48)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=8, unique=True)),
                ("claim", models.CharField(blank=True, default="", max_length=24)),
                ("summary", models.TextField()),
                ("verdict", models.CharField(max_length=16)),
                ("strength", models.CharField(blank=True, default="", max_length=16)),
                ("figure", models.TextField(blank=True, default="")),
                ("citation", models.TextField()),
                ("identifier", models.TextField(blank=True, default="")),
                ("url", models.TextField(blank=True, default="")),
                ("seen", models.BooleanField()),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "current"),
                            ("superseded", "superseded"),
                            ("retracted", "retracted"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SourceVersion",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("standing", models.CharField(max_length=12)),
                ("verdict", models.CharField(max_length=16)),
                ("reason", models.TextField()),
                ("by", models.CharField(max_length=64)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=12, unique=True)),
                ("question", models.CharField(db_index=True, max_length=4)),
                ("kind", models.CharField(max_length=24)),
                ("words", models.TextField()),
                ("proposed_binding", models.CharField(max_length=10)),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("shown", "shown"),
                            ("contested", "contested"),
                            ("elsewhere", "elsewhere"),
                            ("withheld", "withheld"),
                        ],
                        max_length=10,
                    ),
                ),
                ("why", models.TextField()),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("supported", "supported"),
                            ("partly", "partly"),
                            ("contested", "contested"),
                            ("not_supported", "not_supported"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "grade",
                    models.CharField(
                        choices=[
                            ("high", "high"),
                            ("moderate", "moderate"),
                            ("low", "low"),
                            ("very_low", "very_low"),
                            ("none", "none"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "binding",
                    models.CharField(
                        choices=[
                            ("evidence", "evidence"),
                            ("figure", "figure"),
                            ("record", "record"),
                            ("setting", "setting"),
                            ("content", "content"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "rests_on",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=48), blank=True, default=list, size=None
                    ),
                ),
                ("review_on", models.DateField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "en"), ("ms", "ms"), ("ja", "ja"), ("zh-Hans", "zh-Hans")],
                        max_length=8,
                    ),
                ),
                ("title", models.CharField(max_length=160)),
                ("question", models.TextField(blank=True, default="")),
                ("one_line", models.TextField()),
                ("text", models.JSONField()),
                (
                    "phrasings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=400), blank=True, default=list, size=None
                    ),
                ),
                (
                    "also",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), blank=True, default=list, size=None
                    ),
                ),
                (
                    "review",
                    models.CharField(
                        choices=[("machine-drafted", "machine-drafted"), ("reviewed", "reviewed")],
                        max_length=16,
                    ),
                ),
                ("author", models.CharField(max_length=120)),
                ("reviewer", models.CharField(blank=True, default="", max_length=120)),
                ("translated_from", models.PositiveIntegerField(null=True)),
                ("source_version", models.PositiveIntegerField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted"),
                            ("approved", "approved"),
                            ("published", "published"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_by", models.CharField(max_length=64)),
                (
                    "writers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), blank=True, default=list, size=None
                    ),
                ),
                ("written_at", models.DateTimeField()),
                ("approved_by", models.CharField(blank=True, default="", max_length=64)),
                ("approved_at", models.DateTimeField(null=True)),
                ("signature", models.BigIntegerField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=4)),
                ("version", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=80)),
                ("values", models.JSONField()),
                ("said", models.JSONField()),
                ("reason", models.TextField(blank=True, default="")),
                ("set_at", models.DateTimeField()),
                ("set_by", models.CharField(max_length=64)),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("code", "version"), name="knowledge_fact_version_once")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fact",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="71767e391e525cb407561e71f33366ebb10f0e6e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_d5b36",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="knowledge_fact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fact",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="61995f8e700795708c184820b135b8f8d28a0056",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_928c8",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="knowledge_fact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fact",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="56a9b8eb1f12eeb28766998e4e64aa9316a91879",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_4e6a9",
                    table="knowledge_fact",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fact",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.knowledge_never_changes()",
                    func="RETURN NULL;",
                    hash="9a4c76af0ce63d6ddbf4eab01dc54042df6789fd",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changes_700ca",
                    table="knowledge_fact",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fact",
            trigger=pgtrigger.compiler.Trigger(
                name="publication_raised",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.knowledge_publication_raised()",
                    func="RETURN NULL;",
                    hash="6a2c04de91e8cd101ec7cba6607a3a6c3d676de0",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_publication_raised_edc4d",
                    table="knowledge_fact",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="figurepublication",
            constraint=models.UniqueConstraint(fields=("name", "number"), name="knowledge_figure_once"),
        ),
        migrations.AddConstraint(
            model_name="figurepublication",
            constraint=models.CheckConstraint(
                condition=models.Q(("numerator__lte", models.F("denominator"))),
                name="knowledge_part_of_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="figurepublication",
            constraint=models.CheckConstraint(
                condition=models.Q(("under_review__lte", models.F("numerator"))),
                name="knowledge_review_of_counted",
            ),
        ),
        migrations.AddConstraint(
            model_name="figurepublication",
            constraint=models.CheckConstraint(
                condition=models.Q(("period_from__lte", models.F("period_to"))), name="knowledge_period_runs"
            ),
        ),
        migrations.AddConstraint(
            model_name="figurepublication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "name__in",
                        (
                            "infusion_minutes",
                            "months_to_change",
                            "outcomes_complete",
                            "serious_events",
                            "reactions_48h",
                            "reactions_settled",
                            "site_reactions",
                            "contacts_made",
                        ),
                    )
                ),
                name="knowledge_figure_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figurepublication",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="15be0f884b3c3eb57a786ac6255d93e42ecc4241",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_4b2cd",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="knowledge_figurepublication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figurepublication",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="0bb6c79832505bf358f6d7cc54e061a5ce25f828",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_e013a",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="knowledge_figurepublication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figurepublication",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="3f40714f7e90701200f1e76afad9dc26574fb2dc",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_668d3",
                    table="knowledge_figurepublication",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figurepublication",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.knowledge_never_changes()",
                    func="RETURN NULL;",
                    hash="55f75cced79612376be0c4a032ef5bd1d6a739ae",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changes_2f7b4",
                    table="knowledge_figurepublication",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figurepublication",
            trigger=pgtrigger.compiler.Trigger(
                name="figure_checked",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.knowledge_figure_checked()",
                    func="RETURN NULL;",
                    hash="89c0fa24b430f7458ac12f87bd8e44049042c462",
                    operation="INSERT",
                    pgid="pgtrigger_figure_checked_172dd",
                    table="knowledge_figurepublication",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figurepublication",
            trigger=pgtrigger.compiler.Trigger(
                name="publication_raised",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.knowledge_publication_raised()",
                    func="RETURN NULL;",
                    hash="6b10fa725d7b693ed68db08cb15913b421e87868",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_publication_raised_ec0df",
                    table="knowledge_figurepublication",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="page",
            constraint=models.UniqueConstraint(fields=("kind", "slug"), name="knowledge_address_once"),
        ),
        migrations.AddField(
            model_name="edition",
            name="page",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="knowledge.page"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="page",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="1b42d5d9e3c02251af11b4638cca5b75ce495fbb",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_3e898",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="knowledge_page",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="page",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="c978c39bce5e55b21ff876fb46a1798f89a8ee4c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_9226a",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="knowledge_page",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="page",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="024789a35d9a3d195722ff899e83c07483632353",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_54771",
                    table="knowledge_page",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="placerule",
            constraint=models.UniqueConstraint(
                fields=("place", "version"), name="knowledge_place_version_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="placerule",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="704e69e9ce1e580fff0e7b87429af1b40c34b9a7",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_a184e",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="knowledge_placerule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="placerule",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="2262bb3b62398736f2de024d27c1743b141b6a95",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_bd06f",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="knowledge_placerule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="placerule",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="0536a7c56b183500e210b8b45ca75d79995fba21",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_38b40",
                    table="knowledge_placerule",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="placerule",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.knowledge_never_changes()",
                    func="RETURN NULL;",
                    hash="8d696c576d4ed085c22fa09cdcd09b04fd8eb9dd",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changes_462dc",
                    table="knowledge_placerule",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="placerule",
            trigger=pgtrigger.compiler.Trigger(
                name="publication_raised",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.knowledge_publication_raised()",
                    func="RETURN NULL;",
                    hash="ff2462d91b83e25d8fccefe43ccc8ae14cd40e93",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_publication_raised_909c6",
                    table="knowledge_placerule",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="page",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="knowledge.page"
            ),
        ),
        migrations.AddField(
            model_name="sentence",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="sentences", to="knowledge.revision"
            ),
        ),
        migrations.AddField(
            model_name="binding",
            name="sentence",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="bindings", to="knowledge.sentence"
            ),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(fields=["claim"], name="knowledge_source_claim"),
        ),
        migrations.AddField(
            model_name="binding",
            name="source",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bindings",
                to="knowledge.source",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="0785e401da97172fe2f2f441d9897aa12d72655c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_009e1",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="knowledge_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="f884ea89191634108650dfdec5ff7bc058832f1a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_8b1f4",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="knowledge_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="f7c26d2755473b33526d86749909846001289274",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_6db94",
                    table="knowledge_source",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="claims_still_stand",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="public.knowledge_source_checked()",
                    func="RETURN NULL;",
                    hash="f8156fcd749e5eae91eb027ffb861c15c7b392cf",
                    operation="UPDATE",
                    pgid="pgtrigger_claims_still_stand_0ae66",
                    table="knowledge_source",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="publication_raised",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.knowledge_publication_raised()",
                    func="RETURN NULL;",
                    hash="0629d557e0d7d0c7ff3862316ed5e7ae5a215f4c",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_publication_raised_f2823",
                    table="knowledge_source",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="sourceversion",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="knowledge.source"
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("binding", cordline.knowledge.types.BindingKind["CONTENT"]),
                    ("rests_on__len__gte", 1),
                    _connector="OR",
                ),
                name="knowledge_statement_rests",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="94077d0ee6dd39fad1bce82493132969be10b740",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_4f213",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="knowledge_statement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="e26b0b60fc3b798768194908bd9259f06a7aa1a4",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_dc14c",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="knowledge_statement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="bfb6bf0e2489d590b54bd8e09f8a53c89903804c",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_cc630",
                    table="knowledge_statement",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="wording",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="wordings", to="knowledge.revision"
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="wording",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="knowledge.wording"
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(fields=("page", "number"), name="knowledge_revision_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="revision",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="d304eb9160f4cb9347b827ebdf6737e1c32eded8",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_e4a9c",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="knowledge_revision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="revision",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="faa073e651e095286b32b5b541c5593da17f35db",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_6fe93",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="knowledge_revision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="revision",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="2b0f6627a1ca9f2d983f12e7ee66f115479ba7ba",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_52190",
                    table="knowledge_revision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="revision",
            trigger=pgtrigger.compiler.Trigger(
                name="publication_raised",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.knowledge_publication_raised()",
                    func="RETURN NULL;",
                    hash="ccbe7c673d1200954b026c7f7ea6d81b0b047457",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_publication_raised_7ef62",
                    table="knowledge_revision",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="sentence",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["rests_on"], name="knowledge_sentence_rests"
            ),
        ),
        migrations.AddIndex(
            model_name="sentence",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["claims"], name="knowledge_sentence_claims"
            ),
        ),
        migrations.AddConstraint(
            model_name="sentence",
            constraint=models.UniqueConstraint(fields=("revision", "key"), name="knowledge_sentence_once"),
        ),
        migrations.AddConstraint(
            model_name="sentence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", cordline.knowledge.types.SentenceState["DRAFT"]),
                    models.Q(("mark", cordline.knowledge.types.Mark["PLAIN"]), ("rests_on__len", 0)),
                    models.Q(
                        ("grade__isnull", False),
                        ("mark", cordline.knowledge.types.Mark["CLAIM"]),
                        ("rests_on__len__gte", 1),
                        ("verdict__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="knowledge_shown_is_marked",
            ),
        ),
        migrations.AddConstraint(
            model_name="sentence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", cordline.knowledge.types.SentenceState["WITHDRAWN"]),
                        ("withdrawn_at__isnull", False),
                        models.Q(("withdrawn_why", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(
                            ("state", cordline.knowledge.types.SentenceState["WITHDRAWN"]), _negated=True
                        ),
                        ("withdrawn_at", None),
                    ),
                    _connector="OR",
                ),
                name="knowledge_withdrawn_says_why",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sentence",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="de68bc21deed8f77a591690738f53bb3b5e6190d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_cb574",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="knowledge_sentence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sentence",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="da0940d69e278dae1ba6f8e8f92d5fe648adc643",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_0a1b6",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="knowledge_sentence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sentence",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="2ab8174bc2bbfd6f31f65eb08e754889c791128d",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_e70b0",
                    table="knowledge_sentence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sentence",
            trigger=pgtrigger.compiler.Trigger(
                name="claim_stands",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="public.knowledge_sentence_checked()",
                    func="RETURN NULL;",
                    hash="91f70fa5d7a22cfc41b4527e79b43e837cce0254",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_claim_stands_c78a4",
                    table="knowledge_sentence",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sentence",
            trigger=pgtrigger.compiler.Trigger(
                name="settled",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.knowledge_settled('state', 'withdrawn_at', 'withdrawn_why', 'replaced_by')",
                    func="RETURN NULL;",
                    hash="66cb62fd2bf9da26d9afbffab3e9f7fe1770d50a",
                    operation="UPDATE",
                    pgid="pgtrigger_settled_94c7a",
                    table="knowledge_sentence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sentence",
            trigger=pgtrigger.compiler.Trigger(
                name="publication_raised",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.knowledge_publication_raised()",
                    func="RETURN NULL;",
                    hash="92f77cbe2bb205431e9431e3185d297755592d1b",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_publication_raised_312f6",
                    table="knowledge_sentence",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="binding",
            constraint=models.UniqueConstraint(
                fields=("sentence", "reference"), name="knowledge_binding_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="binding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", cordline.knowledge.types.BindingKind["EVIDENCE"]), ("source__isnull", False)
                    ),
                    models.Q(("kind__in", ["figure", "record", "setting"]), ("source__isnull", True)),
                    _connector="OR",
                ),
                name="knowledge_binding_names_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="binding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "evidence"),
                    models.Q(
                        ("kind", "figure"),
                        (
                            "reference__in",
                            [
                                "figure:infusion_minutes",
                                "figure:months_to_change",
                                "figure:outcomes_complete",
                                "figure:serious_events",
                                "figure:reactions_48h",
                                "figure:reactions_settled",
                                "figure:site_reactions",
                                "figure:contacts_made",
                            ],
                        ),
                    ),
                    models.Q(
                        ("kind", "record"),
                        (
                            "reference__in",
                            [
                                "record:facility_licence",
                                "record:donor_screening",
                                "record:cord_acceptance",
                                "record:donor_consent",
                                "record:decontamination",
                                "record:culture_control",
                                "record:lot_release",
                                "record:traceability",
                                "record:product_identity",
                                "record:treatment_consent",
                                "record:plan_choice",
                                "record:schedule",
                                "record:nk_chain",
                                "record:aftercare",
                            ],
                        ),
                    ),
                    models.Q(
                        ("kind", "setting"),
                        (
                            "reference__in",
                            [
                                "setting:minimum_stay",
                                "setting:infusion_time",
                                "setting:self_funded",
                                "setting:price_factors",
                                "setting:contact",
                                "setting:reply_time",
                                "setting:staff",
                            ],
                        ),
                    ),
                    _connector="OR",
                ),
                name="knowledge_binding_is_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="binding",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="07e6a5612af91480b61c536c7083952aa3c5ecc5",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_9cca7",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="knowledge_binding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="binding",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="d9dcce7fa357bb8596e4b08047338aef16a1ff1a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_7e435",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="knowledge_binding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="binding",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="6d264236ac0335ef4faff8327a9e9074019b567b",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_63c32",
                    table="knowledge_binding",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="binding",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.knowledge_never_changes()",
                    func="RETURN NULL;",
                    hash="4a2dc3a5f0cd96f9c668906b58c01ed808581a26",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changes_5fb7e",
                    table="knowledge_binding",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="sourceversion",
            constraint=models.UniqueConstraint(
                fields=("source", "number"), name="knowledge_source_version_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sourceversion",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="7fc73cf011a3c530981aab2b65196bcc22f49d31",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_16416",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="knowledge_sourceversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sourceversion",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="322d924823bbd5e783c0be4a40e8dbc7c2d44370",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_d1300",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="knowledge_sourceversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sourceversion",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="9f3436d9af74fd12a325ff0cc793c573ce9752e7",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_ed62c",
                    table="knowledge_sourceversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sourceversion",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.knowledge_never_changes()",
                    func="RETURN NULL;",
                    hash="6bdcf1549abf10be9e145579490fdc79f6deb457",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changes_c2c60",
                    table="knowledge_sourceversion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.UniqueConstraint(
                fields=("revision", "language"), name="knowledge_wording_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("approved_by", ""),
                        ("review", "machine-drafted"),
                        ("reviewer", ""),
                        ("signature", None),
                    ),
                    models.Q(
                        ("approved_at__isnull", False),
                        ("review", "reviewed"),
                        ("signature__isnull", False),
                        models.Q(("approved_by", ""), _negated=True),
                        models.Q(("reviewer", ""), _negated=True),
                        models.Q(("approved_by", models.F("written_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="knowledge_review_is_signed_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("language", "en"), ("translated_from", None)),
                    models.Q(models.Q(("language", "en"), _negated=True), ("translated_from__isnull", False)),
                    _connector="OR",
                ),
                name="knowledge_translation_names_its_source",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="wording",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="6ad577e17998e85869e878ca44b5cf4251fee88c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_6fae0",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="knowledge_wording",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="wording",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="60fca62e125e5f15842dc59726560b4d793aab75",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_9b8e8",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="knowledge_wording",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="wording",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="e28976c884e423f7bee5c162d629c77bd0b4b005",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_33d48",
                    table="knowledge_wording",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="wording",
            trigger=pgtrigger.compiler.Trigger(
                name="settled",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.knowledge_settled('state', 'review', 'reviewer', 'approved_by', 'approved_at', 'signature')",
                    func="RETURN NULL;",
                    hash="9d85f553661c66ecded4e5f3ae1a410852dd12b1",
                    operation="UPDATE",
                    pgid="pgtrigger_settled_0a253",
                    table="knowledge_wording",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("page", "language"), name="knowledge_edition_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="7e23b724c175497f0a406da67a5cae57fd4d4433",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_a2149",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="knowledge_edition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="61a5b36ad3d1bb766bb310681b1ca5999ca26b35",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_c1749",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="knowledge_edition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="ce9e6660757c7fc5ee4fe0d83df0e583b52c66c8",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_54d2d",
                    table="knowledge_edition",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="edition_checked",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.knowledge_edition_checked()",
                    func="RETURN NULL;",
                    hash="8d706a81223151a98e456cfd6ea6057c3956c746",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_edition_checked_ca55b",
                    table="knowledge_edition",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="publication_raised",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.knowledge_publication_raised()",
                    func="RETURN NULL;",
                    hash="26cd6b7b5ec9c6003bb4fc3e0eb020c28f4ab155",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_publication_raised_bcccd",
                    table="knowledge_edition",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(FIRST, migrations.RunSQL.noop),
    ]
