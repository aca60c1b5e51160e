"""Tables of the plans room: numbers of a product, legal bases, plans, amendments, consents, stops, sessions."""

from django.db import models
from django.db.models import F, Q

from cordline.ground.products import Product, Route
from cordline.ledger.models import Record
from cordline.plans.types import PlanStatus

CODE_LENGTH = 20
ACTOR_LENGTH = 64
_PRODUCTS = [(product.value, product.label) for product in Product]
_ROUTES = [(route.value, route.value) for route in Route]


def together(*columns: str) -> Q:
    """Columns of one act (who, when, by which signature) are all written or none is."""
    none, every = Q(), Q()
    for column in columns:
        none &= Q(**{f"{column}__isnull": True})
        every &= Q(**{f"{column}__isnull": False})
    return none | every


class ProductNumbers(Record):
    """One version of a product's approved numbers at one site; "default, not confirmed" until a physician confirms."""

    site = models.CharField(max_length=16)
    product = models.CharField(max_length=16, choices=_PRODUCTS)
    route = models.CharField(max_length=8, choices=_ROUTES)
    version = models.PositiveIntegerField()
    numbers = models.JSONField()
    effective_from = models.DateTimeField()
    recorded_by = models.CharField(max_length=ACTOR_LENGTH)
    confirmed_by = models.CharField(max_length=ACTOR_LENGTH, null=True)  # noqa: DJ001
    confirmed_at = models.DateTimeField(null=True)
    signature = models.ForeignKey(
        "access.Signature", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["site", "product", "route", "version"], name="plans_numbers_version_once"
            ),
            models.CheckConstraint(
                name="plans_numbers_confirmed_whole",
                condition=together("confirmed_by", "confirmed_at", "signature"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} {self.route} v{self.version}"


class LegalBasis(Record):
    """The law, registration, trial or approval that lets a product be given by a route at a site (W4), signed."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    site = models.CharField(max_length=16)
    product = models.CharField(max_length=16, choices=_PRODUCTS)
    route = models.CharField(max_length=8, choices=_ROUTES)
    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=120)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=ACTOR_LENGTH)
    signed_at = models.DateTimeField()
    signature = models.ForeignKey("access.Signature", models.PROTECT, related_name="+", db_index=False)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=ACTOR_LENGTH, null=True)  # noqa: DJ001
    withdrawn_reason = models.CharField(max_length=400, blank=True, default="")

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="plans_basis_span", condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from"))
            ),
            models.CheckConstraint(
                name="plans_basis_withdrawn_whole", condition=together("withdrawn_at", "withdrawn_by")
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Plan(Record):
    """What one person is to receive: product, route, dose, sessions. A change of content voids the signature."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    site = models.CharField(max_length=16)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, to_field="code", db_column="person", related_name="+"
    )
    product = models.CharField(max_length=16, choices=_PRODUCTS)
    route = models.CharField(max_length=8, choices=_ROUTES)
    version = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=8, choices=[(s.value, s.value) for s in PlanStatus])
    dose_cells = models.BigIntegerField()
    weight_kg = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    volume_ml = models.DecimalField(max_digits=6, decimal_places=1)
    rate_ml_min = models.DecimalField(max_digits=4, decimal_places=2)
    sessions = models.PositiveSmallIntegerField()
    interval_days = models.PositiveSmallIntegerField()
    containers_per_session = models.PositiveSmallIntegerField()
    unusual_reason = models.CharField(max_length=400, blank=True, default="")
    zone = models.CharField(max_length=40)
    basis = models.ForeignKey(LegalBasis, models.PROTECT, null=True, related_name="plans")
    numbers = models.ForeignKey(ProductNumbers, models.PROTECT, related_name="plans")
    written_by = models.CharField(max_length=ACTOR_LENGTH)
    written_at = models.DateTimeField()
    signed_version = models.PositiveIntegerField(null=True)
    signed_by = models.CharField(max_length=ACTOR_LENGTH, null=True)  # noqa: DJ001
    signed_at = models.DateTimeField(null=True)
    signature = models.ForeignKey(
        "access.Signature", models.PROTECT, null=True, related_name="+", db_index=False
    )
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=ACTOR_LENGTH, null=True)  # noqa: DJ001
    closed_reason = models.CharField(max_length=400, blank=True, default="")

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(name="plans_plan_dose_positive", condition=Q(dose_cells__gt=0)),
            models.CheckConstraint(
                name="plans_plan_numbers_positive",
                condition=Q(volume_ml__gt=0, rate_ml_min__gt=0, sessions__gt=0, containers_per_session__gt=0),
            ),
            models.CheckConstraint(
                name="plans_plan_signed_whole",
                condition=together("signed_version", "signed_by", "signed_at", "signature"),
            ),
            # A signature stands for the present version only: a change that keeps it cannot be written.
            models.CheckConstraint(
                name="plans_plan_signature_of_this_version",
                condition=Q(signed_version=None) | Q(signed_version=F("version")),
            ),
            models.CheckConstraint(
                name="plans_plan_signed_has_signature",
                condition=~Q(status=PlanStatus.SIGNED.value)
                | Q(signed_version__isnull=False, basis__isnull=False, weight_kg__isnull=False),
            ),
            models.CheckConstraint(
                name="plans_plan_closed_whole", condition=together("closed_at", "closed_by")
            ),
            models.CheckConstraint(
                name="plans_plan_closed_is_closed",
                condition=Q(status=PlanStatus.CLOSED.value, closed_at__isnull=False)
                | (~Q(status=PlanStatus.CLOSED.value) & Q(closed_at=None)),
            ),
        ]
        indexes = [models.Index(fields=["site", "status"], name="plans_plan_at_site")]

    def __str__(self) -> str:
        return self.code


