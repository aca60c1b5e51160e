"""Impossible, unusual, stop: three answers to a reading; and when the next one is due."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from cordline.bedside import observation_rules as rules
from cordline.bedside.types import InfusionEnd, PassFacts, Vitals
from tests.rules.bedside.gate_facts import NOW, minutes

WELL = Vitals(76, 128, 72, 97, 15, Decimal("36.7"))


@pytest.mark.req("U99")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("temperature_c", Decimal(370)),
        ("heart_rate", 0),
        ("systolic", 1280),
        ("diastolic", -1),
        ("spo2_pct", 101),
        ("breaths", 200),
    ],
)
def test_an_impossible_reading_is_refused_each_time(field: str, value: object) -> None:
    for _ in range(2):
        [refusal] = rules.why_not_vitals(replace(WELL, **{field: value}))  # type: ignore[arg-type]
        assert refusal.code == "bedside.vital_impossible"
    assert rules.why_not_vitals(WELL) == []


@pytest.mark.req("W31", "U97")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"systolic": 98}, "bedside.stop_systolic_fall"),
        ({"systolic": 89}, "bedside.stop_systolic_low"),
        ({"spo2_pct": 91}, "bedside.stop_spo2"),
        ({"spo2_pct": 93}, "bedside.stop_spo2"),
        ({"heart_rate": 44}, "bedside.stop_heart_rate"),
        ({"heart_rate": 131}, "bedside.stop_heart_rate"),
        ({"temperature_c": Decimal("38.5")}, "bedside.stop_temperature"),
        ({"temperature_c": Decimal("38.2")}, "bedside.stop_temperature"),
        ({"breaths": 25}, "bedside.stop_breaths"),
    ],
)
def test_a_stop_value_speaks_up(changes: dict[str, object], code: str) -> None:
    found = rules.reasons_to_stop(replace(WELL, **changes), WELL)  # type: ignore[arg-type]
    assert code in [refusal.code for refusal in found]


@pytest.mark.req("W31")
@pytest.mark.parametrize(
    "changes",
    [
        {"systolic": 99},
        {"spo2_pct": 94},
        {"heart_rate": 45},
        {"heart_rate": 130},
        {"temperature_c": Decimal("38.1")},
        {"breaths": 24},
    ],
)
def test_a_reading_just_inside_does_not_stop(changes: dict[str, object]) -> None:
    assert rules.reasons_to_stop(replace(WELL, **changes), WELL) == []  # type: ignore[arg-type]


@pytest.mark.req("W31")
def test_a_fall_is_information_below_20_a_warning_from_20_and_a_stop_from_30() -> None:
    def watched(systolic: int) -> list[str]:
        return [r.code for r in rules.reasons_to_watch(replace(WELL, systolic=systolic), WELL)]

    assert watched(109) == []
    assert watched(108) == ["bedside.warn_systolic_fall"]
    assert watched(98) == []


@pytest.mark.req("W31")
def test_a_stop_symptom_stops_by_itself_and_garlic_does_not() -> None:
    assert [r.code for r in rules.reasons_to_stop(WELL, WELL, ["hives"])] == ["bedside.stop_symptom"]
    assert rules.reasons_to_stop(WELL, WELL, ["garlic_taste"]) == []


@pytest.mark.req("U95")
def test_a_start_is_within_ten_minutes_by_the_same_nurse_on_the_same_device() -> None:
    passed = PassFacts(NOW - minutes(10), "ST1", "chair-2", started=False)

    def starting(passed: PassFacts | None = passed, by: str = "ST1", station: str = "chair-2") -> list[str]:
        found = rules.why_not_start(passed, by=by, station=station, baseline_at=NOW - minutes(30), now=NOW)
        return [refusal.code for refusal in found]

    assert starting() == []
    assert starting(None) == ["bedside.no_pass"]
    assert starting(replace(passed, passed_at=NOW - minutes(10) - timedelta(seconds=1))) == [
        "bedside.pass_old"
    ]
    assert starting(by="ST2") == ["bedside.pass_of_another"]
    assert starting(station="chair-3") == ["bedside.pass_other_device"]
    assert starting(replace(passed, started=True)) == ["bedside.pass_used"]
    late = rules.why_not_start(passed, by="ST1", station="chair-2", baseline_at=NOW - minutes(31), now=NOW)
    assert [refusal.code for refusal in late] == ["bedside.no_baseline"]


def test_an_infusion_ends_whole_or_with_a_reason() -> None:
    def ending(end: InfusionEnd, ml: str, reason: str = "") -> list[str]:
        found = rules.why_not_end(
            end=end,
            given_ml=Decimal(ml),
            held_ml=Decimal(200),
            reason=reason,
            ended=False,
            code="IN26-0001-1",
        )
        return [refusal.code for refusal in found]

    assert ending(InfusionEnd.COMPLETE, "200") == []
    assert ending(InfusionEnd.COMPLETE, "199") == ["bedside.complete_but_less"]
    assert ending(InfusionEnd.PARTIAL, "120", "Line blocked") == []
    assert ending(InfusionEnd.STOPPED, "120") == ["bedside.reason_missing"]
    assert ending(InfusionEnd.PARTIAL, "-1", "x") == ["bedside.given_impossible"]
    assert ending(InfusionEnd.PARTIAL, "201", "x") == ["bedside.given_impossible"]


@pytest.mark.req("W31", "U98")
def test_checks_fall_due_at_5_10_15_then_every_15_and_after_the_end() -> None:
    end = NOW + minutes(62)
    due = rules.checks_due(NOW, ended_at=end, first_session=True, until=end)
    offsets = [round((at - NOW) / minutes(1)) for at in due]
    assert offsets == [5, 10, 15, 30, 45, 60, 77, 92, 122, 182]
    later = rules.checks_due(NOW, ended_at=end, first_session=False, until=end)
    assert len(later) == len(due) - 1


@pytest.mark.req("U98")
def test_the_next_check_is_the_first_not_yet_answered() -> None:
    due = rules.checks_due(NOW, ended_at=None, first_session=True, until=NOW + minutes(60))
    assert rules.next_check(due, [], NOW) == NOW + minutes(5)
    assert rules.next_check(due, [NOW + minutes(4)], NOW) == NOW + minutes(10)
    assert rules.next_check(due, [NOW - minutes(5)], NOW) == NOW + minutes(5)
    assert rules.next_check(due, [NOW + minutes(61)], NOW) is None


def test_the_volume_run_never_passes_what_the_container_holds() -> None:
    def run(after: int) -> Decimal:
        return rules.volume_run_ml(
            NOW,
            NOW + minutes(after),
            volume_ml=Decimal(200),
            rate_ml_min=Decimal("2.5"),
            slow_minutes=15,
            slow_rate=Decimal(1),
        )

    assert [run(after) for after in (0, 15, 45, 500)] == [Decimal(0), Decimal(15), Decimal(90), Decimal(200)]
