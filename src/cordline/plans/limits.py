"""The shipped defaults of product limits: data for a clinic's own physicians to confirm, never constants in a rule.

Every row comes from the safety defaults (doses and rates section 3, DMSO section 4). They enter a database as
version 1, marked "default, not confirmed", and a site records its own later versions.
"""

from decimal import Decimal

from cordline.ground.products import Product, Route
from cordline.plans.types import ProductLimits

MSC_WJ_INTRAVENOUS = ProductLimits(
    product=Product.MSC_WJ,
    route=Route.INTRAVENOUS,
    version=1,
    confirmed=False,
    plausible_dose_min=1_000_000,
    plausible_dose_max=1_000_000_000,
    usual_dose_min=70_000_000,
    usual_dose_max=150_000_000,
    cells_per_kg_min=500_000,
    cells_per_kg_max=2_000_000,
    session_ceiling_cells=200_000_000,
    sessions_in_12_months=6,
    cells_per_kg_in_12_months=6_000_000,
    interval_days=14,
    volume_ml_min=Decimal(100),
    volume_ml_max=Decimal(250),
    cells_per_ml_max=2_000_000,
    slow_start_minutes=15,
    slow_start_ml_min=Decimal(1),
    rate_ml_min_usual=Decimal(3),
    rate_ml_min_max=Decimal(4),
    preparation_minutes=20,
    start_within_minutes=30,
    end_warn_minutes=120,
    end_stop_minutes=180,
    viability_pct_min=Decimal(70),
    dose_tolerance_pct=Decimal(20),
    vial_dmso_pct=Decimal(10),
    dmso_g_per_kg_warn=Decimal("0.1"),
    dmso_g_per_kg_stop=Decimal("0.4"),
)
SHIPPED = (MSC_WJ_INTRAVENOUS,)

# C01-C27 of the safety defaults: what a physician may record as a hard stop against a person's treatment.
CONTRAINDICATIONS = {
    "C01": "Hypersensitivity to DMSO",
    "C02": "Hypersensitivity to bovine or porcine protein",
    "C03": "Allergy to an excipient of the lot",
    "C04": "Previous anaphylaxis to a cell, blood or plasma product",
    "C05": "Active cancer, or suspected and not worked up",
    "C06": "Cancer within the past 5 years",
    "C07": "Active cancer (NK cells)",
    "C08": "Pregnancy, possible pregnancy or breastfeeding",
    "C09": "Active infection or fever",
    "C10": "HIV, hepatitis B or C, or untreated syphilis",
    "C11": "Clot or pulmonary embolism in the last 6 months, or thrombophilia",
    "C12": "Kidney disease stage 4 to 5, or kidney transplant",
    "C13": "Heart attack or stroke within 6 months, unstable angina, heart failure III to IV",
    "C14": "Severe lung disease, pulmonary hypertension or right-to-left shunt",
    "C15": "Resting oxygen saturation under 93 %",
    "C16": "Blood count, liver or kidney values outside the limits",
    "C17": "Weight or body mass outside the fixed-dose limits",
    "C18": "On a transplant waiting list",
    "C19": "Anticoagulant or antiplatelet drug",
    "C20": "Skin infection, prosthesis or septic history at the joint",
    "C21": "Uncontrolled autoimmune flare or recent biologic",
    "C22": "Immune suppression",
    "C23": "Under 18 years",
    "C24": "Cannot consent, or undue pressure",
    "C25": "Eye, intrathecal or intracerebral route",
    "C26": "Recent vaccine",
    "C27": "Cell therapy within the last 3 months",
}


def stop_words(rule: str) -> str:
    """A hard stop as pages say it: what it means, then its number in the list."""
    return f"{CONTRAINDICATIONS[rule]} ({rule})"
