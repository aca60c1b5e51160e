"""Preparation on the database: thaw, count, decide, check, destroy; each refused where it must be (W29)."""

from decimal import Decimal

import pytest

from cordline.bank import selectors as bank
from cordline.bank.types import ContainerState
from cordline.bedside import selectors, services
from cordline.bedside.models import Dose
from cordline.bedside.types import DoseStatus, InfusionEnd
from cordline.ground.refusal import Refused
from cordline.plans import selectors as plans
from tests import bedside_chain as chain
from tests import cast
from tests.rooms.bedside.attacks import hold

pytestmark = [pytest.mark.django_db, pytest.mark.req("W29")]


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


@pytest.fixture
def picked(made: chain.Clinic) -> chain.Day:
    """Vials at the clinic, everything else in order, nothing thawed."""
    day = chain.reserved(made)
    chain.fit(day.plan)
    chain.carry(day)
    return day


def test_the_vials_are_the_parents_of_the_dose_and_are_used_up(picked: chain.Day) -> None:
    chain.prepare(picked)
    row = selectors.dose_row(picked.dose)
    assert row is not None
    assert [vial.code for vial in selectors.vials_of(row)] == picked.vials
    assert {vial.state for vial in bank.containers(picked.vials)} == {ContainerState.CONSUMED}
    assert (row.cells, row.dmso_g) == (100_000_050, Decimal("0.4400"))
    assert row.status == DoseStatus.PREPARED


def test_no_vial_is_thawed_for_a_plan_with_something_against_it(picked: chain.Day) -> None:
    hold(picked.lot)
    with pytest.raises(Refused) as refused:
        services.begin_preparation(plan=picked.plan, vials=picked.vials, by=cast.NURSE, key=chain.key())
    assert codes(refused) == ["bedside.held"]
    assert {vial.state for vial in bank.containers(picked.vials)} == {ContainerState.CHECKED_OUT}


def test_vials_of_another_plan_or_another_lot_are_refused(picked: chain.Day) -> None:
    other = chain.reserved(picked.clinic)
    chain.carry(other)
    with pytest.raises(Refused) as refused:
        services.begin_preparation(
            plan=picked.plan, vials=[picked.vials[0], other.vials[0]], by=cast.NURSE, key=chain.key()
        )
    assert codes(refused) == ["bedside.vial_not_reserved", "bedside.several_lots"]


@pytest.mark.req("I4")
def test_own_cells_can_be_reserved_prepared_and_given_to_their_person_only(made: chain.Clinic) -> None:
    from cordline.plans import services as plan_services

    owner, other = chain.person("Eigene Testperson"), chain.person("Andere Testperson")
    lot, vials = chain.lot(made, autologous_for=owner)
    numbers = {}
    for code in (owner, other):
        numbers[code] = chain.plan(code, made.basis)
        chain.consent(code)
    with pytest.raises(Refused) as refused:
        plan_services.reserve_for_plan(
            plan=numbers[other], lot=lot, count=4, by=cast.PATIENT_COORDINATOR, key=chain.key()
        )
    assert "bank.autologous" in codes(refused)
    held = plan_services.reserve_for_plan(
        plan=numbers[owner], lot=lot, count=4, by=cast.PATIENT_COORDINATOR, key=chain.key()
    )
    day = chain.Day(made, owner, numbers[owner], "", lot, list(held.payload["containers"]))
    chain.fit(day.plan)
    chain.carry(day)
    chain.prepare(day)
    chain.band(day)
    day.hear()
    assert day.verdict().payload["person"] == owner


def test_a_dose_off_its_plan_waits_for_a_physician_or_the_bin(picked: chain.Day) -> None:
    chain.prepare(picked, cells_per_ml=400_000, checked=False)
    with pytest.raises(Refused) as refused:
        chain.check(picked)
    assert codes(refused) == ["bedside.needs_decision"]
    content = selectors.dose_content(picked.dose) | {"reason": "Half is within the evidence"}
    services.accept_dose(
        dose=picked.dose,
        reason="Half is within the evidence",
        by=cast.PHYSICIAN,
        key=chain.key(),
        proof=chain.proof(cast.PHYSICIAN, content),
    )
    chain.check(picked)
    chain.band(picked)
    picked.hear()
    assert picked.verdict().payload["cells"] == 60_000_000


