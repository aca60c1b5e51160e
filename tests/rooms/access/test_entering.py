"""Coming in: password, lock, idle, the demonstration's one click, and doors that open for their roles only."""

import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cordline.access import doors
from cordline.access.models import Grant, Member, Staff
from cordline.access.services import demonstration, disable_member, revoke_role
from cordline.access.sessions import SESSION_SEEN, SESSION_SITE
from cordline.ground.actor import Actor
from cordline.ground.roles import Role
from cordline.ledger.models import Attempt
from cordline.ledger.services import declare_demonstration

pytestmark = pytest.mark.django_db
PASSWORD = "a long sentence to remember"
CLINIC, LABORATORY = demonstration.CLINIC, demonstration.LABORATORY


@pytest.fixture
def cast() -> dict[str, Actor]:
    declare_demonstration(1)
    return demonstration.create_cast()


def enter(username: str, site: str = CLINIC) -> Client:
    client = Client()
    client.post(reverse("access:demonstration"), {"as": f"{username}@{site}"})
    return client


def with_password(username: str) -> Staff:
    account = Staff.objects.get(username=username)
    account.set_password(PASSWORD)
    account.save()
    return account


def try_to_sign_in(client: Client, username: str, password: str) -> Any:
    return client.post(reverse("account_login"), {"login": username, "password": password})


@pytest.mark.req("I12")
def test_every_page_of_the_house_has_a_door() -> None:
    assert [page.route for page in doors.undeclared()] == []


@pytest.mark.req("W1")
def test_one_click_signs_in_as_any_role_of_a_demonstration(cast: dict[str, Actor]) -> None:
    page = Client().get(reverse("access:demonstration")).content.decode()
    for part in demonstration.CAST:
        assert part.role.label in page
        for site in part.sites:
            client = enter(part.username, site)
            assert client.session[SESSION_SITE] == site
            assert part.name in client.get(reverse("access:profile")).content.decode()


@pytest.mark.req("W1", "I12")
def test_a_real_database_has_no_one_click_sign_in_and_keeps_the_attempt() -> None:
    client = Client()
    assert client.get(reverse("access:demonstration")).status_code == 404
    assert client.post(reverse("access:demonstration"), {"as": f"physician@{CLINIC}"}).status_code == 404
    assert "_auth_user_id" not in client.session
    assert [row.codes for row in Attempt.objects.all()] == [["access.not_a_demonstration"]] * 2


def test_nobody_enters_at_a_site_where_their_part_is_not_played(cast: dict[str, Actor]) -> None:
    assert "_auth_user_id" not in enter("technician", CLINIC).session


@pytest.mark.req("I12", "R-07")
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.VISITOR])
def test_each_page_of_these_rooms_opens_for_its_roles_and_no_other(
    cast: dict[str, Actor], role: Role
) -> None:
    part = next(part for part in demonstration.CAST if part.role is role)
    client = enter(part.username, part.sites[0])
    by = cast[f"{part.username}@{part.sites[0]}"]
    seen = 0
    for page in doors.pages():
        room = page.name.partition(":")[0]
        if room not in ("access", "people") or "<" in page.route or page.door is None:
            continue
        status = client.get("/" + page.route).status_code
        opens = page.door.opens_for(by, signed_in=True)
        assert (status != 403) == opens, (page.name, role, status)
        seen += 1
    assert seen >= 10


def test_somebody_not_signed_in_is_led_to_the_sign_in(cast: dict[str, Actor]) -> None:
    answer = Client().get(reverse("people:persons"))
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in/?next=/people/"


