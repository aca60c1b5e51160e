"""Home asks every room what waits for whom, and the lines about the house count what is there."""

import pytest

from cordline.bedside import selectors as bedside
from cordline.desk import waiting as desk
from cordline.followup import selectors as followup
from cordline.ground.roles import Role
from cordline.ledger.services import database_now
from cordline.lineage.services import place_hold
from cordline.lineage.types import HoldKind
from cordline.web import waiting
from tests import bedside_chain, lab_chain
from tests.cast import NURSE, QUALITY, with_one_right

pytestmark = pytest.mark.django_db


@pytest.mark.req("W45")
def test_home_has_an_answer_for_every_role_also_in_an_empty_house() -> None:
    for role in Role:
        by = with_one_right(role)
        assert waiting.work_for(by) == []
        assert all(line.text for line in waiting.lines_for(by))


@pytest.mark.req("W45", "I7")
def test_the_line_on_holds_counts_those_in_force() -> None:
    line = lab_chain.line(lab_chain.house(), vials=1)
    assert desk.holds(QUALITY).text == "None in force"
    place_hold(on=line.cord, kind=HoldKind.QUALITY, reason="label torn", by=QUALITY, key="hold")
    assert desk.holds(QUALITY).text == "1 hold in force"


@pytest.mark.req("W45", "W29")
def test_a_dose_out_of_the_cold_waits_for_the_nurse_with_its_clock() -> None:
    day = bedside_chain.ready()
    found = waiting.in_groups(waiting.work_for(NURSE), database_now())
    assert [item.code for item in found["clock"]] == [day.dose]
    assert bedside.infusions_running(NURSE.site).count() == 0
    assert desk.infusing(NURSE).text == "None now"
    assert followup.contacts_late(at=database_now(), site=NURSE.site).count() == 0
    assert desk.check_ins(NURSE).word == ""
