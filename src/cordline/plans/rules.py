"""Whether a plan may be signed, a ceiling raised, another session given: pure, every reason at once, no clock.

The bedside asks the same ``why_not_within_ceilings`` and ``why_not_on_legal_basis`` again, with that day's facts.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cordline.ground.products import Product, Route
from cordline.ground.refusal import Refusal
from cordline.people.types import Allergen
from cordline.plans import refusals  # noqa: F401 - registers the sentences
from cordline.plans.types import (
    AmendmentFacts,
    GivenSession,
    LegalBasisFacts,
    PlanFacts,
    PlanStatus,
    ProductLimits,
)

YEAR = timedelta(days=365)
_WEIGHT_KG = (Decimal(20), Decimal(300))
_SESSIONS_MAX = 12
_CONTAINERS_MAX = 40


def is_zone(name: str) -> bool:
    """Say whether a name is a time zone of the world's list."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def cells_per_kg(cells: int, weight_kg: Decimal) -> int:
    """Cells per kg of body weight, rounded up, so that a ceiling is never passed by rounding."""
    return int((Decimal(cells) / weight_kg).to_integral_value(rounding=ROUND_CEILING))


def infusion_minutes(volume_ml: Decimal, rate_ml_min: Decimal, limits: ProductLimits) -> int:
    """Minutes to run a volume: the slow start first, then the planned rate; rounded up."""
    slow_ml = limits.slow_start_ml_min * limits.slow_start_minutes
    if volume_ml <= slow_ml:
        exact = volume_ml / limits.slow_start_ml_min
    else:
        exact = limits.slow_start_minutes + (volume_ml - slow_ml) / rate_ml_min
    return int(exact.to_integral_value(rounding=ROUND_CEILING))


def volume_that_finishes(minutes: int, rate_ml_min: Decimal, limits: ProductLimits) -> Decimal:
    """The most whole mL that run within so many minutes at this rate, slow start included; 0 when none does."""
    if minutes <= 0:
        return Decimal(0)
    slow_minutes = min(minutes, limits.slow_start_minutes)
    rest = max(minutes - limits.slow_start_minutes, 0)
    exact = limits.slow_start_ml_min * slow_minutes + rate_ml_min * rest
    return exact.to_integral_value(rounding=ROUND_FLOOR)


def minutes_from_thaw(volume_ml: Decimal, rate_ml_min: Decimal, limits: ProductLimits) -> int:
    """Minutes from the first vial's thaw to the end of the infusion, preparation counted (W26)."""
    return limits.preparation_minutes + infusion_minutes(volume_ml, rate_ml_min, limits)


def amendment_in_force(amendment: AmendmentFacts | None) -> bool:
    """Say whether a higher ceiling bears the signatures of two different physicians."""
    return (
        amendment is not None
        and bool(amendment.first_signed_by and amendment.second_signed_by)
        and amendment.first_signed_by != amendment.second_signed_by
    )


def why_not_dose(
    cells: int, weight_kg: Decimal | None, *, limits: ProductLimits, amendment: AmendmentFacts | None = None
) -> list[Refusal]:
    """Give every reason one session's cells are outside what may be given to a person of this weight.

    Refuses: plans.dose_implausible, plans.weight_missing, plans.weight_implausible, plans.dose_over_kg_ceiling,
    plans.dose_over_session_ceiling. Source: safety defaults section 3, the lesser of the two ceilings.
    """
    refusals_: list[Refusal] = []
    if not limits.plausible_dose_min <= cells <= limits.plausible_dose_max:
        refusals_.append(
            Refusal(
                "plans.dose_implausible",
                cells=cells,
                least=limits.plausible_dose_min,
                most=limits.plausible_dose_max,
            )
        )
    session_most, per_kg_most = limits.session_ceiling_cells, limits.cells_per_kg_max
    if amendment is not None and amendment_in_force(amendment):
        session_most = max(session_most, amendment.session_ceiling_cells)
        per_kg_most = max(per_kg_most, amendment.cells_per_kg_max)
    if cells > session_most:
        refusals_.append(Refusal("plans.dose_over_session_ceiling", cells=cells, most=session_most))
    if weight_kg is None:
        return [*refusals_, Refusal("plans.weight_missing")]
    if not _WEIGHT_KG[0] <= weight_kg <= _WEIGHT_KG[1]:
        return [*refusals_, Refusal("plans.weight_implausible", weight=weight_kg)]
    per_kg = cells_per_kg(cells, weight_kg)
    if per_kg > per_kg_most:
        refusals_.append(Refusal("plans.dose_over_kg_ceiling", per_kg=per_kg, most=per_kg_most))
    return refusals_


