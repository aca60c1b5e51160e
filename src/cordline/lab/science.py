"""The arithmetic of cell culture, exact: counts are integers, everything measured is a decimal, no float anywhere.

Source: manufacturing-and-release fact pack, section 2, whose worked examples are this module's tests.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from cordline.lab.limits import SQUARES_PER_ML
from cordline.lab.types import CountResult, Doublings, StepFacts, Tallies

FORMULA = "CNT"
FORMULA_VERSION = 1
_EXACT = Context(prec=50, rounding=ROUND_HALF_UP)
_LN2 = _EXACT.ln(Decimal(2))


def count(tallies: Tallies) -> CountResult:
    """Work out one count: mean of the replicates, living cells per square times dilution times 10,000 per mL."""
    per_ml = [
        Fraction(sum(square.live for square in squares), len(squares))
        * Fraction(tallies.dilution)
        * SQUARES_PER_ML
        for squares in tallies.replicates
    ]
    mean = sum(per_ml, Fraction(0)) / len(per_ml)
    live = sum(square.live for squares in tallies.replicates for square in squares)
    dead = sum(square.dead for squares in tallies.replicates for square in squares)
    viable = mean * Fraction(tallies.volume_ml)
    # The mean of replicates weighs each replicate alike, whatever its squares; so does the total.
    total_per_ml = [
        Fraction(sum(square.live + square.dead for square in squares), len(squares))
        * Fraction(tallies.dilution)
        * SQUARES_PER_ML
        for squares in tallies.replicates
    ]
    total = sum(total_per_ml, Fraction(0)) / len(total_per_ml) * Fraction(tallies.volume_ml)
    return CountResult(
        viable_cells=int(viable),
        total_cells=int(total),
        viability_pct=viability(live, dead),
        viable_per_ml=tuple(int(value) for value in per_ml),
        spread_pct=_pct((max(per_ml) - min(per_ml)) / mean) if mean else Decimal("0.0"),
        formula=FORMULA,
        version=FORMULA_VERSION,
    )


def viability(live: int, dead: int) -> Decimal:
    """Living cells as per cent of all cells seen, one decimal; nothing seen is 0.0."""
    return _pct(Fraction(live, live + dead)) if live + dead else Decimal("0.0")


def doublings(seeded: int, harvested: int) -> Decimal:
    """Population doublings of one passage, log2 of harvested over seeded; negative where cells were lost."""
    ratio = _EXACT.divide(Decimal(harvested), Decimal(seeded))
    return _EXACT.divide(_EXACT.ln(ratio), _LN2).quantize(Decimal("0.0001"), context=_EXACT)


def doubling_hours(hours: Decimal, seeded: int, harvested: int) -> Decimal | None:
    """Hours in which the cells double, one decimal; None where they did not grow."""
    if harvested <= seeded:
        return None
    growth = _EXACT.ln(_EXACT.divide(Decimal(harvested), Decimal(seeded)))
    return _EXACT.divide(_EXACT.multiply(hours, _LN2), growth).quantize(Decimal("0.1"), context=_EXACT)


def cumulative(path: Sequence[StepFacts]) -> Doublings:
    """Add up the doublings of one path, oldest step first; an unknown P0 is said, never written as 0."""
    start = bool(path) and path[0].doublings is None
    later = path[1:] if start else path
    return Doublings(
        counted=sum((step.doublings for step in later if step.doublings is not None), Decimal(0)),
        uncounted_start=start,
        gaps=sum(step.doublings is None for step in later),
    )


def cumulative_after(before: Doublings, *, passage: int, own: Decimal | None) -> Doublings:
    """Add one harvested passage to what was counted before it; P0 has no number, a later one without is a gap."""
    if own is not None:
        return Doublings(before.counted + own, before.uncounted_start, before.gaps)
    if passage == 0:
        return Doublings(before.counted, True, before.gaps)
    return Doublings(before.counted, before.uncounted_start, before.gaps + 1)


def deepest(paths: Sequence[Doublings]) -> Doublings:
    """The path that counts against the limit when several cultures are pooled: the oldest cells govern."""
    return Doublings(
        counted=max(path.counted for path in paths),
        uncounted_start=any(path.uncounted_start for path in paths),
        gaps=max(path.gaps for path in paths),
    )


def per_cm2(cells: int, area_cm2: Decimal) -> int:
    """Cells on each square centimetre, rounded down: seeding density or yield."""
    return int(Fraction(cells) / Fraction(area_cm2))


def vials(viable: int, *, qc_pct: Decimal, loss_pct: Decimal, cells_each: int) -> int:
    """How many containers a pool fills after tests and fill loss, rounded down."""
    kept = Fraction(viable) * (1 - Fraction(qc_pct) / 100) * (1 - Fraction(loss_pct) / 100)
    return int(kept / cells_each)


def vials_per_dose(dose_cells: int, *, cells_each: int, recovery_pct: Decimal) -> int:
    """How many containers one dose takes at the recovery expected after thaw, rounded up."""
    needed = Fraction(dose_cells) / (Fraction(cells_each) * Fraction(recovery_pct) / 100)
    return -int(-needed // 1)


def doses(released_vials: int, per_dose: int) -> int:
    """How many whole doses a lot's released containers give."""
    return released_vials // per_dose


def _pct(part: Fraction) -> Decimal:
    exact = _EXACT.divide(Decimal(part.numerator * 100), Decimal(part.denominator))
    return exact.quantize(Decimal("0.1"), context=_EXACT)
