"""The frame at work in a browser: scanning anywhere, palette, keys, theme, errors, and all of it without scripts."""

from typing import Any

import pytest

from cordline.ground.codes import Kind, make
from tests.pages.conftest import House

UNKNOWN = make(Kind.LOT, 26, 9_999)


@pytest.fixture
def tab(house: House, browser: Any) -> Any:
    """A quality officer at the home page."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_cookies([house.cookie("quality@KL-LAB")])
    page = context.new_page()
    page.goto(house.address + "/")
    yield page
    context.close()


def burst(page: Any, text: str) -> None:
    """Type as a scanner does: all keys at once, then Enter, wherever the focus is."""
    page.evaluate(
        """(text) => { for (const key of [...text, 'Enter']) { document.activeElement.dispatchEvent(
            new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})); } }""",
        text,
    )


@pytest.mark.req("U34", "U38")
def test_a_burst_of_keys_is_read_as_a_scan_wherever_the_focus_is(tab: Any) -> None:
    tab.locator("#why-ask").focus()
    with tab.expect_navigation():
        burst(tab, UNKNOWN)
    assert tab.url.endswith("/scan/")
    assert "No record has this code" in tab.locator("main").inner_text()
    first = tab.locator("main tbody tr").first.inner_text()
    assert UNKNOWN in first
    assert "Scanner" in first


@pytest.mark.req("U38", "U39")
def test_typing_a_code_is_kept_as_typed_and_a_word_is_searched(tab: Any, house: House) -> None:
    tab.locator("#scan-text").fill(make(Kind.LOT, 26, 9_998))
    with tab.expect_navigation():
        tab.locator("#scan-text").press("Enter")
    assert "Typed" in tab.locator("main tbody tr").first.inner_text()
    tab.locator("#scan-text").fill("nobody of this name")
    with tab.expect_navigation():
        tab.locator("#scan-text").press("Enter")
    assert "/search/" in tab.url
    assert "Nothing matches" in tab.locator("main").inner_text()


@pytest.mark.req("U36")
def test_control_k_opens_the_palette_and_enter_goes_there(tab: Any) -> None:
    tab.keyboard.press("Control+k")
    tab.locator("#palette-text").fill("audit")
    tab.locator("#palette-hits a.chosen", has_text="Audit trail").wait_for()
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert tab.url.endswith("/audit/")


@pytest.mark.req("U37")
def test_letters_jump_rest_in_a_field_and_can_be_switched_off(tab: Any, house: House) -> None:
    tab.locator("#why-ask").focus()
    tab.keyboard.type("g a", delay=120)
    assert tab.url == house.address + "/"
    tab.locator("h1").click()
    tab.keyboard.press("?")
    tab.locator("dialog#keys[open]").wait_for()
    tab.keyboard.press("Escape")
    with tab.expect_navigation():
        tab.keyboard.press("g")
        tab.wait_for_timeout(150)
        tab.keyboard.press("a")
    assert tab.url.endswith("/audit/")
    tab.locator(".who summary").click()
    with tab.expect_navigation():
        tab.get_by_role("button", name="Off").first.click()
    tab.keyboard.press("?")
    tab.wait_for_timeout(200)
    assert tab.locator("dialog#keys[open]").count() == 0
    tab.context.clear_cookies(name="cordline_keys")


@pytest.mark.req("U9")
def test_the_chosen_theme_stays(tab: Any, house: House) -> None:
    tab.locator(".who summary").click()
    with tab.expect_navigation():
        tab.get_by_role("button", name="Dark").click()
    assert tab.locator("html").get_attribute("data-bs-theme") == "dark"
    tab.goto(house.address + "/scan/")
    assert tab.locator("html").get_attribute("data-bs-theme") == "dark"


@pytest.mark.req("U3")
def test_everything_works_with_scripts_off(house: House, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    context.add_cookies([house.cookie("quality@KL-LAB")])
    page = context.new_page()
    page.goto(house.address + "/")
    page.locator("#menu-toggle").click()
    assert page.locator("#menu").is_visible()
    page.locator("#menu a", has_text="Scan").click()
    page.locator("#type-code").fill(UNKNOWN)
    page.get_by_role("button", name="Look up").last.click()
    assert "No record has this code" in page.locator("main").inner_text()
    page.goto(house.address + "/")
    page.locator("#keys-open").click()
    assert page.url.endswith("/keys/")
    page.goto(house.address + "/palette/?q=audit")
    assert page.locator("main a", has_text="Audit trail").count() == 1
    context.close()


@pytest.mark.req("U121", "I5")
def test_the_verify_button_recomputes_the_chain(tab: Any, house: House) -> None:
    tab.goto(house.address + "/audit/")
    with tab.expect_navigation():
        tab.keyboard.press("v")
    assert "Chain verified" in tab.locator("main").inner_text()


@pytest.mark.req("U121", "U123")
def test_the_trail_is_saved_as_pdf_csv_and_json(house: House) -> None:
    client = house.client("quality@KL-LAB")
    pdf = client.get("/audit/?export=pdf")
    assert pdf.content.startswith(b"%PDF")
    assert pdf["Content-Disposition"] == 'attachment; filename="audit.pdf"'
    assert client.get("/audit/?export=json&kind=acts").json()
    assert b"receipt" in b"".join(client.get("/audit/?export=csv").streaming_content)  # type: ignore[attr-defined]


@pytest.mark.req("U122", "I12")
def test_an_inspector_sees_scope_and_end_and_their_own_reading_is_kept(house: House) -> None:
    client = house.client("inspector@KL-LAB")
    client.get("/inspector/")
    text = client.get("/inspector/").content.decode()
    assert "the demonstration&#x27;s records" in text
    assert "/inspector/" in text.split("Your own reading")[1]
    assert client.post("/audit/verify/").status_code in (303, 403)


@pytest.mark.req("U123")
def test_a_printed_page_is_complete_on_its_own(tab: Any, house: House) -> None:
    tab.goto(house.address + "/audit/")
    tab.emulate_media(media="print")
    assert tab.locator(".print-head").is_visible()
    assert "COPY" in tab.locator(".print-head").inner_text()
    assert "Printed by" in tab.locator(".print-foot").inner_text()
    assert tab.locator(".watermark").is_visible()
    for hidden in ("nav.side", "header.top", ".filters", "footer.foot"):
        assert not tab.locator(hidden).first.is_visible(), hidden
    assert len(tab.pdf(format="A4")) > 1000


@pytest.mark.req("U17", "U20")
def test_a_number_being_typed_is_echoed_in_full_digits_and_words(house: House) -> None:
    client = house.client("quality@KL-LAB")
    said = client.get(
        "/echo/?number=180&scale=million&weight=72&container=25000000&usual=150000000"
    ).content.decode()
    assert said == (
        "180,000,000 cells (180 million), 2,500,000 cells per kg, 7.2 containers, 1.2 times the usual dose"
    )
    assert client.get("/echo/?number=180&scale=").content == b"Choose thousand or million."


@pytest.mark.req("U15")
def test_a_part_of_a_page_is_given_to_htmx_and_the_whole_page_to_everybody_else(house: House) -> None:
    client = house.client("quality@KL-LAB")
    part = client.get("/search/?q=nothing", headers={"HX-Request": "true"})
    whole = client.get("/search/?q=nothing")
    assert "<html" not in part.content.decode()
    assert "<html" in whole.content.decode()
    assert 'aria-live="polite"' in whole.content.decode()
    assert "HX-Request" in part["Vary"]


@pytest.mark.req("U27")
@pytest.mark.parametrize(
    ("zone", "said"), [("Asia/Kuala_Lumpur", ""), ("Asia/Tokyo", "UTC+9"), ("Pacific/Honolulu", "UTC-10")]
)
def test_a_reader_in_another_zone_also_sees_their_own_time(
    house: House, browser: Any, zone: str, said: str
) -> None:
    context = browser.new_context(timezone_id=zone)
    context.add_cookies([house.cookie("inspector@KL-LAB")])
    page = context.new_page()
    page.goto(house.address + "/inspector/")
    own = page.locator("main .own-time").all_inner_texts()
    context.close()
    assert bool(own) is bool(said)
    assert all(said in text for text in own)
