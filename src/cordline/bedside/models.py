"""Tables of the bedside room: wristbands, the day's judgements, prepared doses, passes, infusions, observations."""

from django.db import models
from django.db.models import F, Q

from cordline.bedside.types import DoseStatus, InfusionEnd, ScanSource
from cordline.ledger.models import Record

CODE_LENGTH = 20
ACTOR_LENGTH = 64


def _together(*columns: str) -> Q:
    none, every = Q(), Q()
    for column in columns:
        none &= Q(**{f"{column}__isnull": True})
        every &= Q(**{f"{column}__isnull": False})
    return none | every


class Wristband(Record):
    """One printed wristband; printing again kills the older one, so a copy on a cart stops working (U94)."""

    code = models.CharField(max_length=CODE_LENGTH)
    print_number = models.PositiveSmallIntegerField()
    site = models.CharField(max_length=16)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, to_field="code", db_column="person", related_name="+"
    )
    printed_by = models.CharField(max_length=ACTOR_LENGTH)
    printed_at = models.DateTimeField()
    dead_at = models.DateTimeField(null=True)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["code", "print_number"], name="bedside_band_print_once"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(dead_at=None), name="bedside_band_one_alive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}.{self.print_number}"


class FitToInfuse(Record):
    """A physician's signed judgement, on site and on the day, whether a person is fit to be infused (W30)."""

    site = models.CharField(max_length=16)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, to_field="code", db_column="person", related_name="+"
    )
    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="+")
    fit = models.BooleanField()
    weight_kg = models.DecimalField(max_digits=5, decimal_places=1)
    heart_rate = models.PositiveSmallIntegerField()
    systolic = models.PositiveSmallIntegerField()
    diastolic = models.PositiveSmallIntegerField()
    spo2_pct = models.PositiveSmallIntegerField()
    breaths = models.PositiveSmallIntegerField()
    temperature_c = models.DecimalField(max_digits=3, decimal_places=1)
    pregnancy_test = models.CharField(max_length=16)
    reason = models.CharField(max_length=400, blank=True, default="")
    signed_by = models.CharField(max_length=ACTOR_LENGTH)
    signed_at = models.DateTimeField()
    signature = models.ForeignKey("access.Signature", models.PROTECT, related_name="+", db_index=False)

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["person", "signed_at"], name="bedside_fit_latest")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.signed_at:%Y-%m-%d}"


class TrayCheck(Record):
    """Somebody looked through the emergency tray of a site, as is done on each day of infusions."""

    site = models.CharField(max_length=16)
    checked_by = models.CharField(max_length=ACTOR_LENGTH)
    checked_at = models.DateTimeField()

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["site", "checked_at"], name="bedside_tray_latest")]

    def __str__(self) -> str:
        return f"{self.site} {self.checked_at:%Y-%m-%d}"


class IdentityCheck(Record):
    """The person said name and date of birth aloud, and it agreed with the wristband that was scanned (U92)."""

    site = models.CharField(max_length=16)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, to_field="code", db_column="person", related_name="+"
    )
    wristband = models.ForeignKey(Wristband, models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=ACTOR_LENGTH)
    station = models.CharField(max_length=64, blank=True, default="")
    asked_at = models.DateTimeField()

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["person", "asked_at"], name="bedside_identity_latest")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.asked_at:%H:%M}"


