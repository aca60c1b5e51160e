"""Every page in a real browser: accessible, no side scroll, targets large enough, focus never covered (U9-U12)."""

import random
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from cordline.access import doors
from cordline.ground.roles import Role
from tests.pages.conftest import House
from tests.pages.test_doors_of_pages import address, walked

_AXE = find_spec("axe_playwright_python")
AXE = (Path(_AXE.origin or "").parent / "axe.min.js").read_text() if _AXE else ""
PARTS = 4
LATER_ROWS = "tbody tr:nth-child(n+41)"  # what axe leaves to the full run: one table has thousands of cells
WIDTHS, THEMES = (320, 390, 1280), ("light", "dark")
# Rows in wide tables may scroll inside their own region; the page itself never does.
SMALL_TARGETS = """(least) => Array.from(document.querySelectorAll(
    'a[href], button, select, textarea, summary, input:not([type=hidden])')).filter((node) => {
  if (node.closest('dialog:not([open])') || node.classList.contains('skip')) { return false; }
  const style = getComputedStyle(node), box = (node.closest('.choice') || node).getBoundingClientRect();
  if (style.visibility === 'hidden' || box.width === 0 || box.bottom < 0) { return false; }
  const inSentence = node.tagName === 'A' && style.display.startsWith('inline') && node.parentElement &&
    Array.from(node.parentElement.childNodes).some((one) => one.nodeType === 3 && one.textContent.trim().length > 2);
  return !inSentence && (box.width < least - 0.5 || box.height < least - 0.5);
}).map((node) => `${node.tagName} ${node.textContent.trim().slice(0, 30)} ${node.name || node.className}`)"""
COVERED = """() => {
  const bar = document.querySelector('header.top');
  if (!bar || getComputedStyle(bar).position !== 'sticky') { return []; }
  const kinds = 'a[href], button, input:not([type=hidden]), select';
  const nodes = Array.from(document.querySelector('#main').querySelectorAll(kinds));
  window.scrollTo(0, document.body.scrollHeight);
  return nodes.reverse().slice(0, 40).filter((node) => {
    if (node.getBoundingClientRect().width === 0) { return false; }
    node.focus();
    const box = node.getBoundingClientRect();
    return document.activeElement === node && box.bottom <= bar.getBoundingClientRect().bottom + 1;
  }).map((node) => node.outerHTML.slice(0, 80));
}"""


# Answers that are a part of a page, fetched by the page itself; addresses that lead to a place within another page,
# which is looked at as itself.
NO_PAGE = frozenset({"release:state", "donors:donation", "assays:result"})
# Nobody finds these with a plain visit: metrics are off, the files are of labels and signatures not made yet.
NOT_FOUND = frozenset({"metrics", "documents:labels_file", "documents:signed_pdf"})


class Tabs:
    """One tab of the browser for each person, set to a width and a theme: to open a new one takes a second."""

    def __init__(self, browser: Any, house: House) -> None:
        self._browser, self._house = browser, house
        self._tabs: dict[str, Any] = {}

    def tab(self, name: str, width: int, theme: str = "light", height: int = 844) -> Any:
        """The tab of somebody of the cast ("" for a visitor)."""
        if name not in self._tabs:
            context = self._browser.new_context()
            if name:
                context.add_cookies([self._house.cookie(name)])
            self._tabs[name] = context.new_page()
        tab = self._tabs[name]
        tab.set_viewport_size({"width": width, "height": height})
        tab.emulate_media(color_scheme=theme)
        return tab

    def close(self) -> None:
        """Close every tab."""
        for tab in self._tabs.values():
            tab.context.close()


def openers(page: doors.Page, house: House) -> list[str]:
    """Those for whom the page may open; quality first, since they see most.

    A door says which roles may come in; whether this record is theirs to see (it may be another site's) says the house.
    """
    first = [Role.QUALITY, Role.LABORATORY_HEAD, Role.PHYSICIAN, *Role]
    names = [name for role in first for name in _holders(role, house) if _opens(page, house, name)]
    return list(dict.fromkeys(names)) or [""]


