"""The editor's desk: one walk from a draft to the gate, by the people who may, and what it refuses."""

import html
import io
import re
import secrets
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from cordline.knowledge.models import Page, Revision, Sentence, Wording
from tests.pages.conftest import House

EDITOR, PHYSICIAN = "knowledge_editor@KL-CLINIC", "physician@KL-CLINIC"
PROMOTION = "Our treatment is completely safe and proven to work for everyone."


def boxes(page: str) -> dict[str, str]:
    """What a browser would send back of the forms on a page, as it was shown."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag:
            found[name[1]] = value[1] if value else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\s*(.*?)</textarea>', page, re.S):
        found[name] = text
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'value="([^"]*)"[^>]*selected', options)
        found[name] = chosen[1] if chosen else ""
    read = {name: html.unescape(text) for name, text in found.items()}
    return read | {"form_key": secrets.token_hex(8)}


def drafted(client: Client, code: str, **more: str) -> "tuple[int, str]":
    address = reverse("knowledge:draft", args=[code])
    posted = boxes(client.get(address).content.decode())
    answer = client.post(address, posted | more)
    return answer.status_code, answer.content.decode()


@pytest.mark.req("S1", "U53", "W41")
def test_a_page_is_drafted_checked_and_held_back_at_the_gate(house: House) -> None:
    editor, code = house.client(EDITOR), "Q06"
    before = Revision.objects.filter(page__code=code).count()
    spare = Sentence.objects.filter(revision__page__code=code, status__isnull=True).count()
    promotional = {f"s-{spare}-section": "known", f"s-{spare}-text": PROMOTION, f"s-{spare}-mark": "claim"}
    status, page = drafted(editor, code, **promotional, check="1")
    assert status == 200
    assert "to look at" in page
    assert "claims something and rests on nothing" in page
    assert "It promises certainty." in page
    assert "School year that understands it" in page
    assert Revision.objects.filter(page__code=code).count() == before
    lines = {"what": "A sentence more", "why": "Somebody wished it"}
    status, page = drafted(editor, code, **promotional, **lines)
    assert status == 303, page[:3000]
    number = before + 1
    gate = editor.get(reverse("knowledge:publish", args=[code, number])).content.decode()
    assert "Cannot be published yet" in gate
    posted = boxes(gate) | {"languages": "en"}
    refused = editor.post(reverse("knowledge:publish", args=[code, number]), posted)
    assert refused.status_code == 422
    assert "knowledge.claim_unbound" in refused.content.decode()


@pytest.mark.req("S1", "U59", "W40")
def test_words_are_written_beside_the_english_and_handed_in(house: House) -> None:
    editor, code = house.client(EDITOR), "Q12"
    assert drafted(editor, code, what="Clearer", why="It was asked")[0] == 303
    number = Revision.objects.filter(page__code=code).order_by("-number").values_list("number", flat=True)[0]
    address = reverse("knowledge:words", args=[code, number, "ms"])
    shown = editor.get(address).content.decode()
    english = Wording.objects.get(revision__page__code=code, revision__number=number, language="en")
    key = next(iter(english.text))
    answer = editor.post(
        address,
        boxes(shown)
        | {
            "question": "Berapa kosnya?",
            "title": "Kos",
            "one_line": "Sebaris",
            f"s-{key}": "Ayat ini diterjemah.",
        },
    )
    assert answer.status_code == 303, re.findall(
        r"<code>([^<]*)|<a href=\"#[^>]*>([^<]*)", answer.content.decode()
    )
    held = Wording.objects.get(revision__page__code=code, revision__number=number, language="ms")
    assert held.text == {key: "Ayat ini diterjemah."}
    assert held.review == "machine-drafted"
    early = house.client(PHYSICIAN).get(reverse("knowledge:approve", args=[code, number, "ms"]))
    assert "knowledge.not_submitted" in early.content.decode()


@pytest.mark.req("U8")
def test_of_two_editors_on_one_page_the_second_is_told_and_loses_nothing(house: House) -> None:
    editor, code = house.client(EDITOR), "Q16"
    address = reverse("knowledge:draft", args=[code])
    stale = boxes(editor.get(address).content.decode())
    assert drafted(editor, code, what="First", why="Came first")[0] == 303
    answer = editor.post(address, stale | {"what": "Second words", "why": "Came second"})
    assert answer.status_code == 409
    assert "Second words" in answer.content.decode()
    assert Revision.objects.filter(page__code=code, what="Second words").count() == 0


@pytest.mark.req("S1")
def test_the_base_is_taken_along_and_taken_in_again_without_a_change(house: House) -> None:
    editor = house.client(EDITOR)
    taken = editor.get(reverse("knowledge:export"))
    packed = b"".join(taken) if taken.streaming else taken.content
    files = zipfile.ZipFile(io.BytesIO(packed))
    assert len([name for name in files.namelist() if name.startswith("pages/")]) > 150
    before = Revision.objects.count()
    upload = io.BytesIO(packed)
    upload.name = "base.zip"
    answer = editor.post(reverse("knowledge:exchange"), {"form_key": secrets.token_hex(8), "file": upload})
    assert answer.status_code == 303, re.findall(r"<code>([^<]*)", answer.content.decode())
    assert Revision.objects.count() == before


@pytest.mark.req("S1")
@pytest.mark.parametrize(
    ("name", "content"), [("base.zip", b"no zip"), ("evidence.csv", b"\xff\xfe\x00"), ("x.txt", b"")]
)
def test_a_file_that_is_none_is_refused_in_words(house: House, name: str, content: bytes) -> None:
    editor, before = house.client(EDITOR), Page.objects.count()
    upload = io.BytesIO(content)
    upload.name = name
    answer = editor.post(reverse("knowledge:exchange"), {"form_key": secrets.token_hex(8), "file": upload})
    assert answer.status_code == 422
    assert Page.objects.count() == before


@pytest.mark.req("S18", "P16")
def test_a_visitor_s_question_waits_for_those_who_answer_with_its_promise_and_for_nobody_else(
    house: House,
) -> None:
    coordinator = house.client("patient_coordinator@KL-CLINIC")
    listed = coordinator.get(reverse("knowledge:inquiries")).content.decode()
    code = re.search(r"/people/(IQ[0-9A-Z-]+)/", listed)
    assert code is not None
    assert "An invented question." not in listed
    own = coordinator.get(reverse("people:person", args=[code[1]]))
    assert "An invented question." in own.content.decode()
    assert house.client(EDITOR).get(reverse("knowledge:inquiries")).status_code == 403