def test_a_part_of_a_page_leads_the_whole_page_to_the_sign_in(cast: dict[str, Actor]) -> None:
    answer = Client().get(reverse("people:persons"), headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/sign-in/?next=/people/")


@pytest.mark.req("E19")
def test_a_shut_door_says_for_whom_it_opens(cast: dict[str, Actor]) -> None:
    page = enter("nurse").get(reverse("access:staff"))
    assert page.status_code == 403
    assert "Why can I not see this?" in page.content.decode()
    assert "System administrator" in page.content.decode()


def test_a_role_taken_away_counts_from_the_next_page_on(cast: dict[str, Actor]) -> None:
    client = enter("nurse")
    assert client.get(reverse("people:persons")).status_code == 200
    grant = Grant.objects.get(member__code=cast[f"nurse@{CLINIC}"].code)
    revoke_role(grant=grant.id, reason="moved to another house", by=cast[f"administrator@{CLINIC}"], key="r")
    assert client.get(reverse("people:persons")).status_code == 403


@pytest.mark.req("E20")
def test_a_disabled_member_is_out_at_the_next_page(cast: dict[str, Actor]) -> None:
    client = enter("nurse")
    nurse = cast[f"nurse@{CLINIC}"].code
    disable_member(member=nurse, reason="left the house today", by=cast[f"administrator@{CLINIC}"], key="d")
    assert client.get(reverse("people:persons")).status_code == 302
    assert Member.objects.filter(code=nurse).exists()


@pytest.mark.req("U14")
def test_user_name_and_password_sign_in(cast: dict[str, Actor]) -> None:
    with_password("nurse")
    client = Client()
    page = client.get(reverse("account_login")).content.decode()
    assert 'autocomplete="current-password"' in page
    assert try_to_sign_in(client, "nurse", PASSWORD).status_code == 302
    assert client.get(reverse("people:persons")).status_code == 200


@pytest.mark.req("R-16")
def test_the_fifth_failure_locks_and_each_is_kept_without_what_was_typed(cast: dict[str, Actor]) -> None:
    account = with_password("nurse")
    client = Client()
    for _ in range(5):
        assert try_to_sign_in(client, "nurse", "wrong secret").status_code == 200
    assert try_to_sign_in(client, "nurse", PASSWORD).status_code == 200
    kept = Attempt.objects.filter(verb="access.sign_in", actor=account.code)
    assert [row.codes for row in kept.order_by("id")] == [["access.sign_in_failed"]] * 5 + [
        ["access.sign_in_locked"]
    ]
    assert not any("wrong secret" in str(row.__dict__) for row in kept)


def test_nobody_makes_an_account_for_themselves(cast: dict[str, Actor]) -> None:
    assert Client().get(reverse("account_signup")).status_code == 404


@pytest.mark.req("U44", "R-14")
def test_somebody_idle_too_long_is_signed_out(cast: dict[str, Actor]) -> None:
    client = enter("nurse")
    client.get(reverse("people:persons"))
    session = client.session
    session[SESSION_SEEN] = int(time.time()) - 16 * 60
    session.save()
    assert client.get(reverse("people:persons")).status_code == 302
    assert "15 idle minutes" in client.get(reverse("account_login")).content.decode()


@pytest.mark.req("U48")
def test_no_page_of_a_signed_in_person_may_be_kept(cast: dict[str, Actor]) -> None:
    client = enter("nurse")
    for name in ("people:persons", "access:profile", "access:sites"):
        assert "no-store" in client.get(reverse(name))["Cache-Control"]


@pytest.mark.req("W2")
def test_a_site_is_chosen_only_where_a_role_is_held(cast: dict[str, Actor]) -> None:
    client = enter("quality", CLINIC)
    client.post(reverse("access:switch_site"), {"site": LABORATORY})
    assert client.session[SESSION_SITE] == LABORATORY
    client = enter("nurse", CLINIC)
    client.post(reverse("access:switch_site"), {"site": LABORATORY})
    assert client.session[SESSION_SITE] == CLINIC


@pytest.mark.req("R-15")
def test_a_set_up_link_works_once_and_its_handing_over_is_recorded(cast: dict[str, Actor]) -> None:
    from cordline.ledger.models import Entry

    administrator = enter("administrator")
    code = cast[f"nurse@{CLINIC}"].code
    page = administrator.post(reverse("access:member", args=[code]), {"what": "link", "form_key": "k"})
    link = page.context["link"]
    assert Entry.objects.filter(verb="access.member.invited", subject=code).count() == 1
    fresh = Client()
    assert fresh.post(link, {"password": "short"}).status_code == 422
    assert fresh.post(link, {"password": PASSWORD}).status_code == 302
    assert Client().get(link).status_code == 410
    assert Staff.objects.get(code=code).check_password(PASSWORD)


@pytest.mark.req("E19", "R-23")
def test_the_access_review_is_saved_as_csv_for_a_past_day(cast: dict[str, Actor]) -> None:
    client = enter("privacy_officer")

    def saved(**on: str) -> bytes:
        answer = client.get(reverse("access:review"), {"export": "csv", **on})
        return b"".join(answer)  # type: ignore[call-overload]

    now, past = saved(), saved(on="2020-01-01")
    assert saved(on_day="1", on_month="1", on_year="2020") == past
    assert b"Nora Testington" in now
    assert b"Nora Testington" not in past


def test_an_administrator_enrols_and_gives_a_role(cast: dict[str, Actor]) -> None:
    client = enter("administrator")
    form = {"display_name": "Zara Placeholder (demo)", "username": "zara", "form_key": "e1"}
    answer = client.post(reverse("access:enrol"), form)
    code = answer["Location"].strip("/").split("/")[-1]
    grant = {"what": "grant", "role": "nurse", "form_key": "g1"}
    assert client.post(reverse("access:member", args=[code]), grant).status_code == 303
    assert Grant.objects.filter(member__code=code, role=Role.NURSE, site__code=CLINIC).count() == 1
    again = client.post(reverse("access:member", args=[code]), {**grant, "form_key": "g2"})
    assert again.status_code == 422
    assert "already holds Nurse" in again.content.decode()
