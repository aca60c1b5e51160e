"""What a scan of a vial answers follows its lot, its holds and its life."""

import pytest

from cordline.bank import services as bank
from cordline.bank.types import Disposition
from cordline.desk import describing, scanning
from cordline.ground.codes import Kind
from cordline.ground.products import Use
from cordline.lineage.services import place_hold
from cordline.lineage.types import HoldKind
from cordline.web.finding import search
from tests import lab_chain
from tests.cast import QUALITY, TECHNICIAN

pytestmark = pytest.mark.django_db


@pytest.fixture
def line() -> lab_chain.Line:
    """A released lot of vials grown from a cord."""
    return lab_chain.line(lab_chain.house(), vials=3)


@pytest.mark.req("U34", "I7")
def test_a_released_vial_is_free_to_use_and_stops_at_once_when_its_cord_is_held(
    line: lab_chain.Line,
) -> None:
    first = scanning.scan(line.vials[0], source="scanner", by=TECHNICIAN)
    assert (first.word, first.state) == ("Free to use", "pass")
    held = place_hold(on=line.cord, kind=HoldKind.QUALITY, reason="label torn", by=QUALITY, key="hold")
    stopped = describing.vial(line.vials[1], TECHNICIAN)
    assert stopped is not None
    assert (stopped.answer, stopped.word) == ("stop", "Stop. On hold")
    assert str(held.payload["hold"]) in stopped.sentence
    lot = describing.lot(line.lot, TECHNICIAN)
    assert lot is not None
    assert lot.answer == "stop"
    assert "label torn" in lot.sentence
    assert [offer.label for offer in stopped.offers] == ["Who is affected?"]


@pytest.mark.req("U34", "U116")
@pytest.mark.parametrize(
    ("state", "answer"),
    [(Disposition.SUSPENDED, "stop"), (Disposition.REJECTED, "stop"), (Disposition.IN_REVIEW, "quarantine")],
)
def test_what_release_decided_is_what_a_scan_answers(
    line: lab_chain.Line, state: Disposition, answer: str
) -> None:
    lab_chain.decide(line.lot, Use.PATIENT, state)
    for found in (describing.vial(line.vials[0], TECHNICIAN), describing.lot(line.lot, TECHNICIAN)):
        assert found is not None
        assert found.answer == answer


@pytest.mark.req("U34")
def test_a_destroyed_vial_is_a_stop(line: lab_chain.Line) -> None:
    bank.destroy_container(
        container=line.vials[2], reason="cracked", witness=QUALITY.code, by=TECHNICIAN, key="destroy"
    )
    answer = describing.vial(line.vials[2], TECHNICIAN)
    assert answer is not None
    assert answer.word == "Stop. Destroyed"
    assert describing.vial("VL26-9999-X", TECHNICIAN) is None


@pytest.mark.req("U34", "U36")
def test_a_code_is_found_by_its_number_and_without_its_check_character(
    line: lab_chain.Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cordline.web import places

    monkeypatch.setitem(places._PLACES, Kind.LOT, places.Place(Kind.LOT, "desk:code", frozenset()))
    assert line.lot in [hit.code for hit in search(line.lot[:-2], TECHNICIAN)]
    number = str(int(line.lot.split("-")[1]))
    assert line.lot in [hit.code for hit in search(number, TECHNICIAN)]
    assert search("no such words at all", TECHNICIAN) == []
