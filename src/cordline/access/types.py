"""Facts of the access room: places, staff, grants, signatures and proofs, as frozen values with no framework behind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from cordline.ground.roles import Role


class SiteKind(StrEnum):
    """What a place is for; clinic and laboratory are two organisations with views of their own (W2)."""

    CLINIC = "clinic"
    LABORATORY = "laboratory"


class Meaning(StrEnum):
    """What a signature says its signer did; the fixed list of U43."""

    PERFORMED = "performed"
    VERIFIED = "verified"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    RELEASED = "released"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        """The word as it stands beside the name."""
        return self.value.capitalize()


class ProofKind(StrEnum):
    """By what a signer proved to be themselves when signing."""

    PASSWORD = "password"  # noqa: S105 - a kind of proof, no secret
    PASSWORD_TOTP = "password+totp"  # noqa: S105
    PASSKEY = "passkey"
    DEMONSTRATION = "demonstration"

    @property
    def label(self) -> str:
        """How the signature block names the proof."""
        return _PROOF_LABELS[self]


_PROOF_LABELS = {
    ProofKind.PASSWORD: "password, in a session begun with two factors",
    ProofKind.PASSWORD_TOTP: "password and one-time code",
    ProofKind.PASSKEY: "passkey with user verification",
    ProofKind.DEMONSTRATION: "demonstration only, not a signature in law",
}


@dataclass(frozen=True)
class Proof:
    """What a sign page hands to a signing service: good for one signer, one content, once, for minutes."""

    kind: str
    token: str = field(repr=False)


@dataclass(frozen=True)
class SiteFacts:
    """One site as selectors show it; ``rule_sets`` are those that bind it now."""

    code: str
    name: str
    kind: SiteKind
    organisation: str
    zone: str
    country: str
    rule_sets: tuple[str, ...] = ()


@dataclass(frozen=True)
class GrantFacts:
    """One role given to one person at one site for a time."""

    id: int
    member: str
    role: Role
    site: str
    valid_from: datetime
    valid_until: datetime | None
    granted_by: str
    granted_at: datetime
    revoked_at: datetime | None = None
    revoked_by: str = ""
    scope: str = ""

    def in_force(self, at: datetime) -> bool:
        """Say whether the grant holds at ``at`` (its end is excluded)."""
        if at < self.valid_from or at < self.granted_at:
            return False
        if self.revoked_at is not None and at >= self.revoked_at:
            return False
        return self.valid_until is None or at < self.valid_until


@dataclass(frozen=True)
class MemberFacts:
    """One member of staff as rules see them."""

    code: str
    display_name: str
    person: str = ""
    disabled_at: datetime | None = None


@dataclass(frozen=True)
class ProofFacts:
    """A stored proof as the signing rule judges it."""

    signer: str
    content_sha256: str
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class SignatureFacts:
    """One signature with all that must stand beside it on screen and on every print (U46, R-09, R-10)."""

    id: int
    signer: str
    signer_name: str
    meaning: Meaning
    subject: str
    content_sha256: str
    proof_kind: ProofKind
    signed_at: datetime
    site: str
    entry: int
    content: Mapping[str, Any] = field(default_factory=dict, repr=False)
    voided_at: datetime | None = None
    void_reason: str = ""
    content_changed: bool = False

    @property
    def valid(self) -> bool:
        """A signature counts while nobody voided it and the content it binds is still the content."""
        return self.voided_at is None and not self.content_changed

    @property
    def name(self) -> str:
        """The signer's full name as the signature block prints it."""
        return self.signer_name

    @property
    def meaning_label(self) -> str:
        """The meaning in words."""
        return self.meaning.label

    @property
    def content_hash(self) -> str:
        """The hash of what was shown, as the signature block prints it."""
        return self.content_sha256

    @property
    def demonstration(self) -> bool:
        """Whether it was made with the proof that only a demonstration database knows."""
        return self.proof_kind is ProofKind.DEMONSTRATION