class PlanAmendment(Record):
    """A higher ceiling for one version of one plan; it counts only with the signatures of two physicians."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="amendments")
    plan_version = models.PositiveIntegerField()
    session_ceiling_cells = models.BigIntegerField()
    cells_per_kg_max = models.BigIntegerField()
    reason = models.CharField(max_length=400)
    first_signed_by = models.CharField(max_length=ACTOR_LENGTH)
    first_signed_at = models.DateTimeField()
    first_signature = models.ForeignKey("access.Signature", models.PROTECT, related_name="+", db_index=False)
    second_signed_by = models.CharField(max_length=ACTOR_LENGTH, null=True)  # noqa: DJ001
    second_signed_at = models.DateTimeField(null=True)
    second_signature = models.ForeignKey(
        "access.Signature", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "plan_version"],
                condition=Q(second_signed_by=None),
                name="plans_amendment_one_waiting",
            ),
            models.CheckConstraint(
                name="plans_amendment_second_whole",
                condition=together("second_signed_by", "second_signed_at", "second_signature"),
            ),
            models.CheckConstraint(
                name="plans_amendment_two_physicians",
                condition=Q(second_signed_by=None) | ~Q(second_signed_by=F("first_signed_by")),
            ),
            models.CheckConstraint(name="plans_amendment_positive", condition=Q(session_ceiling_cells__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} v{self.plan_version}"


class TreatmentConsent(Record):
    """A person's consent to one product by one route, in a text's version and language; both sign, either ends it."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    site = models.CharField(max_length=16)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, to_field="code", db_column="person", related_name="+"
    )
    product = models.CharField(max_length=16, choices=_PRODUCTS)
    route = models.CharField(max_length=8, choices=_ROUTES)
    text_version = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    covers_conditional = models.BooleanField()
    given_by = models.CharField(max_length=ACTOR_LENGTH)
    given_at = models.DateTimeField()
    person_signature = models.ForeignKey("access.Signature", models.PROTECT, related_name="+", db_index=False)
    physician = models.CharField(max_length=ACTOR_LENGTH, null=True)  # noqa: DJ001
    physician_at = models.DateTimeField(null=True)
    physician_signature = models.ForeignKey(
        "access.Signature", models.PROTECT, null=True, related_name="+", db_index=False
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=ACTOR_LENGTH, null=True)  # noqa: DJ001

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="plans_consent_physician_whole",
                condition=together("physician", "physician_at", "physician_signature"),
            ),
            models.CheckConstraint(
                name="plans_consent_two_people", condition=Q(physician=None) | ~Q(physician=F("given_by"))
            ),
            models.CheckConstraint(
                name="plans_consent_withdrawn_whole", condition=together("withdrawn_at", "withdrawn_by")
            ),
        ]
        indexes = [
            models.Index(fields=["person", "product", "route", "given_at"], name="plans_consent_latest")
        ]

    def __str__(self) -> str:
        return self.code


