"""A dose and a person for whom every clause of the dose gate gives leave; each test takes one fact away or bends it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from cordline.bedside.types import (
    BandFacts,
    ConsentFacts,
    DoseFacts,
    DoseGateFacts,
    DoseStatus,
    FitFacts,
    LotFacts,
    LotState,
    PlanInForce,
)
from cordline.ground.products import Product, Route
from cordline.plans.limits import MSC_WJ_INTRAVENOUS
from cordline.plans.types import LegalBasisFacts

NOW = datetime(2026, 3, 4, 4, 5, tzinfo=UTC)
LIMITS = replace(MSC_WJ_INTRAVENOUS, confirmed=True)
PERSON, OTHER = "PT26-0207-A", "PT25-0158-S"
SITE = "KL-CLINIC"


def minutes(count: int | float) -> timedelta:
    """So many minutes."""
    return timedelta(minutes=count)


def all_in_order() -> DoseGateFacts:
    """Everything the gate asks, answered well."""
    return DoseGateFacts(
        site=SITE,
        dose_code="DS26-0124-Y",
        band_code="WB26-0311-4",
        dose=DoseFacts(
            code="DS26-0124-Y",
            status=DoseStatus.PREPARED,
            site=SITE,
            person=PERSON,
            plan="PL26-0101-I",
            plan_version=1,
            session=1,
            lot="LT26-0042-8",
            cells=140_000_000,
            volume_ml=Decimal(200),
            viability_pct=Decimal(88),
            dmso_g=Decimal("1.1"),
            earliest_thaw_at=NOW - minutes(13),
            checked=True,
            accepted_by_physician=False,
            vials_reserved=True,
        ),
        band=BandFacts("WB26-0311-4", PERSON, 2, live=True),
        plan=PlanInForce(
            code="PL26-0101-I",
            person=PERSON,
            site=SITE,
            product=Product.MSC_WJ,
            route=Route.INTRAVENOUS,
            version=1,
            signed_version=1,
            signature_valid=True,
            closed=False,
            dose_cells=140_000_000,
            volume_ml=Decimal(200),
            rate_ml_min=Decimal("2.5"),
            sessions=2,
            sessions_given=0,
        ),
        lot=LotFacts(
            code="LT26-0042-8",
            state=LotState.RELEASED,
            product=Product.MSC_WJ,
            expires_at=NOW + timedelta(days=400),
            residues=frozenset({"dmso", "human_albumin"}),
            holds=(),
            holds_judged=True,
            autologous_for=None,
            donor_decision="eligible",
            donor_rule_sets_agree=True,
        ),
        limits=LIMITS,
        basis=LegalBasisFacts(
            code="LB26-0001-3",
            product=Product.MSC_WJ,
            route=Route.INTRAVENOUS,
            site=SITE,
            valid_from=NOW - timedelta(days=100),
            valid_until=NOW + timedelta(days=100),
            signed=True,
        ),
        consent=ConsentFacts(
            "CO26-0009-1",
            signed_by_patient=True,
            signed_by_physician=True,
            withdrawn=False,
            covers_conditional=False,
        ),
        fit=FitFacts(
            fit=True,
            signed_at=NOW - minutes(40),
            signed_by_physician=True,
            site=SITE,
            local_today=True,
            weight_kg=Decimal(72),
        ),
        allergies=frozenset(),
        tray_checked_at=NOW - minutes(90),
        tray_local_today=True,
        identity_said_at=NOW - minutes(1),
    )


def but(part: str, **changes: Any) -> DoseGateFacts:
    """The same facts with something of one part changed: ``but("dose", checked=False)``."""
    facts = all_in_order()
    return replace(facts, **{part: replace(getattr(facts, part), **changes)})


def without(**changes: Any) -> DoseGateFacts:
    """The same facts with whole facts replaced or taken away: ``without(consent=None)``."""
    return replace(all_in_order(), **changes)
