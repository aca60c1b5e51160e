"""The bank's pages as people use them: the box at once, a list placed with one confirmation, a pick list ticked off."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cordline.access.models import Member
from cordline.access.services.demonstration import create_cast
from cordline.access.sessions import SESSION_SITE
from cordline.bank import boxes, selectors, services
from cordline.bank.models import Box, Container
from cordline.lab import services as lab
from cordline.lab.types import Method
from cordline.ledger.services import database_now, declare_demonstration
from tests import lab_chain
from tests.cast import PATIENT_COORDINATOR, TECHNICIAN
from tests.lab_chain import House, key

pytestmark = pytest.mark.django_db
PLAN = "PL26-0001-1"


@pytest.fixture
def people() -> dict[str, Any]:
    declare_demonstration(1)
    return create_cast()


@pytest.fixture
def made(people: dict[str, Any]) -> House:
    return lab_chain.house()


@pytest.fixture
def technician(people: dict[str, Any], made: House) -> Iterator[Client]:
    """A browser of the laboratory's technician."""
    yield signed_in(people["technician@KL-LAB"])


def signed_in(who: Any) -> Client:
    """A browser of one of the cast, at their site."""
    client = Client()
    member = Member.objects.select_related("account").get(code=who.code)
    client.force_login(member.account, backend="cordline.access.backends.StaffBackend")
    session = client.session
    session[SESSION_SITE] = who.site
    session.save()
    return client


def hidden(page: str) -> dict[str, str]:
    """The key that the page's own form came with."""
    found = re.search(r'name="form_key" value="([^"]+)"', page)
    assert found is not None
    return {"form_key": found.group(1)}


@pytest.mark.req("U110", "U35")
def test_a_full_box_of_144_comes_in_few_queries_with_a_word_in_every_cell(
    made: House, technician: Client, django_assert_max_num_queries: Any
) -> None:
    line = lab_chain.line(made, vials=132)
    number = Box.objects.get(positions__container__code=line.vials[0]).id
    with django_assert_max_num_queries(30):
        answer = technician.get(reverse("bank:box", kwargs={"number": number}))
    page = answer.content.decode()
    assert page.count('<td class="cell ') == 144
    assert page.count(": taken, VL") == 136
    assert '<table class="box-grid"' in page
    assert page.count('scope="row"') == 12
    began = database_now()
    view = boxes.box(number)
    assert view is not None
    assert len(view.places) == 144
    assert (
        database_now() - began
    ).total_seconds() < 3  # the number itself is measured apart, on a quiet machine


@pytest.mark.req("U111")
def test_a_scanned_list_is_proposed_and_stored_with_one_confirmation(made: House, technician: Client) -> None:
    filled = _filled(made, 3)
    page = technician.get(reverse("bank:place")).content.decode()
    listed = ""
    for vial in filled:
        facts = hidden(page) | {"scanned": vial, "listed": listed, "confirm": ""}
        answer = technician.post(reverse("bank:place"), facts)
        assert answer.status_code == 200
        page = answer.content.decode()
        listed = re.findall(r'name="listed" value="([^"]*)"', page)[0]
    assert page.count(": proposed") == 3
    assert not Container.objects.filter(code__in=filled).exclude(state="filled").exists()
    again = technician.post(reverse("bank:place"), hidden(page) | {"scanned": filled[0], "listed": listed})
    assert again.status_code == 422
    assert "bank.container_named_twice" in again.content.decode()
    done = technician.post(
        reverse("bank:place"), hidden(page) | {"scanned": "", "listed": listed, "confirm": "yes"}
    )
    assert done.status_code == 303
    places = list(Container.objects.filter(code__in=filled).values_list("position__row", "position__column"))
    assert len(places) == 3
    assert len({row for row, _ in places}) == 1


@pytest.mark.req("U111")
def test_a_wrong_kind_in_the_list_is_said_in_words_and_changes_nothing(
    made: House, technician: Client
) -> None:
    page = technician.get(reverse("bank:place")).content.decode()
    answer = technician.post(reverse("bank:place"), hidden(page) | {"scanned": made.touching[1]})
    assert answer.status_code == 422
    assert "This is a reagent lot" in answer.content.decode()


