"""Vital signs: impossible, unusual, or a reason to stop; when the next check is due; who may start and end. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from cordline.bedside import refusals  # noqa: F401 - registers the sentences
from cordline.bedside.limits import (
    AFTER,
    AFTER_FIRST_SESSION,
    BASELINE_WITHIN_MINUTES,
    DURING_EVERY,
    DURING_FIRST,
    START_WITHIN_MINUTES,
    STOP_SYMPTOMS,
    VITALS,
    WAITED_HOURS,
    Stop,
)
from cordline.bedside.types import InfusionEnd, PassFacts, Vitals
from cordline.ground.refusal import Refusal


def why_not_vitals(vitals: Vitals) -> list[Refusal]:
    """Give every reading that cannot be; refused each time it is sent, not only the first (U99)."""
    found = []
    for field, limits in VITALS.items():
        value = Decimal(getattr(vitals, field))
        if not limits.possible[0] <= value <= limits.possible[1]:
            found.append(
                Refusal(
                    "bedside.vital_impossible",
                    name=limits.name,
                    value=value,
                    unit=limits.unit,
                    least=limits.possible[0],
                    most=limits.possible[1],
                )
            )
    return found


def why_not_waited(waited: timedelta, *, now: datetime, started_at: datetime | None) -> list[Refusal]:
    """Give every reason not to take what was written down so long ago, while the device had no connection (U49)."""
    found = []
    if waited > timedelta(hours=WAITED_HOURS):
        found.append(Refusal("bedside.waited_too_long", hours=WAITED_HOURS))
    if waited and started_at and now - waited < started_at:
        found.append(Refusal("bedside.before_the_start", started_at=started_at))
    return found


def unusual_vitals(vitals: Vitals) -> list[Refusal]:
    """The readings outside what is usual: asked "Correct?" once, then kept (U99)."""
    return [
        Refusal("bedside.vital_unusual", name=limits.name, value=getattr(vitals, field), unit=limits.unit)
        for field, limits in VITALS.items()
        if not limits.usual[0] <= Decimal(getattr(vitals, field)) <= limits.usual[1]
    ]


def vitals_out_of_fit(vitals: Vitals) -> list[Refusal]:
    """The readings outside the limits before an infusion (safety defaults section 2)."""
    return [
        Refusal("bedside.fit_with_stop_values", name=limits.name, value=getattr(vitals, field))
        for field, limits in VITALS.items()
        if limits.fit and not limits.fit[0] <= Decimal(getattr(vitals, field)) <= limits.fit[1]
    ]


def reasons_to_stop(vitals: Vitals, baseline: Vitals | None, symptoms: Iterable[str] = ()) -> list[Refusal]:
    """Give every reason to stop a running infusion now: pressure, oxygen, pulse, temperature, breathing, symptoms."""
    found: list[Refusal] = []
    start_sbp = baseline.systolic if baseline else vitals.systolic
    start_spo2 = baseline.spo2_pct if baseline else vitals.spo2_pct
    start_temp = baseline.temperature_c if baseline else vitals.temperature_c
    if start_sbp - vitals.systolic >= Stop.SYSTOLIC_FALL:
        found.append(Refusal("bedside.stop_systolic_fall", fall=start_sbp - vitals.systolic, start=start_sbp))
    if vitals.systolic < Stop.SYSTOLIC_UNDER:
        found.append(Refusal("bedside.stop_systolic_low", value=vitals.systolic))
    if vitals.spo2_pct < Stop.SPO2_UNDER or start_spo2 - vitals.spo2_pct >= Stop.SPO2_FALL:
        found.append(Refusal("bedside.stop_spo2", value=vitals.spo2_pct, start=start_spo2))
    if not Stop.HEART_RATE_UNDER <= vitals.heart_rate <= Stop.HEART_RATE_OVER:
        found.append(Refusal("bedside.stop_heart_rate", value=vitals.heart_rate))
    hot = vitals.temperature_c >= Stop.TEMPERATURE_FROM
    if hot or vitals.temperature_c - start_temp >= Stop.TEMPERATURE_RISE:
        found.append(Refusal("bedside.stop_temperature", value=vitals.temperature_c, start=start_temp))
    if vitals.breaths >= Stop.BREATHS_FROM:
        found.append(Refusal("bedside.stop_breaths", value=vitals.breaths))
    found += [
        Refusal("bedside.stop_symptom", symptom=STOP_SYMPTOMS[name])
        for name in symptoms
        if name in STOP_SYMPTOMS
    ]
    return found


def reasons_to_watch(vitals: Vitals, baseline: Vitals | None) -> list[Refusal]:
    """What is below a stop value but worth a look; a fall under 20 mmHg is information, not an alarm."""
    found: list[Refusal] = []
    fall = baseline.systolic - vitals.systolic if baseline else 0
    if Stop.SYSTOLIC_FALL_WARN <= fall < Stop.SYSTOLIC_FALL:
        found.append(
            Refusal(
                "bedside.warn_systolic_fall",
                fall=fall,
                warn=Stop.SYSTOLIC_FALL_WARN,
                stop=Stop.SYSTOLIC_FALL,
            )
        )
    if Stop.SPO2_UNDER <= vitals.spo2_pct < Stop.SPO2_WARN_UNDER:
        found.append(
            Refusal(
                "bedside.warn_spo2",
                value=vitals.spo2_pct,
                warn=Stop.SPO2_WARN_UNDER,
                stop=Stop.SPO2_UNDER,
            )
        )
    return found


def why_not_start(
    passed: PassFacts | None, *, by: str, station: str, baseline_at: datetime | None, now: datetime
) -> list[Refusal]:
    """Give every reason the infusion may not start: within 10 minutes of a pass, same nurse, same device (U95).

    Refuses: bedside.no_pass, bedside.pass_old, bedside.pass_of_another, bedside.pass_other_device, bedside.pass_used,
    bedside.no_baseline.
    """
    if passed is None:
        return [Refusal("bedside.no_pass")]
    found: list[Refusal] = []
    if passed.started:
        found.append(Refusal("bedside.pass_used"))
    if now - passed.passed_at > timedelta(minutes=START_WITHIN_MINUTES):
        found.append(Refusal("bedside.pass_old", minutes=START_WITHIN_MINUTES))
    if passed.nurse != by:
        found.append(Refusal("bedside.pass_of_another"))
    if passed.station != station:
        found.append(Refusal("bedside.pass_other_device"))
    if baseline_at is None or now - baseline_at > timedelta(minutes=BASELINE_WITHIN_MINUTES):
        found.append(Refusal("bedside.no_baseline", minutes=BASELINE_WITHIN_MINUTES))
    return found


def why_not_end(
    *, end: InfusionEnd, given_ml: Decimal, held_ml: Decimal, reason: str, ended: bool, code: str
) -> list[Refusal]:
    """Give every reason an infusion may not be ended as told: already ended, impossible volume, no reason."""
    found: list[Refusal] = []
    if ended:
        found.append(Refusal("bedside.infusion_ended", code=code))
    if not Decimal(0) <= given_ml <= held_ml:
        found.append(Refusal("bedside.given_impossible", volume=given_ml, held=held_ml))
    elif end is InfusionEnd.COMPLETE and given_ml != held_ml:
        found.append(Refusal("bedside.complete_but_less", held=held_ml))
    if end is not InfusionEnd.COMPLETE and not reason.strip():
        found.append(Refusal("bedside.reason_missing"))
    return found


def checks_due(
    started_at: datetime, *, ended_at: datetime | None, first_session: bool, until: datetime
) -> list[datetime]:
    """When vital signs are due: 5, 10, 15 minutes, then every 15; 15, 30, 60 after the end, 120 the first time (W31).

    ``until`` bounds the list of a running infusion, whose end is not known yet.
    """
    last = ended_at or until
    due = [started_at + timedelta(minutes=minute) for minute in DURING_FIRST]
    step = due[-1] + timedelta(minutes=DURING_EVERY)
    while step <= last:
        due.append(step)
        step += timedelta(minutes=DURING_EVERY)
    if ended_at is None:
        return due
    after = (*AFTER, AFTER_FIRST_SESSION) if first_session else AFTER
    return [at for at in due if at < ended_at] + [ended_at + timedelta(minutes=minute) for minute in after]


def next_check(
    due: Sequence[datetime], observed: Sequence[datetime], started_at: datetime
) -> datetime | None:
    """The first due time not yet answered: each observation answers the due times up to two minutes after it."""
    slack = timedelta(minutes=2)
    last = max((at for at in observed if at >= started_at), default=None)
    return next((at for at in due if last is None or at > last + slack), None)


def volume_run_ml(
    started_at: datetime,
    now: datetime,
    *,
    volume_ml: Decimal,
    rate_ml_min: Decimal,
    slow_minutes: int,
    slow_rate: Decimal,
) -> Decimal:
    """About how many mL have run by now: the slow start, then the rate, never more than the container holds."""
    minutes = Decimal(max(int((now - started_at).total_seconds()), 0)) / 60
    slow = min(minutes, Decimal(slow_minutes)) * slow_rate
    rest = max(minutes - slow_minutes, Decimal(0)) * rate_ml_min
    return min((slow + rest).quantize(Decimal(1)), volume_ml)
