"""A real house: founded once from the console, its people need a second factor before anything else."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.test import Client
from django.urls import reverse

from cordline.access.models import Staff
from cordline.access.selectors import roles_at, rule_sets_binding, sites
from cordline.config.console import main
from cordline.ground.roles import Role

pytestmark = pytest.mark.django_db
PASSWORD = "a long sentence to remember"
FOUND = [
    "found", "--json", "--organisation", "EXC", "--organisation-name", "Example Clinic", "--site", "EX-CLINIC",
    "--site-name", "Example Clinic, Ipoh", "--kind", "clinic", "--zone", "Asia/Kuala_Lumpur", "--country", "MY",
    "--rule-sets", "MY,EU", "--administrator", "Example Administrator", "--username", "admin1",
]  # fmt: skip


def found(capsys: pytest.CaptureFixture[str], *other: str) -> tuple[int, dict[str, Any]]:
    code = main([*FOUND, *other])
    return code, json.loads(capsys.readouterr().out)


def test_a_house_is_founded_once(capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = found(capsys)
    assert code == 0
    assert [site.code for site in sites()] == ["EX-CLINIC"]
    assert rule_sets_binding("EX-CLINIC") == {"EU": 1, "MY": 1}
    assert roles_at(answer["administrator"], "EX-CLINIC") == {Role.ADMINISTRATOR}
    code, answer = found(capsys, "--username", "admin2")
    assert code == 1
    assert [refusal["code"] for refusal in answer["refusals"]] == ["access.already_founded"]


@pytest.mark.parametrize(
    ("option", "value", "refusal"),
    [("--zone", "Nowhere/City", "access.unknown_zone"), ("--country", "Malaysia", "access.unknown_country")],
)
def test_a_wrong_zone_or_country_founds_nothing(
    capsys: pytest.CaptureFixture[str], option: str, value: str, refusal: str
) -> None:
    code, answer = found(capsys, option, value)
    assert code == 1
    assert refusal in [reason["code"] for reason in answer["refusals"]]
    assert sites() == []


@pytest.mark.req("E18")
def test_roles_that_need_a_second_factor_get_nowhere_without_one(capsys: pytest.CaptureFixture[str]) -> None:
    found(capsys)
    account = Staff.objects.get(username="admin1")
    account.set_password(PASSWORD)
    account.save()
    client = Client()
    client.post(reverse("account_login"), {"login": "admin1", "password": PASSWORD})
    assert client.get(reverse("access:staff"))["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200
    Authenticator.objects.create(
        user=account, type=Authenticator.Type.TOTP, data={"secret": encrypt("JBSWY3DPEHPK3PXP")}
    )
    assert client.get(reverse("access:staff")).status_code == 200


@pytest.mark.req("E20")
def test_the_console_tells_who_had_what(capsys: pytest.CaptureFixture[str]) -> None:
    found(capsys)
    assert main(["access-review", "--json"]) == 0
    assert [row["role"] for row in json.loads(capsys.readouterr().out)["access"]] == ["administrator"]
    assert main(["access-review", "--json", "--at", "2020-01-01"]) == 0
    assert json.loads(capsys.readouterr().out)["access"] == []
    assert main(["access-review", "--json", "--at", "yesterday"]) == 2
