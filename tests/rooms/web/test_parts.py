"""The parts of pages: states, codes in sentences, verdicts, balance; lists and their files; vendored files."""

import hashlib
import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory

from cordline.ground.codes import Kind, make
from cordline.ground.refusal import Refusal
from cordline.web import exports, lists, waiting
from cordline.web.templatetags.cordline import STATES
from tests.rooms.web.test_forms import quiet_frame  # noqa: F401 - a fixture

LOT = make(Kind.LOT, 26, 42)
STATIC = Path(__file__).parents[3] / "src/cordline/web/static"


def drawn(text: str, **facts: Any) -> str:
    """What a template with our tags gives."""
    return Template("{% load cordline %}" + text).render(Context(facts))


@pytest.mark.req("U13")
def test_each_of_the_eleven_states_has_a_word_and_an_outline_of_its_own() -> None:
    shown = {name: drawn(f'{{% state "{name}" "Word" %}}') for name in STATES}
    assert len(STATES) == 11
    assert all("Word" in text for text in shown.values())
    outlines = {text.split("<svg")[1].split("</svg>")[0].split(">", 1)[1] for text in shown.values()}
    assert len(outlines) == 11


def test_a_code_marks_its_check_character_and_leads_to_its_page_also_inside_a_sentence() -> None:
    assert (
        drawn("{% code lot %}", lot=LOT)
        == f'<a class="code" href="/c/{LOT}/">{LOT[:-2]}<b>{LOT[-2:]}</b></a>'
    )
    sentence = drawn("{{ said|with_codes }}", said=f"thawed <b> {LOT} today")
    assert f'href="/c/{LOT}/"' in sentence
    assert "&lt;b&gt;" in sentence
    assert "href" not in drawn('{% code "LT26-0042-A" %}')


@pytest.mark.req("U118")
def test_a_balance_names_its_gap() -> None:
    whole = drawn("{% balance parts 69 %}", parts=[("Stocked", 51), ("Infused", 18)])
    short = drawn("{% balance parts 69 %}", parts=[("Stocked", 50), ("Infused", 18)])
    assert "every one is accounted for" in whole
    assert "Not accounted for" in short
    assert "<b>1</b>" in short


def test_a_verdict_is_pass_or_stop_and_a_stop_has_its_own_frame() -> None:
    assert 'class="verdict stop"' in drawn('{% verdict "stop" "Stop" %}<p>Leave it.</p>{% endverdict %}')
    with pytest.raises(Exception, match="pass or stop"):
        drawn('{% verdict "warn" "Hm" %}x{% endverdict %}')


def test_a_refusal_says_its_sentence_and_folds_its_code_away_for_support() -> None:
    refusal = Refusal("codes.empty")
    listed, fold = drawn("{% reasons found %}", found=[refusal]).split('<details class="support">')
    assert refusal.text in listed
    assert "codes.empty" not in listed
    assert "<code>codes.empty</code>" in fold
    assert "support" not in drawn("{% reasons found %}", found=[])


def test_stored_values_stand_in_words() -> None:
    assert drawn("{{ value|words|capfirst }}", value="not_judged") == "Not judged"
    assert drawn("{{ value|product_name }}", value="MSC-WJ") == "MSC(WJ) stromal cells"
    assert drawn("{{ value|language_name }}", value="zh-Hans") == "Chinese"


COLUMNS = [
    lists.Column("code", "Lot", code=True, sort="code"),
    lists.Column("text", "Text"),
    lists.Column("n", "Number", number=True),
]
LISTING = lists.Listing(
    "lots", "lots", COLUMNS,
    [lists.Filter("q", "Text", lambda rows, text: [row for row in rows if text in row["text"]])],
)  # fmt: skip
ROWS = [{"code": LOT, "text": f"row {number}", "n": number} for number in range(1, 121)]


def answered(rows: Any, query: str = "") -> Any:
    """What a list answers to an address."""
    request = RequestFactory().get(f"/lots/?{query}")
    request.user = AnonymousUser()
    return LISTING.answer(request, rows)


@pytest.mark.req("U33", "U34")
@pytest.mark.usefixtures("quiet_frame")
def test_a_list_filters_by_its_address_cuts_pages_and_says_what_was_searched_when_it_is_empty() -> None:
    page = answered(ROWS, "size=25&page=2").content.decode()
    assert "26 to 50 of 120" in page
    assert "row 26" in page
    empty = answered(ROWS, "q=nothing+like+it").content.decode()
    assert "No lots found." in empty
    assert "nothing like it" in empty
    assert "row 1<" not in answered(ROWS, "columns=code").content.decode()


