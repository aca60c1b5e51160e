"""Every reason why a cord, a count, a passage or a fill may not be: pure judgements, all reasons at once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from cordline.ground.refusal import Refusal
from cordline.lab import limits, refusals  # noqa: F401 - registers the sentences
from cordline.lab.science import (
    count,
    cumulative,
    cumulative_after,
    deepest,
    doses,
    doubling_hours,
    doublings,
    per_cm2,
    viability,
    vials,
    vials_per_dose,
)
from cordline.lab.types import (
    CordFacts,
    CordRow,
    CordVerdict,
    CountResult,
    CultureFacts,
    CultureState,
    FillFacts,
    Integrity,
    NewLimits,
    ProcessLimitFacts,
    Stage,
    Tallies,
)

__all__ = [
    "count",
    "cumulative",
    "cumulative_after",
    "deepest",
    "doses",
    "doubling_hours",
    "doublings",
    "per_cm2",
    "viability",
    "vials",
    "vials_per_dose",
]


def why_reject_cord(cord: CordFacts, allowed: ProcessLimitFacts) -> list[Refusal]:
    """Give every reason to reject a cord at the door; a fact nobody recorded is a reason (W7, W8)."""
    reasons: list[Refusal] = []
    if cord.born_at is None:
        reasons.append(Refusal("lab.cord_birth_time_missing"))
    elif cord.arrived_at < cord.born_at:
        reasons.append(Refusal("lab.cord_before_birth"))
    elif cord.arrived_at - cord.born_at > timedelta(hours=allowed.cord_hours):
        hours = Decimal(int((cord.arrived_at - cord.born_at).total_seconds())) / 3600
        reasons.append(
            Refusal("lab.cord_too_late", hours=f"{hours.quantize(Decimal('0.1'))}", limit=allowed.cord_hours)
        )
    reasons += _temperature(cord, allowed)
    if cord.integrity is not Integrity.INTACT:
        reasons.append(Refusal("lab.cord_container", integrity=cord.integrity.value))
    if not cord.consent_in_force:
        reasons.append(Refusal("lab.cord_consent", donation=cord.donation))
    if not cord.labels_matched:
        reasons.append(Refusal("lab.cord_labels"))
    return reasons


def _temperature(cord: CordFacts, allowed: ProcessLimitFacts) -> list[Refusal]:
    if cord.lowest_c is None or cord.highest_c is None:
        return [Refusal("lab.cord_temperature_missing")]
    if cord.lowest_c < allowed.cord_low_c or cord.highest_c > allowed.cord_high_c:
        return [
            Refusal(
                "lab.cord_temperature",
                lowest=cord.lowest_c,
                highest=cord.highest_c,
                low=allowed.cord_low_c,
                high=allowed.cord_high_c,
            )
        ]
    return []


def why_not_measure(
    what: str, value: Decimal, *, most: Decimal, least: Decimal | None = None
) -> list[Refusal]:
    """Give the reason why a measured value cannot be true: above zero (or ``least``) and within what nature allows."""
    if not value.is_finite():
        return [Refusal("lab.number_unreadable", what=what, value=value)]
    if (least is None and value <= 0) or (least is not None and value < least):
        return [
            Refusal(
                "lab.number_negative", what=what, value=value, least=least if least is not None else "above 0"
            )
        ]
    if value > most:
        return [Refusal("lab.number_too_large", what=what, value=f"{value:,}", most=f"{most:,}")]
    return []


def why_not_cells(what: str, cells: int) -> list[Refusal]:
    """Give the reason why a number of cells cannot be true: 18 is no harvest, and 10^15 weigh a ton."""
    if cells < 0:
        return [Refusal("lab.number_negative", what=what, value=cells, least=limits.LEAST_CELLS)]
    if cells < limits.LEAST_CELLS:
        return [Refusal("lab.number_too_small", what=what, value=cells, least=f"{limits.LEAST_CELLS:,}")]
    if cells > limits.MOST_CELLS:
        return [Refusal("lab.number_too_large", what=what, value=f"{cells:,}", most=f"{limits.MOST_CELLS:,}")]
    return []


def why_not_percentage(what: str, value: Decimal) -> list[Refusal]:
    """Give the reason why a percentage cannot be true: 101 % of the cells are never alive."""
    if not value.is_finite() or not 0 <= value <= 100:
        return [Refusal("lab.percentage", what=what, value=value)]
    return []


def why_not_tallies(tallies: Tallies) -> list[Refusal]:
    """Give every reason why raw tallies cannot be a count, before anything is worked out from them."""
    if not tallies.replicates or not all(tallies.replicates):
        return [Refusal("lab.tallies_missing")]
    reasons = why_not_measure("Dilution", tallies.dilution, least=Decimal(1), most=limits.MOST_DILUTION)
    reasons += why_not_measure("Volume in mL", tallies.volume_ml, most=limits.MOST_VOLUME_ML)
    if len(tallies.replicates) > limits.MOST_REPLICATES:
        reasons.append(_too_many("Replicates", len(tallies.replicates), limits.MOST_REPLICATES))
    first = len(tallies.replicates[0])
    if first > limits.MOST_SQUARES:
        reasons.append(_too_many("Squares", first, limits.MOST_SQUARES))
    for number, squares in enumerate(tallies.replicates, start=1):
        if len(squares) != first:
            reasons.append(
                Refusal("lab.replicates_differ", replicate=number, found=len(squares), wanted=first)
            )
        for square in squares:
            for what, seen in (
                ("Living cells in a square", square.live),
                ("Dead cells in a square", square.dead),
            ):
                if seen < 0:
                    reasons.append(Refusal("lab.number_negative", what=what, value=seen, least=0))
                elif seen > limits.MOST_PER_SQUARE:
                    reasons.append(_too_many(what, seen, limits.MOST_PER_SQUARE))
    if not any(square.live or square.dead for squares in tallies.replicates for square in squares):
        reasons.append(Refusal("lab.nothing_seen"))
    return reasons


def why_not_count(
    culture: CultureFacts, result: CountResult, allowed: ProcessLimitFacts, *, harvest: bool = False
) -> list[Refusal]:
    """Give every reason why a count may not stand for this culture; a harvest without a living cell is a discard."""
    reasons = _open(culture)
    if culture.state is not CultureState.GROWING and not culture.state.is_over:
        reasons.append(Refusal("lab.culture_not_growing", culture=culture.code, state=culture.state.value))
    return reasons + why_not_result(result, allowed, harvest=harvest)


def why_not_result(
    result: CountResult, allowed: ProcessLimitFacts, *, harvest: bool = False
) -> list[Refusal]:
    """Give every reason why what was counted cannot be or may not stand, whatever culture it is of."""
    reasons: list[Refusal] = []
    if result.total_cells > limits.MOST_CELLS:
        reasons += why_not_cells("a count", result.total_cells)
    if harvest and result.viable_cells < limits.LEAST_CELLS:
        reasons += why_not_cells("a harvest", result.viable_cells)
    if result.spread_pct > allowed.most_spread_pct:
        reasons.append(Refusal("lab.spread", spread=result.spread_pct, limit=allowed.most_spread_pct))
    return reasons


def why_not_passage(
    parents: Sequence[CultureFacts],
    *,
    take: Sequence[int],
    area_cm2: Decimal,
    here: str,
    allowed: ProcessLimitFacts,
) -> list[Refusal]:
    """Give every reason why these harvested pools may not be seeded on; ``take`` is the cells from each."""
    reasons = why_not_measure("Area in cm²", area_cm2, most=limits.MOST_AREA_CM2)
    reasons += _pool(parents)
    for parent, cells in zip(parents, take, strict=True):
        reasons += why_not_cells("cells seeded", cells)
        reasons += why_not_draw(parent, cells, here=here, allowed=allowed)
    if parents and parents[0].passage + 1 > allowed.lot[1]:
        reasons.append(_passage_limit(parents[0].passage + 1, allowed))
    return reasons


def why_not_draw(
    culture: CultureFacts, cells: int, *, here: str, allowed: ProcessLimitFacts
) -> list[Refusal]:
    """Give every reason why ``cells`` may not be taken from this culture's pool."""
    reasons = _open(culture)
    if culture.site != here:
        reasons.append(Refusal("lab.foreign_site", thing=culture.code, site=culture.site, here=here))
    if culture.state is CultureState.GROWING:
        reasons.append(Refusal("lab.culture_not_harvested", culture=culture.code))
    elif culture.state is CultureState.HARVESTED:
        reasons += _viability(culture, allowed)
        if cells > (culture.remaining_cells or 0):
            reasons.append(
                Refusal(
                    "lab.not_enough_cells",
                    culture=culture.code,
                    remaining=culture.remaining_cells or 0,
                    wanted=cells,
                )
            )
    if not culture.doublings.known:
        reasons.append(Refusal("lab.doublings_unknown", culture=culture.code))
    elif culture.doublings.counted > allowed.most_doublings:
        reasons.append(
            Refusal(
                "lab.doublings_limit",
                culture=culture.code,
                doublings=culture.doublings.counted.quantize(Decimal("0.01")),
                product=allowed.product,
                limit=allowed.most_doublings,
            )
        )
    return reasons


