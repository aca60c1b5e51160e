"""The ask box and the question to a person: what is shown for each kind of answer, and that no question is lost."""

import html
import re
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client

from cordline.knowledge.models import Inquiry
from cordline.knowledge.public.forms import STEPS
from cordline.knowledge.reply_rules import promised_at
from cordline.people.models import Person

KL = ZoneInfo("Asia/Kuala_Lumpur")
FILLED = {
    "question": "May I bring my zebrafinch? I am Nomen NESCIO.",
    "about": "own_case",
    "name": "Nomen NESCIO",
    "channel": "email",
    "contact": "nomen@example.org",
    "country": "Japan",
    "zone": "Asia/Tokyo",
    "when": "any",
    "language": "ja",
    "health": "A contrivedillness.",
}


def asked(client: Client, text: str, lang: str = "en") -> str:
    answer: Any = client.get(f"/{lang}/ask/", {"q": text})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    return str(answer.content.decode())


@pytest.mark.req("S18", "U61")
def test_an_emergency_shows_whom_to_call_and_no_result(site: Client) -> None:
    page = asked(site, "I have chest pain after the infusion and I cannot breathe")
    assert "Stop reading and call now." in page
    assert 'href="tel:999"' in page
    assert "Read the full answer" not in page
    assert 'action="/en/ask/send/"' not in page
    assert "今すぐ電話してください" in asked(site, "点滴のあと胸が痛くて息が苦しい", "ja")


DANGER = {
    "en": "Now I have chest pain and I cannot breathe.",
    "ms": "Sekarang saya sakit dada dan tidak boleh bernafas.",
    "ja": "いま胸が痛くて息ができません。",
    "zh-Hans": "我现在胸痛，喘不过气来。",
}
STORY = {
    "en": "We walked by the river and fed the ducks. ",
    "ms": "Kami berjalan di tepi sungai dan memberi makan itik. ",
    "ja": "川辺を歩いて、鴨にえさをやりました。",
    "zh-Hans": "我们在河边散步，喂了鸭子。",
}


def ending_in(danger: str, story: str, length: int) -> str:
    """A long story of so many characters whose very last words are the danger."""
    before = (story * length)[: length - len(danger) - 1]
    return f"{before}\n{danger}"


@pytest.mark.req("S18", "U61", "W42")
@pytest.mark.parametrize("length", [1_001, 9_999])
@pytest.mark.parametrize("lang", list(DANGER))
def test_a_text_too_long_to_search_for_is_read_to_its_end_for_danger_first(
    site: Client, lang: str, length: int
) -> None:
    long = ending_in(DANGER[lang], STORY[lang], length)
    assert len(long) == length
    page = asked(site, long, lang)
    assert 'href="tel:999"' in page
    assert 'class="stop"' in page
    assert 'id="q"' not in page  # nothing to write, nothing to put right
    # Whoever switches the language there meets the emergency page again.
    switched = set(re.findall(r'href="(/[\w-]+/ask/\?q=[^"]+)"', page))
    assert len(switched) == 4
    for address in switched:
        again: Any = site.get(address.replace("&amp;", "&"))
        assert again.status_code == 200
        assert 'class="stop"' in again.content.decode()


@pytest.mark.req("S18", "W42")
def test_a_long_text_without_danger_is_too_long_and_one_for_the_same_day_says_both(site: Client) -> None:
    for length in (1_001, 9_999):
        plain: Any = site.get("/en/ask/", {"q": (STORY["en"] * length)[:length].strip().ljust(length, "x")})
        assert plain.status_code == 422
        said = plain.content.decode()
        assert "Write your question in 1,000 characters or fewer" in said
        assert 'class="stop"' not in said
        assert "Contact us the same day" not in said
    flagged = ending_in("I have had a headache for two days since the infusion.", STORY["en"], 4_000)
    both: Any = site.get("/en/ask/", {"q": flagged})
    assert both.status_code == 422
    assert "Write your question in 1,000 characters or fewer" in both.content.decode()
    assert "Contact us the same day" in both.content.decode()


