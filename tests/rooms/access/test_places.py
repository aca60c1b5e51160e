"""An administrator opens organisations and sites on a page, and rule sets are bound and ended at one's own site."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cordline.access import selectors
from cordline.access.services import demonstration
from cordline.ground.actor import Actor
from cordline.ground.roles import Role
from cordline.ledger.models import Entry
from cordline.ledger.services import declare_demonstration

pytestmark = [pytest.mark.django_db, pytest.mark.req("E6", "W2", "W8")]
CLINIC = demonstration.CLINIC


@pytest.fixture
def cast() -> dict[str, Actor]:
    declare_demonstration(1)
    return demonstration.create_cast()


def enter(part: str) -> Client:
    client = Client()
    client.post(reverse("access:demonstration"), {"as": part})
    return client


def ask(client: Client, page: str, key: str = "k1", **facts: Any) -> Any:
    keywords = {"rule_set": facts.pop("ending")} if "ending" in facts else {}
    return client.post(reverse(f"access:{page}", kwargs=keywords), {"form_key": key, **facts})


SITE = {
    "code": "PG-CLINIC", "name": "Example Clinic, George Town", "organisation": "KLC", "kind": "clinic",
    "zone": "Asia/Kuala_Lumpur", "country": "MY",
}  # fmt: skip

LONG_AGO = {"effective_from_day": "1", "effective_from_month": "1", "effective_from_year": "2020"}


def test_a_site_is_opened_with_its_first_administrator_who_can_give_roles_there(
    cast: dict[str, Actor],
) -> None:
    client = enter(f"administrator@{CLINIC}")
    assert ask(client, "open_organisation", code="EXC", name="Example", country="MY").status_code == 303
    assert ask(client, "open_site", **{**SITE, "organisation": "EXC"}).status_code == 303
    site = selectors.site("PG-CLINIC")
    assert site is not None
    assert (site.organisation, site.rule_sets) == ("EXC", ())
    administrator = cast[f"administrator@{CLINIC}"].code
    assert selectors.roles_at(administrator, "PG-CLINIC") == {Role.ADMINISTRATOR}
    client.post(reverse("access:switch_site"), {"site": "PG-CLINIC"})
    nurse = cast[f"nurse@{CLINIC}"].code
    client.post(reverse("access:member", args=[nurse]), {"what": "grant", "form_key": "g", "role": "nurse"})
    assert selectors.roles_at(nurse, "PG-CLINIC") == {Role.NURSE}


def test_the_first_administrator_may_be_somebody_else(cast: dict[str, Actor]) -> None:
    other = cast[f"quality@{CLINIC}"].code
    assert ask(enter(f"administrator@{CLINIC}"), "open_site", **SITE, administrator=other).status_code == 303
    assert selectors.roles_at(other, "PG-CLINIC") == {Role.ADMINISTRATOR}
    assert selectors.roles_at(cast[f"administrator@{CLINIC}"].code, "PG-CLINIC") == frozenset()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"code": "pg clinic"}, "access.code_shape"),
        ({"code": CLINIC}, "access.code_taken"),
        ({"zone": "Nowhere/City"}, "access.unknown_zone"),
        ({"country": "my"}, "access.unknown_country"),
        ({"administrator": "ST26-9999-X"}, "access.unknown_member"),
    ],
)
def test_an_impossible_site_is_refused_with_the_reason(
    cast: dict[str, Actor], changed: dict[str, str], code: str
) -> None:
    answer = ask(enter(f"administrator@{CLINIC}"), "open_site", **{**SITE, **changed})
    assert answer.status_code == 422
    assert [reason.code for reason in answer.context["refusals"]] == [code]
    assert selectors.site("PG-CLINIC") is None


def test_a_rule_set_is_bound_and_ended_at_ones_own_site_and_both_stay_on_record(
    cast: dict[str, Actor],
) -> None:
    client = enter(f"quality@{CLINIC}")
    page = client.get(reverse("access:bind")).content.decode()
    assert "own policy" in page
    assert "European Union" not in page, "it binds already"
    assert ask(client, "bind", rule_set="SITE").status_code == 303
    assert "SITE" in selectors.rule_sets_binding(CLINIC)
    before = Entry.objects.latest("id").recorded_at
    ended = ask(client, "end_rule_set", ending="SITE", reason="policy was taken back by the board")
    assert ended.status_code == 303
    assert "SITE" not in selectors.rule_sets_binding(CLINIC)
    assert "SITE" in selectors.rule_sets_binding(CLINIC, at=before)
    assert "SITE" not in selectors.rule_sets_binding("KL-LAB")
    verbs = list(Entry.objects.order_by("-id").values_list("verb", flat=True)[:2])
    assert verbs == ["access.site.rule_set_ended", "access.site.rule_set_bound"]


@pytest.mark.parametrize(
    ("page", "facts", "code"),
    [
        (
            "bind",
            {
                "rule_set": "SITE",
                **{f"effective_from_{name}": n for name, n in (("day", 1), ("month", 1), ("year", 2020))},
            },
            "access.binding_in_past",
        ),
        ("end_rule_set", {"ending": "SITE", "reason": "it never did bind"}, "access.rule_set_not_bound"),
        ("end_rule_set", {"ending": "MY", "reason": "no"}, "access.reason_too_short"),
    ],
)
def test_what_cannot_be_bound_or_ended_is_refused(
    cast: dict[str, Actor], page: str, facts: dict[str, str], code: str
) -> None:
    answer = ask(enter(f"quality@{CLINIC}"), page, **facts)
    assert answer.status_code == 422
    assert [reason.code for reason in answer.context["refusals"]] == [code]


def test_the_buttons_stand_only_where_they_open(cast: dict[str, Actor]) -> None:
    nurse = enter(f"nurse@{CLINIC}").get(reverse("access:sites")).content.decode()
    assert reverse("access:open_site") not in nurse
    assert reverse("access:bind") not in nurse
    administrator = enter(f"administrator@{CLINIC}").get(reverse("access:sites")).content.decode()
    assert reverse("access:open_site") in administrator
    assert reverse("access:end_rule_set", args=["MY"]) in administrator
