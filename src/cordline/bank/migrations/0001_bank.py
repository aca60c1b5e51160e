"""The bank: storage, lots, containers, promises, and the guards that keep their balance."""

from decimal import Decimal
from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

BALANCE = (Path(__file__).resolve().parent.parent / "sql" / "balance.sql").read_text()


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("facility", "0001_facility"),
        ("lineage", "0001_lineage"),
    ]

    operations = [
        migrations.CreateModel(
            name="Box",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=20)),
                ("rows", models.PositiveSmallIntegerField()),
                ("columns", models.PositiveSmallIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Rack",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=20)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Lot",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=24, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("master_bank", "Master bank"),
                            ("working_bank", "Working bank"),
                            ("lot", "Cell lot"),
                        ],
                        max_length=12,
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
                ("site", models.CharField(max_length=16)),
                ("passage", models.PositiveSmallIntegerField()),
                ("doublings", models.DecimalField(decimal_places=4, max_digits=8)),
                ("uncounted_start", models.BooleanField()),
                ("cells_each", models.BigIntegerField()),
                ("volume_ml_each", models.DecimalField(decimal_places=3, max_digits=9)),
                ("filled", models.PositiveIntegerField()),
                ("viability_pct", models.DecimalField(decimal_places=1, max_digits=4)),
                (
                    "residues",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), blank=True, default=list, size=None
                    ),
                ),
                ("autologous_for", models.CharField(blank=True, default="", max_length=24)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "node",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bank_lot",
                        to="lineage.node",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LotUse",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
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
                    "state",
                    models.CharField(
                        choices=[
                            ("in_review", "In review"),
                            ("released", "Released"),
                            ("conditional", "Conditional"),
                            ("rejected", "Rejected"),
                            ("suspended", "Suspended"),
                        ],
                        max_length=12,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("decided_by", models.CharField(max_length=64)),
                (
                    "lot",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="bank.lot",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=24, unique=True)),
                ("row", models.PositiveSmallIntegerField()),
                ("column", models.PositiveSmallIntegerField()),
                (
                    "box",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="bank.box",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Container",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=24, unique=True)),
                ("site", models.CharField(max_length=16)),
                ("at_site", models.CharField(max_length=16)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("filled", "Filled"),
                            ("stored", "Stored"),
                            ("checked_out", "Checked out"),
                            ("thawed", "Thawed"),
                            ("consumed", "Consumed"),
                            ("destroyed", "Destroyed"),
                            ("lost", "Lost"),
                        ],
                        default="filled",
                        max_length=12,
                    ),
                ),
                ("cells", models.BigIntegerField()),
                ("volume_ml", models.DecimalField(decimal_places=3, max_digits=9)),
                ("viability_pct", models.DecimalField(decimal_places=1, max_digits=4)),
                ("autologous_for", models.CharField(blank=True, default="", max_length=24)),
                ("filled_at", models.DateTimeField()),
                ("stored_at", models.DateTimeField(blank=True, null=True)),
                ("checked_out_at", models.DateTimeField(blank=True, null=True)),
                ("checked_out_by", models.CharField(blank=True, default="", max_length=64)),
                ("checked_out_reason", models.TextField(blank=True, default="")),
                ("thawed_at", models.DateTimeField(blank=True, null=True)),
                ("thawed_by", models.CharField(blank=True, default="", max_length=64)),
                ("thawed_for", models.CharField(blank=True, default="", max_length=40)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.CharField(blank=True, default="", max_length=64)),
                ("ended_reason", models.TextField(blank=True, default="")),
                ("witness", models.CharField(blank=True, default="", max_length=64)),
                (
                    "lot",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lineage.node",
                    ),
                ),
                (
                    "position",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="container",
                        to="bank.position",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="box",
            name="rack",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="boxes", to="bank.rack"
            ),
        ),
        migrations.CreateModel(
            name="Reservation",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("autologous_for", models.CharField(blank=True, default="", max_length=24)),
                ("plan", models.CharField(db_index=True, max_length=24)),
                ("patient", models.CharField(max_length=24)),
                ("person", models.CharField(blank=True, default="", max_length=24)),
                ("use", models.CharField(max_length=16)),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "active"), ("used", "used"), ("released", "released")],
                        default="active",
                        max_length=10,
                    ),
                ),
                ("reserved_at", models.DateTimeField()),
                ("reserved_by", models.CharField(max_length=64)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.CharField(blank=True, default="", max_length=64)),
                ("ended_reason", models.TextField(blank=True, default="")),
                (
                    "container",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reservations",
                        to="bank.container",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StorageUnit",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=40)),
                ("site", models.CharField(max_length=16)),
                (
                    "storage_class",
                    models.CharField(
                        choices=[
                            ("vapour", "Nitrogen vapour"),
                            ("minus_80", "−80 °C"),
                            ("cold", "2 to 8 °C"),
                        ],
                        max_length=12,
                    ),
                ),
                ("quarantine", models.BooleanField(default=False)),
                (
                    "equipment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, to="facility.equipment"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="rack",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="racks", to="bank.storageunit"
            ),
        ),
        migrations.AddConstraint(
            model_name="lot",
            constraint=models.CheckConstraint(
                condition=models.Q(("cells_each__range", (1000, 50000000000))), name="bank_lot_cells_possible"
            ),
        ),
        migrations.AddConstraint(
            model_name="lot",
            constraint=models.CheckConstraint(
                condition=models.Q(("volume_ml_each__gt", 0), ("volume_ml_each__lte", Decimal("500"))),
                name="bank_lot_volume_possible",
            ),
        ),
        migrations.AddConstraint(
            model_name="lot",
            constraint=models.CheckConstraint(
                condition=models.Q(("viability_pct__range", (0, 100))), name="bank_lot_viability_possible"
            ),
        ),
        migrations.AddConstraint(
            model_name="lot",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("made_at"))), name="bank_lot_expires_later"
            ),
        ),
        migrations.AddConstraint(
            model_name="lot",
            constraint=models.CheckConstraint(
                condition=models.Q(("filled__gte", 1)), name="bank_lot_not_empty"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lot",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="1f143e7f44a37e464eed37e60deb63018762f248",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_b44f6",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="bank_lot",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lot",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="ce3f335e1cd7a0e3cf5d2c628c908694478eeb82",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_601eb",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="bank_lot",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lot",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="4aeef29ed6f3e0e3203c76a4530a855a89369154",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_d1e24",
                    table="bank_lot",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="lotuse",
            constraint=models.UniqueConstraint(fields=("lot", "use"), name="bank_lot_use_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lotuse",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="2802db0124dc886183796326230cc50436d1f2a5",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_75350",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="bank_lotuse",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lotuse",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="4fb5d9e5aa9f451b9f435b188e870a74bc16974f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_0fb79",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="bank_lotuse",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lotuse",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="c86c6c672b6ecca1d799d6e02aea8528f50f28ff",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_d417b",
                    table="bank_lotuse",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.UniqueConstraint(
                fields=("box", "row", "column"), name="bank_position_once_in_box"
            ),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.CheckConstraint(
                condition=models.Q(("column__range", (1, 12)), ("row__range", (1, 12))),
                name="bank_position_in_box",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="position",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="ab4935467d98019a4873045db4b4af38a512b1b2",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_0ee94",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="bank_position",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="position",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="24004a6e2b0fe7a0ba5332653c54bc65e2867e5a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_4752c",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="bank_position",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="position",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="44ec38912b282f49800632c23aeedf728db0bb1f",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_db6dc",
                    table="bank_position",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="container",
            index=models.Index(fields=["lot", "state"], name="bank_container_of_lot"),
        ),
        migrations.AddConstraint(
            model_name="container",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("position__isnull", False), ("state__in", ["stored", "checked_out"])),
                    models.Q(
                        models.Q(("state__in", ["stored", "checked_out"]), _negated=True),
                        ("position__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="bank_container_placed_when_stored",
            ),
        ),
        migrations.AddConstraint(
            model_name="container",
            constraint=models.CheckConstraint(
                condition=models.Q(("cells__range", (1000, 50000000000))),
                name="bank_container_cells_possible",
            ),
        ),
        migrations.AddConstraint(
            model_name="container",
            constraint=models.CheckConstraint(
                condition=models.Q(("volume_ml__gt", 0), ("volume_ml__lte", Decimal("500"))),
                name="bank_container_volume_possible",
            ),
        ),
        migrations.AddConstraint(
            model_name="container",
            constraint=models.CheckConstraint(
                condition=models.Q(("viability_pct__range", (0, 100))),
                name="bank_container_viability_possible",
            ),
        ),
        migrations.AddConstraint(
            model_name="container",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["filled", "stored", "checked_out", "lost"]),
                        ("thawed_at__isnull", True),
                    ),
                    models.Q(("state__in", ["thawed", "consumed"]), ("thawed_at__isnull", False)),
                    ("state", "destroyed"),
                    _connector="OR",
                ),
                name="bank_container_thaw_stands",
            ),
        ),
        migrations.AddConstraint(
            model_name="container",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", False), ("state__in", ["consumed", "destroyed", "lost"])),
                    models.Q(
                        models.Q(("state__in", ["consumed", "destroyed", "lost"]), _negated=True),
                        ("ended_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="bank_container_end_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="container",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "destroyed"), _negated=True),
                    models.Q(
                        models.Q(("witness", ""), _negated=True),
                        models.Q(("witness", models.F("ended_by")), _negated=True),
                        models.Q(("ended_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="bank_container_destroyed_before_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="container",
            constraint=models.UniqueConstraint(fields=("id", "autologous_for"), name="bank_container_owner"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="container",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="418578666107456a37e118ad02bfa58a3bf64707",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_e073e",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="bank_container",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="container",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="b43db9bc1f664e3079172770a6aabafd8260910a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_9f33c",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="bank_container",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="container",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="df744fc0e6cb61493fe489f93fd25f6783425c1f",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_6e09f",
                    table="bank_container",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="box",
            constraint=models.UniqueConstraint(fields=("rack", "name"), name="bank_box_name_once"),
        ),
        migrations.AddConstraint(
            model_name="box",
            constraint=models.CheckConstraint(
                condition=models.Q(("columns__range", (1, 12)), ("rows__range", (1, 12))),
                name="bank_box_shape",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="box",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="a5d1ec122bc271c76852e6f9e6ee72bb14615b5b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_bc454",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="bank_box",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="box",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="f6f71d0160a42055f6aa58ff3ac8da33b72424d6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_a7468",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="bank_box",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="box",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="e426a2eb6a6d3e412e736d5dc81ee7e7688ea06b",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_168d1",
                    table="bank_box",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="reservation",
            index=models.Index(fields=["container", "state"], name="bank_reservation_of"),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "active")),
                fields=("container",),
                name="bank_container_promised_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("autologous_for", ""),
                    ("autologous_for", models.F("patient")),
                    ("autologous_for", models.F("person")),
                    _connector="OR",
                ),
                name="bank_reservation_own_cells",
            ),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("plan", ""), _negated=True), models.Q(("patient", ""), _negated=True)
                ),
                name="bank_reservation_for_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("state", "active")),
                    models.Q(models.Q(("state", "active"), _negated=True), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="bank_reservation_end_whole",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reservation",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="4ada338230e575e0557102e57b4eab240e691afe",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_d06e9",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="bank_reservation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reservation",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="232f5fa4ea879051a7379b0967c71d42700af105",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_c55c3",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="bank_reservation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reservation",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="c527ac11742a534a23441caaf9d801cd0f245824",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_7e33e",
                    table="bank_reservation",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="storageunit",
            constraint=models.UniqueConstraint(fields=("site", "name"), name="bank_unit_name_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="storageunit",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="4146928d686b436b21ae60274eb0b7d2eab7945e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_23a01",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="bank_storageunit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="storageunit",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="2c69c9a0df47a600d379cc348cf5b3844ac7357f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_de86d",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="bank_storageunit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="storageunit",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="f850bff098eb15a27e53cd979d824ec5bb42c07e",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_1186b",
                    table="bank_storageunit",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="rack",
            constraint=models.UniqueConstraint(fields=("unit", "name"), name="bank_rack_name_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rack",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_insert()",
                    func="RETURN NULL;",
                    hash="3dbe3b3671c47c70449b68f2a1724ff40006ef62",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_capture_insert_80387",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="bank_rack",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rack",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.capture_update()",
                    func="RETURN NULL;",
                    hash="e7ff356d47377112da996ffbd429fc16bebc1cc8",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_update_9c75b",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="bank_rack",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rack",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_removal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="ledger.refuse_removal()",
                    func="RETURN NULL;",
                    hash="f51f51e0c8cfa914f6d49c7184ac26a4abb97bc7",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_refuse_removal_7f68b",
                    table="bank_rack",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(BALANCE, migrations.RunSQL.noop),
    ]
