"""Tables of the follow-up room: protocols as versioned data, contacts, adverse events with their clocks, deaths."""

from django.db import models
from django.db.models import F, Q

from cordline.followup.types import Channel, Ending, Relatedness, step_words
from cordline.ground.products import Product, Route
from cordline.ledger.models import Record

CODE_LENGTH = 20
ACTOR_LENGTH = 64
_PRODUCTS = [(product.value, product.label) for product in Product]
_ROUTES = [(route.value, route.value) for route in Route]


class Protocol(Record):
    """One version of the contacts that follow an infusion; "default, not confirmed" until a physician confirms it."""

    site = models.CharField(max_length=16)
    product = models.CharField(max_length=16, choices=_PRODUCTS)
    route = models.CharField(max_length=8, choices=_ROUTES)
    version = models.PositiveIntegerField()
    steps = models.JSONField()
    effective_from = models.DateTimeField()
    recorded_by = models.CharField(max_length=ACTOR_LENGTH)
    confirmed_by = models.CharField(max_length=ACTOR_LENGTH, null=True)  # noqa: DJ001
    confirmed_at = models.DateTimeField(null=True)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["site", "product", "route", "version"], name="followup_protocol_version_once"
            ),
            models.CheckConstraint(name="followup_protocol_steps", condition=~Q(steps=[])),
        ]

    def __str__(self) -> str:
        return f"{self.product} {self.route} v{self.version}"


class Contact(Record):
    """One contact owed to a person after an infusion; it ends once, in one of five ways, and never vanishes (I9)."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    site = models.CharField(max_length=16)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, to_field="code", db_column="person", related_name="+"
    )
    infusion = models.CharField(max_length=CODE_LENGTH)
    protocol = models.ForeignKey(Protocol, models.PROTECT, related_name="contacts", db_index=False)
    step = models.CharField(max_length=8)
    zone = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    opens_at = models.DateTimeField()
    late_at = models.DateTimeField()
    alert = models.BooleanField()
    alerted_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    ending = models.CharField(  # noqa: DJ001
        max_length=8, choices=[(ending.value, ending.value) for ending in Ending], null=True
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=ACTOR_LENGTH, null=True)  # noqa: DJ001
    reason = models.CharField(max_length=400, blank=True, default="")
    channel = models.CharField(  # noqa: DJ001
        max_length=12, choices=[(channel.value, channel.value) for channel in Channel], null=True
    )

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["infusion", "step"], name="followup_contact_step_once"),
            models.CheckConstraint(
                name="followup_contact_times", condition=Q(opens_at__lte=F("due_at"), due_at__lt=F("late_at"))
            ),
            models.CheckConstraint(
                name="followup_contact_ended_whole",
                condition=Q(ending=None, ended_at=None, ended_by=None)
                | Q(ending__isnull=False, ended_at__isnull=False, ended_by__isnull=False),
            ),
            models.CheckConstraint(
                name="followup_contact_ending_known",
                condition=Q(ending=None) | Q(ending__in=[ending.value for ending in Ending]),
            ),
            models.CheckConstraint(
                name="followup_contact_reasoned",
                condition=Q(ending=None)
                | Q(ending__in=[Ending.DONE.value, Ending.DIED.value])
                | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="followup_contact_done_by_a_channel",
                condition=~Q(ending=Ending.DONE.value) | Q(channel__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["site", "due_at"], name="followup_contact_open", condition=Q(ending=None)),
            models.Index(fields=["person"], name="followup_contact_person"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def step_words(self) -> str:
        """When after the infusion this contact is owed, in words: 24 hours."""
        return step_words(self.step)


class AdverseEvent(Record):
    """Something bad that happened to a person; a serious one runs its reporting clock until it is closed (I10)."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    site = models.CharField(max_length=16)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, to_field="code", db_column="person", related_name="+"
    )
    infusion = models.CharField(max_length=CODE_LENGTH, blank=True, default="", db_index=True)
    what = models.CharField(max_length=60)
    grade = models.PositiveSmallIntegerField()
    serious = models.JSONField()
    relatedness = models.CharField(
        max_length=12,
        choices=[(scale.value, scale.value) for scale in Relatedness],
        default=Relatedness.NOT_JUDGED.value,
    )
    expected = models.BooleanField(null=True)
    action = models.CharField(max_length=60, blank=True, default="")
    occurred_at = models.DateTimeField()
    known_at = models.DateTimeField()
    known_evidence = models.CharField(max_length=200)
    serious_known_at = models.DateTimeField(null=True)
    report_due_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    reported_by = models.CharField(max_length=ACTOR_LENGTH, null=True)  # noqa: DJ001
    recorded_by = models.CharField(max_length=ACTOR_LENGTH)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=ACTOR_LENGTH, null=True)  # noqa: DJ001
    outcome = models.CharField(max_length=60, blank=True, default="")

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(name="followup_event_grade", condition=Q(grade__gte=1, grade__lte=5)),
            models.CheckConstraint(
                name="followup_event_serious_has_clock",
                condition=Q(serious=[], report_due_at=None, serious_known_at=None)
                | (~Q(serious=[]) & Q(report_due_at__isnull=False, serious_known_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="followup_event_known_after", condition=Q(known_at__gte=F("occurred_at"))
            ),
            models.CheckConstraint(
                name="followup_event_closed_reported",
                condition=Q(closed_at=None) | Q(serious=[]) | Q(reported_at__isnull=False),
            ),
            models.CheckConstraint(
                name="followup_event_closed_whole",
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["report_due_at"], name="followup_event_running", condition=Q(closed_at=None)
            ),
            models.Index(fields=["person"], name="followup_event_person"),
        ]

    def __str__(self) -> str:
        return self.code


class Death(Record):
    """A person's death as it became known: it stops every contact at once and opens an event with its clock."""

    site = models.CharField(max_length=16)
    person = models.OneToOneField(
        "people.Person", models.PROTECT, to_field="code", db_column="person", related_name="+"
    )
    died_on = models.DateField()
    known_at = models.DateTimeField()
    known_evidence = models.CharField(max_length=200)
    event = models.OneToOneField(AdverseEvent, models.PROTECT, related_name="+")
    recorded_by = models.CharField(max_length=ACTOR_LENGTH)
    recorded_at = models.DateTimeField()

    class Meta(Record.Meta):
        pass

    def __str__(self) -> str:
        return str(self.person_id)
