"""The facts release judges by, and the words for its states and moves: frozen values, no query, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from cordline.ground.products import Product, RuleSet, Use
from cordline.ground.refusal import Refusal
from cordline.quality.types import Severity


class State(StrEnum):
    """Where one lot stands for one use."""

    NONE = "none"
    IN_REVIEW = "in_review"
    FIRST_SIGNED = "first_signed"
    RELEASED = "released"
    CONDITIONAL = "conditional"
    REJECTED = "rejected"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The state's name as pages and prints show it."""
        return _STATE_LABELS[self]


class Move(StrEnum):
    """What may happen to a disposition."""

    OPEN = "open"
    VERIFY = "verify"
    RELEASE = "release"
    RELEASE_CONDITIONALLY = "release_conditionally"
    REJECT = "reject"
    HOLD = "hold"
    SUSPEND = "suspend"
    WITHDRAW = "withdraw"

    @property
    def label(self) -> str:
        """The move as a button or a sentence names it."""
        return self.value.replace("_", " ").capitalize()

    @property
    def done(self) -> str:
        """The move as a sentence tells it afterwards: "rejected"."""
        return _DONE[self]


class CertificateStatus(StrEnum):
    """Whether a certificate still counts: what the public check page answers (U117)."""

    VALID = "valid"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The status as pages and the check page name it."""
        return self.value.capitalize()


class CriterionVerdict(StrEnum):
    """How one line of the specification came out."""

    MEETS = "meets"
    FAILS = "fails"
    PENDING = "pending"
    MISSING = "missing"
    INFORMATIVE = "informative"

    @property
    def label(self) -> str:
        """The verdict's one word."""
        return self.value.capitalize()


class Demand(StrEnum):
    """One thing a use demands before a lot may be released for it."""

    SPECIFICATION = "specification"
    ELIGIBILITY = "eligibility"
    LICENCE = "licence"
    PASSAGE = "passage"
    AUDIT_REVIEW = "audit_review"


@dataclass(frozen=True)
class SpecificationFacts:
    """The specification a lot is judged against: which version, approved or not, and since when it counts."""

    code: str
    version: int
    approved: bool
    effective_from: datetime
    effective_until: datetime | None = None


@dataclass(frozen=True)
class Criterion:
    """One line of the specification with the result that answers it.

    ``result`` and ``limit`` are texts with their unit, as the method states them; ``record`` is the result's code.
    ``may_follow`` marks a test whose answer may come after a conditional release (final sterility).
    """

    key: str
    label: str
    method: str
    limit: str
    verdict: CriterionVerdict
    result: str = ""
    record: str = ""
    tested_on: str = ""
    tester: str = ""
    required: bool = True
    may_follow: bool = False


@dataclass(frozen=True)
class DeviationFacts:
    """A deviation that touches the lot; ``version`` grows with each entry on it."""

    code: str
    severity: Severity
    open: bool
    title: str
    version: int = 1


@dataclass(frozen=True)
class DonationFacts:
    """An ancestor donation and what each rule set says of its donor; ``for_person`` names an autologous donation."""

    code: str
    decisions: tuple[tuple[RuleSet, str], ...]
    person: str = ""
    for_person: str = ""

    def decision(self, rule_set: RuleSet) -> str:
        """What one rule set decides; a set that has not been asked is ``incomplete``."""
        return dict(self.decisions).get(rule_set, "incomplete")


@dataclass(frozen=True)
class LicenceFacts:
    """A licence the release rests on: what for, which record, until when. ``code`` is empty when none is known."""

    scope: str
    code: str = ""
    expires_at: datetime | None = None


@dataclass(frozen=True)
class HoldFacts:
    """A hold that blocks the lot, and the ancestor or exposure it lies on."""

    code: str
    on: str
    reason: str


@dataclass(frozen=True)
class AuditReviewFacts:
    """The signed reading of the lot's audit trail: by whom, and up to which entry."""

    by: str
    up_to: int


class ExceptionKind(StrEnum):
    """Why a line asks to be read before anyone signs."""

    DEVIATION_OPEN = "deviation_open"
    DEVIATION_CLOSED = "deviation_closed"
    LATE_ENTRY = "late_entry"
    CORRECTED_VALUE = "corrected_value"
    TYPED_CODE = "typed_code"
    RESULT_FAILS = "result_fails"
    RESULT_PENDING = "result_pending"
    LIFTED_HOLD = "lifted_hold"

    @property
    def label(self) -> str:
        """The kind as the page heads it."""
        return _KIND_LABELS[self]