def why_not_within_ceilings(
    cells: int,
    weight_kg: Decimal | None,
    given: Sequence[GivenSession],
    *,
    limits: ProductLimits,
    amendment: AmendmentFacts | None = None,
    now: datetime,
) -> list[Refusal]:
    """Give every reason these cells may not be this person's next session now: session, 12 months, interval.

    Refuses: those of ``why_not_dose``, plans.sessions_over_12_months, plans.cells_over_12_months,
    plans.interval_too_short.
    """
    found = why_not_dose(cells, weight_kg, limits=limits, amendment=amendment)
    recent = [session for session in given if session.started_at > now - YEAR]
    if len(recent) + 1 > limits.sessions_in_12_months:
        found.append(
            Refusal("plans.sessions_over_12_months", count=len(recent) + 1, most=limits.sessions_in_12_months)
        )
    if weight_kg:
        per_kg = cells_per_kg(cells + sum(session.cells for session in recent), weight_kg)
        if per_kg > limits.cells_per_kg_in_12_months:
            found.append(
                Refusal("plans.cells_over_12_months", per_kg=per_kg, most=limits.cells_per_kg_in_12_months)
            )
    if given:
        last = max(session.started_at for session in given)
        earliest = last + timedelta(days=limits.interval_days)
        # A day's slack of hours: "14 days later" at nine is not refused because the first began at ten.
        if now < earliest - timedelta(hours=12):
            found.append(
                Refusal(
                    "plans.interval_too_short",
                    last_on=f"{last:%-d %b %Y}",
                    days=limits.interval_days,
                    earliest_on=f"{earliest:%-d %b %Y}",
                )
            )
    return found


def why_not_finish_in_time(volume_ml: Decimal, rate_ml_min: Decimal, limits: ProductLimits) -> list[Refusal]:
    """Give every reason this volume at this rate cannot be given: volume, rate, and the post-thaw limit (W26).

    Refuses: plans.volume_out_of_range, plans.rate_out_of_range, plans.cannot_finish (naming the volume that would).
    """
    found: list[Refusal] = []
    if not limits.volume_ml_min <= volume_ml <= limits.volume_ml_max:
        found.append(
            Refusal(
                "plans.volume_out_of_range",
                volume=volume_ml,
                least=limits.volume_ml_min,
                most=limits.volume_ml_max,
            )
        )
    if not Decimal(0) < rate_ml_min <= limits.rate_ml_min_max:
        return [
            *found,
            Refusal("plans.rate_out_of_range", rate=rate_ml_min, most=limits.rate_ml_min_max),
        ]
    minutes = minutes_from_thaw(volume_ml, rate_ml_min, limits) if volume_ml > 0 else 0
    if minutes > limits.end_stop_minutes:
        found.append(
            Refusal(
                "plans.cannot_finish",
                volume=volume_ml,
                rate=rate_ml_min,
                minutes=minutes,
                limit=limits.end_stop_minutes,
                fits=volume_that_finishes(
                    limits.end_stop_minutes - limits.preparation_minutes, rate_ml_min, limits
                ),
            )
        )
    return found


def cautions_of_plan(plan: PlanFacts, limits: ProductLimits) -> list[Refusal]:
    """What a physician should read before signing though it does not forbid: a late end, unconfirmed numbers."""
    found: list[Refusal] = []
    if not limits.confirmed:
        found.append(
            Refusal("plans.limits_not_confirmed", product=limits.product.label, route=limits.route.value)
        )
    if not Decimal(0) < plan.rate_ml_min <= limits.rate_ml_min_max or plan.volume_ml <= 0:
        return found
    minutes = minutes_from_thaw(plan.volume_ml, plan.rate_ml_min, limits)
    if limits.end_warn_minutes < minutes <= limits.end_stop_minutes:
        fast = max(plan.rate_ml_min, limits.rate_ml_min_usual)
        room = limits.end_warn_minutes - limits.preparation_minutes
        found.append(
            Refusal(
                "plans.finishes_late",
                volume=plan.volume_ml,
                rate=plan.rate_ml_min,
                minutes=minutes,
                limit=limits.end_warn_minutes,
                fits=min(volume_that_finishes(room, fast, limits), plan.volume_ml),
                fast_rate=fast,
            )
        )
    return found