@pytest.mark.usefixtures("quiet_frame")
def test_a_table_names_the_zone_of_its_times_once_and_only_when_it_holds_a_time() -> None:
    request = RequestFactory().get("/lots/")
    request.user = AnonymousUser()
    timed = lists.Listing("lots", "lots", [*COLUMNS, lists.Column("at", "Filled at")])
    row = {**ROWS[0], "at": datetime(2026, 11, 30, 10, 59, tzinfo=UTC)}
    page = timed.answer(request, [row, {**row, "at": None}]).content.decode()
    assert "30 Nov 2026, 18:59</time>" in page
    assert page.count("all times Kuala Lumpur, UTC+8") == 1
    assert "all times" not in answered(ROWS).content.decode()


@pytest.mark.req("U33", "E21")
@pytest.mark.usefixtures("quiet_frame")
def test_files_hold_what_is_filtered_and_no_cell_runs_as_a_formula(tmp_path: Path) -> None:
    rows = [{"code": LOT, "text": text, "n": -5} for text in ("=1+1", "@SUM(A1)", "-3", "+4", "plain", "\tx")]
    written = b"".join(answered(rows, "export=csv").streaming_content).decode("utf-8-sig")
    assert [line.split(",")[1] for line in written.splitlines()[1:]] == [
        "'=1+1",
        "'@SUM(A1)",
        "'-3",
        "'+4",
        "plain",
        "'\tx",
    ]
    file = tmp_path / "lots.xlsx"
    file.write_bytes(answered(rows, "export=xlsx").content)
    cells = list(openpyxl.load_workbook(file).active.iter_rows(values_only=True))
    assert cells[0] == ("Lot", "Text", "Number")
    assert cells[1] == (LOT, "'=1+1", -5)
    assert len(json.loads(answered(rows, "export=json&q=plain").content)) == 1
    assert exports.safe_cell(5) == 5


@pytest.mark.req("U33")
@pytest.mark.usefixtures("quiet_frame")
def test_a_filter_is_saved_on_the_list_itself_and_can_be_forgotten() -> None:
    answer = answered(ROWS, "q=row+7&save=1&saved_as=Sevens")
    cookie = answer.cookies[lists.SAVED_COOKIE].value
    request = RequestFactory().get("/lots/")
    request.user = AnonymousUser()
    request.COOKIES[lists.SAVED_COOKIE] = cookie
    shown = LISTING.answer(request, ROWS).content.decode()
    assert "Sevens" in shown
    assert "?q=row+7" in shown
    request.COOKIES[lists.SAVED_COOKIE] = cookie + "x"
    assert "Sevens" not in LISTING.answer(request, ROWS).content.decode()


@pytest.mark.req("W45")
def test_time_left_and_overdue_are_said_in_words() -> None:
    from datetime import UTC, datetime, timedelta

    now = datetime(2026, 3, 4, tzinfo=UTC)
    assert waiting.time_word(now + timedelta(days=2, hours=5), now) == ("clock", "2 d 5 h left")
    assert waiting.time_word(now - timedelta(minutes=40), now) == ("stop", "Overdue 40 min")
    assert waiting.time_word(now + timedelta(minutes=61), now) == ("clock", "1 h 1 min left")


@pytest.mark.req("E5", "E30")
def test_every_vendored_file_is_the_one_that_was_written_down_and_none_is_large() -> None:
    listed = tomllib.loads((STATIC / "vendor.toml").read_text())["file"]
    for row in listed:
        assert hashlib.sha256((STATIC / row["file"]).read_bytes()).hexdigest() == row["sha256"], row["file"]
        assert row["licence"]
        assert row["version"]
    on_disk = {f"vendor/{path.name}" for path in (STATIC / "vendor").iterdir() if path.suffix != ".txt"}
    assert on_disk == {row["file"] for row in listed}
    sizes = [path.stat().st_size for path in STATIC.rglob("*") if path.is_file()]
    assert max(sizes) < 600_000
    assert sum(sizes) < 2_000_000


@pytest.mark.req("E5", "E34")
def test_no_style_sheet_or_script_of_ours_asks_another_machine_and_no_template_has_inline_code() -> None:
    source = STATIC.parents[1]
    for path in STATIC.rglob("cordline/*"):
        assert "http://" not in path.read_text().replace("http://www.w3.org/2000/svg", "")
        assert "https://" not in path.read_text()
    for path in source.glob("*/templates/**/*.html"):
        text = path.read_text()
        assert " style=" not in text, path
        assert "<style" not in text, path
        assert "onclick=" not in text, path
        assert "<script>" not in text, path
