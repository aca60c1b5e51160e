"""A hard stop is seen wherever the person is and lifted knowingly; a consent is not withdrawn by a slip (U31)."""

from typing import Any

import pytest
from django.urls import reverse

from cordline.access.services.demonstration import create_cast
from cordline.ledger.services import declare_demonstration
from cordline.people import selectors as people
from cordline.plans import selectors, services
from cordline.plans.limits import CONTRAINDICATIONS, stop_words
from tests import bedside_chain as chain
from tests import cast
from tests.rooms.plans.test_ceiling_pages import browser, hidden

pytestmark = [pytest.mark.django_db, pytest.mark.req("U31")]


@pytest.fixture
def staff() -> dict[str, Any]:
    declare_demonstration(1)
    members = create_cast()
    chain.clinic()
    return members


@pytest.fixture
def person(staff: dict[str, Any]) -> str:
    return chain.person()


def stopped(person: str) -> str:
    placed = services.open_hard_stop(person=person, rule="C26", by=cast.PHYSICIAN, key=chain.key())
    return str(placed.payload["hard_stop"])


def test_an_open_hard_stop_is_an_alert_in_the_banner(person: str) -> None:
    assert people.banner(person, cast.NURSE).alerts == ()
    stopped(person)
    assert people.banner(person, cast.NURSE).alerts == ("Hard stop: Recent vaccine (C26)",)


def test_every_hard_stop_of_the_list_has_words_with_its_number() -> None:
    assert all(stop_words(rule).endswith(f" ({rule})") for rule in CONTRAINDICATIONS)


def test_who_lifts_a_hard_stop_reads_which_one_before_the_reason_and_before_the_signature(
    staff: dict[str, Any], person: str
) -> None:
    page = reverse("plans:lift_stop", args=[stopped(person)])
    client = browser(staff["medical_director@KL-CLINIC"])
    asking = client.get(page).content.decode()
    assert "Recent vaccine (C26), placed by" in asking
    assert client.post(page, hidden(asking) | {"reason": ""}).status_code == 422
    assert client.post(page, hidden(asking) | {"reason": "Ten weeks have passed"}).status_code == 302
    signing = client.get(page).content.decode()
    assert 'name="shown"' in signing
    assert "Recent vaccine (C26), placed by" in signing
    assert 'name="reason"' in client.get(page, {"again": ""}).content.decode()


def test_staff_say_at_whose_word_a_consent_is_withdrawn(staff: dict[str, Any], person: str) -> None:
    consent = chain.consent(person)
    client = browser(staff["nurse@KL-CLINIC"])
    shown = hidden(client.get(reverse("plans:consent", args=[consent])).content.decode())
    page = reverse("plans:withdraw", args=[consent])
    assert client.post(page, shown | {"reason": ""}).status_code == 422
    row = selectors.consent_row(consent)
    assert row is not None
    assert row.withdrawn_at is None
    assert client.post(page, shown | {"reason": "The person, by telephone"}).status_code == 303