def why_not_on_legal_basis(
    basis: LegalBasisFacts | None, *, product: Product, route: Route, site: str, now: datetime
) -> list[Refusal]:
    """Give every reason a legal basis does not carry this product, by this route, at this place, now (W4).

    Refuses: plans.legal_basis_missing, plans.legal_basis_not_signed, plans.legal_basis_not_in_force,
    plans.legal_basis_elsewhere.
    """
    if basis is None:
        return [Refusal("plans.legal_basis_missing", product=product.label, route=route.value, site=site)]
    found: list[Refusal] = []
    if not basis.signed:
        found.append(Refusal("plans.legal_basis_not_signed", code=basis.code))
    ended = basis.valid_until is not None and now >= basis.valid_until
    withdrawn = basis.withdrawn_at is not None and now >= basis.withdrawn_at
    if now < basis.valid_from or ended or withdrawn:
        found.append(Refusal("plans.legal_basis_not_in_force", code=basis.code))
    if (basis.product, basis.route, basis.site) != (product, route, site):
        found.append(
            Refusal(
                "plans.legal_basis_elsewhere",
                code=basis.code,
                product=product.label,
                route=route.value,
                site=site,
            )
        )
    return found


def why_not_write_plan(plan: PlanFacts, limits: ProductLimits | None) -> list[Refusal]:
    """Give every reason a plan's numbers cannot stand even as a draft: impossible, or unusual without a reason.

    Refuses: plans.limits_missing, plans.dose_implausible, plans.dose_unusual, plans.sessions_impossible,
    plans.containers_impossible, plans.weight_implausible (U21).
    """
    if limits is None:
        return [Refusal("plans.limits_missing", product=plan.product.label, route=plan.route.value)]
    found: list[Refusal] = []
    if not limits.plausible_dose_min <= plan.dose_cells <= limits.plausible_dose_max:
        found.append(
            Refusal(
                "plans.dose_implausible",
                cells=plan.dose_cells,
                least=limits.plausible_dose_min,
                most=limits.plausible_dose_max,
            )
        )
    elif not limits.usual_dose_min <= plan.dose_cells <= limits.usual_dose_max and not plan.unusual_reason:
        found.append(
            Refusal(
                "plans.dose_unusual",
                cells=plan.dose_cells,
                least=limits.usual_dose_min,
                most=limits.usual_dose_max,
            )
        )
    if not 1 <= plan.sessions <= _SESSIONS_MAX:
        found.append(Refusal("plans.sessions_impossible", sessions=plan.sessions, most=_SESSIONS_MAX))
    if not 1 <= plan.containers_per_session <= _CONTAINERS_MAX:
        found.append(Refusal("plans.containers_impossible", count=plan.containers_per_session))
    if plan.weight_kg is not None and not _WEIGHT_KG[0] <= plan.weight_kg <= _WEIGHT_KG[1]:
        found.append(Refusal("plans.weight_implausible", weight=plan.weight_kg))
    if not Decimal(0) < plan.rate_ml_min <= limits.rate_ml_min_max:
        found.append(Refusal("plans.rate_out_of_range", rate=plan.rate_ml_min, most=limits.rate_ml_min_max))
    return found


def why_not_sign_plan(
    plan: PlanFacts,
    *,
    limits: ProductLimits | None,
    basis: LegalBasisFacts | None,
    given: Sequence[GivenSession] = (),
    amendment: AmendmentFacts | None = None,
    demonstration: bool = False,
    died: bool = False,
    now: datetime,
) -> list[Refusal]:
    """Give every reason a physician may not sign this plan now; empty is leave.

    Refuses: plans.plan_not_draft, the numbers of ``why_not_write_plan``, dose and 12-month ceilings over all planned
    sessions, plans.interval_under_minimum, plans.cannot_finish, plans.too_concentrated, the legal basis, and
    plans.limits_not_confirmed on a site that treats real people. Source: W4, W26, safety defaults section 3.
    """
    found = list(why_not_write_plan(plan, limits))
    if plan.status is not PlanStatus.DRAFT:
        found.append(Refusal("plans.plan_not_draft", code=plan.code, status=plan.status.value))
    if died:
        found.append(Refusal("plans.person_died"))
    found += why_not_on_legal_basis(basis, product=plan.product, route=plan.route, site=plan.site, now=now)
    if limits is None:
        return found
    if not limits.confirmed and not demonstration:
        found.append(
            Refusal("plans.limits_not_confirmed", product=plan.product.label, route=plan.route.value)
        )
    found += why_not_dose(plan.dose_cells, plan.weight_kg, limits=limits, amendment=amendment)
    found += _why_not_series(plan, given, limits, now)
    found += why_not_finish_in_time(plan.volume_ml, plan.rate_ml_min, limits)
    if plan.weight_kg:
        per_kg = cells_per_kg(plan.dose_cells, plan.weight_kg)
        if per_kg < limits.cells_per_kg_min:
            found.append(Refusal("plans.dose_under_range", per_kg=per_kg, least=limits.cells_per_kg_min))
    if plan.volume_ml > 0 and Decimal(plan.dose_cells) > limits.cells_per_ml_max * plan.volume_ml:
        found.append(
            Refusal(
                "plans.too_concentrated",
                cells=plan.dose_cells,
                volume=plan.volume_ml,
                per_ml=cells_per_kg(plan.dose_cells, plan.volume_ml),
                most=limits.cells_per_ml_max,
            )
        )
    return _once(found)


