"""Any sequence of acts on containers leaves a true bank: Hypothesis looks for one that does not.

The model knows only the table of states; the database must agree after every step, and the state rebuilt from the
record's changes must equal the row (the fold test).
"""

from collections.abc import Iterator
from contextlib import suppress
from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from cordline.bank import selectors, services, states
from cordline.bank.models import Container, Reservation
from cordline.bank.types import ContainerState
from cordline.ground.products import Use
from cordline.ground.refusal import Refused
from cordline.ledger.models import Change
from tests import lab_chain
from tests.cast import PATIENT_COORDINATOR, SECOND_TECHNICIAN, TECHNICIAN
from tests.lab_chain import House, Line

pytestmark = pytest.mark.django_db
VIALS = 5
PLANS = ("PL26-0001-1", "PL26-0002-0")
_keys = count()


def key() -> str:
    return f"machine-{next(_keys)}"


def folded(row: int) -> ContainerState:
    """Rebuild a container's state from the record's changes alone, oldest first; each step must be in the table."""
    changes = Change.objects.filter(tab="bank_container", row_id=row).order_by("entry_id", "id")
    state: ContainerState | None = None
    moves = {(source, move.target) for move in states.MOVES.values() for source in move.sources}
    for change in changes:
        new = (change.new or {}).get("state")
        if new is None:
            continue
        after = ContainerState(new)
        assert state is None or (state, after) in moves, f"{state} to {after} is in no table"
        state = after
    assert state is not None
    return state


def folded_promises() -> dict[int, str]:
    """Rebuild which plan each container is promised to from the changes alone."""
    rows: dict[int, dict[str, object]] = {}
    for change in Change.objects.filter(tab="bank_reservation").order_by("entry_id", "id"):
        rows.setdefault(change.row_id, {}).update(change.new or {})
    return {
        int(str(row["container_id"])): str(row["plan"]) for row in rows.values() if row["state"] == "active"
    }


