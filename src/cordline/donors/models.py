"""Tables of this room: donors, consents, interviews, examinations, donations, decisions, assessments, news, rules.

A donor is a person known by code; names and births live in ``people``. The donor is a root of the lineage and each
donation her child, so that a hold on the donor stops every donation of hers, of twins too.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cordline.donors.triggers import written_once
from cordline.donors.types import (
    AssessmentOf,
    AssessmentOutcome,
    Decision,
    Delivery,
    DonationKind,
    DonationUse,
    DonorKind,
    NewsFrom,
    NewsKind,
    Scope,
)
from cordline.ground.products import Product, RuleSet
from cordline.ledger.models import Record

CODE = 24
_LATER = ("assessed_at", "assessed_by", "outcome", "signature")


class Donor(Record):
    """Somebody who gives: a birth mother, or a living donor of blood. The code is the person's own donor code."""

    code = models.CharField(max_length=CODE, unique=True)
    site = models.CharField(max_length=16)
    kind = models.CharField(max_length=16, choices=[(k.value, k.label) for k in DonorKind])
    person = models.ForeignKey("people.Person", models.PROTECT, to_field="code", related_name="donors")
    node = models.OneToOneField("lineage.Node", models.PROTECT, related_name="donor")
    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=64)

    class Meta(Record.Meta):
        triggers = [*Record.Meta.triggers, written_once()]  # noqa: RUF012
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["person", "kind"], name="donors_donor_once"),
        ]

    def __str__(self) -> str:
        return self.code


class DonorConsent(Record):
    """What a donor agreed to, in which words and language, taken by whom; its withdrawal is a standing rule."""

    code = models.CharField(max_length=CODE, unique=True)
    site = models.CharField(max_length=16)
    donor = models.ForeignKey(Donor, models.PROTECT, related_name="consents")
    scopes = ArrayField(models.CharField(max_length=24, choices=[(s.value, s.value) for s in Scope]))
    text_version = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    signed_at = models.DateTimeField()
    taken_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=64, blank=True, default="")
    withdrawal_hold = models.CharField(max_length=CODE, blank=True, default="")

    class Meta(Record.Meta):
        triggers = [  # noqa: RUF012
            *Record.Meta.triggers,
            written_once("withdrawn_at", "withdrawn_by", "withdrawal_hold"),
        ]
        constraints = [  # noqa: RUF012
            models.CheckConstraint(
                condition=Q(signed_at__lte=F("recorded_at")), name="donors_consent_not_ahead"
            ),
            models.CheckConstraint(condition=Q(scopes__len__gte=1), name="donors_consent_covers_something"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="", withdrawal_hold="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="") & ~Q(withdrawal_hold="")),
                name="donors_withdrawal_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Interview(Record):
    """One interview of a donor, its answers coded by question; a later one replaces it as a whole, and both stay."""

    site = models.CharField(max_length=16)
    donor = models.ForeignKey(Donor, models.PROTECT, related_name="interviews")
    taken_at = models.DateTimeField()
    answers = models.JSONField()
    taken_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta(Record.Meta):
        triggers = [*Record.Meta.triggers, written_once()]  # noqa: RUF012
        constraints = [  # noqa: RUF012
            models.CheckConstraint(
                condition=Q(taken_at__lte=F("recorded_at")), name="donors_interview_not_ahead"
            ),
        ]

    def __str__(self) -> str:
        return f"interview {self.id}"


class Examination(Record):
    """One physical examination of a donor, with coded findings that speak for an infection or its risk."""

    site = models.CharField(max_length=16)
    donor = models.ForeignKey(Donor, models.PROTECT, related_name="examinations")
    done_at = models.DateTimeField()
    findings = ArrayField(models.CharField(max_length=32))
    weight_kg = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    done_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta(Record.Meta):
        triggers = [*Record.Meta.triggers, written_once()]  # noqa: RUF012
        constraints = [  # noqa: RUF012
            models.CheckConstraint(
                condition=Q(done_at__lte=F("recorded_at")), name="donors_examination_not_ahead"
            ),
        ]

    def __str__(self) -> str:
        return f"examination {self.id}"


class Donation(Record):
    """One cord of one infant, or one blood draw: the moment of giving, with its own place in the lineage."""

    code = models.CharField(max_length=CODE, unique=True)
    site = models.CharField(max_length=16)
    donor = models.ForeignKey(Donor, models.PROTECT, related_name="donations")
    node = models.OneToOneField("lineage.Node", models.PROTECT, related_name="donation")
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in DonationKind])
    use = models.CharField(max_length=12, choices=[(u.value, u.value) for u in DonationUse])
    product = models.CharField(max_length=16, choices=[(p.value, p.label) for p in Product])
    for_person = models.ForeignKey(
        "people.Person", models.PROTECT, to_field="code", null=True, blank=True, related_name="donations_for"
    )
    donated_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    infant_number = models.PositiveSmallIntegerField(default=1)
    gestation_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    delivery = models.CharField(
        max_length=12, blank=True, default="", choices=[(d.value, d.value) for d in Delivery]
    )
    infant_healthy = models.BooleanField(null=True, blank=True)
    donor_age_years = models.PositiveSmallIntegerField(null=True, blank=True)
    collected_in = models.CharField(max_length=2)
    ships_to = ArrayField(models.CharField(max_length=2), default=list)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta(Record.Meta):
        triggers = [*Record.Meta.triggers, written_once()]  # noqa: RUF012
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(
                fields=["donor", "donated_at", "infant_number"], name="donors_donation_once"
            ),
            models.CheckConstraint(
                condition=Q(donated_at__lte=F("recorded_at")), name="donors_donation_not_ahead"
            ),
            models.CheckConstraint(
                condition=Q(use=DonationUse.AUTOLOGOUS, for_person__isnull=False)
                | Q(use=DonationUse.ALLOGENEIC, for_person__isnull=True),
                name="donors_own_cells_name_their_person",
            ),
            models.CheckConstraint(condition=Q(infant_number__range=(1, 8)), name="donors_infant_number"),
        ]

    def __str__(self) -> str:
        return self.code


