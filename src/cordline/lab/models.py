"""Tables of the laboratory: approved limits, cords received, cultures, counts with raw tallies, draws and fills."""

from django.db import models
from django.db.models import F, Q

from cordline.ground.products import Product
from cordline.lab import limits
from cordline.lab.types import CordVerdict, CultureState, Integrity, Method, Purpose, Stage
from cordline.ledger.models import Record

CODE_LENGTH = 24
_CELLS = (limits.LEAST_CELLS, limits.MOST_CELLS)
_POOLED = [CultureState.HARVESTED.value, CultureState.SPENT.value]


class ProcessLimits(Record):
    """One approved version of a product's culture limits; the youngest in effect governs, older ones stay."""

    product = models.CharField(max_length=16, choices=[(product.value, product.label) for product in Product])
    version = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    effective_at = models.DateTimeField()
    approved_by = models.CharField(max_length=64)
    cord_hours = models.PositiveSmallIntegerField()
    cord_low_c = models.DecimalField(max_digits=5, decimal_places=1)
    cord_high_c = models.DecimalField(max_digits=5, decimal_places=1)
    master_bank_first = models.PositiveSmallIntegerField()
    master_bank_last = models.PositiveSmallIntegerField()
    working_bank_first = models.PositiveSmallIntegerField()
    working_bank_last = models.PositiveSmallIntegerField()
    lot_first = models.PositiveSmallIntegerField()
    lot_last = models.PositiveSmallIntegerField()
    most_doublings = models.DecimalField(max_digits=6, decimal_places=2)
    least_viability_pct = models.DecimalField(max_digits=4, decimal_places=1)
    most_spread_pct = models.DecimalField(max_digits=4, decimal_places=1)
    shelf_life_days = models.PositiveIntegerField()

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["product", "version"], name="lab_limits_version_once"),
            models.CheckConstraint(
                condition=Q(cord_low_c__lte=F("cord_high_c")), name="lab_limits_temperature_order"
            ),
            models.CheckConstraint(
                condition=Q(
                    master_bank_first__lte=F("master_bank_last"),
                    working_bank_first__lte=F("working_bank_last"),
                    lot_first__lte=F("lot_last"),
                ),
                name="lab_limits_passage_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} version {self.version}"


class Cord(Record):
    """One cord as it arrived, accepted or rejected, with every reason; a donation has one cord."""

    node = models.OneToOneField("lineage.Node", on_delete=models.PROTECT, related_name="lab_cord")
    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    donation = models.OneToOneField("lineage.Node", on_delete=models.PROTECT, related_name="+")
    site = models.CharField(max_length=16)
    verdict = models.CharField(max_length=8, choices=[(each.value, each.value) for each in CordVerdict])
    reasons = models.JSONField(default=list, blank=True)
    born_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField()
    lowest_c = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    highest_c = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    integrity = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Integrity])
    consent_seen = models.BooleanField()
    labels_matched = models.BooleanField()
    weight_g = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    limits_version = models.PositiveIntegerField()
    received_by = models.CharField(max_length=64)
    processed_at = models.DateTimeField(null=True, blank=True)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict=CordVerdict.ACCEPTED.value, reasons=[])
                | (Q(verdict=CordVerdict.REJECTED.value, processed_at__isnull=True) & ~Q(reasons=[])),
                name="lab_cord_rejected_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Culture(Record):
    """One passage in its vessels, from seeding to harvest; after that, the pool of counted cells.

    ``before_*`` are the doublings up to its seeding, along the deepest path; its own are in ``doublings``.
    """

    node = models.OneToOneField("lineage.Node", on_delete=models.PROTECT, related_name="lab_culture")
    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    site = models.CharField(max_length=16)
    product = models.CharField(max_length=16, choices=[(product.value, product.label) for product in Product])
    passage = models.PositiveSmallIntegerField()
    method = models.CharField(
        max_length=10, blank=True, default="", choices=[(each.value, each.value) for each in Method]
    )
    from_bank = models.CharField(max_length=12, blank=True, default="")
    state = models.CharField(
        max_length=12, choices=[(each.value, each.value) for each in CultureState], default="growing"
    )
    vessel = models.CharField(max_length=80, blank=True, default="")
    area_cm2 = models.DecimalField(max_digits=9, decimal_places=1)
    tissue_g = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    seeded_at = models.DateTimeField()
    seeded_by = models.CharField(max_length=64)
    seeded_cells = models.BigIntegerField(null=True, blank=True)
    before_counted = models.DecimalField(max_digits=8, decimal_places=4, default=0)
    before_uncounted = models.BooleanField(default=False)
    before_gaps = models.PositiveSmallIntegerField(default=0)
    harvested_at = models.DateTimeField(null=True, blank=True)
    harvested_cells = models.BigIntegerField(null=True, blank=True)
    remaining_cells = models.BigIntegerField(null=True, blank=True)
    viability_pct = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    doublings = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=64, blank=True, default="")
    ended_reason = models.TextField(blank=True, default="")
    autologous_for = models.CharField(max_length=CODE_LENGTH, blank=True, default="")

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(seeded_cells__isnull=True, passage=0) | Q(seeded_cells__range=_CELLS),
                name="lab_culture_seeded_possible",
            ),
            models.CheckConstraint(
                condition=Q(harvested_cells__isnull=True, remaining_cells__isnull=True)
                | Q(
                    harvested_cells__range=(0, limits.MOST_CELLS),
                    remaining_cells__gte=0,
                    remaining_cells__lte=F("harvested_cells"),
                ),
                name="lab_culture_cells_balance",
            ),
            models.CheckConstraint(
                condition=Q(state="growing", harvested_at__isnull=True)
                | Q(state__in=_POOLED, harvested_at__isnull=False)
                | Q(state__in=["contaminated", "discarded"]),
                name="lab_culture_harvested_when_pooled",
            ),
            models.CheckConstraint(
                condition=~Q(state="spent") | Q(remaining_cells=0), name="lab_culture_spent_is_empty"
            ),
            models.CheckConstraint(
                condition=Q(viability_pct__isnull=True) | Q(viability_pct__range=(0, 100)),
                name="lab_culture_viability_possible",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["contaminated", "discarded"])
                | (Q(ended_at__isnull=False) & ~Q(ended_reason="")),
                name="lab_culture_ended_says_why",
            ),
            models.CheckConstraint(
                condition=Q(area_cm2__gt=0, area_cm2__lte=limits.MOST_AREA_CM2),
                name="lab_culture_area_possible",
            ),
            models.CheckConstraint(
                condition=Q(passage__lte=limits.MOST_PASSAGE), name="lab_culture_passage_possible"
            ),
        ]
        indexes = [models.Index(fields=["site", "state"], name="lab_culture_open")]

    def __str__(self) -> str:
        return self.code