class Life(RuleBasedStateMachine):
    """A box of five vials and two plans, and everything that may be done to them in any order."""

    stock: tuple[House, Line]

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.savepoint()
        self.made, self.line = self.stock
        self.plans: dict[str, str] = {}
        self.states = dict.fromkeys(self.line.vials, ContainerState.STORED)
        self.places = dict(
            Container.objects.filter(code__in=self.line.vials).values_list("code", "position__code")
        )

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.point)

    def _tried(self, vial: str, verb: str, wanted: bool, act: object) -> None:
        """The act is done exactly when the model says so; a refusal has its reasons."""
        after = states.next_state(self.states[vial], verb)
        allowed = after is not None and wanted
        try:
            act()  # type: ignore[operator]
        except Refused as refused:
            assert not allowed, [reason.code for reason in refused.reasons]
            assert refused.reasons
            return
        assert allowed
        assert after is not None
        self.states[vial] = after

    vials = st.integers(0, VIALS - 1)
    plan = st.sampled_from(PLANS)

    @rule(number=vials, plan=plan)
    def promise(self, number: int, plan: str) -> None:
        vial = self.line.vials[number]
        free = self.states[vial] is ContainerState.STORED and vial not in self.plans
        try:
            services.reserve_containers(
                plan=plan, patient="PT26-0001-2", containers=[vial], by=PATIENT_COORDINATOR, key=key()
            )
        except Refused:
            assert not free
        else:
            assert free
            self.plans[vial] = plan

    @rule(plan=plan)
    def give_up(self, plan: str) -> None:
        held = [vial for vial, own in self.plans.items() if own == plan]
        thawed = [vial for vial in held if self.states[vial] is ContainerState.THAWED]
        try:
            services.release_reservations(plan=plan, reason="changed", by=PATIENT_COORDINATOR, key=key())
        except Refused:
            assert not held or thawed
        else:
            assert held
            assert not thawed
            self.plans = {vial: own for vial, own in self.plans.items() if own != plan}

    @rule(number=vials)
    def take_out(self, number: int) -> None:
        vial = self.line.vials[number]
        self._tried(
            vial,
            "bank.container.checked_out",
            True,
            lambda: services.check_out_containers(
                containers=[vial], reason="check", by=TECHNICIAN, key=key()
            ),
        )

    @rule(number=vials, other=vials)
    def put_back(self, number: int, other: int) -> None:
        vial, place = self.line.vials[number], self.places[self.line.vials[other]]
        self._tried(
            vial,
            "bank.container.returned",
            number == other,
            lambda: services.return_containers(places={vial: place}, by=TECHNICIAN, key=key()),
        )

    @rule(number=vials, plan=plan)
    def thaw(self, number: int, plan: str) -> None:
        vial = self.line.vials[number]
        self._tried(
            vial,
            "bank.container.thawed",
            self.plans.get(vial) == plan,
            lambda: services.thaw_container(
                container=vial, use=Use.PATIENT, plan=plan, by=TECHNICIAN, key=key()
            ),
        )

    @rule(number=vials, plan=plan)
    def use_up(self, number: int, plan: str) -> None:
        vial = self.line.vials[number]
        self._tried(
            vial,
            "bank.container.consumed",
            self.plans.get(vial) == plan,
            lambda: services.consume_containers(
                containers=[vial],
                use=Use.PATIENT,
                plan=plan,
                patient="PT26-0001-2",
                reason="dose",
                by=TECHNICIAN,
                key=key(),
            ),
        )
        if self.states[vial] is ContainerState.CONSUMED:
            self.plans.pop(vial, None)

    @rule(number=vials)
    def destroy(self, number: int) -> None:
        vial = self.line.vials[number]
        thawed = self.states[vial] is ContainerState.THAWED
        self._tried(
            vial,
            "bank.container.destroyed",
            vial not in self.plans or thawed,
            lambda: services.destroy_container(
                container=vial, reason="cracked", witness=SECOND_TECHNICIAN.code, by=TECHNICIAN, key=key()
            ),
        )
        if self.states[vial] is ContainerState.DESTROYED:
            self.plans.pop(vial, None)

    @rule(number=vials)
    def lose(self, number: int) -> None:
        vial = self.line.vials[number]
        self._tried(
            vial,
            "bank.container.lost",
            True,
            lambda: services.declare_lost(container=vial, reason="not found", by=TECHNICIAN, key=key()),
        )
        if self.states[vial] is ContainerState.LOST:
            self.plans.pop(vial, None)

    @rule(number=vials, other=vials, fresh=st.booleans())
    def move(self, number: int, other: int, fresh: bool) -> None:
        vial = self.line.vials[number]
        place = self.made.positions[0] if fresh else self.places[self.line.vials[other]]
        with suppress(Refused):
            services.move_containers(places={vial: place}, by=TECHNICIAN, key=key())
            assert self.states[vial] is ContainerState.STORED
            self.places[vial] = place

    @invariant()
    def the_database_agrees(self) -> None:
        rows = list(Container.objects.filter(code__in=self.line.vials).select_related("position"))
        assert {row.code: ContainerState(row.state) for row in rows} == self.states
        assert all(folded(row.id) == row.state for row in rows)
        promised = {
            promise.container: promise.plan for plan in PLANS for promise in selectors.promises(plan=plan)
        }
        assert promised == self.plans
        ids = {row.id: row.code for row in rows}
        assert {ids[row]: plan for row, plan in folded_promises().items()} == self.plans
        held = [row.position.code for row in rows if row.position]
        assert len(held) == len(set(held))
        assert sum(selectors.states_of(self.line.lot).values()) == VIALS
        assert not Reservation.objects.filter(
            state="active", container__state__in=["destroyed", "lost"]
        ).exists()


@pytest.fixture
def stock() -> Iterator[tuple[House, Line]]:
    made = lab_chain.house(rows=3, columns=6)
    yield made, lab_chain.line(made, vials=VIALS)


@pytest.mark.req("I3", "I8")
def test_no_sequence_of_acts_breaks_the_bank(stock: tuple[House, Line]) -> None:
    class Here(Life):
        pass

    Here.stock = stock
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.generate],
            derandomize=True,
        ),
    )
