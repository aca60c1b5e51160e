"""Tables of vigilance: recalls (drills and look-backs among them) and the people each of them reaches."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cordline.ledger.models import Record
from cordline.lineage.reaching import COLUMNS
from cordline.vigilance.types import ContactState, RecallKind

CODE_LENGTH = 24


class Recall(Record):
    """One recall, drill or look-back from one code: what it held, whom it reached, when it was closed with what."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.label) for kind in RecallKind])
    site = models.CharField(max_length=16)
    subject = models.CharField(max_length=64)
    reason = models.TextField()
    holds = ArrayField(models.CharField(max_length=CODE_LENGTH), default=list, blank=True)
    opened_by = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    surveyed_at = models.DateTimeField(null=True, blank=True)
    materials = models.IntegerField(null=True, blank=True)
    balance = models.JSONField(default=dict, blank=True)
    unaccounted = ArrayField(models.CharField(max_length=CODE_LENGTH), default=list, blank=True)
    not_covered = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    survey_ms = models.IntegerField(null=True, blank=True)
    closed_by = models.CharField(max_length=64, blank=True, default="")
    closed_at = models.DateTimeField(null=True, blank=True)
    findings = models.TextField(blank=True, default="")

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | (~Q(findings="") & ~Q(closed_by="")),
                name="vigilance_recall_closed_says_what",
            ),
            # A recall that holds nothing stops nothing; a drill or look-back that holds is no drill.
            models.CheckConstraint(
                condition=(Q(kind=RecallKind.RECALL.value) & Q(holds__len__gt=0))
                | (~Q(kind=RecallKind.RECALL.value) & Q(holds__len=0)),
                name="vigilance_recall_holds_and_drill_does_not",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class RecallContact(Record):
    """One person a recall reaches, through which dose or promise, and how far they have been reached."""

    recall = models.ForeignKey(Recall, on_delete=models.PROTECT, related_name="contacts")
    column = models.CharField(max_length=12, choices=[(name, name) for name in COLUMNS])
    person = models.CharField(max_length=CODE_LENGTH)
    code = models.CharField(max_length=CODE_LENGTH)
    lot = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    text = models.CharField(max_length=200)
    at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=12,
        choices=[(state.value, state.label) for state in ContactState],
        default=ContactState.TO_CHECK.value,
    )
    note = models.TextField(blank=True, default="")
    checked_by = models.CharField(max_length=64, blank=True, default="")
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["recall", "column", "person", "code"], name="vigilance_contact_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=ContactState.GIVEN_UP.value) | ~Q(note=""),
                name="vigilance_contact_given_up_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.recall_id}"
