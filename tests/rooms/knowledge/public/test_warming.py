"""After a publication the pages most asked for are rendered before anybody asks; no visitor waits for it."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cordline.config.cluster import ClusterUrls
from cordline.knowledge import services
from cordline.knowledge.public import reading, warming
from cordline.knowledge.public.framing import Place
from cordline.knowledge.public.serving import shelf
from cordline.knowledge.public.warming import Warmer, addresses
from cordline.knowledge.types import EvidenceStanding, Language
from cordline.ledger.services import declare_demonstration
from tests import build_knowledge as build
from tests.build_knowledge import EDITOR


class Rests:
    """Stands in for sleeping: keeps how long was rested, and may do something meanwhile."""

    def __init__(self) -> None:
        self.all: list[float] = []
        self.meanwhile: Any = lambda: None

    def __call__(self, seconds: float) -> None:
        self.all.append(seconds)
        self.meanwhile()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Only the home page and one answer, in four languages."""
    places = (Place("home"), Place("answer", (("slug", "side-effects"),)))
    monkeypatch.setattr(warming, "_places", lambda: iter(places))
    return list(addresses())


def withdraw(source: str, key: str) -> None:
    services.change_source(
        source=source,
        standing=EvidenceStanding.RETRACTED,
        reason="withdrawn by its journal",
        by=EDITOR,
        key=key,
    )


@pytest.mark.req("U62", "I11")
def test_after_a_withdrawal_the_first_visitor_of_a_warm_page_waits_for_no_rendering(site: Client) -> None:
    rests = Rests()
    warmer = Warmer(rests)
    many = len(list(addresses()))
    assert 80 <= many <= warming.MOST_PAGES
    withdraw("EV004", "gone")
    assert warmer.look() == many
    assert len(rests.all) == many  # it rests after every page
    assert warmer.look() == 0  # nothing changed
    for lang in Language:
        for page in ("", "questions/side-effects/", "treatments/msc/"):
            with CaptureQueriesContext(connection) as asked:
                answer: Any = site.get(f"/{lang}/{page}")
            assert answer.status_code == 200
            assert len(asked) == 0  # how things stand is asked beside this count, in one tiny query
    # What was warmed is what a visitor would have had rendered: the withdrawal is in it.
    warm: Any = site.get("/en/questions/side-effects/")
    shelf.forget()
    fresh: Any = site.get("/en/questions/side-effects/")
    assert warm.content == fresh.content
    assert warm["ETag"] == fresh["ETag"]
    assert "lost its support and was taken down" in warm.content.decode()


@pytest.mark.req("I11")
def test_what_is_published_while_pages_are_warmed_is_warmed_next_and_nothing_old_is_shown(
    site: Client, few: list[str]
) -> None:
    rests = Rests()
    warmer = Warmer(rests)

    def once() -> None:
        rests.meanwhile = lambda: None
        withdraw("EV004", "meanwhile")

    rests.meanwhile = once
    assert warmer.look() == 1
    assert warmer.look() == len(few)
    answer: Any = site.get("/en/questions/side-effects/")
    assert "lost its support and was taken down" in answer.content.decode()


def test_a_page_that_somebody_asked_for_is_not_rendered_again_and_a_broken_one_stops_no_other(
    site: Client, few: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.get("/en/")
    assert Warmer(Rests()).look() == len(few) - 1
    shelf.forget()
    monkeypatch.setattr(reading, "treatments", broken)
    monkeypatch.setattr(warming, "addresses", lambda: iter(["/en/treatments/", "/en/how-we-check/"]))
    assert Warmer(Rests()).look() == 2
    assert shelf.get("/en/treatments/") is None


def broken(lang: Language) -> tuple[Any, ...]:
    raise ValueError("contrived")


@pytest.mark.req("U62")
def test_in_a_serving_process_a_thread_of_its_own_does_it_while_requests_go_on(
    committed_db: ClusterUrls, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare_demonstration(2026)
    build.take(build.small())
    indexed: list[int] = []
    monkeypatch.setattr(warming, "warm_index", lambda version, corpus: indexed.append(version))
    monkeypatch.setattr(reading, "_read", {})  # another database may have stood alike
    settings.CORDLINE = {**settings.CORDLINE, "WARM_PAGES": True}
    shelf.forget()
    thread = threading.Thread(target=Warmer(lambda _: time.sleep(0.02)).watch, daemon=True)
    thread.start()
    try:
        assert within(lambda: bool(kept("/en/questions/q10/")))
        before = kept("/en/questions/q10/")
        withdraw("EV001", "gone")
        assert within(lambda: kept("/en/questions/q10/") not in ("", before))
        assert kept("/en/questions/q10/") == reading.stamp()
        assert within(lambda: indexed[-1:] == [reading.standing().version])
    finally:
        settings.CORDLINE = {**settings.CORDLINE, "WARM_PAGES": False}
        thread.join(20)
        shelf.forget()
    assert not thread.is_alive()


def kept(path: str) -> str:
    """How things stood when the kept page was rendered; nothing where none is kept."""
    page = shelf.get(path)
    return page.stamp if page else ""


def within(true: Callable[[], bool], seconds: float = 30) -> bool:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not true():
        time.sleep(0.05)
    return true()


def test_it_is_switched_off_by_a_setting_and_outlives_a_database_that_is_away(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CORDLINE = {**settings.CORDLINE, "WARM_PAGES": False}
    looked: list[int] = []

    def away(self: Warmer) -> int:
        looked.append(1)
        raise DatabaseError("away")

    monkeypatch.setattr(Warmer, "look", away)
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)
    Warmer(Rests()).watch()
    assert looked == []
    settings.CORDLINE = {**settings.CORDLINE, "WARM_PAGES": True}
    rests = Rests()

    def until_third() -> None:
        if len(rests.all) == 3:
            settings.CORDLINE = {**settings.CORDLINE, "WARM_PAGES": False}

    rests.meanwhile = until_third
    Warmer(rests).watch()
    assert len(looked) == 3
    assert rests.all == [warming.EVERY_S] * 3
