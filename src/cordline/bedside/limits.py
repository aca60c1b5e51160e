"""The shipped bedside defaults: vital signs, stop values, observation times, windows; to be confirmed by a clinic.

Source: safety defaults sections 2 and 5, W31, U95, U97, U99. They carry no law: each is an engineering or literature
default and pages show them as "default, not confirmed" until a physician of the site confirms the product's numbers.
"""

from dataclasses import dataclass
from decimal import Decimal

START_WITHIN_MINUTES = 10
BASELINE_WITHIN_MINUTES = 30
IDENTITY_WITHIN_MINUTES = 15
BAG_ML_MAX = Decimal(1000)
DMSO_G_PER_ML = Decimal("1.10")

DURING_FIRST = (5, 10, 15)
DURING_EVERY = 15
AFTER = (15, 30, 60)
AFTER_FIRST_SESSION = 120
STAY_IN_ROOM_MINUTES = 15


@dataclass(frozen=True)
class VitalLimits:
    """One vital sign: its unit, what cannot be, what is unusual, and what is out of limits before an infusion."""

    name: str
    unit: str
    possible: tuple[Decimal, Decimal]
    usual: tuple[Decimal, Decimal]
    fit: tuple[Decimal, Decimal] | None


def _row(
    name: str, unit: str, possible: tuple[str, str], usual: tuple[str, str], fit: tuple[str, str] | None
) -> VitalLimits:
    def pair(two: tuple[str, str]) -> tuple[Decimal, Decimal]:
        return Decimal(two[0]), Decimal(two[1])

    return VitalLimits(name, unit, pair(possible), pair(usual), pair(fit) if fit else None)


VITALS = {
    "heart_rate": _row("Heart rate", "per minute", ("20", "250"), ("45", "130"), ("50", "110")),
    "systolic": _row("Systolic pressure", "mmHg", ("40", "280"), ("90", "180"), ("90", "160")),
    "diastolic": _row("Diastolic pressure", "mmHg", ("20", "180"), ("45", "110"), ("50", "100")),
    "spo2_pct": _row("Oxygen saturation", "%", ("50", "100"), ("92", "100"), ("93", "100")),
    "breaths": _row("Breaths", "per minute", ("4", "70"), ("8", "25"), None),
    "temperature_c": _row("Temperature", "°C", ("30", "43"), ("35.5", "38.4"), ("35", "37.7")),
}


class Stop:
    """Values at which a running infusion is stopped, the line kept and the physician called (section 5)."""

    SYSTOLIC_FALL = 30
    SYSTOLIC_FALL_WARN = 20
    SYSTOLIC_UNDER = 90
    SPO2_UNDER = 92
    SPO2_WARN_UNDER = 94
    SPO2_FALL = 4
    HEART_RATE_UNDER = 45
    HEART_RATE_OVER = 130
    TEMPERATURE_FROM = Decimal("38.5")
    TEMPERATURE_RISE = Decimal("1.5")
    BREATHS_FROM = 25


# Symptoms that stop an infusion by themselves; coded, so that no free text about a person is needed.
STOP_SYMPTOMS = {
    "breathless": "Breathless, wheeze or stridor",
    "chest_pain": "Chest pain",
    "limb_pain": "Pain or swelling of an arm or leg",
    "neurological": "Weakness, speech or sight trouble",
    "hives": "Hives beyond the site",
    "face_swelling": "Swelling of face, tongue or throat",
    "vomited_twice": "Vomited twice",
    "rigors": "Shaking chills",
    "arrhythmia": "New irregular heartbeat",
    "clumps_or_leak": "Visible clumps, a leak or a wrong label",
}
OTHER_SYMPTOMS = {
    "garlic_taste": "Garlic smell or taste",
    "nausea": "Nausea",
    "flushing": "Flushing",
    "cough": "Cough",
    "headache": "Headache",
    "site_pain": "Pain at the line",
    "fatigue": "Fatigue",
    "chills": "Feeling cold",
}
ADRENALINE = (
    "Stop the infusion, keep the line",
    "Call the physician and the emergency number",
    "Lie flat, legs up; oxygen",
    "Anaphylaxis: adrenaline 1:1000, 0.5 mg into the thigh muscle; repeat after 5 minutes",
    "Fluid 500 to 1000 mL",
    "Keep the bag: cultures from the person and from the bag when there is fever",
)

# What a device kept while it had no connection is taken for half a day; older notes go in as a correction on paper.
WAITED_HOURS = 12
