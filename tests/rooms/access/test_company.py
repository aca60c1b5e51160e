"""A company account opens the door for enrolled members, its groups hold roles, and each failure says what failed."""

import http.client
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from cordline.access.models import Grant, Staff
from cordline.access.selectors import roles_at
from cordline.access.services import demonstration, disable_member, unlink_company_account
from cordline.config.environment import SettingsError, load
from cordline.config.settings_access import company_sign_in
from cordline.ground.actor import Actor
from cordline.ground.roles import Role
from cordline.ledger.models import Attempt, Entry
from cordline.ledger.services import declare_demonstration
from tests.harness.issuer import ANOTHER_KEY, CLIENT, SECRET, Issuer, issuing

pytestmark = [pytest.mark.django_db, pytest.mark.req("E17")]
CLINIC, LABORATORY = demonstration.CLINIC, demonstration.LABORATORY
MAIL = "nora@example.org"


@pytest.fixture
def cast() -> dict[str, Actor]:
    declare_demonstration(1)
    found = demonstration.create_cast()
    Staff.objects.filter(username="nurse").update(username=MAIL)
    return found


@pytest.fixture
def issuer(settings: Any) -> Iterator[Issuer]:
    """The house with an issuer, which names a nurse by her verified address."""
    with issuing() as running:
        given = {
            "CORDLINE_OIDC_ISSUER": running.address,
            "CORDLINE_OIDC_CLIENT_ID": CLIENT,
            "CORDLINE_OIDC_CLIENT_SECRET": SECRET,
            "CORDLINE_OIDC_NAME": "hospital account",
            "CORDLINE_OIDC_GROUPS": f"Wards=nurse@{CLINIC}, Heads=laboratory_head@{LABORATORY}, Lost=nurse@NO-SITE",
        }
        settings.CORDLINE = load(given)
        settings.SOCIALACCOUNT_PROVIDERS = company_sign_in(settings.CORDLINE)
        running.claims = {"sub": "4711", "email": MAIL, "email_verified": True, "groups": []}
        yield running


def sign_in(client: Client | None = None) -> tuple[Client, Any]:
    """Go the whole way: to the issuer and back."""
    client = client or Client()
    there = urlsplit(client.get(reverse("openid_connect_login", args=["company"]))["Location"])
    asked = http.client.HTTPConnection(there.netloc)
    asked.request("GET", f"{there.path}?{there.query}")
    back = urlsplit(asked.getresponse().headers["Location"])
    return client, client.get(f"{back.path}?{back.query}")


def signed_in(client: Client) -> str:
    return (
        Staff.objects.get(pk=client.session["_auth_user_id"]).username
        if "_auth_user_id" in client.session
        else ""
    )


def last_attempt() -> list[str]:
    return list(Attempt.objects.filter(verb="access.company_sign_in").latest("id").codes)


def test_a_member_named_by_a_verified_claim_is_linked_once_and_then_known_by_number(
    cast: dict[str, Actor], issuer: Issuer
) -> None:
    client, answer = sign_in()
    assert answer.status_code == 302
    assert signed_in(client) == MAIL
    assert issuer.asked["code_challenge_method"] == "S256"
    link = SocialAccount.objects.get()
    assert (link.uid, link.extra_data) == ("4711", {"sub": "4711"})
    entry = Entry.objects.get(verb="access.member.linked")
    assert entry.subject == cast[f"nurse@{CLINIC}"].code
    assert "4711" not in str(entry.payload)
    issuer.claims |= {"email": "married@example.org", "email_verified": False}
    client, _ = sign_in()
    assert signed_in(client) == MAIL
    assert Entry.objects.filter(verb="access.member.linked").count() == 1


def test_a_group_holds_a_role_while_somebody_is_in_it_and_an_unknown_group_gives_nothing(
    cast: dict[str, Actor], issuer: Issuer
) -> None:
    code = cast[f"nurse@{CLINIC}"].code
    issuer.claims["groups"] = ["Heads", "Everybody", "Lost", "Wards"]
    sign_in()
    assert roles_at(code, LABORATORY) == {Role.LABORATORY_HEAD}
    assert roles_at(code, CLINIC) == {Role.NURSE}
    assert Grant.objects.filter(granted_by="job.company-sign-in").count() == 1
    sign_in()
    assert Entry.objects.filter(verb="access.roles.by_group").count() == 1
    issuer.claims["groups"] = ["Everybody"]
    sign_in()
    assert roles_at(code, LABORATORY) == frozenset()
    assert roles_at(code, CLINIC) == {Role.NURSE}, "a role given by hand stays"
    given, taken = Entry.objects.filter(verb="access.roles.by_group").order_by("id")
    assert given.payload == {"given": "Laboratory head at KL-LAB", "taken": "nothing"}
    assert taken.payload == {"given": "nothing", "taken": "Laboratory head at KL-LAB"}


