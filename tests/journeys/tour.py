"""Takes the pictures of ``docs/tour`` from a running demonstration: the journey's pages at 390 and 1280 px.

``python -m tests.journeys.tour http://127.0.0.1:8000`` writes them anew, and the page that shows them. Run it on a
demonstration whose year is complete; every picture is of the simulated clinic.
"""

import io
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.harness import chromium

TOUR = Path(__file__).parents[2] / "docs" / "tour"
WIDTHS = (1280, 390)
COLOURS = 96
TALLEST = 1700


@dataclass(frozen=True)
class Stop:
    """One picture: whose page, its address, and the link followed from there (the first that matches), if any."""

    name: str
    title: str
    who: str
    path: str
    follow: str = ""


STOPS = (
    Stop("01-home-quality", "What waits for the quality officer", "quality@KL-LAB", "/"),
    Stop("02-scan", "The scan page takes any code", "technician@KL-LAB", "/scan/"),
    Stop("03-donors", "Donors", "donor_coordinator@KL-LAB", "/donors/"),
    Stop("04-donor", "A donor: facts, results, eligibility under each rule set", "responsible_person@KL-LAB",
         "/donors/", "tbody a"),
    Stop("05-cell-lab", "The cell laboratory's work", "technician@KL-LAB", "/lab/"),
    Stop("06-lots", "Lots and banks", "technician@KL-LAB", "/bank/lots/"),
    Stop("07-lot", "A lot and every one of its containers", "technician@KL-LAB", "/bank/lots/", "tbody a"),
    Stop("08-freezer", "The freezer as a table", "technician@KL-LAB", "/bank/freezer/"),
    Stop("09-releases", "Releases", "quality@KL-LAB", "/release/"),
    Stop("10-release", "A release review: exceptions first", "quality@KL-LAB", "/release/", "tbody a"),
    Stop("11-trace", "A donor traced both ways, as a drawing and as a list", "quality@KL-LAB",
         "/donors/", "tbody a >> trace"),
    Stop("12-recalls", "Recall room", "quality@KL-LAB", "/vigilance/recalls/"),
    Stop("13-recall", "A recall: balance, people, clock", "quality@KL-LAB", "/vigilance/recalls/", "tbody a"),
    Stop("14-holds", "Holds", "quality@KL-LAB", "/lineage/holds/"),
    Stop("15-home-nurse", "What waits for the nurse", "nurse@KL-CLINIC", "/"),
    Stop("16-infusion-day", "Infusion day", "nurse@KL-CLINIC", "/bedside/"),
    Stop("17-bedside-check", "The bedside check: wristband first", "nurse@KL-CLINIC", "/bedside/check/"),
    Stop("18-patients", "Patients", "physician@KL-CLINIC", "/people/"),
    Stop("19-patient", "A patient", "physician@KL-CLINIC", "/people/", "tbody a"),
    Stop("20-plan", "A plan with its signature", "physician@KL-CLINIC", "/plans/", "tbody a"),
    Stop("21-contacts", "Contacts after the infusion", "nurse@KL-CLINIC", "/followup/"),
    Stop("22-events", "Adverse events and their clocks", "vigilance_officer@KL-CLINIC", "/followup/events/"),
    Stop("23-audit", "The audit trail in sentences", "quality@KL-LAB", "/audit/"),
    Stop("24-status", "Status of the house", "administrator@KL-LAB", "/status/"),
    Stop("25-visitors", "What a visitor sees first", "", "/en/"),
    Stop("26-answer-en", "An answer in English", "", "/en/questions/side-effects/"),
    Stop("27-answer-ms", "The same answer in Malay", "", "/ms/questions/side-effects/"),
    Stop("28-answer-ja", "The same answer in Japanese", "", "/ja/questions/side-effects/"),
    Stop("29-answer-zh", "The same answer in Chinese", "", "/zh-Hans/questions/side-effects/"),
    Stop("30-treatment", "A treatment: what each authority says", "", "/en/treatments/msc/"),
    Stop("31-term", "A word explained", "", "/en/terms/exosome/"),
    Stop("32-ask", "Asked in one's own words", "", "/en/ask/?q=how+many+days+must+my+mother+stay"),
    Stop("33-emergency", "An emergency shows no results", "", "/en/ask/?q=I+cannot+breathe+and+my+chest+hurts"),
    Stop("34-figure", "A live figure and its history", "", "/en/figures/serious_events/"),
    Stop("35-public-pages", "The editor's desk", "knowledge_editor@KL-CLINIC", "/knowledge/"),
    Stop("36-draft", "Drafting with marks", "knowledge_editor@KL-CLINIC", "/knowledge/pages/Q06/draft/"),
    Stop("37-source", "A source and what rests on it", "knowledge_editor@KL-CLINIC", "/knowledge/literature/EV001/"),
)  # fmt: skip


