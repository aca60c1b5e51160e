"""Tables of this room: each import as one batch, and which row of which file became which code."""

from django.db import models
from django.db.models import Q

from cordline.interop.types import ImportKind
from cordline.ledger.models import Record

CODE = 24


class ImportBatch(Record):
    """One file taken in as a whole. The same file again gives the same batch; a batch is withdrawn as one."""

    code = models.CharField(max_length=CODE, unique=True)
    site = models.CharField(max_length=16)
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.label) for kind in ImportKind])
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    created = models.PositiveIntegerField()
    unit = models.CharField(max_length=64)
    hold = models.CharField(max_length=CODE, blank=True, default="")
    imported_at = models.DateTimeField()
    imported_by = models.CharField(max_length=64)
    opened_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=64, blank=True, default="")
    withdrawal_reason = models.CharField(max_length=500, blank=True, default="")
    withdrawal_hold = models.CharField(max_length=CODE, blank=True, default="")

    class Meta(Record.Meta):
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["site", "kind", "sha256"], name="interop_file_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="", withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="") & ~Q(withdrawal_reason="")),
                name="interop_withdrawal_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ImportedRow(Record):
    """Which reference of the other system became which code; ``content`` is a keyed hash, since rows hold names."""

    site = models.CharField(max_length=16)
    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="imported_rows")
    kind = models.CharField(max_length=8)
    line = models.PositiveIntegerField()
    reference = models.CharField(max_length=200)
    code = models.CharField(max_length=CODE)
    content = models.CharField(max_length=64)

    class Meta(Record.Meta):
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["site", "kind", "reference"], name="interop_reference_once"),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.code}"
