"""Whoever should be heard today is sent to a telephone or a doctor, and never to a form that replies tomorrow."""

import re
from typing import Any

import pytest
from django.test import Client

from cordline.knowledge.public.serving import shelf
from cordline.knowledge.types import Language

PHONE = "+60 12 345-6789"
DOCTOR = "Go to a doctor near you today, or ring the clinic on the number you were given."


def ring(client: Client, place: str) -> str:
    """What a page says to do the same day."""
    answer: Any = client.get(place)
    found = re.search(r'<div class="ring">.*?</div>', answer.content.decode(), re.DOTALL)
    assert found is not None, place
    return found[0]


@pytest.mark.req("W42")
@pytest.mark.parametrize(
    "place",
    [
        "/en/help/",
        "/en/questions/side-effects/",
        "/en/ask/?q=I+have+had+a+headache+for+two+days+since+the+infusion.",
    ],
)
def test_the_same_day_leads_to_the_clinics_telephone_or_to_a_doctor_and_never_to_the_form(
    site: Client, settings: Any, place: str
) -> None:
    without = ring(site, place)
    assert DOCTOR in without
    assert "tel:" not in without  # no number is made up
    settings.CORDLINE = {**settings.CORDLINE, "CLINIC_PHONE": PHONE}
    shelf.forget()
    known = ring(site, place)
    assert 'href="tel:+60123456789"' in known
    assert PHONE in known
    assert DOCTOR not in known
    for said in (without, known):
        assert "Do not use the message form for this." in said
        assert "/ask/send/" not in said


@pytest.mark.req("W42", "S18")
@pytest.mark.parametrize("place", ["help/", "questions/side-effects/"])
@pytest.mark.parametrize("lang", list(Language))
def test_the_red_list_rings_the_ambulance_at_a_touch(site: Client, lang: Language, place: str) -> None:
    answer: Any = site.get(f"/{lang}/{place}")
    red = re.search(r'<div class="now">.*?</div></div>', answer.content.decode(), re.DOTALL)
    assert red is not None
    assert '<a class="call" href="tel:999">' in red[0]


@pytest.mark.req("W42", "S18")
@pytest.mark.parametrize("lang", list(Language))
def test_before_the_form_stands_what_to_do_when_unwell(site: Client, lang: Language) -> None:
    answer: Any = site.get(f"/{lang}/ask/send/")
    page = answer.content.decode()
    assert page.index('id="unwell"') < page.index('class="ring"') < page.index("<form method")
    assert page.count('id="unwell"') == 1