def test_the_box_takes_more_than_is_searched_for_so_that_no_pasted_danger_is_cut_off(site: Client) -> None:
    page: Any = site.get("/en/ask/")
    assert re.findall(r'id="q"[^>]* maxlength="(\d+)"', page.content.decode()) == ["5000"]


@pytest.mark.req("S18", "U62")
def test_an_answer_shows_its_page_its_sentences_and_a_way_to_a_person(site: Client) -> None:
    page = asked(site, "What are the side effects?")
    assert 'href="/en/questions/side-effects/"' in page
    assert "From “What are the side effects?”" in page
    assert "Ask a person instead" in page
    # What was typed is shown as text, and comes along when the language is switched.
    page = asked(site, "What are the side effects? <script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "/ja/ask/?q=What+are" in page
    empty: Any = site.get("/en/ask/", {"q": "  "})
    assert "Nothing was typed" in empty.content.decode()
    long: Any = site.get("/en/ask/", {"q": "x" * 10_000})
    assert long.status_code == 422
    assert "<title>Error: " in long.content.decode()


@pytest.mark.req("S18", "U61", "U1", "U2", "I12")
def test_a_question_to_a_person_is_kept_as_ciphertext_with_a_promise_and_never_twice(site: Client) -> None:
    page = site.post("/en/ask/send/", {"question": "Should I stop my blood thinner?"}).content.decode()
    assert "Should I stop my blood thinner?" in page
    assert "999" in page
    form = {**FILLED, "form_key": re.search(r'name="form_key" value="([^"]+)"', page)[1]}  # type: ignore[index]
    wrong: Any = site.post("/en/ask/send/", {**form, "name": "", "contact": "nobody", "send": "1"})
    assert wrong.status_code == 422
    assert "<title>Error: " in wrong.content.decode()
    assert 'href="#name">Write your name' in wrong.content.decode()
    assert FILLED["question"] in wrong.content.decode()
    sent: Any = site.post("/en/ask/send/", {**form, "send": "1"})
    again: Any = site.post("/en/ask/send/", {**form, "send": "1"})
    assert sent.status_code == again.status_code == 302
    row = Inquiry.objects.get()
    shown: Any = site.get(sent["Location"])
    assert row.code in shown.content.decode()
    assert "Tokyo" in shown.content.decode()
    # Nothing of it stands in clear anywhere.
    person = Person.objects.get(code=row.code)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row_to_json(p)::text || row_to_json(i)::text "
            "FROM people_person p JOIN knowledge_inquiry i USING (code)"
        )
        stored = cursor.fetchone()[0]
        cursor.execute("SELECT coalesce(string_agg(c::text, ''), '') FROM ledger.change c")
        stored += cursor.fetchone()[0]
    for word in ("NESCIO", "nomen@example.org", "zebrafinch", "contrivedillness"):
        assert word not in stored
    assert bytes(person.notes)
    from cordline.people import keys
    from cordline.people.texts import read

    told = read(person, keys.keys_of([person.code])[person.code])
    assert told.notes == f"{FILLED['question']}\n\n{FILLED['health']}"
    assert told.contacts == {"email": "nomen@example.org", "country": "Japan"}


