"""Donors: consents, interviews, examinations, donations, decisions, assessments, news, adopted rule sets."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import cordline.donors.types


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("assays", "0001_assays"),
        ("lineage", "0002_trace_indexes"),
        ("people", "0001_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="Donor",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=24, unique=True)),
                ("site", models.CharField(max_length=16)),
                (
                    "kind",
                    models.CharField(
                        choices=[("birth_mother", "birth mother"), ("living_donor", "living donor")],
                        max_length=16,
                    ),
                ),
                ("registered_at", models.DateTimeField()),
                ("registered_by", models.CharField(max_length=64)),
                (
                    "node",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="donor", to="lineage.node"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="donors",
                        to="people.person",
                        to_field="code",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Donation",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=24, unique=True)),
                ("site", models.CharField(max_length=16)),
                ("kind", models.CharField(choices=[("cord", "cord"), ("blood", "blood")], max_length=8)),
                (
                    "use",
                    models.CharField(
                        choices=[("allogeneic", "allogeneic"), ("autologous", "autologous")], max_length=12
                    ),
                ),
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
                ("donated_at", models.DateTimeField()),
                ("zone", models.CharField(max_length=64)),
                ("infant_number", models.PositiveSmallIntegerField(default=1)),
                ("gestation_weeks", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "delivery",
                    models.CharField(
                        blank=True,
                        choices=[("caesarean", "caesarean"), ("vaginal", "vaginal")],
                        default="",
                        max_length=12,
                    ),
                ),
                ("infant_healthy", models.BooleanField(blank=True, null=True)),
                ("donor_age_years", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("collected_in", models.CharField(max_length=2)),
                (
                    "ships_to",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), default=list, size=None
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=64)),
                (
                    "for_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="donations_for",
                        to="people.person",
                        to_field="code",
                    ),
                ),
                (
                    "node",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="donation",
                        to="lineage.node",
                    ),
                ),
                (
                    "donor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="donations",
                        to="donors.donor",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DonorConsent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=24, unique=True)),
                ("site", models.CharField(max_length=16)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("donation", "donation"),
                                ("infection_tests", "infection_tests"),
                                ("allogeneic_use", "allogeneic_use"),
                                ("autologous_use", "autologous_use"),
                                ("research", "research"),
                                ("contact_later", "contact_later"),
                            ],
                            max_length=24,
                        ),
                        size=None,
                    ),
                ),
                ("text_version", models.CharField(max_length=40)),
                ("language", models.CharField(max_length=12)),
                ("signed_at", models.DateTimeField()),
                ("taken_by", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_by", models.CharField(blank=True, default="", max_length=64)),
                ("withdrawal_hold", models.CharField(blank=True, default="", max_length=24)),
                (
                    "donor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="donors.donor",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EligibilityDecision",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("site", models.CharField(max_length=16)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("eligible", "eligible"),
                            ("ineligible", "ineligible"),
                            ("incomplete", "incomplete"),
                            ("not_required", "not_required"),
                        ],
                        max_length=12,
                    ),
                ),
                ("facts", models.JSONField()),
                ("facts_sha256", models.CharField(max_length=64)),
                (
                    "binding",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("FDA", "FDA"), ("EU", "EU"), ("MY", "MY"), ("SITE", "SITE")],
                            max_length=8,
                        ),
                        size=None,
                    ),
                ),
                ("verdicts", models.JSONField()),
                ("because", models.CharField(blank=True, default="", max_length=200)),
                ("judged_at", models.DateTimeField()),
                ("judged_by", models.CharField(max_length=64)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("signed_by", models.CharField(blank=True, default="", max_length=64)),
                ("signature", models.BigIntegerField(blank=True, null=True)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("superseded_entry", models.BigIntegerField(blank=True, null=True)),
                (
                    "donation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="donors.donation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Examination",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("site", models.CharField(max_length=16)),
                ("done_at", models.DateTimeField()),
                (
                    "findings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=32), size=None
                    ),
                ),
                ("weight_kg", models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True)),
                ("done_by", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField()),
                (
                    "donor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="examinations",
                        to="donors.donor",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Interview",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("site", models.CharField(max_length=16)),
                ("taken_at", models.DateTimeField()),
                ("answers", models.JSONField()),
                ("taken_by", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField()),
                (
                    "donor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interviews",
                        to="donors.donor",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="News",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=32, unique=True)),
                ("site", models.CharField(max_length=16)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("mother_ill", "mother ill"),
                            ("mother_infection", "mother infection"),
                            ("mother_cancer", "mother cancer"),
                            ("child_genetic_disease", "child genetic disease"),
                            ("child_cancer", "child cancer"),
                            ("child_ill", "child ill"),
                            ("history_corrected", "history corrected"),
                            ("other", "other"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "heard_from",
                    models.CharField(
                        choices=[
                            ("donor", "donor"),
                            ("family", "family"),
                            ("maternity_partner", "maternity partner"),
                            ("physician", "physician"),
                            ("laboratory", "laboratory"),
                            ("authority", "authority"),
                            ("other", "other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("heard_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=64)),
                ("hold", models.CharField(max_length=24)),
                ("assessed_at", models.DateTimeField(blank=True, null=True)),
                ("assessed_by", models.CharField(blank=True, default="", max_length=64)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("acceptable", "acceptable"), ("not_acceptable", "not_acceptable")],
                        default="",
                        max_length=16,
                    ),
                ),
                ("signature", models.BigIntegerField(blank=True, null=True)),
                (
                    "donor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="news", to="donors.donor"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskAssessment",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("site", models.CharField(max_length=16)),
                (
                    "of",
                    models.CharField(
                        choices=[("anti_hbc", "anti_hbc"), ("syphilis", "syphilis")], max_length=12
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("acceptable", "acceptable"), ("not_acceptable", "not_acceptable")],
                        max_length=16,
                    ),
                ),
                ("grounds", models.CharField(max_length=1000)),
                ("assessed_at", models.DateTimeField()),
                ("assessed_by", models.CharField(max_length=64)),
                ("signature", models.BigIntegerField()),
                (
                    "donation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="donors.donation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RuleSetAdoption",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("site", models.CharField(max_length=16)),
                (
                    "rule_set",
                    models.CharField(
                        choices=[("FDA", "FDA"), ("EU", "EU"), ("MY", "MY"), ("SITE", "SITE")], max_length=8
                    ),
                ),
                ("version", models.CharField(max_length=40)),
                ("effective_from", models.DateField()),
                ("effective_until", models.DateField(blank=True, null=True)),
                ("content", models.JSONField()),
                ("content_sha256", models.CharField(max_length=64)),
                ("adopted_at", models.DateTimeField()),
                ("adopted_by", models.CharField(max_length=64)),
                ("signature", models.BigIntegerField()),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("site", "rule_set", "version"), name="donors_rule_set_adopted_once"
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rulesetadoption",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="8db0e7415e64e23260361b5db5f862bbf8ee5954",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_768fd",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="donors_rulesetadoption",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rulesetadoption",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="ba4c0de57b2ec65326581dc0e8a20c24eacc8cea",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_07470",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="donors_rulesetadoption",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rulesetadoption",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="1196f76b392bdd278b549a6837a00c0353ce169f",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_aa315",
                    table="donors_rulesetadoption",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rulesetadoption",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.assays_written_once()",
                    func="RETURN NULL;",
                    hash="1b2f8f51919048996f344cfaaa88112df90c4c84",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_977c2",
                    table="donors_rulesetadoption",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="donor",
            constraint=models.UniqueConstraint(fields=("person", "kind"), name="donors_donor_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="donor",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="70f864a43618f43c53fb61b1b937a8375065eb91",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_a80db",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="donors_donor",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="donor",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="fb87ea87177a38900e046c410f0d78f7d8350518",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_640fa",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="donors_donor",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="donor",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="44d0549cf30a2d61078c4684d2bb169e60ff22d1",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_7eaf4",
                    table="donors_donor",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="donor",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.assays_written_once()",
                    func="RETURN NULL;",
                    hash="adf11e91e37fe6e4bff1b8b2800d7934641bd7c7",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_9bec6",
                    table="donors_donor",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="donation",
            constraint=models.UniqueConstraint(
                fields=("donor", "donated_at", "infant_number"), name="donors_donation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="donation",
            constraint=models.CheckConstraint(
                condition=models.Q(("donated_at__lte", models.F("recorded_at"))),
                name="donors_donation_not_ahead",
            ),
        ),
        migrations.AddConstraint(
            model_name="donation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("for_person__isnull", False),
                        ("use", cordline.donors.types.DonationUse["AUTOLOGOUS"]),
                    ),
                    models.Q(
                        ("for_person__isnull", True), ("use", cordline.donors.types.DonationUse["ALLOGENEIC"])
                    ),
                    _connector="OR",
                ),
                name="donors_own_cells_name_their_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="donation",
            constraint=models.CheckConstraint(
                condition=models.Q(("infant_number__range", (1, 8))), name="donors_infant_number"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="donation",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="ee0e3f7cb64b860fb8ffcbb8c87e735524d1a4cf",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_4b0fc",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="donors_donation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="donation",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="33047164e978f35cbfd09fbb8b221d369d99b3a0",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_f9b90",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="donors_donation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="donation",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="a10d2e9cc36be4a58c87bd974a098ff265717e0c",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_b4b24",
                    table="donors_donation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="donation",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.assays_written_once()",
                    func="RETURN NULL;",
                    hash="8a41e1e17002a26cfdcea71712bf2d097a55e7f7",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_2801c",
                    table="donors_donation",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="donorconsent",
            constraint=models.CheckConstraint(
                condition=models.Q(("signed_at__lte", models.F("recorded_at"))),
                name="donors_consent_not_ahead",
            ),
        ),
        migrations.AddConstraint(
            model_name="donorconsent",
            constraint=models.CheckConstraint(
                condition=models.Q(("scopes__len__gte", 1)), name="donors_consent_covers_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="donorconsent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawal_hold", ""), ("withdrawn_at__isnull", True), ("withdrawn_by", "")),
                    models.Q(
                        ("withdrawn_at__isnull", False),
                        models.Q(("withdrawn_by", ""), _negated=True),
                        models.Q(("withdrawal_hold", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="donors_withdrawal_whole",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="donorconsent",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="cd6559f2342fcf6a6e449a57a4342ebe120b9223",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_f349a",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="donors_donorconsent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="donorconsent",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="3f31ff6066fc43054b6e99974aa4d33336878554",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_17ae1",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="donors_donorconsent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="donorconsent",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="e07cd770cbbd7d6b990a61880f1c0ab932841304",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_cc903",
                    table="donors_donorconsent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="donorconsent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.assays_written_once('withdrawn_at', 'withdrawn_by', 'withdrawal_hold')",
                    func="RETURN NULL;",
                    hash="75be598c7eb662f8e6a15a439f65e36b934a0c70",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_dd7d0",
                    table="donors_donorconsent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="eligibilitydecision",
            constraint=models.UniqueConstraint(fields=("donation", "number"), name="donors_decision_number"),
        ),
        migrations.AddConstraint(
            model_name="eligibilitydecision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at__isnull", True)),
                fields=("donation",),
                name="donors_one_decision_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="eligibilitydecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signature__isnull", True), ("signed_at__isnull", True), ("signed_by", "")),
                    models.Q(
                        (
                            "decision__in",
                            [
                                cordline.donors.types.Decision["ELIGIBLE"],
                                cordline.donors.types.Decision["NOT_REQUIRED"],
                                cordline.donors.types.Decision["INELIGIBLE"],
                            ],
                        ),
                        ("signature__isnull", False),
                        ("signed_at__isnull", False),
                        models.Q(("signed_by", ""), _negated=True),
                        models.Q(("signed_by", models.F("judged_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="donors_decision_signed_by_another",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eligibilitydecision",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="a46b66331bc3f0934bfcae2be0c3886807d1635d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_2b434",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="donors_eligibilitydecision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eligibilitydecision",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="f89c9da7632c4eb5313f1331b3b8cab819c6cd10",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_9286c",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="donors_eligibilitydecision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eligibilitydecision",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="9ebb5a522e840ccad5a1c8d4674e494189b9886e",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_7a430",
                    table="donors_eligibilitydecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eligibilitydecision",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.assays_written_once('signed_at', 'signed_by', 'signature', 'superseded_at', 'superseded_entry')",
                    func="RETURN NULL;",
                    hash="ec46f93ecbba181fc54a0ca42ad048af1fb107b5",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_283b8",
                    table="donors_eligibilitydecision",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="examination",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_at__lte", models.F("recorded_at"))),
                name="donors_examination_not_ahead",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="examination",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="1d0c363273c6513af32b5630dcef1f44699d8943",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_d386a",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="donors_examination",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="examination",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="713871acf23bb9b4cd3de156345a91043de051dc",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_1c994",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="donors_examination",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="examination",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="6520ca9a913ac81737a6579f36e391d71e976792",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_de80a",
                    table="donors_examination",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="examination",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.assays_written_once()",
                    func="RETURN NULL;",
                    hash="e96665108598133cb2b6e9d1a8cc3bdb1c374680",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_81807",
                    table="donors_examination",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.CheckConstraint(
                condition=models.Q(("taken_at__lte", models.F("recorded_at"))),
                name="donors_interview_not_ahead",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interview",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="509a5adadb6c7f594334bc91e93ca6b78d8c2724",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_46b8b",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="donors_interview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interview",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="fba25f2fa0e4e1d6ade74f728d39ed8008982c5b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_5b871",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="donors_interview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interview",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="dd0093002526c358ea43d5e579714db3700b518c",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_fd43a",
                    table="donors_interview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interview",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.assays_written_once()",
                    func="RETURN NULL;",
                    hash="7ce5ffe50fa88f323b2eada25a2203b4e3f9e100",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_506d0",
                    table="donors_interview",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="news",
            constraint=models.CheckConstraint(
                condition=models.Q(("heard_at__lte", models.F("recorded_at"))), name="donors_news_not_ahead"
            ),
        ),
        migrations.AddConstraint(
            model_name="news",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("assessed_at__isnull", True),
                        ("assessed_by", ""),
                        ("outcome", ""),
                        ("signature__isnull", True),
                    ),
                    models.Q(
                        ("assessed_at__isnull", False),
                        ("signature__isnull", False),
                        models.Q(("assessed_by", ""), _negated=True),
                        models.Q(("outcome", ""), _negated=True),
                        models.Q(("assessed_by", models.F("recorded_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="donors_news_assessed_by_another",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="news",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="005abbe159752642c685738e740c9a18a9a9ffb5",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_fd871",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="donors_news",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="news",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="f6abe5426beb41f602bb12ac6c656d3007a188c2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_2d15a",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="donors_news",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="news",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="1a4b69e5ae689e747ce4ff215a96eea56cbae1d2",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_ca02f",
                    table="donors_news",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="news",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.assays_written_once('assessed_at', 'assessed_by', 'outcome', 'signature')",
                    func="RETURN NULL;",
                    hash="7090a69d2ae5c2a5a1872d1fea4557fdf7fa89d6",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_47cc4",
                    table="donors_news",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="39ba039a1b8eacd6cb09b47eae2b0f240930ef7c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_a98d9",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="donors_riskassessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="67cbd79debcb50d11525ec23e001af3f1ce09e48",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_a52c5",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="donors_riskassessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="4dbe9da8dda83f0eaef76d202aaaa75ecadf5d63",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_85ea6",
                    table="donors_riskassessment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="public.assays_written_once()",
                    func="RETURN NULL;",
                    hash="bbd84dc856f07d837c25f70e76db6db9b3c980e6",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_3405d",
                    table="donors_riskassessment",
                    when="BEFORE",
                ),
            ),
        ),
    ]