def why_not_fill(
    parents: Sequence[CultureFacts],
    fill: FillFacts,
    *,
    take: Sequence[int],
    here: str,
    allowed: ProcessLimitFacts,
) -> list[Refusal]:
    """Give every reason why these pools may not be filled as a bank or a lot now (I2)."""
    reasons = why_not_cells("cells in a container", fill.cells_each)
    reasons += why_not_measure("Volume of a container in mL", fill.volume_ml_each, most=Decimal(500))
    if fill.containers < 1:
        reasons.append(
            Refusal("lab.number_negative", what="Number of containers", value=fill.containers, least=1)
        )
    if fill.qc_cells < 0:
        reasons.append(Refusal("lab.number_negative", what="Cells for tests", value=fill.qc_cells, least=0))
    needed = fill.containers * fill.cells_each + fill.qc_cells
    if sum(take) < needed:
        reasons.append(
            Refusal("lab.not_enough_cells", culture="The pool", remaining=sum(take), wanted=needed)
        )
    reasons += _pool(parents)
    for parent, cells in zip(parents, take, strict=True):
        reasons += why_not_draw(parent, cells, here=here, allowed=allowed)
        reasons += _why_not_stage(parent, fill.stage, allowed)
    return reasons


def why_not_fill_as(
    culture: CultureFacts, stage: Stage, *, here: str, allowed: ProcessLimitFacts
) -> list[Refusal]:
    """Give every reason why this pool may not be filled as this stage, before anybody says how much."""
    cells = culture.remaining_cells or 0
    return why_not_draw(culture, cells, here=here, allowed=allowed) + _why_not_stage(culture, stage, allowed)


