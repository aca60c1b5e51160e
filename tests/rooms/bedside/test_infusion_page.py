"""The infusion's page as a nurse reads it: Reaction halts what runs, an unusual value is asked once (U100, U99)."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from cordline.access.services import demonstration
from cordline.bedside import services
from cordline.bedside.limits import VITALS
from cordline.bedside.pages.forms import CheckForm, FitForm
from cordline.ground.refusal import Refusal
from cordline.ledger.services import declare_demonstration
from tests import bedside_chain as chain
from tests import cast

UNUSUAL = {"systolic": "88"}


@pytest.fixture
def infusion(db: None) -> str:
    declare_demonstration(1)
    demonstration.create_cast()
    day = chain.ready(chain.clinic())
    day.verdict()
    return day.start()


@pytest.fixture
def nurse(infusion: str) -> Client:
    client = Client()
    client.post(reverse("access:demonstration"), {"as": f"nurse@{demonstration.CLINIC}"})
    return client


@pytest.mark.req("U100")
def test_after_reaction_the_page_counts_nothing_and_promises_no_end(infusion: str, nurse: Client) -> None:
    page = reverse("bedside:infusion", args=[infusion])
    before = nurse.get(page).content.decode()
    assert 'data-running="1"' in before
    assert "ends about" in before
    services.press_reaction(infusion=infusion, by=cast.NURSE, key=chain.key())
    after = nurse.get(page).content.decode()
    assert "Reaction was pressed at" in after
    assert "What ran since is not counted" in after
    assert 'data-running="1"' not in after
    assert "ends about" not in after


@pytest.mark.req("U99")
def test_an_unusual_value_is_asked_about_on_the_page_after_it_was_refused(
    infusion: str, nurse: Client
) -> None:
    page = nurse.get(reverse("bedside:infusion", args=[infusion])).content.decode()
    question = "Yes, the unusual value is correct"
    assert question not in page
    assert "Before, " in page
    hidden = dict(re.findall(r'name="(form_\w+)" value="([^"]*)"', page))
    readings = {name: str(getattr(chain.WELL, name)) for name in VITALS} | UNUSUAL
    refused = nurse.post(reverse("bedside:observe", args=[infusion]), hidden | readings)
    assert refused.status_code == 422
    assert question in refused.content.decode()
    answered = nurse.post(
        reverse("bedside:observe", args=[infusion]), hidden | readings | {"confirmed": "on"}
    )
    assert answered.status_code == 303


def test_the_question_stands_last_and_only_after_a_refusal_for_an_unusual_value() -> None:
    form = CheckForm()
    assert list(form.fields)[-1] == "confirmed"
    form.ask(
        [
            Refusal(
                "bedside.vital_impossible",
                name="Heart rate",
                value=900,
                unit="per minute",
                least=20,
                most=250,
            )
        ]
    )
    assert form["confirmed"].is_hidden
    form.ask([Refusal("bedside.vital_unusual", name="Heart rate", value=150, unit="per minute")])
    assert not form["confirmed"].is_hidden
    assert not CheckForm({"confirmed": "on"})["confirmed"].is_hidden
    assert "confirmed" not in FitForm().fields
