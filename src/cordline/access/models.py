"""Places, staff, roles and signatures as tables.

``Staff`` is the account (password and locks; no part of the record); ``Member`` is who stands behind a staff
code, ``Grant`` what they may do, ``Signature`` what they signed: those three are of record. Authority is read from
the records alone, never from the account.
"""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from cordline.access.triggers import demonstration_proofs_stay_there, never_rewritten
from cordline.access.types import Meaning, ProofKind, SiteKind
from cordline.ground.products import RuleSet
from cordline.ground.roles import Role
from cordline.ledger.models import Record


def _choices(enum: Any) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in enum]


class Organisation(Record):
    """A legal body that runs sites: the clinic's, the laboratory's."""

    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2)

    class Meta(Record.Meta):
        constraints = [models.CheckConstraint(name="organisation_named", condition=~Q(name=""))]

    def __str__(self) -> str:
        return self.code


class Site(Record):
    """A place where work is done, with its zone; every record of a person, material or booking names one."""

    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=120)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="sites")
    kind = models.CharField(max_length=16, choices=_choices(SiteKind))
    zone = models.CharField(max_length=40)
    country = models.CharField(max_length=2)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(name="site_kind", condition=Q(kind__in=[k.value for k in SiteKind])),
            models.CheckConstraint(name="site_named", condition=~Q(name="") & ~Q(zone="")),
        ]

    def __str__(self) -> str:
        return self.code


