"""One infusion day on the database, from the wristband to the contacts that follow."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from cordline.access.models import Member
from cordline.access.services.demonstration import create_cast
from cordline.access.sessions import SESSION_SITE
from cordline.bedside import selectors, services
from cordline.bedside.types import DoseStatus, InfusionEnd
from cordline.followup import selectors as followup
from cordline.ground.refusal import Refused
from cordline.ledger.services import declare_demonstration, move_clock
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


@pytest.mark.req("U31", "W46")
def test_person_plan_dose_infusion_and_chart_lead_to_each_other(db: None) -> None:
    declare_demonstration(1)
    people = create_cast()
    day = chain.ready()
    day.verdict()
    infusion = day.start()
    nurse = people["nurse@KL-CLINIC"]
    client = Client()
    member = Member.objects.select_related("account").get(code=nurse.code)
    client.force_login(member.account, backend="cordline.access.backends.StaffBackend")
    session = client.session
    session[SESSION_SITE] = nurse.site
    session.save()
    person, plan = reverse("people:person", args=[day.person]), reverse("plans:plan", args=[day.plan])
    chart, dose = reverse("bedside:chart", args=[day.person]), reverse("bedside:dose", args=[day.dose])
    given = reverse("bedside:infusion", args=[infusion])
    wanted = {
        person: [chart],
        plan: [chart],
        chart: [person, plan, dose, given],
        dose: [chart, plan, given],
        given: [chart, plan, dose],
    }
    for page, links in wanted.items():
        shown = client.get(page)
        assert shown.status_code == 200, page
        for link in links:
            # A code leads to its page by the house's one door for codes.
            by_code = reverse("desk:code", args=[link.rstrip("/").rpartition("/")[2]])
            found = [f'href="{way}"' in shown.content.decode() for way in (link, by_code)]
            assert any(found), f"{page} does not lead to {link}"


@pytest.mark.req("U49", "I13", "I14")
def test_what_waited_on_a_device_is_of_its_own_moment_and_a_repeat_says_the_same(day: chain.Day) -> None:
    day.verdict()
    infusion = day.start()
    row = selectors.infusion_row(infusion)
    assert row is not None
    sent = {"subject": infusion, "vitals": chain.WELL, "by": cast.NURSE}
    with pytest.raises(Refused) as early:
        services.record_observation(**sent, key="early", waited_s=600)
    assert [reason.code for reason in early.value.reasons] == ["bedside.before_the_start"]
    with pytest.raises(Refused) as old:
        services.press_reaction(infusion=infusion, by=cast.NURSE, key="old", waited_s=12 * 3600 + 1)
    assert {reason.code for reason in old.value.reasons} == {
        "bedside.waited_too_long",
        "bedside.before_the_start",
    }
    move_clock(timedelta(minutes=5))
    first = services.record_observation(**sent, key="waited", waited_s=60)
    again = services.record_observation(**sent, key="waited", waited_s=240)
    assert again == first
    seen_at = selectors.observations_of(row)[-1].at
    assert first.payload["at"] == seen_at.isoformat()
    assert timedelta(seconds=60) <= first.recorded_at - seen_at < timedelta(seconds=65)