def _why_not_series(
    plan: PlanFacts, given: Sequence[GivenSession], limits: ProductLimits, now: datetime
) -> list[Refusal]:
    """The planned sessions together with what was given in the 12 months before."""
    found: list[Refusal] = []
    if plan.sessions > 1 and plan.interval_days < limits.interval_days:
        found.append(
            Refusal("plans.interval_under_minimum", days=plan.interval_days, least=limits.interval_days)
        )
    recent = [session for session in given if session.started_at > now - YEAR]
    # Sessions of this plan that lie more than a year out fall into another 12 months.
    in_year = plan.sessions if plan.interval_days <= 0 else min(plan.sessions, 1 + 364 // plan.interval_days)
    count = len(recent) + in_year
    if count > limits.sessions_in_12_months:
        found.append(Refusal("plans.sessions_over_12_months", count=count, most=limits.sessions_in_12_months))
    if plan.weight_kg and plan.weight_kg > 0:
        cells = sum(session.cells for session in recent) + plan.dose_cells * in_year
        per_kg = cells_per_kg(cells, plan.weight_kg)
        if per_kg > limits.cells_per_kg_in_12_months:
            found.append(
                Refusal("plans.cells_over_12_months", per_kg=per_kg, most=limits.cells_per_kg_in_12_months)
            )
    return found


def why_not_amend(
    plan_code: str,
    *,
    ceiling_cells: int,
    per_kg_max: int,
    limits: ProductLimits | None,
    thawed: bool,
    open_amendment: bool,
    reason: str,
) -> list[Refusal]:
    """Give every reason a higher ceiling may not be proposed for this plan.

    Refuses: plans.limits_missing, plans.amendment_not_higher, plans.amendment_after_thaw, plans.amendment_open,
    plans.reason_missing, plans.dose_implausible. The bedside has no override: a ceiling is raised before thaw or not.
    """
    found: list[Refusal] = []
    if limits is None:
        return [Refusal("plans.limits_missing", product=plan_code, route="this route")]
    if ceiling_cells <= limits.session_ceiling_cells and per_kg_max <= limits.cells_per_kg_max:
        found.append(
            Refusal("plans.amendment_not_higher", cells=ceiling_cells, most=limits.session_ceiling_cells)
        )
    if ceiling_cells > limits.plausible_dose_max:
        found.append(
            Refusal(
                "plans.dose_implausible",
                cells=ceiling_cells,
                least=limits.plausible_dose_min,
                most=limits.plausible_dose_max,
            )
        )
    if thawed:
        found.append(Refusal("plans.amendment_after_thaw"))
    if open_amendment:
        found.append(Refusal("plans.amendment_open", code=plan_code))
    if not reason.strip():
        found.append(Refusal("plans.reason_missing"))
    return found


def why_not_sign_amendment_second(
    plan_code: str, amendment: AmendmentFacts | None, *, by: str, thawed: bool
) -> list[Refusal]:
    """Give every reason this physician may not give the second signature under a higher ceiling.

    Refuses: plans.amendment_missing, plans.amendment_same_physician, plans.amendment_after_thaw.
    """
    if amendment is None or amendment.second_signed_by:
        return [Refusal("plans.amendment_missing", code=plan_code)]
    found: list[Refusal] = []
    if amendment.first_signed_by == by:
        found.append(Refusal("plans.amendment_same_physician", code=by))
    if thawed:
        found.append(Refusal("plans.amendment_after_thaw"))
    return found


def why_not_residues(residues: Iterable[str]) -> list[Refusal]:
    """Give every substance of a statement that is none of the coded allergens it will be compared with."""
    known = {allergen.value for allergen in Allergen}
    return [Refusal("plans.residue_unknown", substance=name[:40]) for name in residues if name not in known]


def _once(found: list[Refusal]) -> list[Refusal]:
    """Keep the first of equal refusals, in order."""
    return list(dict.fromkeys(found))
