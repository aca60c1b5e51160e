"""Tables of the quality room."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from cordline.ledger.models import Record
from cordline.quality.limits import LONGEST_TITLE
from cordline.quality.types import DeviationState, Severity


class Deviation(Record):
    """Something that did not go as it should; what it touches is named by code, so that any room may open one."""

    code = models.CharField(max_length=24, unique=True)
    site = models.CharField(max_length=16)
    severity = models.CharField(max_length=12, choices=[(s, s.label) for s in Severity])
    state = models.CharField(
        max_length=8, choices=[(s, s.label) for s in DeviationState], default=DeviationState.OPEN
    )
    subject = models.CharField(max_length=24)
    units = ArrayField(models.CharField(max_length=64))
    title = models.CharField(max_length=LONGEST_TITLE)
    what_happened = models.TextField(blank=True, default="")
    immediate_action = models.TextField()
    investigation = models.TextField(blank=True, default="")
    cause = models.TextField(blank=True, default="")
    corrective_action = models.TextField(blank=True, default="")
    corrective_owner = models.CharField(max_length=64, blank=True, default="")
    corrective_due_on = models.DateField(null=True)
    conclusion = models.TextField(blank=True, default="")
    opened_by = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    investigated_by = models.CharField(max_length=64, blank=True, default="")
    closed_by = models.CharField(max_length=64, blank=True, default="")
    closed_at = models.DateTimeField(null=True)
    signature = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        indexes = [  # noqa: RUF012
            GinIndex(fields=["units"], name="quality_deviation_units"),
            models.Index(fields=["site", "state", "severity"], name="quality_deviation_open"),
        ]
        constraints = [  # noqa: RUF012
            models.CheckConstraint(
                condition=Q(state=DeviationState.OPEN, closed_at=None, signature=None, closed_by="")
                | (
                    Q(state=DeviationState.CLOSED, closed_at__isnull=False, signature__isnull=False)
                    & ~Q(closed_by="")
                    & ~Q(investigation="")
                    & ~Q(closed_by=models.F("investigated_by"))
                ),
                name="quality_closed_is_signed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(units__len__gte=1), name="quality_deviation_touches_something"
            ),
        ]
