"""What the database itself refuses: each attack writes inside an open act, past every rule of ours."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from cordline.bank.models import Container, Lot, Reservation
from cordline.ground.refusal import Refused
from cordline.ledger.services import act, database_now
from tests import lab_chain
from tests.cast import QUALITY
from tests.lab_chain import House, Line, key

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> House:
    return lab_chain.house()


@pytest.fixture
def line(made: House) -> Line:
    return lab_chain.line(made, vials=4)


def attack(model: type[Container] | type[Lot] | type[Reservation], code: str, **values: object) -> None:
    """Write these values to one row inside an act that asks no rule."""
    with transaction.atomic(), act(lab_chain.DECIDED, by=QUALITY, key=key(), content={}) as this:
        if model is Reservation:
            model.objects.filter(container__code=code).update(**values)
        else:
            model.objects.filter(code=code).update(**values)  # type: ignore[misc]
        this.record(subject=code)


def promise(code: str, **values: object) -> None:
    """Write a promise inside an act that asks no rule."""
    held = Container.objects.get(code=code)
    facts: dict[str, object] = {
        "container": held,
        "plan": "PL26-0001-1",
        "patient": "PT26-0001-2",
        "use": "patient",
        "reserved_at": database_now(),
        "reserved_by": QUALITY.code,
        "autologous_for": held.autologous_for,
    } | values
    with transaction.atomic(), act(lab_chain.DECIDED, by=QUALITY, key=key(), content={}) as this:
        Reservation.objects.create(**facts)
        this.record(subject=code)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.req("I3")
def test_two_vials_cannot_be_written_into_one_position(line: Line) -> None:
    taken = Container.objects.get(code=line.vials[0]).position_id
    with pytest.raises(Refused, match="bank.position_raced"):
        attack(Container, line.vials[1], position_id=taken)


@pytest.mark.req("I3")
def test_a_vial_is_placed_exactly_while_it_is_stored(line: Line) -> None:
    wrong: list[dict[str, object]] = [{"position_id": None}, {"state": "destroyed"}, {"state": "filled"}]
    for values in [*wrong, {"state": "lost"}]:
        with pytest.raises(IntegrityError, match="bank_container"):
            attack(Container, line.vials[0], **values)


@pytest.mark.req("I8")
def test_a_second_active_promise_of_one_vial_cannot_be_written(line: Line) -> None:
    promise(line.vials[0])
    with pytest.raises(Refused, match="bank.promise_raced"):
        promise(line.vials[0], plan="PL26-0002-0", patient="PT26-0002-0")


@pytest.mark.req("I4")
def test_one_persons_cells_cannot_be_promised_to_another_even_with_a_false_label(made: House) -> None:
    own = lab_chain.line(made, vials=2, autologous_for="PT26-0009-4")
    with pytest.raises(IntegrityError, match="own_cells"):
        promise(own.vials[0])
    with pytest.raises(IntegrityError, match="bank_reservation_owner"):
        promise(own.vials[0], autologous_for="")
    promise(own.vials[0], patient="PT26-0009-4")
    with pytest.raises(DatabaseError, match="nor change what is in it"):
        attack(Container, own.vials[1], autologous_for="")


@pytest.mark.req("I13")
def test_impossible_numbers_cannot_be_written(line: Line) -> None:
    for values in (
        {"cells": 18},
        {"cells": 10**15},
        {"volume_ml": -1},
        {"volume_ml": 0},
        {"viability_pct": 101},
        {"viability_pct": -1},
    ):
        with pytest.raises(DatabaseError, match=r"possible|nor change"):
            attack(Container, line.vials[0], **values)
    for values in (
        {"cells_each": 18},
        {"cells_each": 10**15},
        {"volume_ml_each": -1},
        {"viability_pct": 101},
        {"filled": 0},
    ):
        with pytest.raises(DatabaseError, match=r"possible|not_empty"):
            attack(Lot, line.lot, **values)


@pytest.mark.req("I13")
def test_no_column_of_bank_or_laboratory_is_a_binary_fraction() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE data_type IN "
            "('real', 'double precision') AND (table_name LIKE 'bank%%' OR table_name LIKE 'lab%%')"
        )
        assert cursor.fetchall() == []


@pytest.mark.req("U112")
def test_a_thawed_vial_cannot_be_written_cold_again(line: Line) -> None:
    from cordline.bank import services
    from cordline.ground.products import Use
    from tests.cast import TECHNICIAN

    lab_chain.decide(line.lot, Use.RESEARCH)
    place = Container.objects.get(code=line.vials[0]).position_id
    services.thaw_container(container=line.vials[0], use=Use.RESEARCH, by=TECHNICIAN, key=key())
    with pytest.raises(DatabaseError, match="go back"):
        attack(Container, line.vials[0], state="stored", position_id=place, thawed_at=None)


@pytest.mark.req("I5")
def test_nothing_in_the_bank_is_written_without_an_act(line: Line) -> None:
    for model in (Container, Lot, Reservation):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().update(autologous_for="PT26-0009-4")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM bank_container")
