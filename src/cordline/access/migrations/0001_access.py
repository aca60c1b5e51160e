"""Places, staff, roles and signatures."""

from pathlib import Path

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "functions.sql"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0001_ledger"),
    ]

    operations = [
        migrations.RunSQL(SQL.read_text(), "DROP FUNCTION public.access_demonstration_only()"),
        migrations.CreateModel(
            name="Staff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("code", models.CharField(max_length=20, unique=True)),
                ("username", models.CharField(max_length=60, unique=True)),
                ("is_active", models.BooleanField(default=True)),
                ("failed_sign_ins", models.PositiveIntegerField(default=0)),
                ("locked_until", models.DateTimeField(blank=True, null=True)),
                ("failed_proofs", models.PositiveIntegerField(default=0)),
                ("proofs_locked_until", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BoundRuleSet",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "rule_set",
                    models.CharField(
                        choices=[("FDA", "FDA"), ("EU", "EU"), ("MY", "MY"), ("SITE", "SITE")], max_length=8
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("effective_from", models.DateTimeField()),
                ("effective_until", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("visitor", "visitor"),
                            ("patient", "patient"),
                            ("companion", "companion"),
                            ("donor_mother", "donor_mother"),
                            ("donor_coordinator", "donor_coordinator"),
                            ("maternity_partner", "maternity_partner"),
                            ("courier", "courier"),
                            ("technician", "technician"),
                            ("laboratory_head", "laboratory_head"),
                            ("quality", "quality"),
                            ("responsible_person", "responsible_person"),
                            ("patient_coordinator", "patient_coordinator"),
                            ("interpreter", "interpreter"),
                            ("nurse", "nurse"),
                            ("physician", "physician"),
                            ("medical_director", "medical_director"),
                            ("vigilance_officer", "vigilance_officer"),
                            ("knowledge_editor", "knowledge_editor"),
                            ("finance", "finance"),
                            ("privacy_officer", "privacy_officer"),
                            ("inspector", "inspector"),
                            ("administrator", "administrator"),
                        ],
                        max_length=24,
                    ),
                ),
                ("valid_from", models.DateTimeField()),
                ("valid_until", models.DateTimeField(blank=True, null=True)),
                ("scope", models.CharField(blank=True, default="", max_length=400)),
                ("granted_by", models.CharField(max_length=40)),
                ("granted_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_by", models.CharField(blank=True, default="", max_length=40)),
                ("revoke_reason", models.CharField(blank=True, default="", max_length=400)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=20, unique=True)),
                ("display_name", models.CharField(max_length=120)),
                ("person", models.CharField(blank=True, default="", max_length=20)),
                ("joined_at", models.DateTimeField()),
                ("disabled_at", models.DateTimeField(blank=True, null=True)),
                ("disabled_by", models.CharField(blank=True, default="", max_length=40)),
                ("disabled_reason", models.CharField(blank=True, default="", max_length=400)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=16, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("country", models.CharField(max_length=2)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("signer", models.CharField(max_length=40)),
                ("signer_name", models.CharField(max_length=120)),
                (
                    "meaning",
                    models.CharField(
                        choices=[
                            ("performed", "performed"),
                            ("verified", "verified"),
                            ("reviewed", "reviewed"),
                            ("approved", "approved"),
                            ("released", "released"),
                            ("rejected", "rejected"),
                        ],
                        max_length=16,
                    ),
                ),
                ("subject", models.CharField(max_length=60)),
                ("content", models.TextField()),
                ("content_sha256", models.CharField(max_length=64)),
                (
                    "proof_kind",
                    models.CharField(
                        choices=[
                            ("password", "password"),
                            ("password+totp", "password+totp"),
                            ("passkey", "passkey"),
                            ("demonstration", "demonstration"),
                        ],
                        max_length=20,
                    ),
                ),
                ("signed_at", models.DateTimeField()),
                ("entry", models.BigIntegerField()),
                ("site", models.CharField(max_length=16)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SignatureVoid",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("voided_at", models.DateTimeField()),
                ("voided_by", models.CharField(max_length=40)),
                ("reason", models.CharField(max_length=400)),
                ("entry", models.BigIntegerField()),
                ("site", models.CharField(max_length=16)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SigningProof",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_sha256", models.CharField(max_length=64, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("signer", models.CharField(max_length=40)),
                ("content_sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Site",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=16, unique=True)),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[("clinic", "clinic"), ("laboratory", "laboratory")], max_length=16
                    ),
                ),
                ("zone", models.CharField(max_length=40)),
                ("country", models.CharField(max_length=2)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GlassBreak",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("person", models.CharField(max_length=20)),
                ("member", models.CharField(max_length=40)),
                ("site", models.CharField(max_length=16)),
                ("reason", models.CharField(max_length=400)),
                ("opened_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("reviewed_by", models.CharField(blank=True, default="", max_length=40)),
                ("outcome", models.CharField(blank=True, default="", max_length=400)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["member", "person", "until"], name="glass_open")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="glass_reasoned"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("opened_at"))), name="glass_span"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), ("reviewed_at", None), ("reviewed_by", "")),
                            models.Q(
                                ("reviewed_at__isnull", False),
                                models.Q(("reviewed_by", ""), _negated=True),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="glass_review_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_by", models.F("member")), _negated=True),
                            ("reviewed_at", None),
                            _connector="OR",
                        ),
                        name="glass_reviewed_by_another",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="glassbreak",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="89ea153b058828fb910f50b93e72d4609d15f9d7",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_76f84",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="access_glassbreak",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="glassbreak",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="e0385911c96fcd631f3b0a0a4c1231f77f51227b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_af87b",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="access_glassbreak",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="glassbreak",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="3025716e7bfc1086ac836a1f60c6f7e41736f148",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_3ac7c",
                    table="access_glassbreak",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="member",
            name="account",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="member",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="access.member"
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="organisation_named"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="90df6add047de118c416f4649a9f3b64a0c43467",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_98ba7",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="access_organisation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="e8a768f06f67819dddbf57a6d7db04952abbcc22",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_5710d",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="access_organisation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="cf96bf642d50c310b7d6ade753e3aa532baff473",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_e9a5e",
                    table="access_organisation",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="signature",
            index=models.Index(fields=["subject"], name="signature_subject"),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("meaning__in", ["performed", "verified", "reviewed", "approved", "released", "rejected"])
                ),
                name="signature_meaning",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("proof_kind__in", ["password", "password+totp", "passkey", "demonstration"])
                ),
                name="signature_proof",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(("content_sha256__regex", "^[0-9a-f]{64}$")), name="signature_hash"
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                fields=("entry", "signer", "subject", "meaning"), name="signature_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signature",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="6a3b32cb322d52b79e0ca845053b69813ffa41fe",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_8a8b0",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="access_signature",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signature",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="29b915bac699afc35b7f62db748e7997f90a6042",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_cfec5",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="access_signature",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signature",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="e3ee7039ee4f3d24eb270cc4c44b2b4ce09a4819",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_ca31d",
                    table="access_signature",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signature",
            trigger=pgtrigger.compiler.Trigger(
                name="never_rewritten",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_rewrite()",
                    func="RETURN NULL;",
                    hash="548c28f3cfd0ec28421c38ecc8de8d769e2c5baa",
                    operation="UPDATE",
                    pgid="pgtrigger_never_rewritten_5079a",
                    table="access_signature",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signature",
            trigger=pgtrigger.compiler.Trigger(
                name="demonstration_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"proof_kind\" = 'demonstration')",
                    execute="public.access_demonstration_only()",
                    func="RETURN NULL;",
                    hash="055011e2f0f34ef05767a5794b0e9484e350cd76",
                    operation="INSERT",
                    pgid="pgtrigger_demonstration_only_6b6af",
                    table="access_signature",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="signaturevoid",
            name="signature",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="void", to="access.signature"
            ),
        ),
        migrations.AddConstraint(
            model_name="signingproof",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("made_at"))), name="proof_span"
            ),
        ),
        migrations.AddConstraint(
            model_name="signingproof",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["password", "password+totp", "passkey"])), name="proof_kind"
            ),
        ),
        migrations.AddField(
            model_name="site",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="sites", to="access.organisation"
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="access.site"
            ),
        ),
        migrations.AddField(
            model_name="boundruleset",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="bindings", to="access.site"
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("display_name", ""), _negated=True), name="member_named"
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("disabled_at", None), ("disabled_by", "")),
                    models.Q(("disabled_at__isnull", False), models.Q(("disabled_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="member_disabled_whole",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="member",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="811ec52837df3df601374328692b23fddfe08d65",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_40ed4",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="access_member",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="member",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="69054198992e6d469f318ff029858e7fcd38748b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_689f3",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="access_member",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="member",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="280dc6c7d7a5773f360dd582a830494855ca81a1",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_52746",
                    table="access_member",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="signaturevoid",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="void_reasoned"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signaturevoid",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="5fa612b2a71861db3b3ae9f4201114421b1dc53f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_1f49a",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="access_signaturevoid",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signaturevoid",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="a531438288e86349d0bef70f7c0a52705272e569",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_3e32f",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="access_signaturevoid",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signaturevoid",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="16a054e2db26cf00cc319fd81c42b32ef5fc27e0",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_592c4",
                    table="access_signaturevoid",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signaturevoid",
            trigger=pgtrigger.compiler.Trigger(
                name="never_rewritten",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_rewrite()",
                    func="RETURN NULL;",
                    hash="8e763d3f5e877341288c7dc95fc03c0c6c5e3796",
                    operation="UPDATE",
                    pgid="pgtrigger_never_rewritten_eddc1",
                    table="access_signaturevoid",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="site",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["clinic", "laboratory"])), name="site_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="site",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True), models.Q(("zone", ""), _negated=True)
                ),
                name="site_named",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="site",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="9fdc6895bc90fad767f38cc68cce8b90f25cad80",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_38d3d",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="access_site",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="site",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="fbd4401935db44246c7a1b66141ee730bcb2f41f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_e7127",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="access_site",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="site",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="87340bbd32c39584bf9dd68ad3947022d8758abc",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_ae75c",
                    table="access_site",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "visitor",
                            "patient",
                            "companion",
                            "donor_mother",
                            "donor_coordinator",
                            "maternity_partner",
                            "courier",
                            "technician",
                            "laboratory_head",
                            "quality",
                            "responsible_person",
                            "patient_coordinator",
                            "interpreter",
                            "nurse",
                            "physician",
                            "medical_director",
                            "vigilance_officer",
                            "knowledge_editor",
                            "finance",
                            "privacy_officer",
                            "inspector",
                            "administrator",
                        ],
                    )
                ),
                name="grant_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until", None), ("valid_until__gt", models.F("valid_from")), _connector="OR"
                ),
                name="grant_span",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role", "inspector"), _negated=True),
                    models.Q(("valid_until__isnull", False), models.Q(("scope", ""), _negated=True)),
                    _connector="OR",
                ),
                name="grant_inspector_boxed",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoke_reason", ""), ("revoked_at", None), ("revoked_by", "")),
                    models.Q(
                        ("revoked_at__isnull", False),
                        models.Q(("revoked_by", ""), _negated=True),
                        models.Q(("revoke_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="grant_revoked_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at", None), ("valid_until", None)),
                fields=("member", "role", "site"),
                name="grant_open_once",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="grant",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="cc2f3d99cf227ea025ebc80aba0278cd538dd9f4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_ec243",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="access_grant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="grant",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="9259200f1bd03cfacd70b7bc9860d2debc036ab9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_fafd1",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="access_grant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="grant",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="cba89cdce8f7b6d8d9a5c3b892ea49256021db93",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_cbab5",
                    table="access_grant",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="boundruleset",
            constraint=models.UniqueConstraint(
                fields=("site", "rule_set", "version"), name="rule_set_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="boundruleset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("effective_until", None),
                    ("effective_until__gt", models.F("effective_from")),
                    _connector="OR",
                ),
                name="rule_set_span",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="boundruleset",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="50bab0435bd3b6bf5ee71cf0c932ea8fb617abce",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_2e49b",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="access_boundruleset",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="boundruleset",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="714c43de938b3bbeab7eca92db6adae339d5dc41",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_16d32",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="access_boundruleset",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="boundruleset",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="4e2755bd061431ed1584cc117a2eb103f8f2ca30",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_2a327",
                    table="access_boundruleset",
                    when="BEFORE",
                ),
            ),
        ),
    ]
