"""Tables of the bank: storage places, lots and their dispositions, containers, promises."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cordline.bank import limits
from cordline.bank.types import ContainerState, Disposition, LotKind, ReservationState, StorageClass
from cordline.ground.products import Product, Use
from cordline.ledger.models import Record

CODE_LENGTH = 24
_KEEPS_PLACE = [state.value for state in ContainerState if state.holds_position]
_OVER = [state.value for state in ContainerState if state.is_over]
_WARM = [ContainerState.THAWED.value, ContainerState.CONSUMED.value]
_COLD = [ContainerState.FILLED.value, *_KEEPS_PLACE, ContainerState.LOST.value]


class StorageUnit(Record):
    """A tank or freezer with its storage class; ``quarantine`` marks one for untested or held material."""

    equipment = models.OneToOneField("facility.Equipment", on_delete=models.PROTECT)
    name = models.CharField(max_length=40)
    site = models.CharField(max_length=16)
    storage_class = models.CharField(
        max_length=12, choices=[(each.value, each.label) for each in StorageClass]
    )
    quarantine = models.BooleanField(default=False)

    class Meta(Record.Meta):
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="bank_unit_name_once")]

    def __str__(self) -> str:
        return self.name


class Rack(Record):
    """A rack in a tank."""

    unit = models.ForeignKey(StorageUnit, on_delete=models.PROTECT, related_name="racks")
    name = models.CharField(max_length=20)

    class Meta(Record.Meta):
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="bank_rack_name_once")]

    def __str__(self) -> str:
        return self.name


class Box(Record):
    """A box in a rack; it moves with what is in it."""

    rack = models.ForeignKey(Rack, on_delete=models.PROTECT, related_name="boxes")
    name = models.CharField(max_length=20)
    rows = models.PositiveSmallIntegerField()
    columns = models.PositiveSmallIntegerField()

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["rack", "name"], name="bank_box_name_once"),
            models.CheckConstraint(
                condition=Q(rows__range=(1, limits.BOX_ROWS), columns__range=(1, limits.BOX_COLUMNS)),
                name="bank_box_shape",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Position(Record):
    """One place for one container in a box."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    box = models.ForeignKey(Box, on_delete=models.PROTECT, related_name="positions", db_index=False)
    row = models.PositiveSmallIntegerField()
    column = models.PositiveSmallIntegerField()

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["box", "row", "column"], name="bank_position_once_in_box"),
            models.CheckConstraint(
                condition=Q(row__range=(1, limits.BOX_ROWS), column__range=(1, limits.BOX_COLUMNS)),
                name="bank_position_in_box",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Lot(Record):
    """One filling of containers that are alike: a master bank, a working bank or a cell lot. Its node descends."""

    node = models.OneToOneField("lineage.Node", on_delete=models.PROTECT, related_name="bank_lot")
    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.label) for kind in LotKind])
    product = models.CharField(max_length=16, choices=[(product.value, product.label) for product in Product])
    site = models.CharField(max_length=16)
    passage = models.PositiveSmallIntegerField()
    doublings = models.DecimalField(max_digits=8, decimal_places=4)
    uncounted_start = models.BooleanField()
    cells_each = models.BigIntegerField()
    volume_ml_each = models.DecimalField(max_digits=9, decimal_places=3)
    filled = models.PositiveIntegerField()
    viability_pct = models.DecimalField(max_digits=4, decimal_places=1)
    residues = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    autologous_for = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(cells_each__range=(limits.LEAST_CELLS, limits.MOST_CELLS_IN_CONTAINER)),
                name="bank_lot_cells_possible",
            ),
            models.CheckConstraint(
                condition=Q(volume_ml_each__gt=0, volume_ml_each__lte=limits.MOST_CONTAINER_ML),
                name="bank_lot_volume_possible",
            ),
            models.CheckConstraint(
                condition=Q(viability_pct__range=(0, 100)), name="bank_lot_viability_possible"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="bank_lot_expires_later"),
            models.CheckConstraint(condition=Q(filled__gte=1), name="bank_lot_not_empty"),
        ]

    def __str__(self) -> str:
        return self.code