class Dose(Record):
    """A prepared container: what enters a patient, made from vials of one lot for one session of one plan (W29)."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    site = models.CharField(max_length=16)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, to_field="code", db_column="person", related_name="+"
    )
    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="+")
    plan_version = models.PositiveIntegerField()
    session = models.PositiveSmallIntegerField()
    lot = models.ForeignKey("lineage.Node", models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=[(status.value, status.value) for status in DoseStatus])
    earliest_thaw_at = models.DateTimeField()
    prepared_by = models.CharField(max_length=ACTOR_LENGTH)
    begun_at = models.DateTimeField()
    volume_ml = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    viable_cells_per_ml = models.BigIntegerField(null=True)
    viability_pct = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    cells = models.BigIntegerField(null=True)
    dmso_g = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    counted_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=ACTOR_LENGTH, null=True)  # noqa: DJ001
    decided_at = models.DateTimeField(null=True)
    decided_reason = models.CharField(max_length=400, blank=True, default="")
    decision_signature = models.ForeignKey(
        "access.Signature", models.PROTECT, null=True, related_name="+", db_index=False
    )
    checked_by = models.CharField(max_length=ACTOR_LENGTH, null=True)  # noqa: DJ001
    checked_at = models.DateTimeField(null=True)
    check_signature = models.ForeignKey(
        "access.Signature", models.PROTECT, null=True, related_name="+", db_index=False
    )
    leftover_ml = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    destroyed_at = models.DateTimeField(null=True)
    destroyed_by = models.CharField(max_length=ACTOR_LENGTH, null=True)  # noqa: DJ001
    destroyed_reason = models.CharField(max_length=400, blank=True, default="")

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="bedside_dose_counted_whole",
                condition=_together(
                    "volume_ml", "viable_cells_per_ml", "viability_pct", "cells", "dmso_g", "counted_at"
                ),
            ),
            models.CheckConstraint(
                name="bedside_dose_numbers",
                condition=Q(cells=None)
                | Q(cells__gte=0, volume_ml__gt=0, viability_pct__gte=0, viability_pct__lte=100),
            ),
            models.CheckConstraint(
                name="bedside_dose_decided_whole",
                condition=_together("decided_by", "decided_at", "decision_signature"),
            ),
            models.CheckConstraint(
                name="bedside_dose_checked_whole",
                condition=_together("checked_by", "checked_at", "check_signature"),
            ),
            models.CheckConstraint(
                name="bedside_dose_checked_by_another",
                condition=Q(checked_by=None) | ~Q(checked_by=F("prepared_by")),
            ),
            models.CheckConstraint(
                name="bedside_dose_ready_is_checked",
                condition=Q(status__in=[DoseStatus.PREPARING.value, DoseStatus.DESTROYED.value])
                | Q(checked_at__isnull=False, cells__isnull=False),
            ),
            models.CheckConstraint(
                name="bedside_dose_destroyed_whole",
                condition=Q(
                    status=DoseStatus.DESTROYED.value, destroyed_at__isnull=False, destroyed_by__isnull=False
                )
                | (~Q(status=DoseStatus.DESTROYED.value) & Q(destroyed_at=None, destroyed_by=None)),
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(status__in=[DoseStatus.PREPARING.value, DoseStatus.PREPARED.value]),
                name="bedside_dose_one_open",
            ),
        ]
        indexes = [
            models.Index(fields=["site", "status"], name="bedside_dose_at_site"),
            models.Index(fields=["person"], name="bedside_dose_person"),
        ]

    def __str__(self) -> str:
        return self.code


class DoseVial(Record):
    """One vial that went into a dose, with its own thaw clock: the parents of the dose, for good."""

    dose = models.ForeignKey(Dose, models.PROTECT, related_name="vials")
    container = models.OneToOneField(
        "bank.Container", models.PROTECT, to_field="code", db_column="container", related_name="+"
    )
    thawed_at = models.DateTimeField()
    thawed_by = models.CharField(max_length=ACTOR_LENGTH)
    volume_ml = models.DecimalField(max_digits=6, decimal_places=2)
    dmso_pct = models.DecimalField(max_digits=4, decimal_places=1)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="bedside_vial_numbers",
                condition=Q(volume_ml__gt=0, dmso_pct__gte=0, dmso_pct__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dose_id} from {self.container_id}"


class Verdict(Record):
    """A pass: wristband and dose were scanned and every clause of the dose gate gave leave. A stop is an attempt."""

    dose = models.ForeignKey(Dose, models.PROTECT, related_name="passes")
    person = models.ForeignKey(
        "people.Person", models.PROTECT, to_field="code", db_column="person", related_name="+"
    )
    wristband = models.CharField(max_length=CODE_LENGTH)
    print_number = models.PositiveSmallIntegerField()
    site = models.CharField(max_length=16)
    nurse = models.CharField(max_length=ACTOR_LENGTH)
    station = models.CharField(max_length=64, blank=True, default="")
    band_source = models.CharField(max_length=8, choices=[(s.value, s.value) for s in ScanSource])
    dose_source = models.CharField(max_length=8, choices=[(s.value, s.value) for s in ScanSource])
    typed_reason = models.CharField(max_length=200, blank=True, default="")
    numbers_version = models.PositiveIntegerField()
    passed_at = models.DateTimeField()

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="bedside_verdict_typed_reasoned",
                condition=(~Q(band_source=ScanSource.TYPED.value) & ~Q(dose_source=ScanSource.TYPED.value))
                | ~Q(typed_reason=""),
            ),
        ]
        indexes = [models.Index(fields=["dose", "passed_at"], name="bedside_verdict_latest")]

    def __str__(self) -> str:
        return f"{self.dose_id} {self.passed_at:%H:%M}"


class Infusion(Record):
    """A dose entering a person: begun on a pass, observed, ended whole or in part; one dose, one infusion, ever."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    site = models.CharField(max_length=16)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, to_field="code", db_column="person", related_name="+"
    )
    dose = models.OneToOneField(Dose, models.PROTECT, related_name="infusion")
    verdict = models.OneToOneField(Verdict, models.PROTECT, related_name="infusion")
    cells = models.BigIntegerField()
    volume_ml = models.DecimalField(max_digits=6, decimal_places=1)
    rate_ml_min = models.DecimalField(max_digits=4, decimal_places=2)
    first_session = models.BooleanField()
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=ACTOR_LENGTH)
    station = models.CharField(max_length=64, blank=True, default="")
    end = models.CharField(  # noqa: DJ001
        max_length=8, choices=[(end.value, end.value) for end in InfusionEnd], null=True
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=ACTOR_LENGTH, null=True)  # noqa: DJ001
    given_ml = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    end_reason = models.CharField(max_length=400, blank=True, default="")

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="bedside_infusion_ended_whole",
                condition=_together("end", "ended_at", "ended_by", "given_ml"),
            ),
            models.CheckConstraint(
                name="bedside_infusion_given",
                condition=Q(given_ml=None) | Q(given_ml__gte=0, given_ml__lte=F("volume_ml")),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "started_at"], name="bedside_infusion_person"),
            models.Index(fields=["site"], name="bedside_infusion_running", condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return self.code


class Observation(Record):
    """One set of vital signs at the server's time; what was unusual was confirmed, what told to stop is kept."""

    site = models.CharField(max_length=16)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, to_field="code", db_column="person", related_name="+"
    )
    infusion = models.ForeignKey(Infusion, models.PROTECT, null=True, related_name="observations")
    dose = models.ForeignKey(Dose, models.PROTECT, null=True, related_name="baselines")
    at = models.DateTimeField()
    by = models.CharField(max_length=ACTOR_LENGTH)
    heart_rate = models.PositiveSmallIntegerField()
    systolic = models.PositiveSmallIntegerField()
    diastolic = models.PositiveSmallIntegerField()
    spo2_pct = models.PositiveSmallIntegerField()
    breaths = models.PositiveSmallIntegerField()
    temperature_c = models.DecimalField(max_digits=3, decimal_places=1)
    symptoms = models.JSONField()
    stop_codes = models.JSONField()

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="bedside_observation_of_something",
                condition=Q(infusion__isnull=False) | Q(dose__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["infusion", "at"], name="bedside_observation_order"),
            models.Index(fields=["dose", "at"], name="bedside_baseline_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.infusion_id} {self.at:%H:%M}"


class Reaction(Record):
    """Somebody pressed Reaction: the time stands before any form is filled in (U100)."""

    infusion = models.ForeignKey(Infusion, models.PROTECT, related_name="reactions")
    pressed_at = models.DateTimeField()
    pressed_by = models.CharField(max_length=ACTOR_LENGTH)
    event = models.CharField(max_length=CODE_LENGTH, blank=True, default="")

    class Meta(Record.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.infusion_id} {self.pressed_at:%H:%M}"
