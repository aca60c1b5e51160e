"""Tables of the facility room: licences, rooms, equipment, reagent lots."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cordline.facility.types import EquipmentKind, LicenceScope, Origin, ReagentState
from cordline.ledger.models import Record

CODE_LENGTH = 24


class Licence(Record):
    """A permission somebody outside gave: its number, whose, for what, where and until when (W3)."""

    number = models.CharField(max_length=80, unique=True)
    holder = models.CharField(max_length=200)
    scope = models.CharField(max_length=24, choices=[(scope.value, scope.label) for scope in LicenceScope])
    product = models.CharField(max_length=16, blank=True, default="")
    site = models.CharField(max_length=16, blank=True, default="")
    valid_from = models.DateField()
    expires_on = models.DateField()
    document = models.CharField(max_length=200, blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True, default="")

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("valid_from")), name="facility_licence_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="facility_licence_withdrawn_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Room(Record):
    """A room in which material is handled, with its air grade as its qualification states it."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    name = models.CharField(max_length=120)
    site = models.CharField(max_length=16)
    grade = models.CharField(max_length=16, blank=True, default="")
    out_of_service = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return self.code


class Equipment(Record):
    """A piece of equipment that touches or holds material, and the last day of its calibration."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.label) for kind in EquipmentKind])
    site = models.CharField(max_length=16)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, blank=True)
    calibrated_until = models.DateField(null=True, blank=True)
    out_of_service = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return self.code


class ReagentLot(Record):
    """One lot of a reagent as it was received: origin, what it leaves behind, expiry, and whether it may be used."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    name = models.CharField(max_length=120)
    supplier = models.CharField(max_length=120)
    supplier_lot = models.CharField(max_length=80)
    origin = models.CharField(max_length=12, choices=[(origin.value, origin.label) for origin in Origin])
    residues = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    halal_certificate = models.CharField(max_length=80, blank=True, default="")
    site = models.CharField(max_length=16)
    state = models.CharField(
        max_length=12,
        choices=[(state.value, state.label) for state in ReagentState],
        default=ReagentState.QUARANTINE.value,
    )
    received_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_reason = models.TextField(blank=True, default="")

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ReagentState.QUARANTINE.value, decided_at__isnull=True)
                | (~Q(state=ReagentState.QUARANTINE.value) & Q(decided_at__isnull=False) & ~Q(decided_by="")),
                name="facility_reagent_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.code
