"""The access review of a site: due every quarter, waiting for those who hold it, kept with what was looked at (E20)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cordline.access import rules, selectors
from cordline.access.services import demonstration
from cordline.access.waiting import access_review
from cordline.ground.actor import Actor
from cordline.ledger.models import Entry
from cordline.ledger.services import database_now, declare_demonstration, move_clock

pytestmark = [pytest.mark.django_db, pytest.mark.req("E20")]
CLINIC = demonstration.CLINIC


@pytest.fixture
def cast() -> dict[str, Actor]:
    declare_demonstration(1)
    return demonstration.create_cast()


def enter(part: str) -> Client:
    client = Client()
    client.post(reverse("access:demonstration"), {"as": part})
    return client


def test_the_review_waits_before_the_quarter_ends_and_begins_a_new_one_when_it_is_held(
    cast: dict[str, Actor],
) -> None:
    quality = cast[f"quality@{CLINIC}"]
    assert list(access_review(quality)) == []
    move_clock(timedelta(days=78))
    (item,) = access_review(quality)
    assert item.due_at == selectors.review_due(CLINIC)
    client = enter(f"quality@{CLINIC}")
    answer = client.post(item.url, {"form_key": "r1", "outcome": "every role is needed"})
    assert answer.status_code == 303
    assert list(access_review(quality)) == []
    (other_site,) = access_review(cast["quality@KL-LAB"])
    assert other_site.code == "KL-LAB"
    entry = Entry.objects.get(verb="access.review.held")
    rows = [row for row in selectors.access_at(database_now()) if row["site"] == CLINIC]
    assert entry.payload == {
        "outcome": "every role is needed",
        "roles": len(rows),
        "sha256": rules.content_hash({"rows": rows}),
    }


def test_a_review_says_what_follows_and_is_not_held_by_who_gives_the_roles(cast: dict[str, Actor]) -> None:
    answer = enter(f"quality@{CLINIC}").post(
        reverse("access:hold_review"), {"form_key": "r", "outcome": "ok"}
    )
    assert answer.status_code == 422
    administrator = enter(f"administrator@{CLINIC}")
    assert administrator.get(reverse("access:hold_review")).status_code == 403
    assert reverse("access:hold_review") not in administrator.get(reverse("access:review")).content.decode()
