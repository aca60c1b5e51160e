"""A count that was entered wrongly is struck through with its reason, and what was seen stands beside it (U103)."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from cordline.access.models import Member
from cordline.access.services.demonstration import create_cast
from cordline.access.sessions import SESSION_SITE
from cordline.ground.refusal import Refused
from cordline.lab import selectors, services
from cordline.lab.models import Count, Culture
from cordline.lab.types import CountRow, Square, Tallies, TypedTotal
from cordline.ledger.models import Entry
from cordline.ledger.services import declare_demonstration
from cordline.lineage.selectors import node
from tests import lab_chain
from tests.cast import NURSE, TECHNICIAN, at
from tests.lab_chain import House, key

pytestmark = [pytest.mark.django_db, pytest.mark.req("U103")]
SEEN = Tallies(((Square(30, 2), Square(31, 1), Square(29, 2), Square(30, 3)),), Decimal(2), Decimal(10))


@pytest.fixture
def made() -> House:
    declare_demonstration(1)
    return lab_chain.house()


def one(culture: str) -> CountRow:
    return selectors.counts_of(culture)[0]


def correct(culture: str, number: int, **changes: Any) -> Any:
    asked = {"counted": SEEN, "reason": "Squares of another culture were typed", "by": TECHNICIAN} | changes
    return services.correct_count(culture=culture, number=number, key=key(), **asked)


def refused(culture: str, number: int, **changes: Any) -> list[str]:
    with pytest.raises(Refused) as found:
        correct(culture, number, **changes)
    return [reason.code for reason in found.value.reasons]


def test_the_old_count_stays_struck_with_who_when_and_why_and_the_numbers_follow_the_new_one(
    made: House,
) -> None:
    culture = lab_chain.isolate(made, lab_chain.cord())
    old = one(culture)
    entry = correct(culture, old.number)
    struck, stands = selectors.counts_of(culture)
    assert (struck.viable_cells, struck.struck_by) == (old.viable_cells, TECHNICIAN.code)
    assert struck.strike_reason == "Squares of another culture were typed"
    assert not stands.struck
    assert stands.corrects == old.number
    assert stands.counted_at == old.counted_at
    facts = selectors.culture(culture)
    assert facts is not None
    assert (
        facts.harvested_cells == facts.remaining_cells == stands.viable_cells == entry.payload["viable_cells"]
    )
    assert entry.payload["was"] == old.viable_cells
    assert Entry.objects.get(pk=entry.id).reason == "Squares of another culture were typed"
    found = node(culture)
    assert found is not None
    assert [point.viable_cells for point in selectors.growth(found.id) if point.kind == "harvest"] == [
        stands.viable_cells
    ]


def test_what_cannot_be_corrected_is_refused_and_nothing_changes(made: House) -> None:
    culture = lab_chain.isolate(made, lab_chain.cord())
    number = one(culture).number
    assert refused(culture, number, reason=" ") == ["lab.reason_missing"]
    assert refused(culture, number + 999) == ["lab.count_unknown"]
    assert refused(culture, number, by=NURSE) == ["access.role_missing"]
    assert refused(culture, number, by=at(TECHNICIAN, "KL-CLINIC")) == ["lab.foreign_site"]
    same = Tallies(
        one(culture).tallies, one(culture).dilution or Decimal(1), one(culture).volume_ml or Decimal(1)
    )
    assert refused(culture, number, counted=same) == ["lab.count_unchanged"]
    impossible = TypedTotal(10**15, 10**15, "as printed")
    assert refused(culture, number, counted=impossible)
    assert Count.objects.filter(culture__code=culture).count() == 1
    correct(culture, number)
    assert refused(culture, number) == ["lab.count_struck"]


def test_a_harvest_whose_cells_have_left_the_pool_is_no_longer_corrected(made: House) -> None:
    line = lab_chain.line(made, vials=3)
    culture = line.cultures[0]
    before = Culture.objects.get(code=culture).harvested_cells
    assert refused(culture, one(culture).number) == ["lab.count_drawn"]
    assert Culture.objects.get(code=culture).harvested_cells == before


def test_a_strike_without_its_reason_is_refused_by_the_database(made: House) -> None:
    culture = lab_chain.isolate(made, lab_chain.cord())
    with pytest.raises(DatabaseError), transaction.atomic():
        Count.objects.filter(id=one(culture).number).update(strike_reason="unseen")


@pytest.mark.req("U104")
def test_the_page_corrects_a_slip_and_shows_the_old_value_struck_through(made: House) -> None:
    people = create_cast()
    who = people["technician@KL-LAB"]
    client = Client()
    member = Member.objects.select_related("account").get(code=who.code)
    client.force_login(member.account, backend="cordline.access.backends.StaffBackend")
    session = client.session
    session[SESSION_SITE] = who.site
    session.save()
    culture = lab_chain.isolate(made, lab_chain.cord())
    old = one(culture)
    page = reverse("lab:correct_count", args=[culture, old.number])
    assert page in client.get(reverse("lab:culture", args=[culture])).content.decode()
    shown = client.get(page).content.decode()
    fields = dict(re.findall(r'name="([ab]_(?:live|dead)_\d)" value="(\d+)"', shown))
    assert fields["a_live_1"] == "40"
    worked_out = "<dt>Per mL</dt>"
    assert worked_out in shown
    hidden = dict(re.findall(r'name="(form_key)" value="([^"]*)"', shown))
    rest = {"dilution_number": "2", "volume_ml_number": "10", "reason": "Square 1 was read as 40"}
    sent = {**hidden, **fields, **rest, "a_live_1": "38"}
    assert client.post(page, {**sent, "reason": ""}).status_code == 422
    assert worked_out in client.post(reverse("lab:look", args=[culture]), sent).content.decode()
    looked = client.post(page, {**sent, "reason": "", "do": "look"})
    assert looked.status_code == 200
    assert worked_out in looked.content.decode()
    assert one(culture).number == old.number
    answer = client.post(page, {**sent, "form_key": "again"})
    assert answer.status_code == 303, re.sub(r"<[^>]+>", " ", answer.content.decode())[-1500:]
    after = client.get(reverse("lab:culture", args=[culture])).content.decode()
    assert re.search(r"<s>[^<]*8,000,000|<s>.*?8,000,000", after)
    assert "Square 1 was read as 40" in after
    assert "Corrects the struck one" in after