def filled_in(page: str) -> dict[str, str]:
    """What a browser would send of a page: hidden and typed values, the chosen radio, the first choice of a list."""
    found = dict(re.findall(r'<input (?:type="hidden" )?[^>]*?name="(\w+)"[^>]*? value="([^"]*)"', page))
    found |= dict(re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>([^<]*)</textarea>', page))
    return {name: html.unescape(value) for name, value in found.items() if name != "csrfmiddlewaretoken"}


@pytest.mark.req("U5", "U61")
@pytest.mark.parametrize("lang", ["en", "ms", "ja", "zh-Hans"])
def test_one_thing_is_asked_a_page_and_nothing_is_sent_before_all_was_looked_over(
    site: Client, lang: str
) -> None:
    place = f"/{lang}/ask/send/"
    page = site.get(place).content.decode()
    for step, names in enumerate(STEPS):
        assert {name for name in FILLED if f'id="{name}"' in page} == set(names)
        given = filled_in(page) | {name: FILLED[name] for name in names}
        if step == 2:
            empty: Any = site.post(place, {**given, "name": " "})
            assert empty.status_code == 422
            assert 'id="name-error"' in empty.content.decode()
        page = site.post(place, given).content.decode()
        # The next question is not called wrong before it was answered.
        assert "nhsuk-error-message" not in page
    # All answers stand there; each leads back to its page, and from there straight to this one again.
    for value in ("Nomen NESCIO", "nomen@example.org", "A contrivedillness."):
        assert value in page
    assert page.count('name="show"') == len(FILLED)
    assert Inquiry.objects.count() == 0
    back: Any = site.post(place, {**filled_in(page), "show": "3"})
    assert 'value="nomen@example.org"' in back.content.decode()
    given = filled_in(back.content.decode()) | {"channel": "email", "contact": "other@example.org"}
    page = site.post(place, given).content.decode()
    assert "other@example.org" in page
    assert 'name="send"' in page
    sent: Any = site.post(place, {**filled_in(page), "send": "1"})
    assert sent.status_code == 302
    assert Inquiry.objects.count() == 1


@pytest.mark.req("U5")
@pytest.mark.parametrize("wild", ["-1", "99", "nine", "\u0663", ""])
def test_a_page_number_that_no_page_of_ours_sends_leads_nowhere_strange(site: Client, wild: str) -> None:
    for given in ({"step": wild}, {"show": wild}, {"step": wild, "send": "1"}):
        answer: Any = site.post("/en/ask/send/", {**FILLED, "form_key": "k", "name": "", **given})
        assert answer.status_code in (200, 422)
    assert Inquiry.objects.count() == 0


@pytest.mark.req("U61")
@pytest.mark.parametrize(
    ("asked_at", "promised"),
    [
        ("2026-11-30T02:00", "2026-12-01T17:00"),  # Monday morning: Tuesday
        ("2026-11-30T09:30", "2026-12-02T17:00"),  # Monday after the close: as if on Tuesday
        ("2026-12-04T03:00", "2026-12-07T17:00"),  # Friday: Monday
        ("2026-12-05T03:00", "2026-12-08T17:00"),  # Saturday: as if on Monday
    ],
)
def test_a_reply_is_promised_for_the_next_working_day(asked_at: str, promised: str) -> None:
    given = promised_at(datetime.fromisoformat(asked_at).replace(tzinfo=UTC), KL)
    assert given == datetime.fromisoformat(promised).replace(tzinfo=KL)


@pytest.mark.req("U61", "W47")
@pytest.mark.parametrize(
    ("asked_at", "promised"),
    [
        ("2026-12-23T02:00", "2026-12-24T17:00"),  # Wednesday: Thursday, which is open
        ("2026-12-24T02:00", "2026-12-28T17:00"),  # Thursday: past Christmas and the weekend
        ("2026-12-25T02:00", "2026-12-29T17:00"),  # on the holiday itself: as if on Monday
        ("2026-12-31T02:00", "2027-01-06T17:00"),  # four closed days and a weekend in a row
    ],
)
def test_no_reply_is_promised_for_a_day_on_which_the_site_is_closed(asked_at: str, promised: str) -> None:
    closed = {date(2026, 12, 25), date(2026, 12, 26), *(date(2027, 1, day) for day in (1, 4, 5))}
    given = promised_at(datetime.fromisoformat(asked_at).replace(tzinfo=UTC), KL, closed)
    assert given == datetime.fromisoformat(promised).replace(tzinfo=KL)
