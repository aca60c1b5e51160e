"""Looking on as somebody, for support: shown, boxed in time, each page kept, nothing changed or signed (E20)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cordline.access.models import Grant
from cordline.access.services import break_glass, demonstration, grant_role, revoke_role
from cordline.access.signing import demonstration_proof
from cordline.donors import selectors as donors
from cordline.donors.rulebook import shipped_content
from cordline.donors.services import adopt_rule_set
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refused
from cordline.ground.roles import Role
from cordline.ledger.models import Attempt, Entry, Reading
from cordline.ledger.services import declare_demonstration, move_clock
from cordline.people.services import register_person
from cordline.people.types import PersonKind, Sex

pytestmark = [pytest.mark.django_db, pytest.mark.req("E20")]
CLINIC, LABORATORY = demonstration.CLINIC, demonstration.LABORATORY
WHY = "cannot find the list of today's doses"


@pytest.fixture
def cast() -> dict[str, Actor]:
    declare_demonstration(1)
    return demonstration.create_cast()


def enter(part: str) -> Client:
    client = Client()
    client.post(reverse("access:demonstration"), {"as": part})
    return client


def look_on(client: Client, code: str, reason: str = WHY, key: str = "v1") -> Any:
    return client.post(
        reverse("access:member", args=[code]), {"what": "view", "view-form_key": key, "view-reason": reason}
    )


def text(client: Client, page: str, *args: str) -> str:
    return str(client.get(reverse(page, args=args)).content.decode())


def test_support_sees_the_pages_of_somebody_under_a_band_and_each_page_is_kept(
    cast: dict[str, Actor],
) -> None:
    nurse, administrator = cast[f"nurse@{CLINIC}"], cast[f"administrator@{CLINIC}"]
    client = enter(f"administrator@{CLINIC}")
    today = reverse("bedside:today")
    assert client.get(today).status_code == 403
    assert look_on(client, nurse.code).status_code == 303
    page = client.get(today)
    assert page.status_code == 200
    assert "You look on as <b>Nora Testington (demo)" in page.content.decode()
    assert client.get(reverse("access:staff")).status_code == 403, "a nurse does not see it"
    kept = list(Entry.objects.filter(subject=nurse.code).order_by("-id")[:2])
    assert [entry.verb for entry in kept] == ["access.view.looked", "access.view.begun"]
    assert {entry.actor for entry in kept} == {administrator.code}
    assert kept[0].payload == {"page": today}
    assert client.post(reverse("access:stop_viewing")).status_code == 303
    assert "You look on as" not in text(client, "access:staff")
    assert Entry.objects.latest("id").verb == "access.view.ended"


def test_every_post_is_refused_while_looking_on_and_the_refusal_is_kept(cast: dict[str, Actor]) -> None:
    client = enter(f"administrator@{LABORATORY}")
    responsible = cast[f"responsible_person@{LABORATORY}"]
    look_on(client, responsible.code)
    signing = reverse("donors:adopt", args=["MY 2021-01-01"])
    shown = client.get(signing).context["shown"]
    before = Entry.objects.exclude(verb="access.view.looked").count()
    for address, facts in (
        (signing, {"form_key": "s", "shown": shown, "meaning": "approved", "demonstration": "1"}),
        (reverse("access:switch_site"), {"site": CLINIC}),
        (reverse("desk:scan"), {"text": responsible.code}),
        (reverse("account_change_password"), {}),
        (reverse("donors:register"), {"form_key": "d"}),
    ):
        answer = client.post(address, facts)
        assert answer.status_code == 403, address
        assert "Nothing can be changed or signed" in answer.content.decode()
    assert client.put(signing).status_code == client.delete(signing).status_code == 403
    assert Entry.objects.exclude(verb="access.view.looked").count() == before
    refused = Attempt.objects.order_by("-id")[:7]
    assert {tuple(row.codes) for row in refused} == {("access.viewing_reads_only",)}
    assert {row.actor for row in refused} == {cast[f"administrator@{LABORATORY}"].code}


def test_no_act_and_no_signature_is_made_by_who_looks_on_whatever_called_it(cast: dict[str, Actor]) -> None:
    responsible = cast[f"responsible_person@{LABORATORY}"]
    looking = Actor(
        cast[f"administrator@{LABORATORY}"].code, LABORATORY, responsible.roles, viewing_as=responsible.code
    )
    content = shipped_content("MY 2021-01-01")
    proof = demonstration_proof(looking, donors.adopt_rules_content(content))
    with pytest.raises(Refused, match="access.viewing_reads_only"):
        adopt_rule_set(content=content, proof=proof, by=looking, key="k")


def test_no_persons_record_opens_and_no_name_is_read_while_looking_on(cast: dict[str, Actor]) -> None:
    from datetime import date

    person = register_person(
        kind=PersonKind.PATIENT, full_name="Zoë Unseen", birth_date=date(1970, 1, 2), sex=Sex.FEMALE,
        by=cast[f"patient_coordinator@{CLINIC}"], key="p",
    ).subject  # fmt: skip
    client = enter(f"administrator@{CLINIC}")
    look_on(client, cast[f"patient_coordinator@{CLINIC}"].code)
    opener = Actor(cast[f"administrator@{CLINIC}"].code, CLINIC, frozenset({Role.NURSE}))
    break_glass(person=person, reason="opened as a nurse an hour ago", by=opener, key="g")
    readings = Reading.objects.count()
    answer = client.get(reverse("people:person", args=[person]))
    assert answer.status_code == 403
    assert "opens no person" in answer.content.decode()
    assert "Unseen" not in text(client, "people:persons")
    assert Reading.objects.count() == readings


def test_it_ends_by_itself_after_its_minutes(cast: dict[str, Actor]) -> None:
    client = enter(f"administrator@{CLINIC}")
    look_on(client, cast[f"nurse@{CLINIC}"].code)
    assert client.get(reverse("bedside:today")).status_code == 200
    move_clock(timedelta(minutes=15))
    assert client.get(reverse("bedside:today")).status_code == 403
    assert "You look on as" not in text(client, "access:staff")


@pytest.mark.parametrize("whose", ["nurse", "administrator"])
def test_it_ends_when_either_of_the_two_loses_the_role(cast: dict[str, Actor], whose: str) -> None:
    administrator, nurse = cast[f"administrator@{CLINIC}"], cast[f"nurse@{CLINIC}"]
    second = cast[f"quality@{CLINIC}"]
    grant_role(member=second.code, role=Role.ADMINISTRATOR, site=CLINIC, by=administrator, key="second")
    client = enter(f"administrator@{CLINIC}")
    look_on(client, nurse.code)
    role = Role.NURSE if whose == "nurse" else Role.ADMINISTRATOR
    held = {"nurse": nurse, "administrator": administrator}[whose].code
    grant = Grant.objects.get(member__code=held, role=role, site__code=CLINIC)
    by = Actor(second.code, CLINIC, frozenset({Role.ADMINISTRATOR}))
    revoke_role(grant=grant.id, reason="moves to another house", by=by, key="r")
    assert client.get(reverse("bedside:today")).status_code == 403
    assert "You look on as" not in client.get(reverse("desk:home")).content.decode()


@pytest.mark.parametrize(
    ("whose", "reason", "code"),
    [
        (f"nurse@{CLINIC}", "help", "access.reason_too_short"),
        (f"administrator@{CLINIC}", WHY, "access.view_oneself"),
        (f"patient@{CLINIC}", WHY, "access.view_own_record"),
        (f"technician@{LABORATORY}", WHY, "access.view_no_role"),
    ],
)
def test_nobody_looks_on_without_a_reason_at_themselves_at_patients_or_elsewhere(
    cast: dict[str, Actor], whose: str, reason: str, code: str
) -> None:
    client = enter(f"administrator@{CLINIC}")
    answer = look_on(client, cast[whose].code, reason)
    assert answer.status_code == 422
    assert code in [one.code for one in answer.context["refusals"]]
    assert client.get(reverse("access:staff")).status_code == 200


def test_only_an_administrator_begins_to_look_on(cast: dict[str, Actor]) -> None:
    client = enter(f"quality@{CLINIC}")
    assert look_on(client, cast[f"nurse@{CLINIC}"].code).status_code == 403
    assert not Entry.objects.filter(verb="access.view.begun").exists()


def test_who_looks_on_as_an_inspector_is_kept_as_who_they_are(cast: dict[str, Actor]) -> None:
    client = enter(f"administrator@{CLINIC}")
    look_on(client, cast[f"inspector@{CLINIC}"].code)
    assert client.get(reverse("desk:inspector")).status_code == 200
    assert not Entry.objects.filter(verb="desk.inspector.looked").exists()
    assert Entry.objects.latest("id").verb == "access.view.looked"
