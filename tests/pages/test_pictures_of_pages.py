"""A picture of every page at 1280 and 390 px, taken from the sample records: ``pytest --pictures`` on this file.

In an ordinary run it is only asked whether each page there is has its pictures, or is named as nothing to look at: a
file, an address that takes forms alone, one that leads on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from cordline.access import doors
from tests.journeys.tour import TOUR, WIDTHS, keep
from tests.pages.conftest import House
from tests.pages.test_doors_of_pages import address, walked
from tests.pages.test_looks_of_pages import NO_PAGE, Tabs, visited

PAGES = TOUR / "pages"
INDEX = PAGES / "README.md"
TALLEST, COLOURS = 1000, 24
HEAD = """# Every page

Each page of the house at 1280 and 390 px, its top, on the sample records of the tests, room by room. People, cells and
numbers are invented. Taken by `pytest --pictures tests/pages/test_pictures_of_pages.py`.
"""
BESIDE = "## Nothing to look at"


@dataclass(frozen=True)
class Picture:
    """One page as it was pictured: its name among the addresses, its title, its route, who looked."""

    name: str
    title: str
    route: str
    who: str

    def file(self, width: int) -> str:
        """The picture's file name."""
        return f"{self.name.replace(':', '-')}-{width}.png"

    def lines(self) -> Iterator[str]:
        """How the index shows it."""
        yield f"### {self.title}"
        yield ""
        yield f"`{self.name}`, `/{self.route}`, as {self.who or 'visitor'}"
        yield ""
        for width, shown in zip(WIDTHS, (640, 200), strict=True):
            yield f'<img src="{self.file(width)}" width="{shown}" alt="{self.title}, {width} px wide">'
        yield ""


def taken(page: doors.Page, house: House, tabs: Tabs) -> Picture | None:
    """Take a page's pictures; a file, a part of a page, or an address that leads on is nothing to look at."""
    place = address(page, house)
    if place is None or page.name in NO_PAGE:
        return None
    for width in WIDTHS:
        tab, answer, name = visited(page, house, tabs, width=width, height=900 if width > 700 else 844)
        if answer is None or answer.status >= 400 or not tab.url.startswith(house.address + place):
            return None
        title = tab.title().rpartition(" - ")[0] or tab.title()
        shown = Picture(page.name, title, page.route, name.partition("@")[0].replace("_", " "))
        keep(tab.screenshot(full_page=True), PAGES / shown.file(width), tallest=TALLEST, colours=COLOURS)
    return shown


def index(pictures: list[Picture], beside: list[str]) -> str:
    """The page that shows them."""
    lines, room = [HEAD], ""
    for picture in sorted(pictures, key=lambda one: one.name):
        now = picture.name.partition(":")[0] if ":" in picture.name else "house"
        lines += [f"## {now}", ""] if now != room else []
        room = now
        lines += picture.lines()
    lines += [
        BESIDE,
        "",
        "Files to be saved, parts of pages, addresses that take forms alone or lead on:",
        "",
    ]
    lines += [f"- `{name}`" for name in sorted(beside)]
    return "\n".join(lines) + "\n"


@pytest.fixture
def pictured(request: pytest.FixtureRequest) -> None:
    """Take every picture anew where that is asked for."""
    if not request.config.getoption("--pictures"):
        return
    house, browser = request.getfixturevalue("house"), request.getfixturevalue("browser")
    PAGES.mkdir(exist_ok=True)
    for old in PAGES.glob("*.png"):
        old.unlink()
    tabs = Tabs(browser, house)
    found = {page.name: taken(page, house, tabs) for page in walked()}
    tabs.close()
    shown = [picture for picture in found.values() if picture]
    INDEX.write_text(index(shown, [name for name, picture in found.items() if picture is None]))


@pytest.mark.req("E29")
@pytest.mark.timeout(1800)
def test_every_page_has_its_pictures_or_is_named_as_nothing_to_look_at(pictured: None) -> None:
    told = INDEX.read_text()
    shown, _, beside = told.partition(BESIDE)
    pages = set(re.findall(r"^`([^`]+)`, `/", shown, re.MULTILINE))
    others = set(re.findall(r"^- `([^`]+)`", beside, re.MULTILINE))
    assert {page.name for page in walked()} == pages | others
    assert not pages & others
    wanted = {f"{name.replace(':', '-')}-{width}.png" for name in pages for width in WIDTHS}
    assert {path.name for path in PAGES.glob("*.png")} == wanted
    assert wanted == set(re.findall(r'src="([^"]+)"', shown))