def test_groups_may_come_in_the_issuers_further_answer(cast: dict[str, Actor], issuer: Issuer) -> None:
    del issuer.claims["groups"]
    issuer.told = {"groups": ["Heads"]}
    sign_in()
    assert roles_at(cast[f"nurse@{CLINIC}"].code, LABORATORY) == {Role.LABORATORY_HEAD}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"claims": {"email_verified": False}}, "access.company_claim_unverified"),
        ({"claims": {"email": "nobody@example.org"}}, "access.company_unknown"),
        ({"claims": {"email": None}}, "access.company_claim_missing"),
        ({"claims": {"groups": None}}, "access.company_claim_missing"),
        ({"key": ANOTHER_KEY}, "access.company_untrusted"),
        ({"audience": "another-house"}, "access.company_untrusted"),
        ({"lasts_s": -10}, "access.company_untrusted"),
        ({"told": {"sub": "another"}}, "access.company_untrusted"),
        ({"says_no": "access_denied"}, "access.company_cancelled"),
        ({"says_no": "server_error"}, "access.company_said_no"),
    ],
)
def test_each_failure_lets_nobody_in_says_what_failed_and_is_kept(
    cast: dict[str, Actor], issuer: Issuer, changed: dict[str, Any], code: str
) -> None:
    for name, value in changed.items():
        setattr(issuer, name, {**issuer.claims, **value} if name == "claims" else value)
    client, answer = sign_in()
    assert signed_in(client) == ""
    assert answer.status_code == 403
    assert "You were not signed in" in answer.content.decode()
    assert last_attempt() == [code]
    assert not SocialAccount.objects.exists()
    assert not Grant.objects.filter(granted_by="job.company-sign-in").exists()


def test_a_second_company_account_with_the_same_address_does_not_take_a_member_over(
    cast: dict[str, Actor], issuer: Issuer
) -> None:
    sign_in()
    issuer.claims["sub"] = "4712"
    client, _ = sign_in()
    assert signed_in(client) == ""
    assert last_attempt() == ["access.company_linked_already"]
    unlink_company_account(
        member=cast[f"nurse@{CLINIC}"].code, by=cast[f"administrator@{CLINIC}"], key="unlink"
    )
    client, _ = sign_in()
    assert signed_in(client) == MAIL


def test_a_disabled_member_does_not_come_in_by_the_company_door(
    cast: dict[str, Actor], issuer: Issuer
) -> None:
    sign_in()
    who, administrator = cast[f"nurse@{CLINIC}"].code, cast[f"administrator@{CLINIC}"]
    disable_member(member=who, reason="left the clinic for good", by=administrator, key="d1")
    client, answer = sign_in()
    assert signed_in(client) == ""
    assert "was disabled on" in answer.content.decode()


def test_while_the_issuer_is_away_the_page_says_so_and_a_local_administrator_gets_in(
    cast: dict[str, Actor], issuer: Issuer, settings: Any
) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    issuer.shutdown()
    issuer.server_close()
    client = Client()
    answer = client.get(reverse("openid_connect_login", args=["company"]))
    assert answer.status_code == 403
    assert "The hospital account does not answer" in answer.content.decode()
    account = Staff.objects.get(username="administrator")
    account.set_password("a long sentence to remember")
    account.save()
    client.post(
        reverse("account_login"), {"login": "administrator", "password": "a long sentence to remember"}
    )
    assert signed_in(client) == "administrator"


def test_the_answer_of_another_window_is_not_taken(cast: dict[str, Actor], issuer: Issuer) -> None:
    client = Client()
    answer = client.get(
        reverse("openid_connect_callback", args=["company"]), {"code": "once", "state": "other"}
    )
    assert answer.status_code == 403
    assert last_attempt() == ["access.company_stale"]


def test_nobody_links_a_company_account_by_an_address_of_their_own(issuer: Issuer) -> None:
    address = reverse("openid_connect_login", args=["company"])
    assert Client().get(address, {"process": "connect"}).status_code == 404


def test_the_button_stands_on_the_sign_in_page_only_when_there_is_an_issuer(
    cast: dict[str, Actor], issuer: Issuer, settings: Any
) -> None:
    address = reverse("openid_connect_login", args=["company"])
    page = Client().get(reverse("account_login")).content.decode()
    assert "Sign in with your hospital account" in page
    assert address in page
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert address not in Client().get(reverse("account_login")).content.decode()
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"OIDC_ISSUER": "https://x.example"}, "without CORDLINE_OIDC_CLIENT_ID"),
        ({"OIDC_CLIENT_ID": "x"}, "CORDLINE_OIDC_ISSUER is missing"),
        ({"OIDC_GROUPS": "Nurses"}, "should be group=role@SITE"),
        ({"OIDC_GROUPS": "Nurses=sister@KL-CLINIC"}, "should be group=role@SITE"),
        ({"OIDC_GROUPS": "Guests=inspector@KL-CLINIC"}, "should be group=role@SITE"),
        (
            {"OIDC_ISSUER": "http://x.example", "OIDC_CLIENT_ID": "x", "OIDC_CLIENT_SECRET": "y"},
            "should be an https address",
        ),
    ],
)
def test_settings_given_by_halves_are_refused_before_anything_starts(
    given: dict[str, str], told: str
) -> None:
    with pytest.raises(SettingsError, match=told):
        load({f"CORDLINE_{name}": value for name, value in given.items()})


def test_the_clients_secret_may_stand_in_a_file(tmp_path: Any) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden\n")
    values = load({
        "CORDLINE_OIDC_ISSUER": "https://x.example", "CORDLINE_OIDC_CLIENT_ID": "x",
        "CORDLINE_OIDC_CLIENT_SECRET_FILE": str(secret),
    })  # fmt: skip
    assert company_sign_in(values)["openid_connect"]["APPS"][0]["secret"] == "hidden"
