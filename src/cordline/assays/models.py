"""Tables of this room: laboratories, methods, samples, results, specifications, results out of specification."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cordline.assays.triggers import written_once
from cordline.assays.types import DonorTest, LimitKind, LotTest, Stage, Taken, ValueKind
from cordline.ground.products import Product, RuleSet, Use
from cordline.ledger.models import Record

CODE = 24
_TESTS = [(test.value, test.label) for tests in (DonorTest, LotTest) for test in tests]
_RULE_SETS = [(rule_set.value, rule_set.value) for rule_set in RuleSet]


def _value_fits_its_kind() -> Q:
    number = Q(kind=ValueKind.NUMBER, value__isnull=False, detection_limit__isnull=True)
    below = Q(kind=ValueKind.BELOW_DETECTION, value__isnull=True)
    word = ~Q(kind__in=[ValueKind.NUMBER, ValueKind.BELOW_DETECTION]) & Q(
        value__isnull=True, detection_limit__isnull=True
    )
    return number | below | word


class Laboratory(Record):
    """A laboratory that tests for us: whose rules accept its accreditation, and until which day."""

    code = models.CharField(max_length=CODE, unique=True)
    site = models.CharField(max_length=16)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    accreditation = models.CharField(max_length=100)
    accredited_under = ArrayField(models.CharField(max_length=8, choices=_RULE_SETS), default=list)
    accredited_until = models.DateField()

    def __str__(self) -> str:
        return self.name


class Method(Record):
    """A test kit or method: what it tests, and whose rules accept it for screening donors."""

    code = models.CharField(max_length=CODE, unique=True)
    site = models.CharField(max_length=16)
    name = models.CharField(max_length=200)
    test = models.CharField(max_length=32, choices=_TESTS)
    donor_screening_under = ArrayField(models.CharField(max_length=8, choices=_RULE_SETS), default=list)
    validated_for_diluted_plasma = models.BooleanField(default=False)
    unit = models.CharField(max_length=24, blank=True, default="")
    detection_limit = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Sample(Record):
    """One sample, of a donor's blood or of a bank or lot: ``node`` is what a bad result of it stops.

    Of a birth mother or a living donor it is the donor, so that twins share it; of an infant, the donation.
    """

    code = models.CharField(max_length=CODE, unique=True)
    site = models.CharField(max_length=16)
    node = models.ForeignKey("lineage.Node", models.PROTECT, related_name="samples")
    taken_from = models.CharField(max_length=16, choices=[(t.value, t.label) for t in Taken])
    taken_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    taken_by = models.CharField(max_length=64)
    product = models.CharField(
        max_length=16, blank=True, default="", choices=[(p.value, p.label) for p in Product]
    )
    blood_loss = models.BooleanField(null=True)
    blood_ml_48h = models.PositiveIntegerField(null=True)
    colloid_ml_48h = models.PositiveIntegerField(null=True)
    crystalloid_ml_1h = models.PositiveIntegerField(null=True)
    sent_to = models.ForeignKey(Laboratory, models.PROTECT, null=True, blank=True, related_name="samples")
    due_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta(Record.Meta):
        triggers = [*Record.Meta.triggers, written_once("sent_to_id", "due_on")]  # noqa: RUF012
        constraints = [  # noqa: RUF012
            models.CheckConstraint(
                condition=Q(taken_at__lte=F("recorded_at")), name="assays_sample_not_ahead"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Result(Record):
    """One reading of one test of one sample. A later reading never overwrites it; a correction strikes it."""

    code = models.CharField(max_length=CODE, unique=True)
    site = models.CharField(max_length=16)
    sample = models.ForeignKey(Sample, models.PROTECT, related_name="results")
    test = models.CharField(max_length=32, choices=_TESTS)
    kind = models.CharField(max_length=16, choices=[(k.value, k.label) for k in ValueKind])
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    unit = models.CharField(max_length=24, blank=True, default="")
    detection_limit = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    method = models.ForeignKey(Method, models.PROTECT, null=True, blank=True, related_name="results")
    laboratory = models.ForeignKey(Laboratory, models.PROTECT, null=True, blank=True, related_name="results")
    reported_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.CharField(max_length=64, blank=True, default="")
    strike_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta(Record.Meta):
        triggers = [*Record.Meta.triggers, written_once("struck_at", "struck_by", "strike_reason")]  # noqa: RUF012
        indexes = [models.Index(fields=["sample", "test"], name="assays_result_sample_test")]  # noqa: RUF012
        constraints = [  # noqa: RUF012
            models.CheckConstraint(condition=_value_fits_its_kind(), name="assays_result_value_fits_kind"),
            models.CheckConstraint(
                condition=Q(reported_at__lte=F("recorded_at")), name="assays_result_not_ahead"
            ),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_by="", strike_reason="")
                | (Q(struck_at__isnull=False) & ~Q(struck_by="") & ~Q(strike_reason="")),
                name="assays_result_strike_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Specification(Record):
    """One version of what a product must be for one use and market at one site; in force once approved by signature."""

    code = models.CharField(max_length=CODE, unique=True)
    site = models.CharField(max_length=16)
    product = models.CharField(max_length=16, choices=[(p.value, p.label) for p in Product])
    use = models.CharField(max_length=16, choices=[(u.value, u.value) for u in Use])
    market = models.CharField(max_length=8, choices=_RULE_SETS)
    version = models.PositiveIntegerField()
    passage_limit = models.PositiveSmallIntegerField(null=True, blank=True)
    drafted_by = models.CharField(max_length=64)
    drafted_at = models.DateTimeField()
    approved_by = models.CharField(max_length=64, blank=True, default="")
    approved_at = models.DateTimeField(null=True, blank=True)
    signature = models.BigIntegerField(null=True, blank=True)

    class Meta(Record.Meta):
        triggers = [*Record.Meta.triggers, written_once("approved_by", "approved_at", "signature")]  # noqa: RUF012
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(
                fields=["site", "product", "use", "market", "version"],
                name="assays_specification_version_once",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by="", signature__isnull=True)
                | (
                    Q(approved_at__isnull=False, signature__isnull=False)
                    & ~Q(approved_by="")
                    & ~Q(approved_by=F("drafted_by"))
                ),
                name="assays_specification_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class SpecificationLine(Record):
    """One line of a specification, with its source and how sure the house is of it; written with its draft only."""

    specification = models.ForeignKey(Specification, models.PROTECT, related_name="lines")
    place = models.PositiveSmallIntegerField()
    test = models.CharField(max_length=32, choices=[(t.value, t.label) for t in LotTest])
    stage = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Stage])
    limit = models.CharField(max_length=12, choices=[(k.value, k.value) for k in LimitKind])
    low = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    unit = models.CharField(max_length=24, blank=True, default="")
    method = models.CharField(max_length=200, blank=True, default="")
    required = models.BooleanField(default=True)
    source = models.CharField(max_length=300)
    mark = models.CharField(max_length=10)

    class Meta(Record.Meta):
        triggers = [*Record.Meta.triggers, written_once()]  # noqa: RUF012
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["specification", "test", "stage"], name="assays_line_once"),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high")),
                name="assays_line_bounds_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.specification_id}: {self.test}"


class OutOfSpecification(Record):
    """A result that failed its line, kept with the limit of that day, the deviation and the hold it led to."""

    result = models.OneToOneField(Result, models.PROTECT, related_name="out_of_specification")
    site = models.CharField(max_length=16)
    limit = models.CharField(max_length=120)
    specification = models.CharField(max_length=CODE, blank=True, default="")
    deviation = models.CharField(max_length=CODE)
    hold = models.CharField(max_length=CODE)
    found_at = models.DateTimeField()

    class Meta(Record.Meta):
        triggers = [*Record.Meta.triggers, written_once()]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.result_id}"