def why_not_start(
    containers: Sequence[tuple[str, str, int]],
    *,
    is_bank: bool,
    viable_cells: int,
    viability_pct: Decimal,
    area_cm2: Decimal,
    passage: int,
    allowed: ProcessLimitFacts,
) -> list[Refusal]:
    """Give every reason why these thawed bank containers (code, lot, cells) may not become a culture."""
    reasons = why_not_measure("Area in cm²", area_cm2, most=limits.MOST_AREA_CM2)
    reasons += why_not_percentage("Viability", viability_pct)
    reasons += why_not_cells("viable cells after thaw", viable_cells)
    held = sum(cells for _, _, cells in containers)
    if not containers:
        reasons.append(Refusal("lab.parents_missing"))
    elif viable_cells > held:
        reasons.append(Refusal("lab.more_viable_than_thawed", found=viable_cells, held=held))
    if len({lot for _, lot, _ in containers}) > 1:
        reasons.append(Refusal("lab.parents_mixed"))
    if viability_pct < allowed.least_viability_pct:
        reasons += _viability_low(", ".join(code for code, _, _ in containers[:4]), viability_pct, allowed)
    if passage > allowed.lot[1]:
        reasons.append(_passage_limit(passage, allowed))
    if not is_bank:
        reasons += [Refusal("lab.not_a_bank", thing=code) for code, _, _ in containers]
    return reasons


