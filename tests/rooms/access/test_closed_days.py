"""A site enters the days on which it is closed; no reply is promised for them, and a wrong one is opened again."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from cordline.access import selectors
from cordline.access.services import close_day, demonstration, open_day_again
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refused
from cordline.knowledge import services as knowledge
from cordline.ledger.models import Entry
from cordline.ledger.services import database_now, declare_demonstration

pytestmark = [pytest.mark.django_db, pytest.mark.req("W47")]
CLINIC = demonstration.CLINIC
KL = ZoneInfo("Asia/Kuala_Lumpur")


@pytest.fixture
def cast() -> dict[str, Actor]:
    declare_demonstration(1)
    return demonstration.create_cast()


def coordinator(cast: dict[str, Actor]) -> Actor:
    return cast[f"administrator@{CLINIC}"]


def enter(part: str) -> Client:
    client = Client()
    client.post(reverse("access:demonstration"), {"as": part})
    return client


def page(client: Client) -> str:
    answer: Any = client.get(reverse("access:sites"))
    return str(answer.content.decode())


def promised() -> date:
    return knowledge.promise_at(database_now()).astimezone(KL).date()


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def test_a_closed_day_is_entered_on_the_sites_page_and_moves_the_promise_past_it(
    cast: dict[str, Actor],
) -> None:
    day = promised()
    client = enter(f"administrator@{CLINIC}")
    assert "None entered" in page(client)
    said = {
        "form_key": "k1", "name": "Founders' Day", "day_day": day.day, "day_month": day.month, "day_year": day.year,
    }  # fmt: skip
    assert client.post(reverse("access:close_day"), said).status_code == 303
    assert client.post(reverse("access:close_day"), said).status_code == 303  # sent twice, entered once
    assert "Founders&#x27; Day" in page(client)
    assert selectors.closed_days(CLINIC, since=day) == {day: "Founders' Day"}
    assert selectors.closed_days(CLINIC, since=day + timedelta(days=1)) == {}
    assert promised() > day
    told = Entry.objects.get(verb="access.site.day_closed")
    assert told.payload == {"day": day.isoformat(), "name": "Founders' Day"}


def test_a_day_entered_wrongly_is_opened_again_for_a_reason_and_stays_on_record(
    cast: dict[str, Actor],
) -> None:
    day, by = promised(), coordinator(cast)
    close_day(site=CLINIC, day=day, name="Typed wrongly", by=by, key="a")
    client = enter(f"administrator@{CLINIC}")
    place = reverse("access:open_day_again", args=[day.isoformat()])
    assert place in page(client)
    short: Any = client.post(place, {"form_key": "k2", "reason": ""})
    assert short.status_code == 422
    assert client.post(place, {"form_key": "k3", "reason": "It was meant for next year"}).status_code == 303
    assert selectors.closed_days(CLINIC, since=day) == {}
    assert promised() == day
    close_day(site=CLINIC, day=day, name="Right this time", by=by, key="b")
    assert selectors.closed_days(CLINIC, since=day) == {day: "Right this time"}
    assert client.get(reverse("access:open_day_again", args=["tomorrow"])).status_code == 404


def test_what_is_over_far_off_nameless_elsewhere_or_entered_already_is_refused(
    cast: dict[str, Actor],
) -> None:
    by = coordinator(cast)
    today = datetime.now(KL).date()
    with pytest.raises(Refused) as over:
        close_day(site=CLINIC, day=today - timedelta(days=2), name=" ", by=by, key="a")
    assert codes(over) == ["access.name_missing", "access.day_is_past"]
    with pytest.raises(Refused) as far:
        close_day(site=CLINIC, day=today + timedelta(days=800), name="Far", by=by, key="b")
    assert codes(far) == ["access.day_far_off"]
    with pytest.raises(Refused) as elsewhere:
        close_day(site=demonstration.LABORATORY, day=today + timedelta(days=9), name="Theirs", by=by, key="c")
    assert codes(elsewhere) == ["access.foreign_site"]
    close_day(site=CLINIC, day=today + timedelta(days=9), name="Ours", by=by, key="d")
    with pytest.raises(Refused) as twice:
        close_day(site=CLINIC, day=today + timedelta(days=9), name="Ours", by=by, key="e")
    assert codes(twice) == ["access.day_closed_already"]
    with pytest.raises(Refused) as never:
        open_day_again(
            site=CLINIC, day=today + timedelta(days=10), reason="It is open after all", by=by, key="f"
        )
    assert codes(never) == ["access.day_not_closed"]


def test_who_only_reads_sees_the_days_and_no_button(cast: dict[str, Actor]) -> None:
    close_day(site=CLINIC, day=promised(), name="Founders' Day", by=coordinator(cast), key="a")
    nurse = enter(f"nurse@{CLINIC}")
    assert "Founders&#x27; Day" in page(nurse)
    assert reverse("access:close_day") not in page(nurse)
    assert nurse.get(reverse("access:close_day")).status_code == 403
