"""One infusion day on the database, from the wristband to the contacts that follow."""

import json
from decimal import Decimal

import pytest

from cordline.bedside import selectors, services
from cordline.bedside.types import DoseStatus, InfusionEnd
from cordline.followup import selectors as followup
from cordline.people import exporting, retention
from tests import bedside_chain as chain
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.req("I1", "I9", "W29", "W34", "U92")
def test_a_dose_passes_runs_and_leaves_its_contacts(day: chain.Day) -> None:
    passed = day.verdict()
    assert passed.payload["dose"] == day.dose
    assert passed.payload["cells"] == 100_000_050
    infusion = day.start()
    assert len(followup.contacts_of(infusion=infusion)) == 12
    ended = services.end_infusion(
        infusion=infusion, end=InfusionEnd.COMPLETE, given_ml=Decimal(150), by=cast.NURSE, key=chain.key()
    )
    assert ended.payload["cells"] == 100_000_050
    row = selectors.dose_row(day.dose)
    assert row is not None
    assert row.status == DoseStatus.GIVEN
    assert {contact.zone for contact in followup.contacts_of(infusion=infusion)} == {"Asia/Tokyo"}


@pytest.mark.req("I12", "R-30", "R-32")
def test_a_treated_person_s_copy_holds_the_day_and_an_erasure_says_what_stays(day: chain.Day) -> None:
    day.verdict()
    infusion = day.start()
    copy = exporting.document(day.person, cast.NURSE)
    assert [one["code"] for one in copy["infusions"]["infusions"]] == [infusion]
    assert copy["infusions"]["doses"][0]["cells"] == 100_000_050
    assert copy["plans"]["consents"]
    assert len(copy["follow-up"]["contacts"]) == 12
    json.dumps(copy)
    kept = [one.what for one in retention.retained(day.person)]
    assert any(what.startswith("doses, infusions") for what in kept)
    assert any(what.startswith("plan, consent") for what in kept)
