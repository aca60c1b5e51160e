"""A container's life on the database: placed, promised, taken out, thawed, used up; each refusal with its reasons."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from cordline.bank import selectors, services
from cordline.bank.models import Box, Container, Reservation
from cordline.bank.types import Disposition
from cordline.ground.products import Use
from cordline.ground.refusal import Refused
from cordline.ledger.judging import why_not
from cordline.ledger.models import Attempt
from cordline.ledger.services import database_now, declare_demonstration, move_clock
from cordline.lineage.services import place_hold
from cordline.lineage.types import HoldKind
from tests import lab_chain
from tests.cast import LABORATORY_HEAD, NURSE, PATIENT_COORDINATOR, QUALITY, SECOND_TECHNICIAN, TECHNICIAN
from tests.lab_chain import House, Line, key

pytestmark = pytest.mark.django_db
PLAN, PATIENT = "PL26-0001-1", "PT26-0001-2"


@pytest.fixture
def made() -> House:
    return lab_chain.house()


@pytest.fixture
def line(made: House) -> Line:
    return lab_chain.line(made)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def reserve(line: Line, wanted: int = 2, plan: str = PLAN, **others: object) -> list[str]:
    facts: dict[str, object] = {"lots": [line.lot], "wanted": wanted} | others
    entry = services.reserve_containers(
        plan=plan,
        patient=PATIENT,
        by=PATIENT_COORDINATOR,
        key=key(),
        **facts,  # type: ignore[arg-type]
    )
    return list(entry.payload["containers"])


def state(code: str) -> str:
    return Container.objects.get(code=code).state


@pytest.mark.req("S5")
def test_a_promise_takes_the_oldest_free_vials_of_the_lot(line: Line) -> None:
    assert reserve(line, 2) == line.vials[:2]
    assert reserve(line, 3, plan="PL26-0002-0") == line.vials[2:5]
    assert [promise.container for promise in selectors.promises(plan=PLAN)] == line.vials[:2]


@pytest.mark.req("I8")
def test_more_vials_than_there_are_free_is_refused_with_both_numbers(line: Line) -> None:
    reserve(line, 5)
    with pytest.raises(Refused) as refused:
        reserve(line, 2, plan="PL26-0002-0")
    assert codes(refused) == ["bank.too_few_containers"]
    assert "1 free containers of the 2" in refused.value.reasons[0].text
    with pytest.raises(Refused) as refused:
        reserve(line, containers=line.vials[:1], plan="PL26-0002-0")
    assert codes(refused) == ["bank.container_reserved"]
    assert PLAN in refused.value.reasons[0].text


def test_the_lot_first_to_expire_serves_the_claim_and_one_lot_serves_it_whole(
    made: House, line: Line
) -> None:
    other = lab_chain.line(made, vials=3)
    assert reserve(line, 4, lots=[other.lot, line.lot]) == line.vials[:4]
    assert reserve(line, 3, lots=[other.lot, line.lot], plan="PL26-0002-0") == other.vials


@pytest.mark.req("S8")
def test_a_lot_that_is_not_released_serves_nobody(made: House) -> None:
    line = lab_chain.line(made, vials=2, released=False)
    for decided in (None, *(each for each in Disposition if not each.gives_leave)):
        if decided:
            lab_chain.decide(line.lot, Use.PATIENT, decided)
        with pytest.raises(Refused) as refused:
            reserve(line, 1)
        assert codes(refused) == ["bank.lot_not_released", "bank.too_few_containers"]
    lab_chain.decide(line.lot, Use.RESEARCH)
    with pytest.raises(Refused):
        reserve(line, 1)


@pytest.mark.req("I7")
def test_a_hold_anywhere_above_stops_promise_and_thaw_at_once(line: Line) -> None:
    [vial] = reserve(line, 1)
    entry = place_hold(on=line.cord, kind=HoldKind.RESULT, reason="reactive", by=QUALITY, key=key())
    attempts: list[Callable[[], object]] = [
        lambda: reserve(line, 1, plan="PL26-0002-0"),
        lambda: services.thaw_container(container=vial, use=Use.PATIENT, plan=PLAN, by=TECHNICIAN, key=key()),
    ]
    for attempt in attempts:
        with pytest.raises(Refused) as refused:
            attempt()
        assert "bank.container_held" in codes(refused)
        assert entry.payload["hold"] in " ".join(reason.text for reason in refused.value.reasons)


@pytest.mark.req("I7")
def test_a_hold_on_a_reagent_stops_the_vials_it_touched(made: House, line: Line) -> None:
    place_hold(on=made.touching[1], kind=HoldKind.QUALITY, reason="bad serum", by=QUALITY, key=key())
    with pytest.raises(Refused) as refused:
        reserve(line, 1)
    assert "bank.container_held" in codes(refused)


def test_a_promise_given_up_frees_the_vials_and_says_why(line: Line) -> None:
    reserve(line, 6)
    with pytest.raises(Refused) as refused:
        services.release_reservations(plan=PLAN, reason=" ", by=PATIENT_COORDINATOR, key=key())
    assert codes(refused) == ["bank.reason_missing"]
    services.release_reservations(plan=PLAN, reason="patient withdrew", by=PATIENT_COORDINATOR, key=key())
    assert selectors.promises(plan=PLAN) == []
    assert reserve(line, 6, plan="PL26-0002-0") == line.vials
    with pytest.raises(Refused) as refused:
        services.release_reservations(plan=PLAN, reason="again", by=PATIENT_COORDINATOR, key=key())
    assert codes(refused) == ["bank.reservation_none"]
    ended = Reservation.objects.filter(plan=PLAN)
    assert {row.ended_reason for row in ended} == {"patient withdrew"}


@pytest.mark.req("U112")
def test_a_thaw_starts_a_clock_frees_the_position_and_cannot_be_undone(made: House, line: Line) -> None:
    [vial] = reserve(line, 1)
    place = Container.objects.get(code=vial).position
    before = database_now()
    services.thaw_container(container=vial, use=Use.PATIENT, plan=PLAN, by=TECHNICIAN, key=key())
    row = Container.objects.get(code=vial)
    assert row.state == "thawed"
    assert row.position is None
    assert row.thawed_at is not None
    assert before <= row.thawed_at <= database_now()
    assert place is not None
    undoings: list[Callable[[], object]] = [
        lambda: services.place_containers(places={vial: place.code}, by=TECHNICIAN, key=key()),
        lambda: services.return_containers(places={vial: place.code}, by=TECHNICIAN, key=key()),
        lambda: services.thaw_container(container=vial, use=Use.PATIENT, plan=PLAN, by=TECHNICIAN, key=key()),
    ]
    for act in undoings:
        with pytest.raises(Refused) as refused:
            act()
        assert "bank.container_state" in codes(refused)
    with pytest.raises(Refused) as refused:
        services.release_reservations(plan=PLAN, reason="changed", by=PATIENT_COORDINATOR, key=key())
    assert codes(refused) == ["bank.thawed_for_plan"]


@pytest.mark.req("I8")
def test_a_vial_is_thawed_only_for_the_plan_it_was_promised_to(line: Line) -> None:
    [vial] = reserve(line, 1)
    for plan in ("", "PL26-0002-0"):
        with pytest.raises(Refused) as refused:
            services.thaw_container(container=vial, use=Use.PATIENT, plan=plan, by=TECHNICIAN, key=key())
        assert codes(refused) == ["bank.container_not_reserved"]
    free = line.vials[5]
    with pytest.raises(Refused) as refused:
        services.thaw_container(container=free, use=Use.PATIENT, plan=PLAN, by=TECHNICIAN, key=key())
    assert codes(refused) == ["bank.container_not_reserved"]


@pytest.mark.req("U112")
def test_a_vial_carried_to_the_clinic_is_thawed_there_and_nowhere_else(line: Line) -> None:
    [vial] = reserve(line, 1)
    with pytest.raises(Refused) as refused:
        services.thaw_container(container=vial, use=Use.PATIENT, plan=PLAN, by=NURSE, key=key())
    assert codes(refused) == ["bank.foreign_site"]
    services.check_out_containers(
        containers=[vial], reason="infusion day", to_site="KL-CLINIC", by=TECHNICIAN, key=key()
    )
    with pytest.raises(Refused) as refused:
        services.thaw_container(container=vial, use=Use.PATIENT, plan=PLAN, by=TECHNICIAN, key=key())
    assert codes(refused) == ["bank.foreign_site"]
    services.thaw_container(container=vial, use=Use.PATIENT, plan=PLAN, by=NURSE, key=key())
    used = services.consume_containers(
        containers=[vial],
        use=Use.PATIENT,
        plan=PLAN,
        patient=PATIENT,
        reason="dose prepared",
        by=NURSE,
        key=key(),
    )
    assert used.payload["containers"] == [vial]
    assert Reservation.objects.get(container__code=vial).state == "used"


@pytest.mark.req("U112")
def test_a_checked_out_vial_keeps_its_position_until_it_is_back(made: House, line: Line) -> None:
    vial = line.vials[0]
    place = Container.objects.select_related("position").get(code=vial).position
    assert place is not None
    services.check_out_containers(containers=[vial], reason="label check", by=TECHNICIAN, key=key())
    other = lab_chain.line(made, vials=1)
    with pytest.raises(Refused) as refused:
        services.move_containers(places={other.vials[0]: place.code}, by=TECHNICIAN, key=key())
    assert codes(refused) == ["bank.position_taken"]
    with pytest.raises(Refused) as refused:
        services.return_containers(places={vial: made.positions[0]}, by=TECHNICIAN, key=key())
    assert codes(refused) == ["bank.position_kept"]
    services.return_containers(places={vial: place.code}, by=TECHNICIAN, key=key())
    assert state(vial) == "stored"


def test_a_vial_is_destroyed_before_another_person_only(line: Line) -> None:
    vial = line.vials[0]
    facts = {"container": vial, "reason": "cracked", "by": TECHNICIAN}
    with pytest.raises(Refused) as refused:
        services.destroy_container(witness=TECHNICIAN.code, key=key(), **facts)  # type: ignore[arg-type]
    assert codes(refused) == ["bank.witness_is_doer"]
    services.destroy_container(witness=SECOND_TECHNICIAN.code, key=key(), **facts)  # type: ignore[arg-type]
    assert state(vial) == "destroyed"
    with pytest.raises(Refused) as refused:
        services.destroy_container(witness=SECOND_TECHNICIAN.code, key=key(), **facts)  # type: ignore[arg-type]
    assert codes(refused) == ["bank.container_over"]


def test_a_lost_vial_ends_its_promise_with_the_same_reason(line: Line) -> None:
    [vial] = reserve(line, 1)
    services.declare_lost(container=vial, reason="not in its place", by=TECHNICIAN, key=key())
    promise = Reservation.objects.get(container__code=vial)
    assert (promise.state, promise.ended_reason) == ("released", "lost: not in its place")
    assert sum(selectors.states_of(line.lot).values()) == 6


@pytest.mark.req("I3", "U111")
def test_a_list_is_placed_whole_or_not_at_all(made: House) -> None:
    line = lab_chain.line(made, vials=4)
    filled = lab_chain.line(made, vials=2)
    taken = Container.objects.select_related("position").get(code=filled.vials[0]).position
    assert taken is not None
    with pytest.raises(Refused) as refused:
        services.move_containers(
            places={line.vials[0]: made.positions[0], line.vials[1]: taken.code}, by=TECHNICIAN, key=key()
        )
    assert codes(refused) == ["bank.position_taken"]
    before = selectors.container(line.vials[0])
    assert before is not None
    assert before.position != made.positions[0]
    services.move_containers(places={line.vials[0]: made.positions[0]}, by=TECHNICIAN, key=key())
    after = selectors.container(line.vials[0])
    assert after is not None
    assert after.position == made.positions[0]


@pytest.mark.req("I3", "W16")
def test_held_vials_are_stored_in_quarantine_only(made: House) -> None:
    line = lab_chain.line(made, vials=1)
    place_hold(on=line.lot, kind=HoldKind.QUALITY, reason="late plate", by=QUALITY, key=key())
    with pytest.raises(Refused) as refused:
        services.move_containers(places={line.vials[0]: made.positions[0]}, by=TECHNICIAN, key=key())
    assert codes(refused) == ["bank.quarantine_only"]
    services.move_containers(places={line.vials[0]: made.quarantine[0]}, by=TECHNICIAN, key=key())


@pytest.mark.req("U111")
def test_a_whole_box_moves_with_what_is_in_it(made: House, line: Line) -> None:
    box = Box.objects.get(rack__unit__name="TK-01")
    entry = services.move_box(box=box.id, unit="TK-01", rack="R4", by=TECHNICIAN, key=key())
    assert entry.payload["containers"] == 10
    facts = selectors.container(line.vials[0])
    assert facts is not None
    assert facts.place.startswith("TK-01 / R4 / B01 / ")


def test_unknown_codes_are_refused_by_name_all_at_once(made: House, line: Line) -> None:
    with pytest.raises(Refused) as refused:
        services.place_containers(
            places={"VL26-8888-0": made.positions[0], "VL26-9999-0": made.positions[1]},
            by=TECHNICIAN,
            key=key(),
        )
    assert codes(refused) == ["bank.container_unknown", "bank.container_unknown"]
    with pytest.raises(Refused) as refused:
        services.move_containers(places={line.vials[0]: "PS26-9999-0"}, by=TECHNICIAN, key=key())
    assert codes(refused) == ["bank.position_unknown"]
    with pytest.raises(Refused) as refused:
        services.place_containers(places={}, by=TECHNICIAN, key=key())
    assert codes(refused) == ["bank.none_asked"]


@pytest.mark.req("I14")
def test_the_same_promise_asked_twice_is_one_promise(line: Line) -> None:
    facts = {"plan": PLAN, "patient": PATIENT, "lots": [line.lot], "wanted": 2, "by": PATIENT_COORDINATOR}
    first = services.reserve_containers(key="twice", **facts)  # type: ignore[arg-type]
    second = services.reserve_containers(key="twice", **facts)  # type: ignore[arg-type]
    assert first.payload == second.payload
    assert Reservation.objects.count() == 2


def test_a_refused_promise_is_kept_among_the_attempts_with_every_code(made: House) -> None:
    line = lab_chain.line(made, vials=1, released=False)
    with pytest.raises(Refused):
        reserve(line, 1)
    attempt = Attempt.objects.get(verb="bank.container.reserved", outcome="refused")
    assert attempt.codes == ["bank.lot_not_released", "bank.too_few_containers"]


@pytest.mark.req("W2")
def test_why_not_names_the_same_reasons_and_changes_nothing(line: Line) -> None:
    assert why_not("reserve", line.lot, by=TECHNICIAN).allowed
    assert why_not("reserve", line.vials[0], by=TECHNICIAN).allowed
    thaw = why_not("thaw", line.vials[0], for_code=PLAN, by=TECHNICIAN)
    assert [reason.code for reason in thaw.refusals] == ["bank.container_not_reserved"]
    place = why_not("place", line.vials[0], by=TECHNICIAN)
    assert [reason.code for reason in place.refusals] == ["bank.container_state"]
    assert why_not("check-out", line.vials[0], by=TECHNICIAN).allowed
    unknown = why_not("thaw", "VL26-9999-0", by=TECHNICIAN)
    assert [reason.code for reason in unknown.refusals] == ["bank.container_unknown"]
    assert not Reservation.objects.exists()
    spent = why_not("passage", line.cultures[0], by=TECHNICIAN)
    assert [reason.code for reason in spent.refusals] == ["lab.culture_over"]
    used = why_not("isolate", line.cord, by=LABORATORY_HEAD)
    assert [reason.code for reason in used.refusals] == ["lab.cord_used_up"]


def test_nothing_leaves_an_expired_lot_judged_by_the_databases_clock() -> None:
    declare_demonstration(2026)
    line = lab_chain.line(lab_chain.house(), vials=2)
    [vial] = reserve(line, 1)
    move_clock(timedelta(days=731))
    with pytest.raises(Refused) as refused:
        reserve(line, 1, plan="PL26-0002-0")
    assert codes(refused) == ["bank.lot_expired", "bank.too_few_containers"]
    with pytest.raises(Refused) as refused:
        services.thaw_container(container=vial, use=Use.PATIENT, plan=PLAN, by=TECHNICIAN, key=key())
    assert codes(refused) == ["bank.lot_expired"]