def why_not_typed(viable: int, total: int, reason: str) -> list[Refusal]:
    """Give every reason why a total typed without raw tallies may not stand."""
    reasons = why_not_cells("typed viable cells", viable) + why_not_cells("typed cells", total)
    if viable > total:
        reasons.append(Refusal("lab.viable_over_total", viable=viable, total=total))
    if not reason.strip():
        reasons.append(Refusal("lab.reason_missing"))
    return reasons


def why_not_isolate(
    cord: CordRow, *, tissue_g: Decimal, area_cm2: Decimal, here: str, holds: Sequence[str] = ()
) -> list[Refusal]:
    """Give every reason why cells may not be isolated from this cord here."""
    reasons = why_not_measure("Tissue in g", tissue_g, most=limits.MOST_TISSUE_G)
    reasons += why_not_measure("Area in cm²", area_cm2, most=limits.MOST_AREA_CM2)
    if cord.site != here:
        reasons.append(Refusal("lab.foreign_site", thing=cord.code, site=cord.site, here=here))
    if cord.verdict is CordVerdict.REJECTED:
        reasons.append(Refusal("lab.cord_not_accepted", cord=cord.code))
    if cord.processed_at is not None:
        reasons.append(Refusal("lab.cord_used_up", cord=cord.code))
    return reasons + [Refusal("lab.held", thing=cord.code, hold=hold) for hold in holds]


def why_not_arrive(cord: CordFacts, *, weight_g: Decimal | None, now: datetime) -> list[Refusal]:
    """Give every reason why a receipt cannot be recorded at all: numbers and times that cannot be true."""
    reasons = why_not_time("Arrival", cord.arrived_at, now)
    if cord.born_at is not None:
        reasons += why_not_time("Birth", cord.born_at, now)
    for what, value in (("Lowest temperature", cord.lowest_c), ("Highest temperature", cord.highest_c)):
        if value is not None:
            reasons += why_not_measure(
                what, value, least=limits.LEAST_TRANSPORT_C, most=limits.MOST_TRANSPORT_C
            )
    if cord.lowest_c is not None and cord.highest_c is not None and cord.lowest_c > cord.highest_c:
        reasons.append(Refusal("lab.cord_temperature_order", lowest=cord.lowest_c, highest=cord.highest_c))
    if weight_g is not None:
        reasons += why_not_measure("Weight in g", weight_g, most=limits.MOST_TISSUE_G)
    return reasons


def why_not_end(culture: CultureFacts, reason: str) -> list[Refusal]:
    """Give every reason why a culture may not be given up: it must be open, and say why."""
    reasons = [] if not culture.state.is_over else _over(culture)
    if not reason.strip():
        reasons.append(Refusal("lab.reason_missing"))
    return reasons


def why_not_time(what: str, when: datetime, now: datetime) -> list[Refusal]:
    """Give the reason why a claimed time cannot be true: without a zone, or still to come."""
    if when.tzinfo is None:
        return [Refusal("lab.no_zone", what=what)]
    return [Refusal("lab.in_future", what=what)] if when > now else []


def why_not_zoned(cord: CordFacts) -> list[Refusal]:
    """Give the refusal of a receipt whose times say no zone."""
    times = (("Arrival", cord.arrived_at), ("Birth", cord.born_at))
    return [
        Refusal("lab.no_zone", what=what) for what, when in times if when is not None and when.tzinfo is None
    ]


def why_not_before(culture: CultureFacts, when: datetime) -> list[Refusal]:
    """Give the refusal of a count that claims to be earlier than the seeding."""
    return [Refusal("lab.before_seeding", culture=culture.code)] if when < culture.seeded_at else []