@pytest.mark.req("U113")
def test_a_pick_list_is_ticked_off_by_scan_and_checked_out_at_once(made: House, technician: Client) -> None:
    line = lab_chain.line(made, vials=4)
    services.reserve_containers(
        plan=PLAN, patient="PT26-0001-2", lots=[line.lot], wanted=3, by=PATIENT_COORDINATOR, key=key()
    )
    address = reverse("bank:pick", kwargs={"code": PLAN})
    page = technician.get(address).content.decode()
    shown = re.findall(r"TK-01 / R1 / B01 / [A-L]\d+", page)
    assert len(shown) == 3
    stranger = technician.post(address, hidden(page) | {"scanned": line.vials[3], "listed": ""})
    assert stranger.status_code == 422
    assert "bank.container_not_reserved" in stranger.content.decode()
    listed = ""
    for vial in line.vials[:2]:
        page = technician.post(address, hidden(page) | {"scanned": vial, "listed": listed}).content.decode()
        listed = re.findall(r'name="listed" value="([^"]*)"', page)[0]
    assert line.vials[2] in page.split("Not scanned yet")[1]
    facts = hidden(page) | {"scanned": "", "listed": listed, "to_site": "KL-CLINIC"}
    assert technician.post(address, facts).status_code == 422
    assert technician.post(address, facts | {"confirm": "yes"}).status_code == 303
    states = dict(Container.objects.filter(code__in=line.vials).values_list("code", "state"))
    assert [states[vial] for vial in line.vials] == ["checked_out", "checked_out", "stored", "stored"]
    left = technician.get(address).content.decode()
    assert "0 of 1 scanned" in left
    assert line.vials[0] in left.split("Already out")[1]
    again = technician.post(address, hidden(left) | {"scanned": line.vials[0], "listed": ""})
    assert "bank.container_state" in again.content.decode()


@pytest.mark.req("U112")
def test_a_check_out_without_a_reason_goes_back_beside_its_box(made: House, technician: Client) -> None:
    line = lab_chain.line(made, vials=1)
    address = reverse("bank:check_out", kwargs={"code": line.vials[0]})
    page = technician.get(address).content.decode()
    facts = hidden(page) | {"why": "other", "words": " ", "to_site": "KL-LAB"}
    answer = technician.post(address, facts)
    assert answer.status_code == 422
    assert "bank.reason_missing" in answer.content.decode()
    assert technician.post(address, facts | {"why": "label check"}).status_code == 303
    found = selectors.container(line.vials[0])
    assert found is not None
    assert found.state == "checked_out"


@pytest.mark.req("U104")
def test_the_calculator_works_tallies_out_and_records_them(made: House, technician: Client) -> None:
    begun = lab.isolate_culture(
        cord=lab_chain.cord(),
        method=Method.EXPLANT,
        tissue_g=Decimal(10),
        area_cm2=Decimal(600),
        touching=made.touching,
        by=TECHNICIAN,
        key=key(),
    ).subject
    address = reverse("lab:count", kwargs={"code": begun})
    squares = {f"a_live_{n}": seen for n, seen in enumerate((42, 39, 45, 41), start=1)}
    squares |= {f"a_dead_{n}": seen for n, seen in enumerate((3, 2, 4, 3), start=1)}
    page = technician.get(address).content.decode()
    facts = hidden(page) | {key: str(value) for key, value in squares.items()}
    facts |= {"dilution_0": "2", "volume_ml_0": "10", "purpose": "harvest"}
    facts |= {"dilution_number": "2", "volume_ml_number": "10"}
    looked = technician.post(address, facts | {"do": "look"})
    assert looked.status_code == 200
    assert "8,350,000 cells" in looked.content.decode()
    assert "Unknown: P0 comes from tissue" in looked.content.decode()
    half = facts | {"b_live_1": "40", "do": "record"}
    assert technician.post(address, half).status_code == 422
    assert technician.post(address, facts | {"do": "record"}).status_code == 303
    culture = technician.get(reverse("lab:culture", kwargs={"code": begun})).content.decode()
    assert "8,350,000 cells" in culture


def test_a_site_without_a_tank_is_told_so_and_sees_whose_the_shown_ones_are(
    people: dict[str, Any], technician: Client
) -> None:
    address = reverse("bank:freezer")
    assert "Those of other sites" not in technician.get(address).content.decode()
    page = signed_in(people["nurse@KL-CLINIC"]).get(address).content.decode()
    assert "KL-CLINIC has no tank. Those of other sites:" in page
    assert '<span class="aside">KL-LAB · ' in page


def _filled(made: House, count: int) -> list[str]:
    """Vials of a lot that nobody stored yet."""
    line = lab_chain.line(made, vials=1)
    vial = Container.objects.filter(lot__code=line.working, state="stored").first()
    assert vial is not None
    culture = lab_chain.start(made, vial.code, 200_000_000)
    return lab_chain.fill_lot(made, culture, count)[1]
