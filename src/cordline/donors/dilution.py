"""Whether what had run into a donor diluted her specimen too much to trust a non-reactive test (plasma dilution).

Volumes in mL, weight in kg. Plasma volume is weight / 0.025, blood volume weight / 0.015; compared by multiplication,
so that no division is rounded. Source: FDA guidance of August 2007, and the UK appendix based on it.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from cordline.donors.types import InfusionFacts

PLASMA_KG_PER_ML = Decimal("0.025")
BLOOD_KG_PER_ML = Decimal("0.015")
CHILD_UNTIL_YEARS = 12


@dataclass(frozen=True)
class Dilution:
    """The algorithm's numbers for one specimen."""

    weight_kg: Decimal
    blood_ml: int
    colloid_ml: int
    crystalloid_ml: int

    @property
    def colloid_crystalloid_ml(self) -> int:
        """What dilutes the plasma: colloids of 48 hours and crystalloids of one hour."""
        return self.colloid_ml + self.crystalloid_ml

    @property
    def all_fluids_ml(self) -> int:
        """What dilutes the blood: those, and blood given in 48 hours."""
        return self.colloid_crystalloid_ml + self.blood_ml

    @property
    def plasma_ml(self) -> int:
        """The donor's plasma volume, rounded for reading only."""
        return int((self.weight_kg / PLASMA_KG_PER_ML).quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def blood_volume_ml(self) -> int:
        """The donor's blood volume, rounded for reading only."""
        return int((self.weight_kg / BLOOD_KG_PER_ML).quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def too_much(self) -> bool:
        """Whether the specimen must be rejected: more than one plasma volume or more than one blood volume."""
        return (
            self.colloid_crystalloid_ml * PLASMA_KG_PER_ML > self.weight_kg
            or self.all_fluids_ml * BLOOD_KG_PER_ML > self.weight_kg
        )


def judge_dilution(
    infusions: InfusionFacts | None,
    *,
    weight_kg: Decimal | None,
    age_years: int | None,
    any_volume: bool,
    trigger_ml: int,
) -> Dilution | str | None:
    """The dilution to judge, the name of the fact that is missing for it, or None when there is nothing to judge.

    ``any_volume``: the algorithm runs for any volume; else only with blood loss and at least ``trigger_ml`` in all,
    or for a donor of 12 years or younger. Whether 2,000 mL itself triggers is not verified; here it does.
    """
    if infusions is None or infusions.blood_loss is None:
        return "blood loss and infusions before the specimen"
    volumes = (infusions.blood_ml_48h, infusions.colloid_ml_48h, infusions.crystalloid_ml_1h)
    known = [volume for volume in volumes if volume is not None]
    if len(known) < len(volumes):
        return "volumes of blood, colloid and crystalloid"
    blood, colloid, crystalloid = known
    total = blood + colloid + crystalloid
    if total == 0:
        return None
    if not any_volume:
        large = infusions.blood_loss and total >= trigger_ml
        if not large and age_years is None:
            return "age of the donor"
        if not large and age_years is not None and age_years > CHILD_UNTIL_YEARS:
            return None
    if weight_kg is None:
        return "weight of the donor"
    return Dilution(weight_kg, blood, colloid, crystalloid)