def why_not_limits(values: NewLimits) -> list[Refusal]:
    """Give every reason why these culture limits cannot be approved so."""
    reasons = [] if values.source.strip() else [Refusal("lab.reason_missing")]
    for what, (first, last) in (
        ("Master bank", values.master_bank),
        ("Working bank", values.working_bank),
        ("Lot", values.lot),
    ):
        if not 0 <= first <= last <= limits.MOST_PASSAGE:
            reasons.append(Refusal("lab.limits_order", what=what))
    if values.cord_low_c > values.cord_high_c:
        reasons.append(Refusal("lab.limits_order", what="Transport temperature"))
    reasons += why_not_percentage("Viability", values.least_viability_pct)
    reasons += why_not_percentage("Spread", values.most_spread_pct)
    reasons += why_not_measure("Doublings", values.most_doublings, most=Decimal(100))
    reasons += why_not_measure("Hours to receipt", Decimal(values.cord_hours), most=Decimal(240))
    reasons += why_not_measure("Shelf life in days", Decimal(values.shelf_life_days), most=Decimal(36_500))
    return reasons


def _why_not_stage(culture: CultureFacts, stage: Stage, allowed: ProcessLimitFacts) -> list[Refusal]:
    first, last = allowed.passages(stage)
    if first <= culture.passage <= last:
        return _stage_parent(culture, stage)
    return [
        Refusal(
            "lab.passage_for_stage",
            stage=stage.label.lower(),
            first=f"P{first}",
            last=f"P{last}",
            culture=culture.code,
            passage=f"P{culture.passage}",
        ),
        *_stage_parent(culture, stage),
    ]


def _stage_parent(culture: CultureFacts, stage: Stage) -> list[Refusal]:
    wanted = {
        Stage.MASTER_BANK: ("", "a culture grown from tissue"),
        Stage.WORKING_BANK: (Stage.MASTER_BANK.value, "a culture grown from a master bank"),
        Stage.LOT: (Stage.WORKING_BANK.value, "a culture grown from a working bank"),
    }[stage]
    if culture.from_bank != wanted[0]:
        return [
            Refusal("lab.stage_parent", stage=stage.label.lower(), wanted=wanted[1], culture=culture.code)
        ]
    return []


def _pool(parents: Sequence[CultureFacts]) -> list[Refusal]:
    if not parents:
        return [Refusal("lab.parents_missing")]
    codes = [parent.code for parent in parents]
    reasons = [
        Refusal("lab.parent_twice", thing=code) for code in sorted({c for c in codes if codes.count(c) > 1})
    ]
    alike = {(p.product, p.passage, p.site, p.autologous_for, p.from_bank) for p in parents}
    return [*reasons, Refusal("lab.parents_mixed")] if len(alike) > 1 else reasons


def _open(culture: CultureFacts) -> list[Refusal]:
    return [*_over(culture), *(Refusal("lab.held", thing=culture.code, hold=hold) for hold in culture.holds)]


def _over(culture: CultureFacts) -> list[Refusal]:
    if culture.state.is_over:
        return [Refusal("lab.culture_over", culture=culture.code, state=culture.state.value)]
    return []


def _viability(culture: CultureFacts, allowed: ProcessLimitFacts) -> list[Refusal]:
    if culture.viability_pct is None:
        return [Refusal("lab.viability_missing", culture=culture.code)]
    if culture.viability_pct < allowed.least_viability_pct:
        return _viability_low(culture.code, culture.viability_pct, allowed)
    return []


def _viability_low(thing: str, viability_pct: Decimal, allowed: ProcessLimitFacts) -> list[Refusal]:
    limit = allowed.least_viability_pct
    return [Refusal("lab.viability_low", culture=thing, viability=viability_pct, limit=limit)]


def _passage_limit(passage: int, allowed: ProcessLimitFacts) -> Refusal:
    return Refusal(
        "lab.passage_limit", passage=f"P{passage}", product=allowed.product, limit=f"P{allowed.lot[1]}"
    )


def _too_many(what: str, value: int, most: int) -> Refusal:
    return Refusal("lab.number_too_large", what=what, value=f"{value:,}", most=f"{most:,}")
