"""Tables of the release room: where each lot stands for each use, every decision, what was read, certificates."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cordline.ground.products import Use
from cordline.ledger.models import Record
from cordline.release.types import CertificateStatus, Move, State

_LEAVE = [State.RELEASED, State.CONDITIONAL]


class Disposition(Record):
    """Where one lot stands for one use. The row is the present; ``Decision`` keeps how it came about."""

    node = models.ForeignKey("lineage.Node", on_delete=models.PROTECT, related_name="+")
    lot = models.CharField(max_length=24)
    use = models.CharField(max_length=24, choices=[(use, use.value) for use in Use])
    site = models.CharField(max_length=16)
    state = models.CharField(max_length=16, choices=[(s, s.label) for s in State])
    since = models.DateTimeField()
    reason = models.TextField(blank=True, default="")
    plan = models.TextField(blank=True, default="")
    pending = ArrayField(models.CharField(max_length=64), default=list)
    opened_by = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    # The standing first signature, waiting for a second person; empty when there is none.
    verifier = models.CharField(max_length=64, blank=True, default="")
    verified_at = models.DateTimeField(null=True)
    verify_signature = models.BigIntegerField(null=True)
    verify_hash = models.CharField(max_length=64, blank=True, default="")
    # The pair under which the present leave was given.
    first_signer = models.CharField(max_length=64, blank=True, default="")
    first_signature = models.BigIntegerField(null=True)
    second_signer = models.CharField(max_length=64, blank=True, default="")
    second_signature = models.BigIntegerField(null=True)

    class Meta(Record.Meta):
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["lot", "use"], name="release_one_disposition_per_use"),
            # Two people, two signatures: whatever the code does, the table holds no other release (I6).
            models.CheckConstraint(
                condition=~Q(state__in=_LEAVE)
                | (
                    ~Q(first_signer="")
                    & ~Q(second_signer="")
                    & ~Q(first_signer=F("second_signer"))
                    & Q(first_signature__isnull=False, second_signature__isnull=False)
                    & ~Q(first_signature=F("second_signature"))
                ),
                name="release_two_people_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CONDITIONAL) | (~Q(plan="") & Q(pending__len__gte=1)),
                name="release_condition_has_a_plan",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.REJECTED, State.SUSPENDED, State.WITHDRAWN]) | ~Q(reason=""),
                name="release_taken_away_with_a_reason",
            ),
        ]
        indexes = [  # noqa: RUF012
            models.Index(fields=["site", "state", "since"], name="release_waiting")
        ]


class Decision(Record):
    """One move of a disposition, kept for good: by whom, why, over which content."""

    disposition = models.ForeignKey(Disposition, on_delete=models.PROTECT, related_name="decisions")
    move = models.CharField(max_length=24, choices=[(m, m.label) for m in Move])
    before = models.CharField(max_length=16)
    after = models.CharField(max_length=16)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    reason = models.TextField(blank=True, default="")
    signature = models.BigIntegerField(null=True)
    content_hash = models.CharField(max_length=64, blank=True, default="")

    class Meta(Record.Meta):
        constraints = [  # noqa: RUF012
            models.CheckConstraint(
                condition=Q(signature__isnull=False) | Q(move__in=[Move.OPEN, Move.HOLD, Move.SUSPEND]),
                name="release_decision_is_signed",
            )
        ]


class ExceptionReading(Record):
    """Somebody opened and read one exception of a review; the key changes when the exception's content does."""

    disposition = models.ForeignKey(Disposition, on_delete=models.PROTECT, related_name="readings")
    key = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta(Record.Meta):
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["disposition", "key", "by"], name="release_exception_read_once")
        ]


class TrailReview(Record):
    """The signed reading of a lot's audit trail, up to and including one entry (R-20)."""

    lot = models.CharField(max_length=24, db_index=True)
    site = models.CharField(max_length=16)
    up_to = models.BigIntegerField()
    entries = models.PositiveIntegerField()
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    signature = models.BigIntegerField()


class Certificate(Record):
    """One version of a lot's certificate: its content is fixed at issue; only whether it still counts may change."""

    code = models.CharField(max_length=24)
    version = models.PositiveIntegerField()
    disposition = models.ForeignKey(Disposition, on_delete=models.PROTECT, related_name="certificates")
    lot = models.CharField(max_length=24, db_index=True)
    use = models.CharField(max_length=24)
    site = models.CharField(max_length=16)
    verdict = models.CharField(max_length=16)
    check_code = models.CharField(max_length=40, unique=True)
    content = models.JSONField()
    issued_at = models.DateTimeField()
    status = models.CharField(max_length=12, choices=[(s, s.label) for s in CertificateStatus])
    status_since = models.DateTimeField()

    class Meta(Record.Meta):
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["code", "version"], name="release_certificate_version_once"),
            models.UniqueConstraint(
                fields=["disposition"],
                condition=Q(status=CertificateStatus.VALID),
                name="release_one_valid_certificate",
            ),
        ]
