"""A ward loses its connection: what was written down waits sealed on the device, and nothing is decided without it."""

from collections.abc import Iterator
from typing import Any

import pytest

from cordline.bedside.models import Infusion, Observation, Reaction
from tests.pages.conftest import House

NURSE = "nurse@KL-CLINIC"
VITALS = {"systolic": "121", "diastolic": "77", "heart_rate": "72", "breaths": "15", "spo2_pct": "98", "temperature_c": "36.7"}  # fmt: skip # noqa: E501
STORED = """async () => { const asked = indexedDB.open('cordline-outbox', 1);
  const store = await new Promise((done) => { asked.onsuccess = () => done(asked.result);
    asked.onupgradeneeded = () => {
    asked.result.createObjectStore('keys'); asked.result.createObjectStore('notes', {keyPath: 'id'}); }; });
  const all = (name) => new Promise((done) => { const got = store.transaction(name).objectStore(name).getAll();
    got.onsuccess = () => done(got.result); });
  const notes = await all('notes'), keys = await all('keys'); store.close();
  return {notes: notes.map((one) => ({...one, sealed: Array.from(new Uint8Array(one.sealed))})),
          readable: keys.map((one) => one.extractable)}; }"""


@pytest.fixture
def ward(house: House, browser: Any) -> Iterator[Any]:
    """A nurse at the infusion that runs."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.add_cookies([house.cookie(NURSE)])
    page = context.new_page()
    page.goto(f"{house.address}/bedside/infusion/{house.codes['bedside:infusion']['code']}/")
    page.locator("#id_systolic").wait_for()
    yield page
    context.close()


def write(page: Any) -> None:
    for name, value in VITALS.items():
        page.locator(f"#id_{name}").fill(value)
    page.get_by_role("button", name="Save the check").click()


def waits(page: Any, text: str) -> None:
    page.locator("#outbox", has_text=text).wait_for()


@pytest.mark.req("U48", "U49", "I14")
def test_a_check_written_without_connection_waits_sealed_and_is_sent_once_with_its_own_time(
    ward: Any, house: House
) -> None:
    infusion = Infusion.objects.get(code=house.codes["bedside:infusion"]["code"])
    before = Observation.objects.filter(infusion=infusion).count()
    ward.context.set_offline(True)
    write(ward)
    waits(ward, "1 not yet sent: A check of vital signs")
    assert ward.locator("#id_systolic").input_value() == ""
    kept = ward.evaluate(STORED)
    assert len(kept["notes"]) == 1
    assert kept["readable"] == [False]
    assert "systolic" not in bytes(kept["notes"][0]["sealed"]).decode("latin-1")
    assert Observation.objects.filter(infusion=infusion).count() == before
    ward.wait_for_timeout(1200)
    with ward.expect_navigation():
        ward.context.set_offline(False)
    ward.locator("#id_systolic").wait_for()
    assert ward.evaluate(STORED)["notes"] == []
    seen = Observation.objects.filter(infusion=infusion).order_by("-id")
    assert seen.count() == before + 1
    from cordline.ledger.selectors import entries

    entry = entries(about=infusion.code, verb="bedside.observation.recorded")[0]
    assert entry.occurred_at is not None
    assert seen[0].at == entry.occurred_at < entry.recorded_at


@pytest.mark.req("U49", "U50")
def test_a_reaction_without_connection_shows_its_steps_at_once_and_keeps_its_time(
    ward: Any, house: House
) -> None:
    infusion = Infusion.objects.get(code=house.codes["bedside:infusion"]["code"])
    before = Reaction.objects.filter(infusion=infusion).count()
    ward.context.set_offline(True)
    ward.get_by_role("button", name="Reaction").click()
    waits(ward, "1 not yet sent: A reaction")
    assert "adrenaline" in ward.locator("#outbox-steps").inner_text().lower()
    with ward.expect_navigation():
        ward.context.set_offline(False)
    assert Reaction.objects.filter(infusion=infusion).count() == before + 1


@pytest.mark.req("U50")
def test_without_connection_nothing_is_decided_and_the_page_says_what_to_do(ward: Any, house: House) -> None:
    ward.goto(house.address + "/bedside/check/")
    ward.context.set_offline(True)
    ward.locator("#id_wristband").fill("anything")
    ward.get_by_role("button", name="Both agree, go on").click()
    waits(ward, "Verdicts, releases and signatures are never made without the house")
    assert ward.locator("#id_wristband").input_value() == "anything"
    assert ward.evaluate(STORED)["notes"] == []
    ward.context.set_offline(False)
    ward.goto(house.address + "/paper/")
    assert "Sheet 3" in ward.locator("main").inner_text()


@pytest.mark.req("U48")
def test_signing_out_warns_once_and_then_deletes_what_waits(ward: Any) -> None:
    ward.context.set_offline(True)
    write(ward)
    waits(ward, "1 not yet sent")
    # The house does not answer: the device is on the line again, and nothing comes back.
    ward.context.route("**/observe/", lambda route: route.abort())
    ward.context.set_offline(False)
    ward.locator(".who summary").click()
    ward.get_by_role("button", name="Sign out").click()
    waits(ward, "Signing out deletes it")
    assert len(ward.evaluate(STORED)["notes"]) == 1
    with ward.expect_navigation():
        ward.get_by_role("button", name="Sign out").click()
    assert ward.evaluate(STORED) == {"notes": [], "readable": []}


@pytest.mark.req("U49")
def test_what_the_house_does_not_take_is_read_in_full_and_nothing_is_lost(ward: Any) -> None:
    ward.context.set_offline(True)
    ward.locator("#id_systolic").fill("999")
    ward.get_by_role("button", name="Save the check").click()
    waits(ward, "1 not yet sent")
    ward.context.set_offline(False)
    waits(ward, "Sent, but not taken")
    with ward.expect_navigation():
        ward.get_by_role("button", name="Look at it").click()
    assert ward.locator("#error-summary").is_visible()
    assert ward.locator("#id_systolic").input_value() == "999"