def visited(page: doors.Page, house: House, tabs: Tabs, **device: Any) -> tuple[Any, Any, str]:
    """Visit a page as the first person whom the house really lets in: the tab, its answer, and who it is."""
    place = house.address + (address(page, house) or "")
    for name in openers(page, house):
        tab = tabs.tab(name, **device)
        answer = opened(tab, place)
        if answer is None or answer.status not in (403, 404):
            break
    return tab, answer, name


def _opens(page: doors.Page, house: House, name: str) -> bool:
    return page.door is not None and page.door.opens_for(house.people[name], signed_in=True)


def _holders(role: Role, house: House) -> list[str]:
    return [name for name, actor in sorted(house.people.items()) if role in actor.roles]


def opened(tab: Any, place: str) -> Any:
    """Open a page; a file to be saved, or a part that is no page, is nothing to look at."""
    from playwright.sync_api import Error

    answer = None
    for attempt in range(3):
        try:
            answer = tab.goto(place, wait_until="load")
            break
        except Error as error:
            if "interrupted by another navigation" in str(error):
                # The page before was a file: the browser was still on its way to showing that it is none.
                tab.wait_for_timeout(300)
                continue
            if any(word in str(error) for word in ("Download", "ERR_ABORTED", "ERR_HTTP_RESPONSE_CODE")):
                tab.wait_for_timeout(300)
                return None
            if "Timeout" in str(error) and attempt < 2:
                # A browser on a busy machine sometimes never sends the request; a page that hangs hangs again.
                continue
            raise
    kind = answer.headers.get("content-type", "") if answer else ""
    return answer if kind.startswith("text/html") else None


def faults(page: Any, rows: str = "") -> list[str]:
    """Everything that a browser finds wrong with the page it shows; ``rows`` selects what axe passes over."""
    found = []
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if over > 0:
        found.append(f"scrolls {over} px to the side")
    page.evaluate(AXE)
    rules = {
        "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        "resultTypes": ["violations"],
    }
    where = {"exclude": [[rows]]} if rows else None
    ran = page.evaluate("([where, rules]) => axe.run(where || document, rules)", [where, rules])
    for one in ran["violations"]:
        found.append(f"axe {one['id']}: {one['nodes'][0]['html'][:110]}")
    bench = page.evaluate("['bench', 'public'].some((face) => document.body.classList.contains(face))")
    small = page.evaluate(SMALL_TARGETS, 44 if bench else 24)
    if small:
        found.append(f"targets too small: {small[:4]}")
    covered = page.evaluate(COVERED)
    if covered:
        found.append(f"focus is covered by the bar: {covered[:3]}")
    return found


@pytest.mark.req("U9", "U10", "U12")
@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_accessible_at_phone_and_desk_width_light_and_dark(
    part: int, house: House, browser: Any, request: pytest.FixtureRequest
) -> None:
    full = request.config.getoption("--full", default=False)
    combinations = [(width, theme) for width in WIDTHS for theme in THEMES]
    found: dict[str, list[str]] = {}
    tabs = Tabs(browser, house)
    for page in walked()[part::PARTS]:
        if page.name in NO_PAGE or address(page, house) is None:
            continue
        for width, theme in combinations if full else [random.Random(page.name).choice(combinations)]:  # noqa: S311
            tab, answer, name = visited(page, house, tabs, width=width, theme=theme)
            if answer is not None and answer.status in (403, 404) and page.name not in NOT_FOUND:
                found[page.name] = [f"{name} was not let in ({answer.status}): nobody looked at it"]
            if answer is not None and answer.status < 400:
                wrong = faults(tab, "" if full else LATER_ROWS)
                if wrong:
                    found[f"{page.name} {width} {theme} {name}"] = wrong
    tabs.close()
    assert found == {}