@dataclass(frozen=True)
class ReviewException:
    """Something out of the ordinary, to be opened and read. ``key`` changes when its content does."""

    key: str
    kind: ExceptionKind
    record: str
    title: str
    detail: str = ""


@dataclass(frozen=True)
class ReleaseFacts:
    """Everything a release is judged by, read in one transaction. A fact that is not known is ``None`` or empty."""

    lot: str
    site: str
    product: Product
    use: Use
    specification: SpecificationFacts | None
    criteria: tuple[Criterion, ...]
    deviations: tuple[DeviationFacts, ...]
    donations: tuple[DonationFacts, ...]
    binding: tuple[RuleSet, ...]
    licences: tuple[LicenceFacts, ...]
    holds: tuple[HoldFacts, ...]
    passage: int | None
    passage_limit: int | None
    doublings: Decimal | None
    doublings_limit: Decimal | None
    expires_at: datetime | None
    audit_review: AuditReviewFacts | None
    last_entry: int
    oddities: tuple[ReviewException, ...] = ()
    autologous_for: str = ""
    described: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Line:
    """One criterion line of the review as page, certificate and signature show it."""

    key: str
    label: str
    method: str
    limit: str
    result: str
    record: str
    verdict: CriterionVerdict
    tested_on: str = ""
    tester: str = ""


@dataclass(frozen=True)
class Review:
    """The judgement of a release: the lines, what must be read first, and every reason against it now.

    ``refusals`` speak against a full release, ``conditional_refusals`` against one with a final result to follow;
    ``pending`` are the keys of the criteria that may follow.
    """

    lines: tuple[Line, ...]
    exceptions: tuple[ReviewException, ...]
    refusals: tuple[Refusal, ...]
    conditional_refusals: tuple[Refusal, ...]
    pending: tuple[str, ...]


@dataclass(frozen=True)
class SigningFacts:
    """Who has done what on this review, for the rules about the people who sign."""

    lot: str
    use: Use
    state: State
    site: str
    makers: frozenset[str]
    separation: bool
    unread: tuple[ReviewException, ...]
    first_signer: str
    first_signed_hash: str
    content_hash: str


@dataclass(frozen=True)
class DispositionFacts:
    """What one lot may be used for now. Only ``released`` gives leave; ``conditional`` needs its acknowledgements."""

    lot: str
    use: Use
    state: State
    since: datetime | None = None
    reason: str = ""
    plan: str = ""
    certificate: str = ""
    pending: tuple[str, ...] = ()

    @property
    def released(self) -> bool:
        """Say whether the lot is fully released for this use."""
        return self.state is State.RELEASED

    @property
    def conditional(self) -> bool:
        """Say whether the lot is released with a final result still to come (W15)."""
        return self.state is State.CONDITIONAL


_DONE = {
    Move.OPEN: "opened for review",
    Move.VERIFY: "verified",
    Move.RELEASE: "released",
    Move.RELEASE_CONDITIONALLY: "released conditionally",
    Move.REJECT: "rejected",
    Move.HOLD: "held",
    Move.SUSPEND: "suspended",
    Move.WITHDRAW: "withdrawn",
}
_STATE_LABELS = {
    State.NONE: "Not reviewed",
    State.IN_REVIEW: "In review",
    State.FIRST_SIGNED: "First signature given",
    State.RELEASED: "Released",
    State.CONDITIONAL: "Conditionally released",
    State.REJECTED: "Rejected",
    State.SUSPENDED: "Suspended",
    State.WITHDRAWN: "Withdrawn",
}
_KIND_LABELS = {
    ExceptionKind.DEVIATION_OPEN: "Deviation, open",
    ExceptionKind.DEVIATION_CLOSED: "Deviation, closed",
    ExceptionKind.LATE_ENTRY: "Late entry",
    ExceptionKind.CORRECTED_VALUE: "Corrected value",
    ExceptionKind.TYPED_CODE: "Typed code",
    ExceptionKind.RESULT_FAILS: "Result fails",
    ExceptionKind.RESULT_PENDING: "Result to follow",
    ExceptionKind.LIFTED_HOLD: "Hold, lifted",
}


@dataclass(frozen=True)
class CertificateFacts:
    """One version of a certificate as pages and prints take it; ``replaces`` is the version before, 0 for none."""

    code: str
    version: int
    lot: str
    use: Use
    site: str
    verdict: State
    check_code: str
    content: Mapping[str, Any]
    issued_at: datetime
    status: CertificateStatus
    status_since: datetime