class ClosedDay(Record):
    """A day on which a site is closed, as a public holiday; a day that was entered wrongly is opened again."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="closed_days")
    day = models.DateField()
    name = models.CharField(max_length=80)
    opened_again_at = models.DateTimeField(null=True, blank=True)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["site", "day"], condition=Q(opened_again_at=None), name="closed_day_once"
            ),
            models.CheckConstraint(name="closed_day_named", condition=~Q(name="")),
        ]


class BoundRuleSet(Record):
    """A named rule set that binds a site from a day on; those in force must all agree."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="bindings")
    rule_set = models.CharField(max_length=8, choices=_choices(RuleSet))
    version = models.PositiveIntegerField()
    effective_from = models.DateTimeField()
    effective_until = models.DateTimeField(null=True, blank=True)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["site", "rule_set", "version"], name="rule_set_version_once"),
            models.CheckConstraint(
                name="rule_set_span",
                condition=Q(effective_until=None) | Q(effective_until__gt=F("effective_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_set} v{self.version}"


class StaffManager(BaseUserManager["Staff"]):
    """Finds accounts; they are made by the services that enrol members."""


class Staff(AbstractBaseUser):
    """An account to sign in with; who stands behind it is the member of the same code.

    Not of record: passwords and locks are no clinical history, and counting a failed sign-in must not need an act.
    """

    code = models.CharField(max_length=20, unique=True)
    username = models.CharField(max_length=60, unique=True)
    is_active = models.BooleanField(default=True)
    failed_sign_ins = models.PositiveIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    failed_proofs = models.PositiveIntegerField(default=0)
    proofs_locked_until = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["code"]
    objects = StaffManager()

    def __str__(self) -> str:
        return self.code


class Member(Record):
    """Who a staff code stands for. The code is never given to anybody else (R-12); a member is disabled, not deleted.

    ``person`` is the code of the natural person in the people room, where a patient, companion or donor signs in.
    """

    code = models.CharField(max_length=20, unique=True)
    display_name = models.CharField(max_length=120)
    account = models.OneToOneField(Staff, models.PROTECT, null=True, related_name="member")
    person = models.CharField(max_length=20, blank=True, default="")
    joined_at = models.DateTimeField()
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_by = models.CharField(max_length=40, blank=True, default="")
    disabled_reason = models.CharField(max_length=400, blank=True, default="")

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(name="member_named", condition=~Q(display_name="")),
            models.CheckConstraint(
                name="member_disabled_whole",
                condition=Q(disabled_at=None, disabled_by="")
                | (Q(disabled_at__isnull=False) & ~Q(disabled_by="")),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Grant(Record):
    """One role given to one member at one site for a time; it ends by its date or by being revoked, never deleted."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=24, choices=_choices(Role))
    site = models.ForeignKey(Site, models.PROTECT, related_name="grants")
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)
    scope = models.CharField(max_length=400, blank=True, default="")
    granted_by = models.CharField(max_length=40)
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=40, blank=True, default="")
    revoke_reason = models.CharField(max_length=400, blank=True, default="")

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(name="grant_role", condition=Q(role__in=[r.value for r in Role])),
            models.CheckConstraint(
                name="grant_span", condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from"))
            ),
            models.CheckConstraint(
                name="grant_inspector_boxed",
                condition=~Q(role=Role.INSPECTOR.value) | (Q(valid_until__isnull=False) & ~Q(scope="")),
            ),
            models.CheckConstraint(
                name="grant_revoked_whole",
                condition=Q(revoked_at=None, revoked_by="", revoke_reason="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by="") & ~Q(revoke_reason="")),
            ),
            models.UniqueConstraint(
                fields=["member", "role", "site"],
                condition=Q(revoked_at=None, valid_until=None),
                name="grant_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} at {self.site_id}"


class GlassBreak(Record):
    """A record opened in an emergency by somebody whose role alone would not open it: reason, notice, review (R-33)."""

    person = models.CharField(max_length=20)
    member = models.CharField(max_length=40)
    site = models.CharField(max_length=16)
    reason = models.CharField(max_length=400)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=40, blank=True, default="")
    outcome = models.CharField(max_length=400, blank=True, default="")

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(name="glass_reasoned", condition=~Q(reason="")),
            models.CheckConstraint(name="glass_span", condition=Q(until__gt=F("opened_at"))),
            models.CheckConstraint(
                name="glass_review_whole",
                condition=Q(reviewed_at=None, reviewed_by="", outcome="")
                | (Q(reviewed_at__isnull=False) & ~Q(reviewed_by="") & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="glass_reviewed_by_another", condition=~Q(reviewed_by=F("member")) | Q(reviewed_at=None)
            ),
        ]
        indexes = [models.Index(fields=["member", "person", "until"], name="glass_open")]

    def __str__(self) -> str:
        return f"{self.member} opened {self.person}"


class Signature(Record):
    """What one person signed: meaning, time and the hash of exactly what they were shown (I6).

    It stands beside the content it binds and is never moved or changed; a void is a row of its own.
    """

    signer = models.CharField(max_length=40)
    signer_name = models.CharField(max_length=120)
    meaning = models.CharField(max_length=16, choices=_choices(Meaning))
    subject = models.CharField(max_length=60)
    content = models.TextField()
    content_sha256 = models.CharField(max_length=64)
    proof_kind = models.CharField(max_length=20, choices=_choices(ProofKind))
    signed_at = models.DateTimeField()
    entry = models.BigIntegerField()
    site = models.CharField(max_length=16)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="signature_meaning", condition=Q(meaning__in=[m.value for m in Meaning])
            ),
            models.CheckConstraint(
                name="signature_proof", condition=Q(proof_kind__in=[p.value for p in ProofKind])
            ),
            models.CheckConstraint(
                name="signature_hash", condition=Q(content_sha256__regex=r"^[0-9a-f]{64}$")
            ),
            models.UniqueConstraint(fields=["entry", "signer", "subject", "meaning"], name="signature_once"),
        ]
        indexes = [models.Index(fields=["subject"], name="signature_subject")]
        triggers = [*Record.Meta.triggers, never_rewritten(), demonstration_proofs_stay_there()]

    def __str__(self) -> str:
        return f"{self.meaning} by {self.signer}"


class SignatureVoid(Record):
    """That a signature no longer stands, since when and why; the signature itself stays in history (U46)."""

    signature = models.OneToOneField(Signature, models.PROTECT, related_name="void")
    voided_at = models.DateTimeField()
    voided_by = models.CharField(max_length=40)
    reason = models.CharField(max_length=400)
    entry = models.BigIntegerField()
    site = models.CharField(max_length=16)

    class Meta(Record.Meta):
        constraints = [models.CheckConstraint(name="void_reasoned", condition=~Q(reason=""))]
        triggers = [*Record.Meta.triggers, never_rewritten()]

    def __str__(self) -> str:
        return f"void of {self.signature_id}"


class SigningProof(models.Model):
    """A proof made on a sign page and not yet used up: one signer, one content, once, for minutes.

    Not of record: what it proved is kept with the signature. The token itself is not stored, only its hash.
    """

    token_sha256 = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=20)
    signer = models.CharField(max_length=40)
    content_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="proof_span", condition=Q(expires_at__gt=F("made_at"))),
            models.CheckConstraint(
                name="proof_kind",
                condition=Q(kind__in=[p.value for p in ProofKind if p is not ProofKind.DEMONSTRATION]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} proof of {self.signer}"
