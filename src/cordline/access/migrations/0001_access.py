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
                ("theme", models.CharField(default="system", max_length=8)),
                ("shortcuts", models.BooleanField(default=True)),
                ("language", models.CharField(default="en", max_length=8)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("theme__in", ["system", "light", "dark"])), name="staff_theme"
                    )
                ],
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
                    execute="EXECUTE FUNCTION ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="b0975ef58d63fcf03eedfe7dc6431a4d5a71dc82",
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
                    execute="EXECUTE FUNCTION ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="c6fb9541e175bcd627b8e3598cb91102fad1c004",
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
                    execute="EXECUTE FUNCTION ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="acbf005d8d17099c682a225e95dab46bf5c8709e",
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
                    execute="EXECUTE FUNCTION ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="ac954d5ff7a8c7d40a3a88f61c7b375bb9a7e8b5",
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
                    execute="EXECUTE FUNCTION ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="9b1a087eb5955c11a6bfb371941ddcbb034a4f87",
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
                    execute="EXECUTE FUNCTION ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="665f627400ca19a4761b7e0401a80b683aaf1a10",
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
                    execute="EXECUTE FUNCTION ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="e77e39649eddc461c37fa231955e396431c700ff",
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
                    execute="EXECUTE FUNCTION ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="33ef9f4801d98ddc66d89ad96ac32b082b42c265",
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
                    execute="EXECUTE FUNCTION ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="828343f1e2e3b1c8dba12b014777111770df14f6",
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
                    execute="EXECUTE FUNCTION ledger.refuse_rewrite()",
                    func="RETURN NULL;",
                    hash="e025acb67b5ceca538a29a60e59e476bb81ebc0b",
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
                    execute="EXECUTE FUNCTION public.access_demonstration_only()",
                    func="RETURN NULL;",
                    hash="7d64382986179e8f2cfb976960b5dd52111b1eb0",
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
                    execute="EXECUTE FUNCTION ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="5cff7462d758137d9c67bf36f08b41fcb55adeac",
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
                    execute="EXECUTE FUNCTION ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="6e0dc866e7fb835d4e21fbae344d18a1be15e93d",
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
                    execute="EXECUTE FUNCTION ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="dd792357ec1d8ee243ed19d96ab499a2622c21cb",
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
                    execute="EXECUTE FUNCTION ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="c9f3dd307738ebb3fda05e956fc9fcc5f72b991b",
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
                    execute="EXECUTE FUNCTION ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="897dba995ae1251e98471270cc83c7b19e782163",
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
                    execute="EXECUTE FUNCTION ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="e736aa595014fd52182b14cd9279bcfe811b94fd",
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
                    execute="EXECUTE FUNCTION ledger.refuse_rewrite()",
                    func="RETURN NULL;",
                    hash="0ea02d85aa0a5f79d9fa8e00511c96ce3c232050",
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
                    execute="EXECUTE FUNCTION ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="c2fca475461a0b7c3b81eae2e23e4cc921f89429",
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
                    execute="EXECUTE FUNCTION ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="7265a329bb6f8730500672cacd57bd41ff25a83b",
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
                    execute="EXECUTE FUNCTION ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="fada66f77b4d9ab9207df9b2d6b839bf5402ffd6",
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
                    execute="EXECUTE FUNCTION ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="fbd69279d895c3222dc4da6953aade3d45890a06",
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
                    execute="EXECUTE FUNCTION ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="6a7665099da202533eae81d6cb243ef8fb4d6d00",
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
                    execute="EXECUTE FUNCTION ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="0122dcb649e6e99ba7deb49710fa86626def4f5e",
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
                    execute="EXECUTE FUNCTION ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="9c65e39180358af5c222d4b7f6105822a451401c",
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
                    execute="EXECUTE FUNCTION ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="f6b6a6ec67487b273973303875800f21a2a103f2",
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
                    execute="EXECUTE FUNCTION ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="793a9fa9a80fe18a273467d8aba004f9adeddae2",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_2a327",
                    table="access_boundruleset",
                    when="BEFORE",
                ),
            ),
        ),
    ]
