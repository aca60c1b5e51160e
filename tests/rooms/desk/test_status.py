"""The status page: what is well, what waits and how long, whether clocks agree, and whether mail arrives (E8)."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cordline.access.services import demonstration
from cordline.config import status
from cordline.ground.actor import Actor
from cordline.ledger.models import Attempt
from cordline.ledger.models import Entry as Row
from cordline.ledger.selectors import SubscriptionLag
from cordline.ledger.services import declare_demonstration
from tests.harness.mailing import mail_server

pytestmark = [pytest.mark.django_db, pytest.mark.req("E8")]
NOBODY_HERE = "somebody@example.org"


@pytest.fixture
def keeper() -> Client:
    declare_demonstration(1)
    cast: dict[str, Actor] = demonstration.create_cast()
    assert cast
    client = Client()
    client.post(reverse("access:demonstration"), {"as": "administrator@KL-CLINIC"})
    return client


@pytest.fixture
def smtp(settings: Any) -> Any:
    """Point the house at a mail server."""

    def point(port: int) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""

    return point


def send(client: Client, key: str = "m1") -> Any:
    return client.post(reverse("desk:try_mail"), {"form_key": key, "address": NOBODY_HERE}, follow=True)


def test_the_test_mail_arrives_says_nothing_about_anybody_and_a_second_press_sends_no_second(
    keeper: Client, smtp: Any
) -> None:
    with mail_server() as server:
        smtp(server.port)
        first = send(keeper)
        send(keeper)
    assert "took the test mail" in first.content.decode()
    (message,) = server.taken
    assert f"To: {NOBODY_HERE}" in message
    assert "Subject: Cordline: a test" in message
    entry = Row.objects.get(verb="desk.mail.tested")
    assert NOBODY_HERE not in str(entry.payload) + entry.subject


def test_a_mail_server_that_refuses_or_is_away_is_told_in_its_own_words(keeper: Client, smtp: Any) -> None:
    with mail_server(refuses=True) as server:
        smtp(server.port)
        answer = send(keeper)
        assert answer.status_code == 422
        assert "it said 550 nobody of that name here" in answer.content.decode()
    answer = send(keeper, "m2")
    assert f"127.0.0.1:{server.port} does not answer" in answer.content.decode()
    kept = Attempt.objects.filter(verb="desk.mail.tested")
    assert [row.codes for row in kept] == [["desk.mail_not_taken"]] * 2
    assert not any(NOBODY_HERE in str(row.reasons) + row.raw for row in kept)


def test_without_a_mail_server_the_page_says_so_and_has_no_button(keeper: Client, settings: Any) -> None:
    settings.EMAIL_HOST = ""
    page = keeper.get(reverse("desk:status")).content.decode()
    assert "No mail server is named" in page
    assert reverse("desk:try_mail") not in page
    assert status.mail().ok


def test_a_password_that_would_travel_in_clear_is_named(settings: Any) -> None:
    settings.EMAIL_HOST, settings.EMAIL_HOST_PASSWORD = "mail.example.org", "secret"
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    assert not status.mail().ok
    assert "CORDLINE_MAIL_SECURITY" in status.mail().mend


def test_what_waits_is_shown_with_its_age_and_is_a_fault_after_seconds(
    keeper: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = [SubscriptionLag("release.on_result", 3, timedelta(seconds=90), "")]
    monkeypatch.setattr(status, "subscription_lags", lambda: late)
    monkeypatch.setattr("cordline.desk.pages.status.subscription_lags", lambda: late)
    page = keeper.get(reverse("desk:status")).content.decode()
    assert "release on result is 90 seconds behind" in page
    assert "3 entries, the oldest 90 seconds old" in page


def test_a_clock_that_drifts_from_the_databases_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert status.clock().ok
    true = time.time
    monkeypatch.setattr(time, "time", lambda: true() + 5)
    found = status.clock()
    assert not found.ok
    assert found.seen.startswith("-5.0 s")
    assert "time server" in found.mend


def test_each_thing_that_the_status_speaks_of_is_there(keeper: Client) -> None:
    names = {finding.name for finding in status.findings()}
    assert {"versions", "migrations", "deliveries", "backup", "disk", "mail", "clock", "worker"} <= names
