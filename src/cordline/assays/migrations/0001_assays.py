"""Assays: laboratories, methods, samples, results, specifications, and the guard that writes them once."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import cordline.assays.types

FUNCTIONS = (Path(__file__).resolve().parent.parent / "sql" / "functions.sql").read_text()


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("lineage", "0002_trace_indexes"),
    ]

    operations = [
        # Named by the triggers below, so it comes first.
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Laboratory",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=24, unique=True)),
                ("site", models.CharField(max_length=16)),
                ("name", models.CharField(max_length=200)),
                ("country", models.CharField(max_length=2)),
                ("accreditation", models.CharField(max_length=100)),
                (
                    "accredited_under",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("FDA", "FDA"), ("EU", "EU"), ("MY", "MY"), ("SITE", "SITE")],
                            max_length=8,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                ("accredited_until", models.DateField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Method",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=24, unique=True)),
                ("site", models.CharField(max_length=16)),
                ("name", models.CharField(max_length=200)),
                (
                    "test",
                    models.CharField(
                        choices=[
                            ("hiv_antibody", "HIV-1/2 antibody"),
                            ("hiv_nat", "HIV NAT"),
                            ("hbsag", "HBsAg"),
                            ("anti_hbc", "total anti-HBc"),
                            ("hbv_nat", "HBV NAT"),
                            ("hcv_antibody", "HCV antibody"),
                            ("hcv_nat", "HCV NAT"),
                            ("syphilis_nontreponemal", "syphilis, non-treponemal"),
                            ("syphilis_treponemal", "syphilis, treponemal"),
                            ("htlv_antibody", "HTLV-I/II antibody"),
                            ("cmv_antibody", "CMV antibody"),
                            ("wnv_nat", "West Nile virus NAT"),
                            ("zika_nat", "Zika virus NAT"),
                            ("viability", "Viability"),
                            ("cell_count", "Cell count per container"),
                            ("cd73", "CD73"),
                            ("cd90", "CD90"),
                            ("cd105", "CD105"),
                            ("cd45", "CD45"),
                            ("cd34", "CD34"),
                            ("cd14", "CD14 or CD11b"),
                            ("cd19", "CD19 or CD79a"),
                            ("hla_dr", "HLA-DR"),
                            ("endotoxin", "Endotoxin"),
                            ("mycoplasma", "Mycoplasma"),
                            ("sterility", "Sterility"),
                            ("gram_stain", "Gram stain"),
                            ("karyotype", "Karyotype"),
                            ("potency", "Potency: suppression of T-cell growth"),
                            ("appearance", "Appearance: no clumps"),
                            ("identity_match", "Identity match to the donor"),
                            ("residual_bovine_protein", "Residual bovine protein"),
                            ("adventitious_virus", "Adventitious virus"),
                        ],
                        max_length=32,
                    ),
                ),
                (
                    "donor_screening_under",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("FDA", "FDA"), ("EU", "EU"), ("MY", "MY"), ("SITE", "SITE")],
                            max_length=8,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                ("validated_for_diluted_plasma", models.BooleanField(default=False)),
                ("unit", models.CharField(blank=True, default="", max_length=24)),
                (
                    "detection_limit",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OutOfSpecification",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("site", models.CharField(max_length=16)),
                ("limit", models.CharField(max_length=120)),
                ("specification", models.CharField(blank=True, default="", max_length=24)),
                ("deviation", models.CharField(max_length=24)),
                ("hold", models.CharField(max_length=24)),
                ("found_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=24, unique=True)),
                ("site", models.CharField(max_length=16)),
                (
                    "test",
                    models.CharField(
                        choices=[
                            ("hiv_antibody", "HIV-1/2 antibody"),
                            ("hiv_nat", "HIV NAT"),
                            ("hbsag", "HBsAg"),
                            ("anti_hbc", "total anti-HBc"),
                            ("hbv_nat", "HBV NAT"),
                            ("hcv_antibody", "HCV antibody"),
                            ("hcv_nat", "HCV NAT"),
                            ("syphilis_nontreponemal", "syphilis, non-treponemal"),
                            ("syphilis_treponemal", "syphilis, treponemal"),
                            ("htlv_antibody", "HTLV-I/II antibody"),
                            ("cmv_antibody", "CMV antibody"),
                            ("wnv_nat", "West Nile virus NAT"),
                            ("zika_nat", "Zika virus NAT"),
                            ("viability", "Viability"),
                            ("cell_count", "Cell count per container"),
                            ("cd73", "CD73"),
                            ("cd90", "CD90"),
                            ("cd105", "CD105"),
                            ("cd45", "CD45"),
                            ("cd34", "CD34"),
                            ("cd14", "CD14 or CD11b"),
                            ("cd19", "CD19 or CD79a"),
                            ("hla_dr", "HLA-DR"),
                            ("endotoxin", "Endotoxin"),
                            ("mycoplasma", "Mycoplasma"),
                            ("sterility", "Sterility"),
                            ("gram_stain", "Gram stain"),
                            ("karyotype", "Karyotype"),
                            ("potency", "Potency: suppression of T-cell growth"),
                            ("appearance", "Appearance: no clumps"),
                            ("identity_match", "Identity match to the donor"),
                            ("residual_bovine_protein", "Residual bovine protein"),
                            ("adventitious_virus", "Adventitious virus"),
                        ],
                        max_length=32,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("number", "number"),
                            ("below_detection", "below detection"),
                            ("negative", "negative"),
                            ("positive", "positive"),
                            ("normal", "normal"),
                            ("abnormal", "abnormal"),
                            ("reactive", "reactive"),
                            ("non_reactive", "non-reactive"),
                            ("invalid", "invalid"),
                            ("not_done", "not done"),
                        ],
                        max_length=16,
                    ),
                ),
                ("value", models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ("unit", models.CharField(blank=True, default="", max_length=24)),
                (
                    "detection_limit",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                ("reported_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=64)),
                ("struck_at", models.DateTimeField(blank=True, null=True)),
                ("struck_by", models.CharField(blank=True, default="", max_length=64)),
                ("strike_reason", models.CharField(blank=True, default="", max_length=500)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Sample",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=24, unique=True)),
                ("site", models.CharField(max_length=16)),
                (
                    "taken_from",
                    models.CharField(
                        choices=[
                            ("birth_mother", "birth mother"),
                            ("infant", "infant"),
                            ("donor", "donor"),
                            ("cord", "cord"),
                            ("culture", "culture"),
                            ("bank", "bank"),
                            ("lot", "lot"),
                        ],
                        max_length=16,
                    ),
                ),
                ("taken_at", models.DateTimeField()),
                ("zone", models.CharField(max_length=64)),
                ("taken_by", models.CharField(max_length=64)),
                (
                    "product",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("MSC-WJ", "MSC(WJ) stromal cells"),
                            ("SECRETOME", "Secretome, cell-free"),
                            ("NK", "NK cells, autologous"),
                        ],
                        default="",
                        max_length=16,
                    ),
                ),
                ("blood_loss", models.BooleanField(null=True)),
                ("blood_ml_48h", models.PositiveIntegerField(null=True)),
                ("colloid_ml_48h", models.PositiveIntegerField(null=True)),
                ("crystalloid_ml_1h", models.PositiveIntegerField(null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Specification",
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
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("patient", "patient"),
                            ("further_culture", "further_culture"),
                            ("research", "research"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "market",
                    models.CharField(
                        choices=[("FDA", "FDA"), ("EU", "EU"), ("MY", "MY"), ("SITE", "SITE")], max_length=8
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("passage_limit", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("drafted_by", models.CharField(max_length=64)),
                ("drafted_at", models.DateTimeField()),
                ("approved_by", models.CharField(blank=True, default="", max_length=64)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("signature", models.BigIntegerField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SpecificationLine",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "test",
                    models.CharField(
                        choices=[
                            ("viability", "Viability"),
                            ("cell_count", "Cell count per container"),
                            ("cd73", "CD73"),
                            ("cd90", "CD90"),
                            ("cd105", "CD105"),
                            ("cd45", "CD45"),
                            ("cd34", "CD34"),
                            ("cd14", "CD14 or CD11b"),
                            ("cd19", "CD19 or CD79a"),
                            ("hla_dr", "HLA-DR"),
                            ("endotoxin", "Endotoxin"),
                            ("mycoplasma", "Mycoplasma"),
                            ("sterility", "Sterility"),
                            ("gram_stain", "Gram stain"),
                            ("karyotype", "Karyotype"),
                            ("potency", "Potency: suppression of T-cell growth"),
                            ("appearance", "Appearance: no clumps"),
                            ("identity_match", "Identity match to the donor"),
                            ("residual_bovine_protein", "Residual bovine protein"),
                            ("adventitious_virus", "Adventitious virus"),
                        ],
                        max_length=32,
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[("bank", "bank"), ("lot", "lot"), ("dose", "dose")], max_length=8
                    ),
                ),
                (
                    "limit",
                    models.CharField(
                        choices=[
                            ("at_least", "at_least"),
                            ("at_most", "at_most"),
                            ("less_than", "less_than"),
                            ("range", "range"),
                            ("negative", "negative"),
                            ("normal", "normal"),
                            ("report", "report"),
                        ],
                        max_length=12,
                    ),
                ),
                ("low", models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ("high", models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ("unit", models.CharField(blank=True, default="", max_length=24)),
                ("method", models.CharField(blank=True, default="", max_length=200)),
                ("required", models.BooleanField(default=True)),
                ("source", models.CharField(max_length=300)),
                ("mark", models.CharField(max_length=10)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="laboratory",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="bfe70c569d2a051a86b2feb54fdb9f53c3d0c48a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_3444b",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="assays_laboratory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="laboratory",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="e53a3ed4584cff746db387c4bf466dcb5c0b5748",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_44802",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="assays_laboratory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="laboratory",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="74f00fa2678feee3ed756bbc0675002ffe13aa00",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_98ba2",
                    table="assays_laboratory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="method",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="c8605e1a35e30c561f6efbfc5815c7d806f9cba9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_e12b7",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="assays_method",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="method",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="b9b7b36905a3a6ba137918e1116aa83c28c3ea54",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_4ff54",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="assays_method",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="method",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="401cc34e7a2fc08fcca984ffd7759152b1644e88",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_8e25b",
                    table="assays_method",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="result",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="assays.result",
            ),
        ),
        migrations.AddField(
            model_name="result",
            name="laboratory",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="results",
                to="assays.laboratory",
            ),
        ),
        migrations.AddField(
            model_name="result",
            name="method",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="results",
                to="assays.method",
            ),
        ),
        migrations.AddField(
            model_name="outofspecification",
            name="result",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="out_of_specification",
                to="assays.result",
            ),
        ),
        migrations.AddField(
            model_name="sample",
            name="node",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="samples", to="lineage.node"
            ),
        ),
        migrations.AddField(
            model_name="sample",
            name="sent_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="samples",
                to="assays.laboratory",
            ),
        ),
        migrations.AddField(
            model_name="result",
            name="sample",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="results", to="assays.sample"
            ),
        ),
        migrations.AddConstraint(
            model_name="specification",
            constraint=models.UniqueConstraint(
                fields=("site", "product", "use", "market", "version"),
                name="assays_specification_version_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="specification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_at__isnull", True), ("approved_by", ""), ("signature__isnull", True)),
                    models.Q(
                        ("approved_at__isnull", False),
                        ("signature__isnull", False),
                        models.Q(("approved_by", ""), _negated=True),
                        models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="assays_specification_approved_by_another",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="specification",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="ec7075c6264c1b5dde76a5e9af0bda9443f86a2d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_756f7",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="assays_specification",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="specification",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="4237ed35a77564a5bcd034df1ddc3740bd82d99f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_6c0cd",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="assays_specification",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="specification",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="2647c02eba832290e88a1f229f319775b41ed06b",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_14f84",
                    table="assays_specification",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="specification",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.assays_written_once('approved_by', 'approved_at', 'signature')",
                    func="RETURN NULL;",
                    hash="00bf93290ee37c357ebb70a4313bb4948c910615",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_a1611",
                    table="assays_specification",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="specificationline",
            name="specification",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="assays.specification"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outofspecification",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="1c3b1e6807333f86f35ea7bc20194259ab8c9194",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_86e1c",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="assays_outofspecification",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outofspecification",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="1fcbd482bb3ad75d9270b358a41eb2ef46e9018f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_7582a",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="assays_outofspecification",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outofspecification",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="1ce1964ca8b33eb44bd424b0af33d701d8d0057d",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_08651",
                    table="assays_outofspecification",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outofspecification",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.assays_written_once()",
                    func="RETURN NULL;",
                    hash="ee5da0bb4bba44e296aca73c19ce45e6393067fb",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_23a41",
                    table="assays_outofspecification",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(("taken_at__lte", models.F("recorded_at"))), name="assays_sample_not_ahead"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sample",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="0433195b75bcf4be9aa55850eb951bb20a691eca",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_b03f8",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="assays_sample",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sample",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="5355c1f5df973e36fa833bc3a7f2e52f39a695b1",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_2ada3",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="assays_sample",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sample",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="f17eab3fede1d022144f5a6629a9ab5ce5cc0756",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_226bf",
                    table="assays_sample",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sample",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.assays_written_once('sent_to_id', 'due_on')",
                    func="RETURN NULL;",
                    hash="981c6fc01e300bb85b7112b14b991ed80e44d8ad",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_98ae4",
                    table="assays_sample",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="result",
            index=models.Index(fields=["sample", "test"], name="assays_result_sample_test"),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("detection_limit__isnull", True),
                        ("kind", cordline.assays.types.ValueKind["NUMBER"]),
                        ("value__isnull", False),
                    ),
                    models.Q(
                        ("kind", cordline.assays.types.ValueKind["BELOW_DETECTION"]), ("value__isnull", True)
                    ),
                    models.Q(
                        models.Q(
                            (
                                "kind__in",
                                [
                                    cordline.assays.types.ValueKind["NUMBER"],
                                    cordline.assays.types.ValueKind["BELOW_DETECTION"],
                                ],
                            ),
                            _negated=True,
                        ),
                        ("detection_limit__isnull", True),
                        ("value__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="assays_result_value_fits_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.CheckConstraint(
                condition=models.Q(("reported_at__lte", models.F("recorded_at"))),
                name="assays_result_not_ahead",
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("strike_reason", ""), ("struck_at__isnull", True), ("struck_by", "")),
                    models.Q(
                        ("struck_at__isnull", False),
                        models.Q(("struck_by", ""), _negated=True),
                        models.Q(("strike_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="assays_result_strike_whole",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="result",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="f2a52c748c97fa63b967c7a512f86937ddaad7c1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_330fd",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="assays_result",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="result",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="6a7167dbefa37f554513928451178e0c277b481b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_58954",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="assays_result",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="result",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="7d95d2368fc2068da9e34c30aa59fad389207cb7",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_7ff79",
                    table="assays_result",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="result",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.assays_written_once('struck_at', 'struck_by', 'strike_reason')",
                    func="RETURN NULL;",
                    hash="aff4bf93375838a0d25c7a5754e9595c3e00d110",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_5cc04",
                    table="assays_result",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="specificationline",
            constraint=models.UniqueConstraint(
                fields=("specification", "test", "stage"), name="assays_line_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="specificationline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("low__isnull", True),
                    ("high__isnull", True),
                    ("low__lte", models.F("high")),
                    _connector="OR",
                ),
                name="assays_line_bounds_in_order",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="specificationline",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="6378cce00b1cb4e3fca097a1af206027dba197f6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_eb824",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="assays_specificationline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="specificationline",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="baff9b1a517c28e6864d77fbf448b71fab8cd6af",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_9f359",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="assays_specificationline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="specificationline",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="5057bbc796eb8b390f2f146c860c71f6244225e0",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_96d58",
                    table="assays_specificationline",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="specificationline",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.assays_written_once()",
                    func="RETURN NULL;",
                    hash="6f03da7f985d4a37944da9ff51a5d3c9322dac1d",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_435aa",
                    table="assays_specificationline",
                    when="BEFORE",
                ),
            ),
        ),
    ]