class HardStop(Record):
    """A contraindication or deferral that stops a person's treatment until another physician lifts it, signed."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    site = models.CharField(max_length=16)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, to_field="code", db_column="person", related_name="+"
    )
    rule = models.CharField(max_length=8)
    opened_by = models.CharField(max_length=ACTOR_LENGTH)
    opened_at = models.DateTimeField()
    closed_by = models.CharField(max_length=ACTOR_LENGTH, null=True)  # noqa: DJ001
    closed_at = models.DateTimeField(null=True)
    closed_reason = models.CharField(max_length=400, blank=True, default="")
    signature = models.ForeignKey(
        "access.Signature", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="plans_stop_closed_whole", condition=together("closed_by", "closed_at", "signature")
            ),
            models.CheckConstraint(
                name="plans_stop_lifted_by_another",
                condition=Q(closed_by=None) | ~Q(closed_by=F("opened_by")),
            ),
            models.CheckConstraint(
                name="plans_stop_lifted_for_a_reason", condition=Q(closed_by=None) | ~Q(closed_reason="")
            ),
        ]
        indexes = [
            models.Index(fields=["person"], name="plans_stop_open", condition=Q(closed_at=None)),
        ]

    def __str__(self) -> str:
        return self.code


class ConditionalAcknowledgement(Record):
    """A physician's signed knowledge that a lot for a plan is released with a final result to follow (W15)."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="acknowledgements")
    lot = models.ForeignKey("lineage.Node", models.PROTECT, related_name="+")
    acknowledged_by = models.CharField(max_length=ACTOR_LENGTH)
    acknowledged_at = models.DateTimeField()
    signature = models.ForeignKey("access.Signature", models.PROTECT, related_name="+", db_index=False)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["plan", "lot"], name="plans_acknowledged_once"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.lot_id}"


class ResidueStatement(Record):
    """What may remain in a lot from its making (W18), stated and signed; the latest statement counts."""

    lot = models.ForeignKey("lineage.Node", models.PROTECT, related_name="+")
    site = models.CharField(max_length=16)
    residues = models.JSONField()
    stated_by = models.CharField(max_length=ACTOR_LENGTH)
    stated_at = models.DateTimeField()
    signature = models.ForeignKey("access.Signature", models.PROTECT, related_name="+", db_index=False)

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["lot", "stated_at"], name="plans_residues_latest")]

    def __str__(self) -> str:
        return str(self.lot_id)


class Session(Record):
    """One session of a plan as it came to pass: vials thawed for it, then given or lost. The bedside writes it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="held_sessions")
    person = models.ForeignKey(
        "people.Person", models.PROTECT, to_field="code", db_column="person", related_name="+"
    )
    number = models.PositiveSmallIntegerField()
    dose = models.CharField(max_length=CODE_LENGTH, unique=True)
    thawed_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    cells = models.BigIntegerField(null=True)
    lost_at = models.DateTimeField(null=True)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], condition=Q(lost_at=None), name="plans_session_number_once"
            ),
            models.CheckConstraint(
                name="plans_session_started_whole", condition=together("started_at", "cells")
            ),
            models.CheckConstraint(
                name="plans_session_given_or_lost", condition=Q(started_at=None) | Q(lost_at=None)
            ),
        ]
        indexes = [models.Index(fields=["person", "started_at"], name="plans_session_of_person")]

    def __str__(self) -> str:
        return f"{self.plan_id} session {self.number}"
