"""Every page for every role: whether it opens is what the matrix says, and no page is without a door or unwalked."""

import random
from typing import Any

import pytest
from django.urls import NoReverseMatch, reverse

from cordline.access import doors
from cordline.ground.roles import Role
from tests.pages.conftest import House

# Addresses that belong to others' sign-in flows: they answer by the state of the flow and not by role.
FOREIGN = ("account_", "mfa_", "openid_connect", "socialaccount_", "usersessions_")


def walked() -> list[doors.Page]:
    """Every page of ours."""
    return [
        page
        for page in doors.pages()
        if page.name and not page.name.startswith(FOREIGN) and page.name != "static"
    ]


def address(page: doors.Page, house: House) -> str | None:
    """The address of a page with its sample record, or nothing where no sample is known."""
    for keywords in (house.codes.get(page.name, {}), {}):
        try:
            return reverse(page.name, kwargs=keywords)
        except NoReverseMatch:
            continue
    return None


def holder(role: Role, house: House) -> str | None:
    """Somebody of the cast who holds the role."""
    return next((name for name, actor in sorted(house.people.items()) if role in actor.roles), None)


@pytest.mark.req("W1", "I12", "E19")
def test_every_page_has_a_door(house: House) -> None:
    assert [page.route for page in doors.undeclared()] == []


@pytest.mark.req("U9")
def test_every_page_can_be_walked_to_with_a_sample_record(house: House) -> None:
    assert [page.name for page in walked() if address(page, house) is None] == []


@pytest.mark.req("W1", "I12", "E19")
@pytest.mark.timeout(900)
def test_every_page_opens_for_the_roles_that_the_matrix_names_and_for_no_other(
    house: House, request: pytest.FixtureRequest
) -> None:
    roles: list[Role] = [Role.VISITOR, *(role for role in Role if holder(role, house))]
    if not request.config.getoption("--full", default=False):
        roles = [Role.VISITOR, *random.sample(roles[1:], 4)]  # noqa: S311 - chosen by the run's seed
    wrong, failed, clients = [], [], {role: house.client(holder(role, house) or "") for role in roles}
    table = {row["page"]: row for row in doors.matrix()}
    for page in walked():
        place = address(page, house)
        if place is None:
            continue
        for role in roles:
            answer = clients[role].get(place)
            status = answer.status_code
            if status == 500:
                failed.append((page.name, role.value, status))
                continue
            turned_away = status == 403 or (status == 302 and "/sign-in/" in answer["Location"])
            expected = table[page.name][role.value]
            if (expected == "shut") is not turned_away and expected != "object":
                wrong.append((page.name, role.value, expected, status))
    assert failed == []
    assert wrong == []


@pytest.mark.req("U48", "E34")
def test_no_page_of_somebody_signed_in_may_be_kept_and_none_allows_inline_code(house: House) -> None:
    client, loose = house.client("quality@KL-LAB"), []
    for page in walked():
        place = address(page, house)
        if place is None:
            continue
        answer: Any = client.get(place)
        policy = answer.headers.get("Content-Security-Policy", "")
        # What visitors read is the same for everybody: it may be kept, and is asked for again at every visit.
        keeping = (
            ("no-store", "max-age=0, must-revalidate") if page.name.startswith("public:") else ("no-store",)
        )
        kept = answer.headers.get("Cache-Control", "")
        if not any(word in kept for word in keeping) or not policy or "unsafe" in policy:
            loose.append(page.name)
    assert loose == []
