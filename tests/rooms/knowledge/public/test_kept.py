"""A public page is kept and asked for again: a caching browser sees a withdrawal at its next request."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cordline.ground.actor import job
from cordline.knowledge import services
from cordline.knowledge.public import reading
from cordline.knowledge.types import EvidenceStanding
from tests.build_knowledge import EDITOR

PAGE = "/en/questions/side-effects/"


def asked_again(client: Client, mark: str, place: str = PAGE) -> Any:
    return client.get(place, headers={"If-None-Match": mark})


@pytest.mark.req("I11", "U62")
def test_a_withdrawal_is_seen_at_the_next_request_of_a_caching_browser_in_every_language(
    site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions: list[int] = []
    ask = reading.asked_now

    def counted() -> reading.Standing:
        questions.append(1)
        return ask()

    monkeypatch.setattr(reading, "asked_now", counted)
    before: Any = {lang: site.get(f"/{lang}/questions/side-effects/") for lang in ("en", "ja")}
    assert "fever was the one reaction" in before["en"].content.decode()
    for lang, answer in before.items():
        assert answer["Cache-Control"] == "max-age=0, must-revalidate"
        questions.clear()
        with CaptureQueriesContext(connection) as others:
            same = asked_again(site, answer["ETag"], f"/{lang}/questions/side-effects/")
        assert same.status_code == 304
        assert same.content == b""
        assert questions == [1]  # one tiny query, which Django does not log; and no other
        assert len(others) == 0
    services.change_source(
        source="EV004",
        standing=EvidenceStanding.RETRACTED,
        reason="withdrawn by its journal",
        by=EDITOR,
        key="gone",
    )
    for lang, answer in before.items():
        after = asked_again(site, answer["ETag"], f"/{lang}/questions/side-effects/")
        assert after.status_code == 200
        assert after["ETag"] != answer["ETag"]
    assert "fever was the one reaction" not in after.content.decode()
    assert "lost its support and was taken down" in asked_again(site, "", PAGE).content.decode()


@pytest.mark.req("W36", "U54", "U56", "S17")
def test_a_figure_that_stops_being_zero_replaces_its_sentence_and_keeps_its_history(site: Client) -> None:
    period = {"period_from": date(2026, 1, 1), "period_to": date(2026, 10, 31), "simulated": True}
    told: dict[str, Any] = {
        "name": "serious_events",
        "denominator": 209,
        "completeness_pct": Decimal("97.6"),
        **period,
    }
    services.publish_figure(numerator=0, by=job("vigilance"), key="f1", **told)
    first: Any = site.get("/en/figures/serious_events/")
    page = first.content.decode()
    assert "<b>0</b> of 209" in page
    assert "could be as many as" in page
    assert page.count("M1 ") >= 1  # squares are drawn, and said in words and in a table beside them
    assert "<caption>Every publication of this count" in page
    japanese: Any = site.get("/ja/figures/serious_events/")
    card = japanese.content.decode()
    assert "<b>0</b>人 ／治療を受けた方209人" in card
    assert "97.6％" in card
    assert "97.6 %" not in card  # one form in one card
    services.publish_figure(numerator=1, by=job("vigilance"), key="f2", **told)
    second = asked_again(site, first["ETag"], "/en/figures/serious_events/")
    assert second.status_code == 200
    assert "<b>1</b> of 209" in second.content.decode()
    assert "0 / 209" in second.content.decode()


@pytest.mark.req("U62", "E32")
def test_a_kept_page_is_the_same_for_everybody_sets_nothing_and_its_key_holds_the_day(
    site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first: Any = site.get("/en/")
    assert not first.cookies
    assert first["Vary"] == "Accept-Encoding"
    assert "unsafe" not in first["Content-Security-Policy"]
    kept: Any = site.get("/en/", headers={"Accept-Encoding": "gzip"})
    assert kept["Content-Encoding"] == "gzip"
    assert len(kept.content) < 20_000
    head: Any = site.head("/en/", headers={"If-None-Match": f'"x", {first["ETag"]}'})
    assert head.status_code == 304
    now = reading.standing()
    later = reading.Standing(now.version, date(2031, 1, 1), now.place, now.demonstration)
    monkeypatch.setattr(reading, "standing", lambda: later)
    answer = asked_again(site, first["ETag"], "/en/")
    assert answer.status_code == 200
    assert answer["ETag"] != first["ETag"]
