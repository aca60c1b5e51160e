"""The pages of adverse events as staff fill them in: dates in boxes, a 24-hour clock, grades in words (U4, U27)."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cordline.access.services import demonstration
from cordline.followup.models import AdverseEvent
from cordline.followup.pages.contacts import DeathForm
from cordline.followup.pages.events import ReportForm, UpgradeForm
from cordline.followup.types import GRADES, Seriousness
from cordline.ledger.services import database_now, declare_demonstration
from tests import bedside_chain as chain


@pytest.mark.django_db
@pytest.mark.req("U4", "U27")
def test_an_event_is_reported_with_days_in_boxes_and_a_24_hour_clock() -> None:
    declare_demonstration(1)
    demonstration.create_cast()
    chain.clinic()
    client = Client()
    client.post(reverse("access:demonstration"), {"as": f"nurse@{demonstration.CLINIC}"})
    page = reverse("followup:report", args=[chain.person()])
    shown = client.get(page).content.decode()
    assert "24-hour clock, for example 14:30" in shown
    assert 'type="datetime-local"' not in shown
    hidden = dict(re.findall(r'name="(form_\w+)" value="([^"]*)"', shown))
    before = database_now() - timedelta(days=2)
    day = {"day": str(before.day), "month": str(before.month), "year": str(before.year)}
    told = {f"{what}_day_{part}": value for what in ("occurred", "known") for part, value in day.items()}
    told |= {"occurred_clock": "14:30", "known_clock": "15:05", "evidence": "The call log"}
    answer = client.post(page, hidden | told | {"what": "Fever", "grade": "2", "relatedness": "not_judged"})
    assert answer.status_code == 303, re.sub(r"<[^>]+>", " ", answer.content.decode())[-1500:]
    event = AdverseEvent.objects.get()
    assert event.known_at - event.occurred_at == timedelta(minutes=35)
    assert "Fever, grade 2, moderate" in client.get(answer["Location"]).content.decode()


def test_a_grade_bears_its_word_wherever_it_is_asked() -> None:
    for form in (ReportForm(), UpgradeForm()):
        assert all(word in str(form["grade"]) for word in GRADES.values())
    assert "Hospital stay needed or prolonged" in [kind.label for kind in Seriousness]


def test_the_day_of_a_death_is_asked_in_three_boxes() -> None:
    assert 'type="date"' not in str(DeathForm()["died_on"])