@pytest.mark.req("I1")
def test_no_decision_lifts_a_ceiling(picked: chain.Day) -> None:
    chain.prepare(picked, cells_per_ml=1_000_000, checked=False)
    content = selectors.dose_content(picked.dose) | {"reason": "More is better"}
    with pytest.raises(Refused) as refused:
        services.accept_dose(
            dose=picked.dose,
            reason="More is better",
            by=cast.PHYSICIAN,
            key=chain.key(),
            proof=chain.proof(cast.PHYSICIAN, content),
        )
    assert codes(refused) == ["plans.dose_over_kg_ceiling"]


@pytest.mark.req("U45")
def test_nobody_checks_their_own_preparation(picked: chain.Day) -> None:
    chain.prepare(picked, checked=False)
    with pytest.raises(Refused) as refused:
        chain.check(picked, by=cast.NURSE)
    assert codes(refused) == ["bedside.same_person_checks"]


def test_a_destroyed_dose_takes_its_thawed_vials_along_even_under_a_hold(picked: chain.Day) -> None:
    begun = services.begin_preparation(plan=picked.plan, vials=picked.vials, by=cast.NURSE, key=chain.key())
    picked.dose = str(begun.payload["dose"])
    hold(picked.lot)
    with pytest.raises(Refused) as alone:
        services.destroy_dose(
            dose=picked.dose, reason="Held", witness=cast.NURSE.code, by=cast.NURSE, key=chain.key()
        )
    assert codes(alone) == ["bedside.same_person_checks"]
    services.destroy_dose(
        dose=picked.dose, reason="Held", witness=cast.SECOND_NURSE.code, by=cast.NURSE, key=chain.key()
    )
    assert {vial.state for vial in bank.containers(picked.vials)} == {ContainerState.DESTROYED}
    assert plans.sessions_of(Dose.objects.get(code=picked.dose).plan_id) == (0, False)


def test_a_partial_infusion_counts_what_entered(day: chain.Day) -> None:
    day.verdict()
    infusion = day.start()
    with pytest.raises(Refused) as silent:
        services.end_infusion(
            infusion=infusion, end=InfusionEnd.PARTIAL, given_ml=Decimal(75), by=cast.NURSE, key=chain.key()
        )
    assert codes(silent) == ["bedside.reason_missing"]
    services.end_infusion(
        infusion=infusion,
        end=InfusionEnd.PARTIAL,
        given_ml=Decimal(75),
        reason="Line blocked",
        by=cast.NURSE,
        key=chain.key(),
    )
    [given] = plans.given_to(day.person)
    assert given.cells == 50_000_025


@pytest.mark.req("U99", "W31")
def test_impossible_readings_are_refused_unusual_ones_asked_and_stop_values_told(day: chain.Day) -> None:
    from dataclasses import replace

    day.verdict()
    infusion = day.start()

    def observe(confirmed: bool = False, **changes: object) -> dict[str, object]:
        entry = services.record_observation(
            subject=infusion,
            vitals=replace(chain.WELL, **changes),  # type: ignore[arg-type]
            confirmed=confirmed,
            by=cast.NURSE,
            key=chain.key(),
        )
        return dict(entry.payload)

    for _ in range(2):
        with pytest.raises(Refused) as impossible:
            observe(confirmed=True, temperature_c=Decimal(99))
        assert codes(impossible) == ["bedside.vital_impossible"]
    with pytest.raises(Refused) as unusual:
        observe(systolic=88)
    assert codes(unusual) == ["bedside.vital_unusual"]
    stop = observe(confirmed=True, systolic=88)["stop"]
    assert [reason["code"] for reason in stop] == [  # type: ignore[attr-defined]
        "bedside.stop_systolic_fall",
        "bedside.stop_systolic_low",
    ]
    assert observe(systolic=112)["stop"] == []


@pytest.mark.req("U100", "W35", "I10")
def test_a_reaction_keeps_its_time_first_and_its_event_counts_from_there(day: chain.Day) -> None:
    from cordline.followup import selectors as followup
    from cordline.followup.types import Seriousness

    day.verdict()
    infusion = day.start()
    pressed = services.press_reaction(infusion=infusion, by=cast.NURSE, key=chain.key())
    told = services.report_reaction(
        infusion=infusion,
        what="breathless",
        grade=3,
        action="Oxygen",
        serious=[Seriousness.HOSPITAL],
        by=cast.NURSE,
        key=chain.key(),
    )
    event = followup.event_row(str(told.payload["event"]))
    assert event is not None
    assert event.known_at.isoformat() == pressed.payload["pressed_at"]
    assert event.report_due_at is not None
    assert (event.report_due_at - event.known_at).days == 15
    assert [row.code for row in followup.clocks_running(site=cast.CLINIC)] == [event.code]
