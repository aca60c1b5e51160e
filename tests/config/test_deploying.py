"""The first run of a real site: ``found`` opens it, ``check --deploy`` names each thing still missing with its mend."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from cordline.access.models import Staff
from cordline.config import deploying
from cordline.config.console import main
from tests.rooms.access.test_founding import FOUND

pytestmark = [pytest.mark.django_db, pytest.mark.req("E6")]


def deploy(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, Any]]:
    code = main(["check", "--deploy", "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert code == (0 if answer["ok"] else 1)
    return {finding["name"]: finding for finding in answer["findings"]}


def test_before_the_first_act_it_says_how_to_found_the_house(capsys: pytest.CaptureFixture[str]) -> None:
    told = deploy(capsys)
    assert not told["sites"]["ok"]
    assert "cordline found" in told["sites"]["mend"]
    assert {"database", "migrations", "backup"} <= set(told)
    assert not {"rule sets", "donor rules", "emergency administrator"} & set(told), (
        "nothing is well of no site"
    )


def test_each_thing_that_a_new_site_lacks_is_named_with_its_mend_and_goes_once_it_is_done(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(FOUND) == 0
    capsys.readouterr()
    told = deploy(capsys)
    assert told["sites"] == {"name": "sites", "ok": True, "seen": "EX-CLINIC", "mend": ""}
    assert told["rule sets"]["ok"]
    assert told["donor rules"]["seen"] == "not adopted: EU at EX-CLINIC, MY at EX-CLINIC"
    assert not told["emergency administrator"]["ok"]
    account = Staff.objects.get(username="admin1")
    account.set_password("a long sentence to remember")
    account.save()
    assert not deploying.local_administrators().ok
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert deploying.local_administrators().ok


@pytest.mark.parametrize(
    ("name", "value", "look", "word"),
    [
        ("DEBUG", True, deploying.debugging, "CORDLINE_DEBUG"),
        ("BASE_URL", "http://clinic.example", deploying.address, "https"),
    ],
)
def test_what_the_settings_lack_is_named(name: str, value: Any, look: Any, word: str, settings: Any) -> None:
    setattr(settings, name, value)
    assert not look().ok
    assert word in look().mend


@pytest.mark.parametrize(
    ("name", "value", "look"),
    [
        ("TRUSTED_PROXIES", 1, deploying.proxy),
        ("DATABASE_URL", "postgresql://app@db/cordline", deploying.own_database),
        ("ANCHORS", ["/mnt/other/anchor.jsonl"], deploying.anchors),
    ],
)
def test_what_the_host_has_set_is_well_and_what_not_is_named(
    name: str, value: Any, look: Any, settings: Any
) -> None:
    settings.CORDLINE = {**settings.CORDLINE, "TRUSTED_PROXIES": 0, "DATABASE_URL": None, "ANCHORS": []}
    assert not look().ok
    assert f"CORDLINE_{name}" in look().mend
    settings.CORDLINE = {**settings.CORDLINE, name: value}
    assert look().ok


def test_a_demonstration_is_no_real_site(db: None) -> None:
    from cordline.ledger.services import declare_demonstration

    assert deploying.real().ok
    declare_demonstration(1)
    assert not deploying.real().ok
