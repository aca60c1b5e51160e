"""A browser for journeys: one Chromium for each test process, a fresh context (no cookies) for each test."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.harness import chromium

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; a journey without one has not run, and says so by failing."""
    program = chromium.find()
    if program is None:
        pytest.fail("No Chromium on this machine: this journey did not run. ./cordline test fetches one.")
    # Playwright's synchronous door runs a loop in this thread; Django's check for one is meant for servers.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=str(program), args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


@pytest.fixture
def desktop(browser: Browser) -> Iterator[BrowserContext]:
    """A context at desktop width."""
    context = browser.new_context(viewport=DESKTOP, locale="en-GB", timezone_id="Asia/Kuala_Lumpur")  # type: ignore[arg-type]
    yield context
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A context at phone width, with touch."""
    context = browser.new_context(
        viewport=PHONE,
        has_touch=True,
        is_mobile=True,
        locale="en-GB",
        timezone_id="Asia/Kuala_Lumpur",  # type: ignore[arg-type]
    )
    yield context
    context.close()
