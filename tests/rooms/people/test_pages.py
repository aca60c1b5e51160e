"""Pages about a person: opened by right, each opening kept, no form of one patient acting on another (I12, U32)."""

import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cordline.access.services import demonstration
from cordline.ground.actor import Actor
from cordline.ledger.models import Entry, Reading
from cordline.ledger.services import declare_demonstration
from cordline.people import selectors, services
from cordline.people.models import PersonKey
from cordline.people.types import PersonKind

pytestmark = [pytest.mark.django_db, pytest.mark.req("I12")]
NAME = "Zoë Seededname"


@pytest.fixture
def cast() -> dict[str, Actor]:
    declare_demonstration(1)
    return demonstration.create_cast()


def enter(username: str, site: str = demonstration.CLINIC) -> Client:
    client = Client()
    client.post(reverse("access:demonstration"), {"as": f"{username}@{site}"})
    return client


def register(cast: dict[str, Actor], key: str = "p1", name: str = NAME) -> str:
    return services.register_person(
        kind=PersonKind.PATIENT, full_name=name, birth_date=date(1959, 7, 14), sex="F",
        by=cast["patient_coordinator@KL-CLINIC"], key=key,
    ).subject  # fmt: skip


def hidden(client: Client, address: str) -> dict[str, str]:
    """What a form carries without being seen: its key, and for whom it was made."""
    page = client.get(address).content.decode()
    found = re.findall(r'name="(form_\w+)" value="([^"]*)"|name="(form_\w+)"[^>]*value="([^"]*)"', page)
    return {a or c: b or d for a, b, c, d in found}


@pytest.mark.req("R-34")
def test_opening_the_page_shows_the_name_and_is_kept_once(cast: dict[str, Actor]) -> None:
    code = register(cast)
    page = enter("nurse").get(reverse("people:person", args=[code]))
    assert NAME in page.content.decode()
    kept = Reading.objects.filter(person=code)
    assert [(row.actor, row.what) for row in kept] == [(cast["nurse@KL-CLINIC"].code, "person")]


@pytest.mark.parametrize("username", ["administrator", "inspector", "finance", "courier", "quality"])
def test_who_needs_no_name_is_told_why_and_nothing_is_kept_as_read(
    cast: dict[str, Actor], username: str
) -> None:
    code = register(cast)
    page = enter(username).get(reverse("people:person", args=[code]))
    assert page.status_code == 403
    assert NAME not in page.content.decode()
    assert not Reading.objects.filter(person=code).exists()


@pytest.mark.req("U32")
def test_a_form_made_for_one_patient_does_nothing_to_another(cast: dict[str, Actor]) -> None:
    first, second = register(cast, "p1"), register(cast, "p2", "Sam Otherseeded")
    client = enter("nurse")
    carried = hidden(client, reverse("people:weight", args=[first]))
    answer = client.post(reverse("people:weight", args=[second]), {**carried, "weight_kg": "61.5"})
    assert answer.status_code == 409
    assert selectors.weight(second) is None
    assert (
        client.post(reverse("people:weight", args=[first]), {**carried, "weight_kg": "61.5"}).status_code
        == 303
    )
    assert selectors.weight(first) is not None


@pytest.mark.req("U31")
def test_that_no_allergy_is_known_is_said_and_never_recorded_by_an_untouched_page(
    cast: dict[str, Actor],
) -> None:
    code = register(cast)
    client, page = enter("nurse"), reverse("people:allergies", args=[code])
    carried = hidden(client, page)
    untouched = client.post(page, carried)
    assert untouched.status_code == 422
    assert "say here that none is" in untouched.content.decode()
    both = client.post(page, {**carried, "allergens": ["latex"], "none_known": "on"})
    assert both.status_code == 422
    assert selectors.allergies(code).asked_at is None
    assert client.post(page, {**carried, "none_known": "on"}).status_code == 303
    asked = selectors.allergies(code)
    assert asked.asked_at is not None
    assert asked.codes == frozenset()


