"""What the plans room speaks in: limits of a product as data, a plan's facts, what was given before."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from cordline.ground.products import Product, Route


class PlanStatus(StrEnum):
    """Where a plan stands; only a signed one gives leave."""

    DRAFT = "draft"
    SIGNED = "signed"
    CLOSED = "closed"


@dataclass(frozen=True)
class ProductLimits:
    """One version of a product's approved numbers for one route; every judgement stores the version it used.

    ``confirmed`` is false until a physician of the site has confirmed the version: pages then say
    "default, not confirmed". Cells are whole numbers, measured values decimals, clocks whole minutes.
    """

    product: Product
    route: Route
    version: int
    confirmed: bool
    plausible_dose_min: int
    plausible_dose_max: int
    usual_dose_min: int
    usual_dose_max: int
    cells_per_kg_min: int
    cells_per_kg_max: int
    session_ceiling_cells: int
    sessions_in_12_months: int
    cells_per_kg_in_12_months: int
    interval_days: int
    volume_ml_min: Decimal
    volume_ml_max: Decimal
    cells_per_ml_max: int
    slow_start_minutes: int
    slow_start_ml_min: Decimal
    rate_ml_min_usual: Decimal
    rate_ml_min_max: Decimal
    preparation_minutes: int
    start_within_minutes: int
    end_warn_minutes: int
    end_stop_minutes: int
    viability_pct_min: Decimal
    dose_tolerance_pct: Decimal
    vial_dmso_pct: Decimal
    dmso_g_per_kg_warn: Decimal
    dmso_g_per_kg_stop: Decimal

    @property
    def mark(self) -> str:
        """What stands beside every number of this version on a page."""
        return f"version {self.version}" if self.confirmed else "default, not confirmed"


@dataclass(frozen=True)
class GivenSession:
    """One infusion this person has had: when it started and how many cells entered."""

    started_at: datetime
    cells: int


@dataclass(frozen=True)
class AmendmentFacts:
    """A higher ceiling for one version of one plan, and the physicians who have signed it."""

    session_ceiling_cells: int
    cells_per_kg_max: int
    first_signed_by: str = ""
    first_signed_at: datetime | None = None
    second_signed_by: str = ""
    second_signed_at: datetime | None = None


@dataclass(frozen=True)
class LegalBasisFacts:
    """Which law, registration, trial or approval lets this product be given this way at this place."""

    code: str
    product: Product
    route: Route
    site: str
    valid_from: datetime
    valid_until: datetime | None
    signed: bool
    withdrawn_at: datetime | None = None
    kind: str = ""  # kind and reference are for people to read; nothing is judged by them
    reference: str = ""


@dataclass(frozen=True)
class PlanFacts:
    """A plan as its physician is about to sign it."""

    code: str
    site: str
    person: str
    product: Product
    route: Route
    dose_cells: int
    weight_kg: Decimal | None
    volume_ml: Decimal
    rate_ml_min: Decimal
    sessions: int
    interval_days: int
    containers_per_session: int
    status: PlanStatus = PlanStatus.DRAFT
    unusual_reason: str = ""
