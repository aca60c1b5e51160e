"""Sixty-four clients fight for the same vials, positions and thaws: no double promise, and each loser has a reason.

Five seconds each in the ordinary run, thirty in the full one.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from cordline.bank import services
from cordline.bank.models import Container, Reservation
from cordline.config.cluster import ClusterUrls
from cordline.ground.products import Use
from cordline.ground.refusal import Refused
from cordline.ledger.models import Attempt, Entry
from tests import lab_chain
from tests.cast import PATIENT_COORDINATOR, TECHNICIAN
from tests.lab_chain import House, Line

CLIENTS = 64
Answer = tuple[list[str], list[str]]  # what a client won, and the codes of why it lost


@pytest.fixture
def seconds(request: pytest.FixtureRequest) -> int:
    """How long they fight."""
    return 30 if request.config.getoption("--full", default=False) else 5


def all_at_once(
    claim: Callable[[int], list[str]], rounds: Callable[[list[Answer]], None], seconds: int
) -> int:
    """Let every client claim at the same moment, again and again; ``rounds`` looks at each round's answers."""
    ends = time.monotonic() + seconds
    done = 0
    with ThreadPoolExecutor(CLIENTS) as pool:
        while done == 0 or time.monotonic() < ends:
            together = threading.Barrier(CLIENTS)

            def one(number: int, gate: threading.Barrier = together, turn: int = done) -> Answer:
                gate.wait()
                try:
                    return claim(turn * CLIENTS + number), []
                except Refused as refused:
                    return [], [reason.code for reason in refused.reasons]
                finally:
                    connection.close()

            rounds(list(pool.map(one, range(CLIENTS))))
            done += 1
    return done


def winners(answers: list[Answer]) -> list[str]:
    """Every vial that somebody was told is theirs; a loser without a reason fails here."""
    assert all(won or why for won, why in answers)
    return [vial for won, _ in answers for vial in won]


@pytest.fixture
def stocked(committed_db: ClusterUrls) -> tuple[House, Line]:
    made = lab_chain.house()
    return made, lab_chain.line(made, vials=24)


@pytest.mark.req("I8")
def test_no_vial_is_promised_twice_whatever_64_clients_ask_at_once(
    stocked: tuple[House, Line], seconds: int
) -> None:
    _, line = stocked

    def claim(number: int) -> list[str]:
        # A third names vials, the others ask for so many of the lot.
        asked: dict[str, object] = {"lots": [line.lot], "wanted": 1 + number % 3}
        if number % 3 == 0:
            asked = {"containers": [line.vials[number % 24]]}
        entry = services.reserve_containers(
            plan=f"PL26-{number:04d}-X",
            patient=f"PT26-{number:04d}-X",
            by=PATIENT_COORDINATOR,
            key=f"race {number}",
            **asked,  # type: ignore[arg-type]
        )
        return list(entry.payload["containers"])

    promised: list[str] = []

    def look(answers: list[Answer]) -> None:
        won = winners(answers)
        assert len(won) == len(set(won))
        active = Reservation.objects.filter(state="active")
        assert sorted(active.values_list("container__code", flat=True)) == sorted(won)
        promised.extend(won)
        for plan in set(active.values_list("plan", flat=True)):
            services.release_reservations(
                plan=plan, reason="next round", by=PATIENT_COORDINATOR, key=f"again {plan}"
            )

    rounds = all_at_once(claim, look, seconds)
    lost = Attempt.objects.filter(verb="bank.container.reserved", outcome="refused")
    assert rounds >= 1
    assert promised
    assert lost.exists()
    assert not lost.filter(codes=[]).exists()


@pytest.mark.req("I3", "I8")
def test_a_position_never_holds_two_vials_whatever_64_clients_move_at_once(
    stocked: tuple[House, Line], seconds: int
) -> None:
    made, line = stocked
    wanted = made.positions[:8]

    def claim(number: int) -> list[str]:
        vial = line.vials[number % 24]
        places = {vial: wanted[(number * 5) % 8]}
        services.move_containers(places=places, by=TECHNICIAN, key=f"move {number}")
        return [vial]

    def look(answers: list[Answer]) -> None:
        winners(answers)
        held = list(Container.objects.filter(position__isnull=False).values_list("code", "position__code"))
        assert len(held) == 28  # 24 vials of the lot and the banks' two and two: none vanished
        assert len({place for _, place in held}) == 28
        assert len({vial for vial, _ in held}) == 28

    all_at_once(claim, look, seconds)
    assert Attempt.objects.filter(
        verb="bank.container.moved", codes__contains=["bank.position_taken"]
    ).exists()


@pytest.mark.req("I8")
def test_one_vial_is_thawed_once_whoever_reaches_for_it(stocked: tuple[House, Line]) -> None:
    _, line = stocked
    for turn, vial in enumerate(line.vials[:4]):
        services.reserve_containers(
            plan="PL26-0001-X",
            patient="PT26-0001-X",
            containers=[vial],
            by=PATIENT_COORDINATOR,
            key=f"for thaw {turn}",
        )
        together = threading.Barrier(16)

        def thaw(
            number: int, code: str = vial, gate: threading.Barrier = together, turn: int = turn
        ) -> str | list[str]:
            gate.wait()
            try:
                services.thaw_container(
                    container=code,
                    use=Use.PATIENT,
                    plan="PL26-0001-X",
                    by=TECHNICIAN,
                    key=f"t{turn}-{number}",
                )
            except Refused as refused:
                return [reason.code for reason in refused.reasons]
            finally:
                connection.close()
            return "thawed"

        with ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(thaw, range(16)))
        assert answers.count("thawed") == 1
        # Where the machine is so busy that one waits longer than an act may, the database ends it or its connection:
        # it is told that, and may ask again.
        too_long = (["ledger.took_too_long"], ["ledger.connection_lost"])
        why = [each for each in answers if each != "thawed"]
        assert all(each == ["bank.container_state"] or each in too_long for each in why), why
        assert ["bank.container_state"] in why
        assert Entry.objects.filter(verb="bank.container.thawed", subject=vial).count() == 1
