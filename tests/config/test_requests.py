"""What every request gets: a number, closed doors, a quiet log line; and what a load balancer is told."""

import json
import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from cordline.config import logs, middleware
from cordline.config.cluster import ClusterUrls


@pytest.mark.req("E9")
def test_health_asks_for_no_sign_in_and_no_database() -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})


@pytest.mark.req("E9")
def test_readiness_without_a_worker_says_so_with_503_and_no_secret(committed_db: ClusterUrls) -> None:
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["findings"]["database"] == answer.json()["findings"]["migrations"] == "ok"
    assert "no sign of life" in answer.json()["findings"]["worker"]
    assert "cordline_app" not in answer.content.decode()


@pytest.mark.req("E34")
def test_the_policy_lets_nothing_inline_and_nothing_foreign_in() -> None:
    headers = Client().get("/healthz").headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "camera=(self)" in headers["Permissions-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.req("E11")
def test_a_log_line_carries_the_number_but_no_word_of_a_fault() -> None:
    token = logs.request_number.set("abc-12345")
    try:
        raise ValueError("Failing row contains (7, Aminah Testcase)")
    except ValueError as fault:
        record = logging.LogRecord(
            "x", logging.ERROR, __file__, 1, "went wrong", None, (ValueError, fault, fault.__traceback__)
        )
    line = logs.JsonLines().format(record)
    logs.request_number.reset(token)
    assert json.loads(line)["request"] == "abc-12345"
    assert json.loads(line)["fault"] == "ValueError"
    assert "test_requests.py" in json.loads(line)["where"][0]
    assert "Aminah" not in line


def test_a_visitor_cannot_choose_the_number_or_the_address(settings: object) -> None:
    seen: list[str] = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    chain = middleware.Numbered(middleware.BehindProxies(page))
    request = RequestFactory().get(
        "/", headers={"X-Request-ID": "chosen-by-me", "X-Forwarded-For": "203.0.113.9"}
    )
    answer = chain(request)
    assert answer.headers["X-Request-ID"] != "chosen-by-me"
    assert seen == ["127.0.0.1"]


@pytest.mark.req("E4")
def test_behind_one_proxy_the_address_that_it_saw_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    monkeypatch.setitem(settings.CORDLINE, "TRUSTED_PROXIES", 1)
    seen: list[str] = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    middleware.BehindProxies(page)(
        RequestFactory().get("/", headers={"X-Forwarded-For": "1.2.3.4, 203.0.113.9"})
    )
    assert seen == ["203.0.113.9"]


@pytest.mark.req("E10")
def test_metrics_are_off_until_a_token_is_set(
    committed_db: ClusterUrls, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    assert Client().get("/metrics").status_code == 404
    monkeypatch.setitem(settings.CORDLINE, "METRICS_TOKEN", "token")
    assert Client().get("/metrics").status_code == 404
    text = Client().get("/metrics", headers={"Authorization": "Bearer token"}).content.decode()
    assert "cordline_oldest_unsealed_seconds 0" in text
    assert 'cordline_requests_total{view="metrics",status="404"}' in text