def take(address: str, since: str = "") -> int:
    """Take the pictures from the demonstration at ``address``, all or from the stop ``since`` on; gives how many."""
    TOUR.mkdir(parents=True, exist_ok=True)
    wanted = [stop for stop in STOPS if stop.name >= since]
    for old in TOUR.glob("*.png"):
        if old.name >= since:
            old.unlink()
    count = 0
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=str(chromium.find() or chromium.fetch()), args=["--no-sandbox", "--disable-gpu"]
        )
        for stop in wanted:
            count += _stop(browser, address, stop)
        browser.close()
    (TOUR / "README.md").write_text(_page())
    return count


def _stop(browser: Browser, address: str, stop: Stop) -> int:
    page = browser.new_context(viewport={"width": WIDTHS[0], "height": 900}).new_page()
    if stop.who:
        page.goto(f"{address}/demonstration-sign-in/")
        page.locator(f'button[value="{stop.who}"]').click()
    page.goto(address + stop.path)
    _follow(page, address, stop.follow)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900 if width > 700 else 844})
        keep(page.screenshot(full_page=True), TOUR / f"{stop.name}-{width}.png")
    page.context.close()
    return len(WIDTHS)


def _follow(page: Page, address: str, follow: str) -> None:
    link, _, then = follow.partition(" >> ")
    if not link:
        return
    page.locator(link).first.click()
    page.wait_for_load_state()
    if then == "trace":
        code = page.url.rstrip("/").rpartition("/")[2]
        page.goto(f"{address}/vigilance/trace/{code}/")


def keep(png: bytes, path: Path, *, tallest: int = TALLEST, colours: int = COLOURS) -> None:
    """Keep a picture small: its top, in few colours."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image = image.crop((0, 0, image.width, min(image.height, tallest)))
    image.quantize(colours).save(path, optimize=True)


def _role(stop: Stop) -> str:
    return stop.who.partition("@")[0].replace("_", " ") or "visitor"


def _page() -> str:
    lines = [
        "# A tour in pictures",
        "",
        "The journey's pages on the demonstration clinic, at 1280 and 390 px. People, cells and numbers are "
        "invented. The pictures are taken by `tests/journeys/tour.py`. [Every page there is](pages/README.md), on "
        "sample records, is pictured apart.",
        "",
    ]
    for stop in STOPS:
        wide, narrow = (f"{stop.name}-{width}.png" for width in WIDTHS)
        lines += [
            f"## {stop.title}", "", f"As {_role(stop)}: `{stop.path}`", "",
            f'<img src="{wide}" width="640" alt="{stop.title}, 1280 px wide"> '
            f'<img src="{narrow}" width="200" alt="{stop.title}, 390 px wide">', "",
        ]  # fmt: skip
    return "\n".join(lines)


if __name__ == "__main__":
    print(f"{take(sys.argv[1].rstrip('/'), *sys.argv[2:3])} pictures")