class Count(Record):
    """One count of one culture: raw tallies, or a typed total that says why there are none (U104)."""

    culture = models.ForeignKey(Culture, on_delete=models.PROTECT, related_name="counts")
    purpose = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Purpose])
    counted_at = models.DateTimeField()
    counted_by = models.CharField(max_length=64)
    tallies = models.JSONField(null=True, blank=True)
    dilution = models.DecimalField(max_digits=9, decimal_places=3, null=True, blank=True)
    volume_ml = models.DecimalField(max_digits=9, decimal_places=3, null=True, blank=True)
    typed_reason = models.TextField(blank=True, default="")
    viable_cells = models.BigIntegerField()
    total_cells = models.BigIntegerField()
    viability_pct = models.DecimalField(max_digits=4, decimal_places=1)
    spread_pct = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    formula = models.CharField(max_length=8)
    formula_version = models.PositiveSmallIntegerField()
    limits_version = models.PositiveIntegerField()
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.CharField(max_length=64, blank=True, default="")
    strike_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_by="", strike_reason="")
                | (Q(struck_at__isnull=False) & ~Q(struck_by="") & ~Q(strike_reason="")),
                name="lab_count_strike_whole",
            ),
            models.CheckConstraint(
                condition=Q(
                    tallies__isnull=False, dilution__isnull=False, volume_ml__isnull=False, typed_reason=""
                )
                | (Q(tallies__isnull=True) & ~Q(typed_reason="")),
                name="lab_count_raw_or_marked",
            ),
            models.CheckConstraint(
                condition=Q(
                    viable_cells__gte=0,
                    viable_cells__lte=F("total_cells"),
                    total_cells__lte=limits.MOST_CELLS,
                    viability_pct__range=(0, 100),
                ),
                name="lab_count_possible",
            ),
            models.UniqueConstraint(
                fields=["culture"],
                condition=Q(purpose="harvest", struck_at=None),
                name="lab_culture_harvested_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.culture_id} {self.purpose}"


class Draw(Record):
    """Cells taken from one culture's pool into one child; their sum and what remains are what was harvested."""

    culture = models.ForeignKey(Culture, on_delete=models.PROTECT, related_name="draws")
    child = models.ForeignKey("lineage.Node", on_delete=models.PROTECT, related_name="+")
    cells = models.BigIntegerField()

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["culture", "child"], name="lab_draw_once"),
            models.CheckConstraint(condition=Q(cells__gte=limits.LEAST_CELLS), name="lab_draw_possible"),
        ]

    def __str__(self) -> str:
        return f"{self.cells} of {self.culture_id}"


class Fill(Record):
    """The yield of one filling: what was taken is what was filled, kept for tests and lost, to the cell."""

    node = models.OneToOneField("lineage.Node", on_delete=models.PROTECT, related_name="lab_fill")
    stage = models.CharField(max_length=12, choices=[(stage.value, stage.label) for stage in Stage])
    taken_cells = models.BigIntegerField()
    filled_cells = models.BigIntegerField()
    qc_cells = models.BigIntegerField()
    lost_cells = models.BigIntegerField()
    limits_version = models.PositiveIntegerField()
    filled_at = models.DateTimeField()
    filled_by = models.CharField(max_length=64)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_cells=F("filled_cells") + F("qc_cells") + F("lost_cells")),
                name="lab_fill_balance",
            ),
            models.CheckConstraint(
                condition=Q(filled_cells__gt=0, qc_cells__gte=0, lost_cells__gte=0), name="lab_fill_possible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.node_id} {self.stage}"