class EligibilityDecision(Record):
    """What the rules said of one donation on facts kept with it; superseded by a later one, never changed."""

    site = models.CharField(max_length=16)
    donation = models.ForeignKey(Donation, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    decision = models.CharField(max_length=12, choices=[(d.value, d.value) for d in Decision])
    facts = models.JSONField()
    facts_sha256 = models.CharField(max_length=64)
    binding = ArrayField(models.CharField(max_length=8, choices=[(r.value, r.value) for r in RuleSet]))
    verdicts = models.JSONField()
    because = models.CharField(max_length=200, blank=True, default="")
    judged_at = models.DateTimeField()
    judged_by = models.CharField(max_length=64)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.CharField(max_length=64, blank=True, default="")
    signature = models.BigIntegerField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)
    superseded_entry = models.BigIntegerField(null=True, blank=True)

    class Meta(Record.Meta):
        triggers = [  # noqa: RUF012
            *Record.Meta.triggers,
            written_once("signed_at", "signed_by", "signature", "superseded_at", "superseded_entry"),
        ]
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["donation", "number"], name="donors_decision_number"),
            models.UniqueConstraint(
                fields=["donation"],
                condition=Q(superseded_at__isnull=True),
                name="donors_one_decision_in_force",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by="", signature__isnull=True)
                | (
                    Q(
                        signed_at__isnull=False,
                        signature__isnull=False,
                        decision__in=[Decision.ELIGIBLE, Decision.NOT_REQUIRED, Decision.INELIGIBLE],
                    )
                    & ~Q(signed_by="")
                    & ~Q(signed_by=F("judged_by"))
                ),
                name="donors_decision_signed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.donation_id} #{self.number}: {self.decision}"


class RiskAssessment(Record):
    """A physician's signed judgement of a risk that a rule set leaves open."""

    site = models.CharField(max_length=16)
    donation = models.ForeignKey(Donation, models.PROTECT, related_name="assessments")
    of = models.CharField(max_length=12, choices=[(a.value, a.value) for a in AssessmentOf])
    outcome = models.CharField(max_length=16, choices=[(o.value, o.value) for o in AssessmentOutcome])
    grounds = models.CharField(max_length=1000)
    assessed_at = models.DateTimeField()
    assessed_by = models.CharField(max_length=64)
    signature = models.BigIntegerField()

    class Meta(Record.Meta):
        triggers = [*Record.Meta.triggers, written_once()]  # noqa: RUF012

    def __str__(self) -> str:
        return f"assessment {self.id}"


class News(Record):
    """Something heard about a donor or the child after the donation, from anyone (W10); holds until assessed."""

    code = models.CharField(max_length=CODE + 8, unique=True)
    site = models.CharField(max_length=16)
    donor = models.ForeignKey(Donor, models.PROTECT, related_name="news")
    kind = models.CharField(max_length=24, choices=[(k.value, k.label) for k in NewsKind])
    heard_from = models.CharField(max_length=20, choices=[(f.value, f.label) for f in NewsFrom])
    heard_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    hold = models.CharField(max_length=CODE)
    assessed_at = models.DateTimeField(null=True, blank=True)
    assessed_by = models.CharField(max_length=64, blank=True, default="")
    outcome = models.CharField(
        max_length=16, blank=True, default="", choices=[(o.value, o.value) for o in AssessmentOutcome]
    )
    signature = models.BigIntegerField(null=True, blank=True)

    class Meta(Record.Meta):
        triggers = [*Record.Meta.triggers, written_once(*_LATER)]  # noqa: RUF012
        constraints = [  # noqa: RUF012
            models.CheckConstraint(condition=Q(heard_at__lte=F("recorded_at")), name="donors_news_not_ahead"),
            models.CheckConstraint(
                condition=Q(assessed_at__isnull=True, assessed_by="", outcome="", signature__isnull=True)
                | (
                    Q(assessed_at__isnull=False, signature__isnull=False)
                    & ~Q(assessed_by="")
                    & ~Q(outcome="")
                    & ~Q(assessed_by=F("recorded_by"))
                ),
                name="donors_news_assessed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class RuleSetAdoption(Record):
    """A site's signed taking of one version of a rule set, its unverified rows confirmed with it."""

    site = models.CharField(max_length=16)
    rule_set = models.CharField(max_length=8, choices=[(r.value, r.value) for r in RuleSet])
    version = models.CharField(max_length=40)
    effective_from = models.DateField()
    effective_until = models.DateField(null=True, blank=True)
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    adopted_at = models.DateTimeField()
    adopted_by = models.CharField(max_length=64)
    signature = models.BigIntegerField()

    class Meta(Record.Meta):
        triggers = [*Record.Meta.triggers, written_once()]  # noqa: RUF012
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(
                fields=["site", "rule_set", "version"], name="donors_rule_set_adopted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} at {self.site}"
