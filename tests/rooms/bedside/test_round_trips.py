"""How often the house asks its database for one scan over HTTP, from the first scan of a session on.

Counted on the wire, between the served house and its database: whatever is sent after something was received is a trip,
so a pipelined batch is one. Sign-in, attempt and read log are in it.
"""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from bench.scan import OURS, Relay, Station, _once, furnish, served
from cordline.access.sessions import SESSION_SEEN, SESSION_SITE, SESSION_STATION
from cordline.bedside.models import Verdict
from cordline.config.cluster import ClusterUrls
from tests.cast import CLINIC

MOST = 8


def signed_in_anew(station: Station, code: str, **kept: object) -> Station:
    """The same tablet after somebody has just signed in: a session that has opened no page yet."""
    client = Client()
    account = get_user_model().objects.get(code=code)
    client.force_login(account, backend="cordline.access.backends.StaffBackend")
    session = client.session
    session[SESSION_SITE], session[SESSION_STATION] = CLINIC, "chair-0"
    session.update(kept)
    session.save()
    name = settings.SESSION_COOKIE_NAME
    return replace(station, cookie=f"{name}={client.cookies[name].value}")


def trips(relay: Relay, scan: Callable[[], None]) -> int:
    before = relay.turns
    scan()
    time.sleep(0.2)
    return relay.turns - before


@pytest.mark.timeout(300)
@pytest.mark.req("I1", "I12", "U35")
def test_the_first_scan_of_a_session_and_every_later_one_ask_at_most_eight_times(
    committed_db: ClusterUrls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORDLINE_HOME", str(settings.CORDLINE_HOME))  # the keys of the tests
    monkeypatch.setenv("CORDLINE_SECRET_KEY", settings.SECRET_KEY)
    [station] = furnish(1)
    nurse = get_user_model().objects.get(username="nurse").code
    first = signed_in_anew(station, nurse)
    after_a_while = signed_in_anew(station, nurse, **{SESSION_SEEN: int(time.time()) - 60})
    relay = Relay(committed_db.app)
    relay.start()
    with served(relay.url, workers=1) as address:
        for _ in range(9):  # every thread of the server opens its connection and prepares its statements
            _once(station, OURS, address)
        counted = {
            "first of its session": trips(relay, lambda: _once(first, OURS, address)),
            "second of its session": trips(relay, lambda: _once(first, OURS, address)),
            "after a pause": trips(relay, lambda: _once(after_a_while, OURS, address)),
            "warm": trips(relay, lambda: _once(station, OURS, address)),
        }
    assert max(counted.values()) <= MOST, counted
    assert min(counted.values()) >= 2, counted
    assert Verdict.objects.count() == 13
