"""Trace and recall as people use them: one content in graph, list and file; a drill to its findings; a signed lift."""

import csv
import io
import re
import time
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from cordline.ground.codes import Kind
from cordline.lineage.models import Hold
from cordline.vigilance import selectors
from cordline.vigilance.models import Recall
from tests.pages.conftest import House

OFFICER, QUALITY = "vigilance_officer@KL-CLINIC", "quality@KL-LAB"
DRILL_LIMIT_S = 15 * 60


def tab_of(house: House, context: BrowserContext, name: str) -> Any:
    context.add_cookies([house.cookie(name)])  # type: ignore[list-item]
    return context.new_page()


@pytest.mark.req("U114")
def test_graph_list_and_file_hold_the_same_things(house: House) -> None:
    code = house.codes["vigilance:trace"]["code"]
    client = house.client(QUALITY)
    page = client.get(f"/vigilance/trace/{code}/").content.decode()
    listed = page.split('id="trace-list"')[1].split("</ol>")[0]
    found = selectors.trace(code)
    picture = selectors.picture(found)
    for item in picture.items:
        assert f'data-item="{item.folded or item.key}"' in listed
    for item in picture.drawn:
        assert f'data-item="{item.key}"' in page.split('id="graph"')[1].split("</svg>")[0]
    answer = client.get(f"/vigilance/trace/{code}/?as=csv")
    body = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(body)))
    things = {one.code for one in (*found.ancestors, *found.descendants)} | {code}
    assert {row["Code"] for row in rows if row["Kind"] in {kind.value for kind in Kind}} >= things
    assert len(rows) == 1 + len(found.ancestors) + len(found.descendants) + len(found.recipients) + len(
        found.exposures
    )


@pytest.mark.req("U114")
@pytest.mark.parametrize(("kind", "begins"), [("png", b"\x89PNG"), ("svg", b"<svg")])
def test_the_drawing_is_a_file_that_stands_by_itself(house: House, kind: str, begins: bytes) -> None:
    code = house.codes["vigilance:trace"]["code"]
    answer = house.client(QUALITY).get(f"/vigilance/trace/{code}/?as={kind}")
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.req("U114")
def test_a_code_that_is_none_says_why(house: House) -> None:
    answer = house.client(QUALITY).get("/vigilance/trace/LT26-0001-X/")
    assert answer.status_code == 404
    assert "codes.check_character" in answer.content.decode()


@pytest.mark.req("U114")
def test_arrow_keys_walk_list_and_graph_together(house: House, desktop: BrowserContext) -> None:
    tab = tab_of(house, desktop, QUALITY)
    tab.goto(f"{house.address}/vigilance/trace/{house.codes['vigilance:trace']['code']}/")
    tab.locator("#trace-list [data-walk]").first.focus()
    for _ in range(5):
        tab.keyboard.press("ArrowDown")
    line = tab.locator("#trace-list li.chosen")
    expect(line).to_have_count(1)
    expect(tab.locator(f"#graph .chosen[data-item='{line.get_attribute('data-item')}']")).to_have_count(1)


@pytest.mark.req("U118", "U119", "U120")
def test_one_person_drills_from_a_code_to_findings_in_time(house: House, desktop: BrowserContext) -> None:
    began = time.monotonic()
    tab = tab_of(house, desktop, OFFICER)
    subject = Recall.objects.get(code=house.codes["vigilance:recall"]["code"]).subject
    holds = Hold.objects.count()
    tab.goto(f"{house.address}/vigilance/trace/{subject}/")
    tab.get_by_role("link", name="Recall from here").click()
    tab.get_by_label("Why").fill("drill of the pages' test")
    tab.get_by_role("radio", name=re.compile("A drill")).check()
    tab.get_by_role("button", name="Begin").click()
    expect(tab.get_by_role("heading", name="Recall room")).to_be_visible()
    expect(tab.locator(".drill-layer")).to_have_count(1)
    room = tab.url
    waiting = tab.locator("li[id^=contact-]").count()
    assert waiting >= 2
    for number in range(waiting):
        tab.goto(room)
        row = tab.locator("li[id^=contact-]").nth(number)
        row.locator("summary").click()
        row.locator("select").select_option("reached")
        row.locator("input[name=note]").fill("well, told that this is a drill")
        row.get_by_role("button", name="Save").click()
        expect(tab.get_by_text("The contact is written down")).to_be_visible()
    tab.goto(room)
    tab.get_by_role("link", name="Close drill with findings").click()
    tab.get_by_label("Findings").fill("everybody reached, nothing missing")
    tab.get_by_role("button", name="Close with findings").click()
    expect(tab.get_by_text("is closed")).to_be_visible()
    assert Hold.objects.count() == holds
    assert time.monotonic() - began < DRILL_LIMIT_S


@pytest.mark.req("W5", "I7", "U43")
def test_quality_lifts_a_hold_by_signing_and_its_placer_cannot(house: House, desktop: BrowserContext) -> None:
    from cordline.lineage.services import place_hold
    from cordline.lineage.types import HoldKind

    entry = place_hold(
        on=house.codes["vigilance:trace"]["code"],
        kind=HoldKind.QUALITY,
        reason="pages test of lifting",
        by=house.people[QUALITY],
        key=f"pages-lift-{time.monotonic()}",
    )
    code = str(entry.payload["hold"])
    own = house.client(QUALITY).get(f"/lineage/holds/{code}/").content.decode()
    assert "lineage.hold_own" in own
    Hold.objects.get(code=code)
    other = place_hold(
        on=house.codes["vigilance:trace"]["code"],
        kind=HoldKind.QUALITY,
        reason="pages test of lifting",
        by=house.people[OFFICER],
        key=f"pages-lift-2-{time.monotonic()}",
    )
    tab = tab_of(house, desktop, QUALITY)
    tab.goto(f"{house.address}/lineage/holds/{other.payload['hold']}/")
    tab.get_by_role("link", name="Lift and sign").click()
    tab.get_by_label("Why it may be lifted").fill("checked again, in order")
    tab.get_by_role("button", name="Sign (demonstration)").click()
    expect(tab.get_by_text("Lifted by")).to_be_visible()
    assert Hold.objects.get(code=str(other.payload["hold"])).signature is not None
    assert Hold.objects.get(code=code).lifted_at is None
