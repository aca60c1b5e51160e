"""What the bedside room speaks in: everything that is known about a dose and a person at one instant, nothing assumed.

Every fact that may be missing is None when it is missing; the rules answer a missing fact with a refusal.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from cordline.ground.products import Product, Route
from cordline.plans.types import AmendmentFacts, GivenSession, LegalBasisFacts, ProductLimits


class DoseStatus(StrEnum):
    """The life of a prepared container; ``PREPARED`` alone can be given."""

    PREPARING = "preparing"
    PREPARED = "prepared"
    STARTED = "started"
    GIVEN = "given"
    DESTROYED = "destroyed"


class ScanSource(StrEnum):
    """How a code reached the house (U38)."""

    SCANNER = "scanner"
    CAMERA = "camera"
    TYPED = "typed"


class InfusionEnd(StrEnum):
    """How an infusion ended."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    STOPPED = "stopped"


class LotState(StrEnum):
    """The disposition of a lot for use in a patient, as the release room states it."""

    IN_REVIEW = "in_review"
    RELEASED = "released"
    CONDITIONAL = "conditional"
    REJECTED = "rejected"
    SUSPENDED = "suspended"


@dataclass(frozen=True)
class VialFacts:
    """One vial that went into a dose: its thaw starts a clock, the earliest governs."""

    code: str
    lot: str
    thawed_at: datetime
    volume_ml: Decimal
    dmso_pct: Decimal


@dataclass(frozen=True)
class DoseFacts:
    """The prepared container that was scanned."""

    code: str
    status: DoseStatus
    site: str
    person: str
    plan: str
    plan_version: int
    session: int
    lot: str
    cells: int | None
    volume_ml: Decimal | None
    viability_pct: Decimal | None
    dmso_g: Decimal | None
    earliest_thaw_at: datetime | None
    checked: bool
    accepted_by_physician: bool
    vials_reserved: bool


@dataclass(frozen=True)
class BandFacts:
    """The wristband that was scanned: whose it is, and whether a later print has killed it (U94)."""

    code: str
    person: str
    print_number: int
    live: bool


@dataclass(frozen=True)
class PlanInForce:
    """The plan the dose was prepared for, as it stands at this instant."""

    code: str
    person: str
    site: str
    product: Product
    route: Route
    version: int
    signed_version: int | None
    signature_valid: bool
    closed: bool
    dose_cells: int
    volume_ml: Decimal
    rate_ml_min: Decimal
    sessions: int
    sessions_given: int
    zone: str = "UTC"


@dataclass(frozen=True)
class LotFacts:
    """The lot in the container: its disposition for patients, its date, what may remain in it, its ancestry's holds."""

    code: str
    state: LotState | None
    product: Product | None
    expires_at: datetime | None
    residues: frozenset[str] | None
    holds: tuple[str, ...]
    holds_judged: bool
    autologous_for: str | None
    donor_decision: str | None
    donor_rule_sets_agree: bool


@dataclass(frozen=True)
class ConsentFacts:
    """The person's consent to this treatment."""

    code: str
    signed_by_patient: bool
    signed_by_physician: bool
    withdrawn: bool
    covers_conditional: bool


@dataclass(frozen=True)
class FitFacts:
    """The latest fit-to-infuse judgement about this person."""

    fit: bool
    signed_at: datetime
    signed_by_physician: bool
    site: str
    local_today: bool
    weight_kg: Decimal


@dataclass(frozen=True)
class DoseGateFacts:
    """Everything I1 asks, read in one query at one instant. ``site`` is where the nurse stands."""

    site: str
    dose_code: str
    band_code: str
    demonstration: bool = False
    dose: DoseFacts | None = None
    band: BandFacts | None = None
    plan: PlanInForce | None = None
    lot: LotFacts | None = None
    limits: ProductLimits | None = None
    amendment: AmendmentFacts | None = None
    amendment_before_thaw: bool = False
    given: tuple[GivenSession, ...] = ()
    basis: LegalBasisFacts | None = None
    consent: ConsentFacts | None = None
    conditional_acknowledged: bool = False
    fit: FitFacts | None = None
    hard_stops: tuple[str, ...] = ()
    allergies: frozenset[str] | None = None
    tray_checked_at: datetime | None = None
    tray_local_today: bool = False
    identity_said_at: datetime | None = None
    died: bool = False
    used_by: str = ""


@dataclass(frozen=True)
class PrepareFacts:
    """What is known when a dose is about to be prepared: the same leave as at the bedside, before a vial is thawed."""

    site: str
    plan_code: str
    plan: PlanInForce | None = None
    limits: ProductLimits | None = None
    lots: tuple[LotFacts, ...] = ()
    vials: tuple[str, ...] = ()
    vials_reserved: frozenset[str] = frozenset()
    consent: ConsentFacts | None = None
    basis: LegalBasisFacts | None = None
    fit: FitFacts | None = None
    hard_stops: tuple[str, ...] = ()
    open_dose: str = ""
    died: bool = False
    given: tuple[GivenSession, ...] = ()
    amendment: AmendmentFacts | None = None
    weight_kg: Decimal | None = None


@dataclass(frozen=True)
class CountFacts:
    """The count of a diluted container: living and dead cells counted, the squares and dilution behind them."""

    viable_cells_per_ml: int
    viability_pct: Decimal
    volume_ml: Decimal


@dataclass(frozen=True)
class PassFacts:
    """A pass as somebody is about to start on it: by whom, where and when it was given (U95)."""

    passed_at: datetime
    nurse: str
    station: str
    started: bool


@dataclass(frozen=True)
class Vitals:
    """One set of readings: beats and breaths per minute, mmHg, per cent, degrees Celsius."""

    heart_rate: int
    systolic: int
    diastolic: int
    spo2_pct: int
    breaths: int
    temperature_c: Decimal
