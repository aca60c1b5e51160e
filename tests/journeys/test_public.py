"""A visitor's browser: light at the first visit, whole with scripts off, never a day behind a withdrawal."""

from collections.abc import Iterator
from typing import Any

import pytest

from cordline.config.cluster import ClusterUrls
from cordline.knowledge import services
from cordline.knowledge.public.serving import shelf
from cordline.knowledge.types import EvidenceStanding
from tests import build_knowledge
from tests.harness import databases, serving

# Slow 4G as measuring tools simulate it: 1.6 megabits a second, 150 ms for each turn, a phone four times slower.
SLOW = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
LARGEST = """() => new Promise((done) => {
  let last = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) { last = one.startTime; } })
    .observe({type: 'largest-contentful-paint', buffered: true});
  setTimeout(() => done(last), 1500);
})"""


@pytest.fixture
def site(
    shipped_base: ClusterUrls, test_server: databases.TestServer, django_db_blocker: Any
) -> Iterator[str]:
    """The house on a port with the shipped knowledge base shown; gives its address."""
    with (
        django_db_blocker.unblock(),
        test_server.clone(of=shipped_base) as addresses,
        databases.pointed_at(addresses),
        serving.serving() as address,
    ):
        shelf.forget()
        yield address


@pytest.mark.req("U62", "E32")
@pytest.mark.timeout(600)
def test_a_first_visit_on_a_slow_line_is_light_fast_and_asks_nobody_else(site: str, browser: Any) -> None:
    for place in ("/en/", "/en/questions/side-effects/"):
        context = browser.new_context(viewport={"width": 390, "height": 844})
        tab = context.new_page()
        tab.goto(site + place)  # rendered once, as for the visitor before
        context.close()
        context = browser.new_context(viewport={"width": 390, "height": 844})
        tab = context.new_page()
        asked: list[str] = []
        said: list[str] = []
        received = [0]
        tab.on("request", lambda one, asked=asked: asked.append(one.url))
        tab.on("console", lambda one, said=said: said.append(one.text))
        line = context.new_cdp_session(tab)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW)
        line.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        line.on(
            "Network.loadingFinished",
            lambda one, received=received: received.__setitem__(
                0, received[0] + int(one["encodedDataLength"])
            ),
        )
        tab.goto(site + place, wait_until="load")
        largest = tab.evaluate(LARGEST)
        assert [url for url in asked if not url.startswith(site)] == []
        assert said == []  # the content policy has nothing to say either
        assert received[0] < 150_000, (place, received)
        assert 0 < largest < 2500, (place, largest)
        strip, box = (
            tab.locator(".strip").first.bounding_box(),
            tab.locator(".short, .askbox").first.bounding_box(),
        )
        assert strip["y"] + strip["height"] < 844
        assert box["y"] < 844
        print(f"{place}: {received[0]} bytes, largest paint after {largest:.0f} ms")  # noqa: T201 - quoted in notes
        context.close()


@pytest.mark.req("U62", "U58", "U3", "I11")
@pytest.mark.timeout(600)
def test_with_scripts_off_words_open_languages_switch_and_a_withdrawal_is_seen(
    site: str, browser: Any
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    tab = context.new_page()
    place = site + "/en/questions/side-effects/"
    tab.goto(place)
    word = tab.locator("a.word").first
    box = tab.locator(".pop").first
    assert not box.is_visible()
    word.focus()
    tab.keyboard.press("Enter")
    assert box.is_visible()
    box.locator(".close").click()
    assert not box.is_visible()
    tab.locator("a.menu").click()
    assert tab.get_by_role("link", name="Treatments").first.is_visible()
    tab.locator(".langs summary").click()
    tab.locator(".langs a[lang=ja]").click()
    assert tab.url == site + "/ja/questions/side-effects/"
    assert tab.locator("html").get_attribute("lang") == "ja"
    tab.goto(site + "/en/")
    tab.fill("#q", "What are the side effects?")
    tab.get_by_role("button", name="Ask", exact=True).click(timeout=180_000)  # the first question builds the index
    assert tab.get_by_role("link", name="Read the full answer").is_visible()
    tab.goto(place)
    assert "fever was the one reaction" in tab.content()
    services.change_source(
        source="EV004",
        standing=EvidenceStanding.RETRACTED,
        reason="withdrawn",
        by=build_knowledge.EDITOR,
        key="gone",
    )
    tab.goto(place)
    assert "fever was the one reaction" not in tab.content()
    assert "lost its support and was taken down" in tab.content()
    context.close()


@pytest.mark.req("U58", "U15")
@pytest.mark.timeout(600)
def test_with_scripts_a_word_opens_by_keyboard_takes_the_focus_and_gives_it_back(
    site: str, browser: Any
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 844})
    tab = context.new_page()
    tab.goto(site + "/en/questions/side-effects/")
    word, box = tab.locator("a.word").first, tab.locator(".pop").first
    word.focus()
    tab.keyboard.press("Space")
    assert box.is_visible()
    assert word.get_attribute("aria-expanded") == "true"
    assert tab.evaluate("document.activeElement.classList.contains('close')")
    tab.keyboard.press("Escape")
    assert not box.is_visible()
    assert tab.evaluate("document.activeElement.classList.contains('word')")
    theme = tab.locator(".theme")
    theme.click()
    assert tab.locator("html").get_attribute("data-theme") == "dark"
    tab.reload()
    assert tab.locator("html").get_attribute("data-theme") == "dark"
    context.close()