@pytest.mark.req("R-33", "E19")
def test_an_emergency_opens_a_record_of_another_site_and_waits_for_review(cast: dict[str, Actor]) -> None:
    from cordline.people.models import Person

    code = register(cast)
    # Another clinic of the same house, seen from which the record is shut.
    with_act(code, cast)
    assert Person.objects.get(code=code).site == "PG-CLINIC"
    client, address = enter("physician"), reverse("people:person", args=[code])
    shut = client.get(address)
    assert shut.status_code == 403
    assert reverse("access:break_glass", args=[code]) in shut.content.decode()
    opening = reverse("access:break_glass", args=[code])
    assert client.post(opening, {**hidden(client, opening), "reason": "short"}).status_code == 422
    reason = {"reason": "unconscious in our emergency room"}
    assert client.post(opening, {**hidden(client, opening), **reason}).status_code == 303
    assert NAME in client.get(address).content.decode()
    waiting = enter("privacy_officer").get(reverse("access:glass_list")).content.decode()
    assert reason["reason"] in waiting


def with_act(code: str, cast: dict[str, Actor]) -> None:
    """Move a person to another site, as a transfer between clinics will."""
    from cordline.ledger.services import act
    from cordline.people.models import Person
    from cordline.people.verbs import AMENDED

    with act(AMENDED, by=cast["nurse@KL-CLINIC"], key="move", content={}) as this:
        Person.objects.filter(code=code).update(site="PG-CLINIC")
        this.record(subject=code, payload={"fields": "site"})


@pytest.mark.req("R-30")
def test_the_privacy_officer_gives_a_copy_as_a_file_nobody_keeps(cast: dict[str, Actor]) -> None:
    code = register(cast)
    client = enter("privacy_officer")
    carried = hidden(client, reverse("people:person", args=[code]))
    answer = client.post(reverse("people:export", args=[code]), carried)
    assert json.loads(answer.content)["identity"]["full_name"] == NAME
    assert answer["Content-Disposition"] == f'attachment; filename="{code}.json"'
    assert "no-store" in answer["Cache-Control"]
    assert Entry.objects.filter(verb="people.person.exported", subject=code).count() == 1


@pytest.mark.req("R-32")
def test_an_erasure_on_the_page_names_what_law_retains_and_takes_the_key(cast: dict[str, Actor]) -> None:
    code = register(cast)
    client, address = enter("privacy_officer"), reverse("people:erase", args=[code])
    assert "at least 30 years" in client.get(address).content.decode()
    form = {**hidden(client, address), "reason": "asked by letter of 2 March"}
    assert client.post(address, form).status_code == 303
    assert not PersonKey.objects.filter(person=code).exists()
    page = client.get(reverse("people:person", args=[code]))
    assert page.status_code == 200
    assert NAME not in page.content.decode()


def test_what_was_typed_about_a_person_is_not_among_the_attempts(cast: dict[str, Actor]) -> None:
    from cordline.ledger.models import Attempt

    client, address = enter("nurse"), reverse("people:register")
    typed: dict[str, Any] = {**hidden(client, address), "full_name": NAME, "mail": "no mail"}
    assert client.post(address, typed).status_code == 422
    assert Attempt.objects.exists()
    assert not any("Seededname" in str(row.__dict__) for row in Attempt.objects.all())


def test_a_patient_sees_their_own_page_and_who_opened_it(cast: dict[str, Actor]) -> None:
    own, other = register(cast, "p1"), register(cast, "p2", "Sam Otherseeded")
    demonstration.stand_for(username="patient", person=own)
    client = enter("patient")
    assert NAME in client.get(reverse("people:person", args=[own])).content.decode()
    assert client.get(reverse("people:reads", args=[own])).status_code == 200
    assert client.get(reverse("people:person", args=[other])).status_code == 403
