"""What each page of one record owes its reader, and what nobody's page may offer."""

import re
import secrets

import pytest
from django.conf import settings
from django.urls import reverse

from cordline.access import doors
from cordline.ground.roles import Role
from tests.pages.conftest import House

# One page of each kind of record, and who looks at it in daily work.
RECORDS = {
    "donors:donor": "donor_coordinator@KL-LAB",
    "lab:cord": "technician@KL-LAB",
    "lab:culture": "technician@KL-LAB",
    "bank:lot": "technician@KL-LAB",
    "bank:container": "technician@KL-LAB",
    "assays:sample": "technician@KL-LAB",
    "release:lot": "quality@KL-LAB",
    "quality:deviation": "quality@KL-LAB",
    "lineage:hold": "quality@KL-LAB",
    "people:person": "nurse@KL-CLINIC",
    "plans:plan": "physician@KL-CLINIC",
    "bedside:dose": "nurse@KL-CLINIC",
    "bedside:infusion": "nurse@KL-CLINIC",
    "followup:event": "physician@KL-CLINIC",
}


@pytest.mark.req("W46")
@pytest.mark.parametrize("page", sorted(RECORDS))
def test_a_page_of_a_record_says_who_touched_it_last(house: House, page: str) -> None:
    keywords = house.codes.get(page)
    assert keywords, f"no sample record for {page}"
    answer = house.client(RECORDS[page]).get(reverse(page, kwargs=keywords))
    assert answer.status_code == 200
    said = answer.content.decode()
    assert "Last acts on this record" in said
    assert 'class="sentence"' in said, "no act is told in a sentence"


@pytest.mark.req("U30")
@pytest.mark.parametrize(
    ("name", "own", "kana"),
    [
        ("O", "", ""),
        ("Nguyễn Thị Minh Khai", "", ""),
        ("YAMADA Tarō", "山田 太郎", "ヤマダ タロウ"),
        ("Madhavan A/L Krishnan", "", ""),
    ],
)
def test_a_name_is_taken_as_the_passport_has_it_in_one_box_and_in_its_order(
    house: House, name: str, own: str, kana: str
) -> None:
    client = house.client("patient_coordinator@KL-CLINIC")
    address = reverse("people:register")
    posted = {
        "form_key": secrets.token_hex(8), "full_name": name, "own_script_name": own, "kana": kana,
        "birth_date_day": "14", "birth_date_month": "7", "birth_date_year": "1981", "sex": "F",
        "languages": ["en"],
    }  # fmt: skip
    answer = client.post(address, posted)
    assert answer.status_code == 303, re.findall(r'<a href="#[^"]*">([^<]*)', answer.content.decode())
    page = client.get(answer["Location"]).content.decode()
    assert name in page
    assert own in page


@pytest.mark.req("E33", "W1")
def test_there_is_no_back_door_for_administrators(house: House) -> None:
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    client = house.client("administrator@KL-LAB")
    table = {row["page"]: row for row in doors.matrix()}
    for page in RECORDS:
        assert table[page][Role.ADMINISTRATOR.value] == "shut", page
        assert client.get(reverse(page, kwargs=house.codes[page])).status_code == 403
