"""From donor to patient and back: who received it, what they received, and everyone a recall or look-back reaches."""

from dataclasses import replace

import pytest

from cordline.bedside.models import Infusion
from cordline.ground.actor import job
from cordline.ground.refusal import Refused
from cordline.ledger.models import Entry as EntryRow
from cordline.ledger.services import Entry, declare_demonstration
from cordline.lineage import selectors as lineage
from cordline.lineage.services import place_hold
from cordline.lineage.types import HoldKind
from cordline.vigilance import selectors, services, subscriptions
from cordline.vigilance.models import Recall, RecallContact
from cordline.vigilance.words import not_searched
from tests import bedside_chain
from tests.cast import NURSE, QUALITY, VIGILANCE_OFFICER
from tests.rooms.lineage.births import fresh_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def day() -> bedside_chain.Day:
    """One person whose infusion has begun."""
    declare_demonstration(3)
    made = bedside_chain.ready()
    made.verdict()
    made.start()
    return made


def donor_of(day: bedside_chain.Day) -> str:
    node = lineage.node(day.lot)
    assert node is not None
    return lineage.ancestors(node.id)[0][2]


@pytest.mark.req("S9", "U114")
def test_from_the_donor_the_trace_ends_at_the_person(day: bedside_chain.Day) -> None:
    found = selectors.trace(donor_of(day))
    assert [(one.person, one.dose, one.lot) for one in found.recipients] == [(day.person, day.dose, day.lot)]
    things = {one.code for one in found.descendants}
    assert {day.lot, day.dose, *day.vials} <= things


@pytest.mark.req("S9")
def test_from_the_person_and_from_the_dose_the_trace_ends_at_the_donor(day: bedside_chain.Day) -> None:
    donor = donor_of(day)
    for code in (day.person, day.dose):
        found = selectors.trace(code)
        above = {one.code for one in found.ancestors}
        assert {donor, day.lot, *day.vials} <= above
    assert [one.person for one in selectors.trace(day.dose).recipients] == [day.person]
    assert day.dose in {one.code for one in selectors.trace(day.person).ancestors}


@pytest.mark.req("S9")
def test_from_a_vial_the_trace_goes_on_to_its_dose_and_person_only(day: bedside_chain.Day) -> None:
    found = selectors.trace(day.vials[0])
    assert {one.code for one in found.descendants} == {day.dose}
    assert [one.person for one in found.recipients] == [day.person]
    other = bedside_chain.lot(day.clinic)[1][0]
    assert not selectors.trace(other).recipients


@pytest.mark.req("U118", "U119")
def test_a_recall_lists_the_treated_person_and_counts_what_was_infused(day: bedside_chain.Day) -> None:
    entry, reach = services.recall(
        subject=day.lot, reason="sterility positive", by=VIGILANCE_OFFICER, key=fresh_key()
    )
    (treated,) = reach.columns["treated"]
    assert treated.person == day.person
    assert reach.balance.parts == {"infused": 4, "stocked": 4}
    assert reach.balance.gap == 0
    assert not any("bedside" in name or name == "consenting: plans" for name in reach.not_covered)
    (contact,) = RecallContact.objects.filter(recall__code=entry.subject, column="treated")
    services.check_contact(
        recall=entry.subject,
        contact=contact.id,
        state="reached",
        note="well, told the reason",
        by=NURSE,
        key=fresh_key(),
    )


@pytest.mark.req("U118")
def test_a_recall_lists_whoever_is_still_to_be_treated(day: bedside_chain.Day) -> None:
    waiting = bedside_chain.reserved(day.clinic, lot_code=day.lot)
    columns = selectors.recall_reach(donor_of(day)).columns
    assert [one.person for one in columns["booked"]] == [waiting.person]
    assert [one.person for one in columns["consenting"]] == [waiting.person]
    assert [one.person for one in columns["treated"]] == [day.person]


@pytest.mark.req("U118")
def test_who_stands_in_two_columns_is_counted_as_one_person(day: bedside_chain.Day) -> None:
    bedside_chain.reserved(day.clinic, lot_code=day.lot)
    services.recall(subject=day.lot, reason="sterility positive", by=VIGILANCE_OFFICER, key=fresh_key())
    assert RecallContact.objects.count() == 3
    (row,) = selectors.open_recalls()
    assert (row.people, row.waiting) == (2, 2)


def test_what_is_not_searched_is_said_without_the_names_of_rooms() -> None:
    facts = ["booked: schedule", "quoted: plans: quotes"]
    assert not_searched(facts) == "Bookings and quotes are not searched yet."
    assert not_searched(facts[:1]) == "Bookings are not searched yet."
    assert not_searched([]) == ""


def news(hold: str, of: str) -> Entry:
    """What a bad result's entry says to whoever listens."""
    row = EntryRow.objects.latest("id")
    payload = {"of": of, "hold": hold, "test": "Sterility", "shown": "positive"}
    return Entry(
        row.id,
        "assays.result.recorded",
        "RS26-0001-X",
        row.actor,
        "KL-LAB",
        row.recorded_at,
        row.receipt,
        payload,
    )


@pytest.mark.req("W10", "U119")
def test_a_late_bad_result_opens_one_look_back_on_everyone_reached(day: bedside_chain.Day) -> None:
    subscriptions.on_late_news(news("HD26-0001-X", day.lot))
    (found,) = Recall.objects.all()
    assert (found.kind, found.subject, found.holds) == ("look_back", day.lot, [])
    assert found.opened_by == job("vigilance").code
    assert [one.person for one in found.contacts.filter(column="treated")] == [day.person]
    subscriptions.on_late_news(news("HD26-0002-X", day.lot))
    assert Recall.objects.count() == 1


@pytest.mark.req("W10", "U119")
def test_a_bad_result_among_many_taken_in_together_opens_a_look_back_from_what_it_holds(
    day: bedside_chain.Day,
) -> None:
    untouched, _ = bedside_chain.lot(day.clinic)
    hold = place_hold(on=day.lot, kind=HoldKind.RESULT, reason="Grows", by=QUALITY, key=fresh_key())
    payload = {"of": [untouched, day.lot], "holds": [hold.payload["hold"]], "adverse": 1}
    told = replace(news("", ""), verb="assays.results.recorded", payload=payload)
    subscriptions.on_late_news(told)
    (found,) = Recall.objects.all()
    assert found.subject == day.lot
    assert [one.person for one in found.contacts.filter(column="treated")] == [day.person]


@pytest.mark.req("W10")
def test_a_result_that_held_nothing_or_reached_nobody_opens_none(day: bedside_chain.Day) -> None:
    subscriptions.on_late_news(news("", day.lot))
    untouched, _ = bedside_chain.lot(day.clinic)
    subscriptions.on_late_news(news("HD26-0001-X", untouched))
    assert not Recall.objects.exists()


@pytest.mark.req("I7", "I1")
def test_from_the_recall_on_the_bedside_refuses_the_dose_of_its_lot() -> None:
    declare_demonstration(3)
    ready = bedside_chain.ready()
    services.recall(
        subject=donor_of(ready), reason="late result of the donor", by=VIGILANCE_OFFICER, key=fresh_key()
    )
    with pytest.raises(Refused) as refused:
        ready.verdict()
    assert "bedside.held" in [reason.code for reason in refused.value.reasons]
    assert not Infusion.objects.exists()