class LotUse(Record):
    """What release has decided for one lot and one use; no row means in review."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="uses", db_index=False)
    use = models.CharField(max_length=16, choices=[(use.value, use.value) for use in Use])
    state = models.CharField(max_length=12, choices=[(state.value, state.label) for state in Disposition])
    since = models.DateTimeField()
    decided_by = models.CharField(max_length=64)

    class Meta(Record.Meta):
        constraints = [models.UniqueConstraint(fields=["lot", "use"], name="bank_lot_use_once")]

    def __str__(self) -> str:
        return f"{self.lot_id} {self.use} {self.state}"


class Container(Record):
    """One vial or bag of a lot. Its position is its own column and unique: one place each, one each per place (I3)."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    lot = models.ForeignKey("lineage.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    site = models.CharField(max_length=16)
    at_site = models.CharField(max_length=16)
    state = models.CharField(
        max_length=12,
        choices=[(state.value, state.label) for state in ContainerState],
        default=ContainerState.FILLED.value,
    )
    cells = models.BigIntegerField()
    volume_ml = models.DecimalField(max_digits=9, decimal_places=3)
    viability_pct = models.DecimalField(max_digits=4, decimal_places=1)
    autologous_for = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    position = models.OneToOneField(
        Position, on_delete=models.PROTECT, null=True, blank=True, related_name="container"
    )
    filled_at = models.DateTimeField()
    stored_at = models.DateTimeField(null=True, blank=True)
    checked_out_at = models.DateTimeField(null=True, blank=True)
    checked_out_by = models.CharField(max_length=64, blank=True, default="")
    checked_out_reason = models.TextField(blank=True, default="")
    thawed_at = models.DateTimeField(null=True, blank=True)
    thawed_by = models.CharField(max_length=64, blank=True, default="")
    thawed_for = models.CharField(max_length=40, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=64, blank=True, default="")
    ended_reason = models.TextField(blank=True, default="")
    witness = models.CharField(max_length=64, blank=True, default="")

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=_KEEPS_PLACE, position__isnull=False)
                | (~Q(state__in=_KEEPS_PLACE) & Q(position__isnull=True)),
                name="bank_container_placed_when_stored",
            ),
            models.CheckConstraint(
                condition=Q(cells__range=(limits.LEAST_CELLS, limits.MOST_CELLS_IN_CONTAINER)),
                name="bank_container_cells_possible",
            ),
            models.CheckConstraint(
                condition=Q(volume_ml__gt=0, volume_ml__lte=limits.MOST_CONTAINER_ML),
                name="bank_container_volume_possible",
            ),
            models.CheckConstraint(
                condition=Q(viability_pct__range=(0, 100)), name="bank_container_viability_possible"
            ),
            # A thaw is never undone: a cold state has no thaw, and a warm one always says when.
            models.CheckConstraint(
                condition=Q(state__in=_COLD, thawed_at__isnull=True)
                | Q(state__in=_WARM, thawed_at__isnull=False)
                | Q(state=ContainerState.DESTROYED.value),
                name="bank_container_thaw_stands",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_OVER, ended_at__isnull=False)
                | (~Q(state__in=_OVER) & Q(ended_at__isnull=True)),
                name="bank_container_end_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=ContainerState.DESTROYED.value)
                | (~Q(witness="") & ~Q(witness=F("ended_by")) & ~Q(ended_reason="")),
                name="bank_container_destroyed_before_two",
            ),
            models.UniqueConstraint(fields=["id", "autologous_for"], name="bank_container_owner"),
        ]
        indexes = [models.Index(fields=["lot", "state"], name="bank_container_of_lot")]

    def __str__(self) -> str:
        return self.code


class Reservation(Record):
    """The promise of one container to one plan of one patient; a container bears one active promise at most (I8).

    ``autologous_for`` repeats the container's own (a foreign key of two columns keeps it true), so that the promise
    of one person's cells to another cannot be written (I4).
    """

    container = models.ForeignKey(
        Container, on_delete=models.PROTECT, related_name="reservations", db_index=False
    )
    autologous_for = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    plan = models.CharField(max_length=CODE_LENGTH, db_index=True)
    patient = models.CharField(max_length=CODE_LENGTH)
    person = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    use = models.CharField(max_length=16)
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in ReservationState], default="active"
    )
    reserved_at = models.DateTimeField()
    reserved_by = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=64, blank=True, default="")
    ended_reason = models.TextField(blank=True, default="")

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["container"], condition=Q(state="active"), name="bank_container_promised_once"
            ),
            models.CheckConstraint(
                condition=Q(autologous_for="")
                | Q(autologous_for=F("patient"))
                | Q(autologous_for=F("person")),
                name="bank_reservation_own_cells",
            ),
            models.CheckConstraint(
                condition=~Q(plan="") & ~Q(patient=""), name="bank_reservation_for_somebody"
            ),
            models.CheckConstraint(
                condition=Q(state="active", ended_at__isnull=True)
                | (~Q(state="active") & Q(ended_at__isnull=False)),
                name="bank_reservation_end_whole",
            ),
        ]
        indexes = [models.Index(fields=["container", "state"], name="bank_reservation_of")]

    def __str__(self) -> str:
        return f"{self.container_id} for {self.plan}"
