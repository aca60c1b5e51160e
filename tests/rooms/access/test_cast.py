"""The cast of a demonstration: every role of W1 has somebody, and only a demonstration has a cast."""

import pytest

from cordline.access import selectors
from cordline.access.services import demonstration
from cordline.ground.refusal import Refused
from cordline.ground.roles import Role
from cordline.ledger.services import database_now, declare_demonstration

pytestmark = pytest.mark.django_db


@pytest.mark.req("W1")
def test_every_role_but_the_visitor_has_somebody() -> None:
    declare_demonstration(1)
    cast = demonstration.create_cast()
    played = {role for actor in cast.values() for role in actor.roles}
    assert played == set(Role) - {Role.VISITOR}


def test_creating_the_cast_again_changes_nothing() -> None:
    declare_demonstration(1)
    assert demonstration.create_cast() == demonstration.create_cast()


@pytest.mark.req("I6")
def test_a_real_database_has_no_cast() -> None:
    with pytest.raises(Refused) as refused:
        demonstration.create_cast()
    assert [reason.code for reason in refused.value.reasons] == ["access.demonstration_only"]


@pytest.mark.req("E19", "R-23")
def test_the_review_tells_who_had_what_at_a_past_time() -> None:
    declare_demonstration(1)
    before = database_now()
    demonstration.create_cast()
    assert selectors.access_at(before) == []
    listed = {(row["role"], row["site"]) for row in selectors.access_at(database_now())}
    assert ("physician", "KL-CLINIC") in listed
    assert ("technician", "KL-CLINIC") not in listed
