"""One cord becomes a lot on the database: parents at birth, counts kept raw, cells balanced, limits refusing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from cordline.bank import selectors as bank
from cordline.bank.types import LotKind
from cordline.ground.codes import Kind
from cordline.ground.products import Product, Use
from cordline.ground.refusal import Refused
from cordline.lab import selectors, services
from cordline.lab.models import Count, Culture, Draw
from cordline.lab.types import (
    CultureState,
    Integrity,
    NewLimits,
    Purpose,
    Square,
    Stage,
    Tallies,
    TypedTotal,
)
from cordline.ledger.models import Attempt, Entry
from cordline.ledger.services import database_now
from cordline.lineage.selectors import ancestors, holds_on, node
from tests import lab_chain
from tests.cast import LABORATORY_HEAD, NURSE, QUALITY, TECHNICIAN, at
from tests.lab_chain import House, key
from tests.rooms.lineage.births import bear

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> House:
    return lab_chain.house()


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


@pytest.mark.req("I2", "S5")
def test_one_cord_becomes_a_lot_through_both_banks_and_every_ancestor_is_known(made: House) -> None:
    line = lab_chain.line(made)
    lot = node(line.lot)
    assert lot is not None
    up = {code for _, _, code in ancestors(lot.id)}
    assert {line.cord, *line.cultures, line.master, line.working} <= up
    facts = bank.lot(line.lot)
    assert facts is not None
    assert (facts.kind, facts.passage, facts.filled) == (LotKind.LOT, 3, 6)
    assert facts.uncounted_start
    assert facts.residues == ("human platelet protein (human)",)
    assert facts.doublings == sum(
        (facts.own_doublings for facts in selectors.cultures(line.cultures[1:]) if facts.own_doublings),
        Decimal(0),
    )


@pytest.mark.req("U105")
def test_the_growth_curve_follows_the_path_and_never_writes_nought_for_p0(made: House) -> None:
    line = lab_chain.line(made)
    lot = node(line.lot)
    assert lot is not None
    points = selectors.growth(lot.id)
    assert [(point.passage, point.kind) for point in points] == [
        (0, "harvest"),
        (1, "seed"),
        (1, "harvest"),
        (2, "seed"),
        (2, "harvest"),
        (3, "seed"),
        (3, "harvest"),
    ]
    assert all(point.viable_cells > 0 for point in points)


@pytest.mark.req("W7")
def test_a_bad_cord_is_rejected_with_every_reason_and_can_never_be_processed(made: House) -> None:
    now = database_now()
    bad = lab_chain.cord(
        born_at=now - timedelta(hours=60), highest_c=Decimal("31.5"), integrity=Integrity.LEAKING
    )
    facts = selectors.cord(bad)
    assert facts is not None
    assert facts.verdict == "rejected"
    assert len(facts.reasons) == 3
    assert facts.reasons[0].startswith("The cord arrived 59.9 hours after birth")
    with pytest.raises(Refused) as refused:
        lab_chain.isolate(made, bad)
    assert codes(refused) == ["lab.cord_not_accepted"]


@pytest.mark.req("W9")
def test_a_cord_whose_consent_was_withdrawn_is_rejected_whatever_the_paper_says(made: House) -> None:
    from cordline.donors.models import DonorConsent
    from cordline.donors.services import withdraw_consent
    from tests import build_donors
    from tests.cast import DONOR_COORDINATOR

    mother = build_donors.mother()
    donation = build_donors.cord_of(mother)
    consent = DonorConsent.objects.get(donor__code=mother).code
    withdraw_consent(consent=consent, by=DONOR_COORDINATOR, key=key())
    arrived = lab_chain.receive(donation)
    assert arrived.payload["verdict"] == "rejected"
    assert [reason["code"] for reason in arrived.payload["reasons"]] == ["lab.cord_consent"]


def test_a_donation_has_one_cord_and_an_unknown_one_has_none(made: House) -> None:
    donation = bear(Kind.DONATION, bear(Kind.DONOR))
    lab_chain.receive(donation)
    with pytest.raises(Refused) as refused:
        lab_chain.receive(donation)
    assert codes(refused) == ["lab.cord_twice"]
    with pytest.raises(Refused) as refused:
        lab_chain.receive("DD26-9999-0")
    assert codes(refused) == ["lab.donation_unknown"]


@pytest.mark.req("I13")
def test_a_receipt_that_cannot_be_true_is_refused_and_kept_as_an_attempt(made: House) -> None:
    donation = bear(Kind.DONATION, bear(Kind.DONOR))
    ahead = database_now() + timedelta(hours=1)
    with pytest.raises(Refused) as refused:
        lab_chain.receive(
            donation,
            arrived_at=ahead,
            born_at=ahead,
            lowest_c=Decimal(9),
            highest_c=Decimal(3),
            weight_g=Decimal(-1),
        )
    assert codes(refused) == [
        "lab.in_future",
        "lab.in_future",
        "lab.cord_temperature_order",
        "lab.number_negative",
    ]
    assert Attempt.objects.filter(verb="lab.cord.received", outcome="refused").count() == 1
    with pytest.raises(Refused) as refused:
        lab_chain.receive(donation, born_at=ahead.replace(tzinfo=None))
    assert codes(refused) == ["lab.no_zone"]


@pytest.mark.req("U104", "I13")
def test_the_raw_tallies_of_a_count_are_kept_as_they_were_seen(made: House) -> None:
    culture = lab_chain.isolate(made, lab_chain.cord())
    [count] = selectors.counts_of(culture)
    assert count.tallies[0] == (Square(40, 2), Square(41, 1), Square(39, 2), Square(40, 3))
    assert count.viable_cells == 8_000_000
    assert count.viability_pct == Decimal("95.2")
    assert count.formula == "CNT, version 1"


@pytest.mark.req("U104")
def test_a_typed_total_says_why_and_stays_marked(made: House) -> None:
    culture = growing(made)
    with pytest.raises(Refused) as refused:
        typed(culture, TypedTotal(8_000_000, 7_000_000, ""))
    assert codes(refused) == ["lab.viable_over_total", "lab.reason_missing"]
    typed(culture, TypedTotal(8_000_000, 9_000_000, "counter prints totals only"))
    [count] = selectors.counts_of(culture)
    assert count.typed_reason == "counter prints totals only"
    assert count.tallies == ()


@pytest.mark.req("I13")
def test_hostile_totals_change_nothing(made: House) -> None:
    culture = growing(made)
    for viable, total, reason in (
        (18, 18, "lab.number_too_small"),
        (10**15, 10**15, "lab.number_too_large"),
        (-8_000_000, 9_000_000, "lab.number_negative"),
    ):
        with pytest.raises(Refused) as refused:
            typed(culture, TypedTotal(viable, total, "typed"))
        assert reason in codes(refused)
    assert not Count.objects.exists()


@pytest.mark.req("I13")
def test_the_database_itself_refuses_an_impossible_count(made: House) -> None:
    """Even an act that forgets its rules cannot write 101 % or a negative number of cells."""
    from cordline.ledger.services import act

    culture = Culture.objects.get(code=growing(made))
    for wrong in (
        {"viability_pct": 101},
        {"viability_pct": -1},
        {"viable_cells": -1},
        {"viable_cells": 10**15},
    ):
        facts: dict[str, object] = {
            "purpose": "in_process",
            "counted_at": database_now(),
            "counted_by": TECHNICIAN.code,
            "typed_reason": "typed",
            "viable_cells": 2_000_000,
            "total_cells": 10**12,
            "viability_pct": 90,
            "formula": "TYPED",
            "formula_version": 1,
            "limits_version": 1,
        } | wrong
        with (
            pytest.raises(DatabaseError, match="lab_count_possible"),
            act(lab_chain.DECIDED, by=QUALITY, key=key(), content={}) as this,
        ):
            Count.objects.create(culture=culture, **facts)
            this.record(subject=culture.code)


@pytest.mark.req("I2")
def test_no_cell_leaves_a_culture_twice(made: House) -> None:
    first = lab_chain.isolate(made, lab_chain.cord(), viable=8_000_000)
    lab_chain.passage(made, first, 5_000_000, 50_000_000)
    with pytest.raises(Refused) as refused:
        lab_chain.passage(made, first, 3_000_001, 50_000_000)
    assert codes(refused) == ["lab.not_enough_cells"]
    lab_chain.passage(made, first, 3_000_000, 50_000_000)
    [facts] = selectors.cultures([first])
    assert (facts.remaining_cells, facts.state) == (0, CultureState.SPENT)


@pytest.mark.req("I2")
def test_the_database_refuses_a_pool_that_does_not_balance(made: House) -> None:
    """An act that takes cells without writing the draw fails when it commits, whatever its code thinks."""
    from cordline.ledger.services import act

    first = lab_chain.isolate(made, lab_chain.cord())
    with pytest.raises(DatabaseError, match="drawn"), transaction.atomic():
        with act(lab_chain.DECIDED, by=QUALITY, key=key(), content={}) as this:
            Culture.objects.filter(code=first).update(remaining_cells=1_000_000)
            this.record(subject=first)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert not Draw.objects.exists()


@pytest.mark.req("I2")
def test_the_database_refuses_a_lot_with_fewer_or_more_vials_than_filled(made: House) -> None:
    from cordline.bank.models import Container, Lot
    from cordline.ledger.services import act

    line = lab_chain.line(made)
    with pytest.raises(DatabaseError, match="containers"), transaction.atomic():
        with act(lab_chain.DECIDED, by=QUALITY, key=key(), content={}) as this:
            Lot.objects.filter(code=line.lot).update(filled=7)
            this.record(subject=line.lot)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    extra = Container.objects.get(code=line.vials[0])
    extra.pk, extra.code, extra.position, extra.state = None, "VL26-9999-0", None, "filled"
    with (
        pytest.raises(DatabaseError, match="containers"),
        act(lab_chain.DECIDED, by=QUALITY, key=key(), content={}) as this,
    ):
        extra.save(force_insert=True)
        this.record(subject=line.lot)


def test_the_fill_states_its_yield_to_the_cell(made: House) -> None:
    line = lab_chain.line(made)
    fill = selectors.fill_of(line.lot)
    assert fill is not None
    assert fill.filled_cells == 6 * lab_chain.CELLS
    assert fill.taken_cells == fill.filled_cells + fill.qc_cells + fill.lost_cells
    assert (fill.qc_cells, fill.lost_cells) == (5_000_000, 5_000_000)


@pytest.mark.req("S5")
def test_a_passage_beyond_the_approved_limit_is_refused_and_a_new_version_allows_it(made: House) -> None:
    culture = lab_chain.isolate(made, lab_chain.cord())
    for _ in range(5):
        culture = lab_chain.passage(made, culture, 8_000_000, 24_000_000)
    with pytest.raises(Refused) as refused:
        lab_chain.passage(made, culture, 8_000_000, 24_000_000)
    assert codes(refused) == ["lab.passage_limit"]
    values = NewLimits(source="Revised procedure", lot=(3, 6))
    services.approve_limits(product=Product.MSC_WJ, values=values, by=LABORATORY_HEAD, key=key())
    assert lab_chain.passage(made, culture, 8_000_000, 24_000_000).startswith("CU")


@pytest.mark.req("S5")
def test_doublings_beyond_the_approved_limit_stop_the_fill(made: House) -> None:
    values = NewLimits(source="Tight", most_doublings=Decimal("3.0"))
    culture = lab_chain.isolate(made, lab_chain.cord())
    culture = lab_chain.passage(made, culture, 8_000_000, 80_000_000)
    services.approve_limits(product=Product.MSC_WJ, values=values, by=LABORATORY_HEAD, key=key())
    with pytest.raises(Refused) as refused:
        lab_chain.fill_bank(made, Stage.MASTER_BANK, culture, 2)
    assert codes(refused) == ["lab.doublings_limit"]
    assert "3.32 doublings" in refused.value.reasons[0].text


@pytest.mark.req("I7")
def test_a_contaminated_culture_stops_all_that_came_from_it_in_the_same_act(made: House) -> None:
    line = lab_chain.line(made)
    services.report_contamination(
        culture=line.cultures[3], reason="cloudy, rods seen", by=TECHNICIAN, key=key()
    )
    lot = node(line.lot)
    assert lot is not None
    assert [hold.path for hold in holds_on([lot.id])] == ["ancestor"]
    vial = bank.container(line.vials[0])
    assert vial is not None
    assert len(vial.holds) == 1
    with pytest.raises(Refused) as refused:
        services.discard_culture(culture=line.cultures[3], reason="again", by=TECHNICIAN, key=key())
    assert codes(refused) == ["lab.culture_over"]


@pytest.mark.req("I7")
def test_a_hold_on_the_cord_stops_the_next_passage(made: House) -> None:
    from cordline.lineage.services import place_hold
    from cordline.lineage.types import HoldKind

    arrived = lab_chain.cord()
    first = lab_chain.isolate(made, arrived)
    place_hold(on=arrived, kind=HoldKind.QUALITY, reason="late news", by=QUALITY, key=key())
    with pytest.raises(Refused) as refused:
        lab_chain.passage(made, first, 5_000_000, 50_000_000)
    assert codes(refused) == ["lab.held"]


def test_an_expired_or_unreleased_reagent_stops_the_step(made: House) -> None:
    from cordline.facility.services import reject_reagent

    reject_reagent(reagent=made.touching[1], reason="recalled by its maker", by=QUALITY, key=key())
    with pytest.raises(Refused) as refused:
        lab_chain.isolate(made, lab_chain.cord())
    assert codes(refused) == ["facility.reagent_not_released"]


def test_nothing_is_made_without_limits_licence_or_what_touches_it() -> None:
    with pytest.raises(Refused) as refused:
        lab_chain.cord()
    assert codes(refused) == ["lab.no_limits"]
    made = lab_chain.house()
    arrived = lab_chain.cord()
    made.touching = []
    with pytest.raises(Refused) as refused:
        lab_chain.isolate(made, arrived)
    assert codes(refused) == ["lab.exposures_missing"]


@pytest.mark.req("I4")
def test_a_persons_own_cells_stay_their_own_down_to_the_vial(made: House) -> None:
    line = lab_chain.line(made, autologous_for="PT26-0001-2")
    facts = bank.container(line.vials[0])
    assert facts is not None
    assert facts.autologous_for == "PT26-0001-2"
    with pytest.raises(Refused) as refused:
        reserve_for(line.lot, "PT26-0002-0")
    assert "bank.autologous" in codes(refused)
    reserve_for(line.lot, "PT26-0001-2")


def reserve_for(lot: str, patient: str) -> None:
    from cordline.bank.services import reserve_containers

    reserve_containers(
        plan="PL26-0001-1", patient=patient, lots=[lot], wanted=2, by=TECHNICIAN, key=key(), use=Use.PATIENT
    )


@pytest.mark.req("I14")
def test_the_same_fill_twice_is_one_lot(made: House) -> None:
    culture = lab_chain.isolate(made, lab_chain.cord())
    culture = lab_chain.passage(made, culture, 8_000_000, 80_000_000)
    first, second = (
        services.fill_bank(
            stage=Stage.MASTER_BANK,
            parents={culture: 60_000_000},
            containers=2,
            cells_each=25_000_000,
            volume_ml_each=Decimal(1),
            touching=made.touching,
            by=TECHNICIAN,
            key="the same key",
        )
        for _ in range(2)
    )
    assert first.payload == second.payload
    assert Entry.objects.filter(verb="lab.bank.filled").count() == 1


def test_only_the_laboratory_grows_cells_and_only_at_its_own_site(made: House) -> None:
    first = lab_chain.isolate(made, lab_chain.cord())
    with pytest.raises(Refused) as refused:
        services.discard_culture(culture=first, reason="mine", by=NURSE, key=key())
    assert codes(refused) == ["access.role_missing"]
    with pytest.raises(Refused) as refused:
        services.passage_culture(
            parents={first: 5_000_000},
            area_cm2=Decimal(100),
            touching=made.touching,
            by=at(TECHNICIAN, "KL-CLINIC"),
            key=key(),
        )
    assert "lab.foreign_site" in codes(refused)


def growing(made: House) -> str:
    from cordline.lab.types import Method

    begun = services.isolate_culture(
        cord=lab_chain.cord(),
        method=Method.ENZYMATIC,
        tissue_g=Decimal(10),
        area_cm2=Decimal(600),
        touching=made.touching,
        by=TECHNICIAN,
        key=key(),
    )
    return str(begun.payload["culture"])


def typed(culture: str, total: TypedTotal) -> None:
    services.count_culture(
        culture=culture, purpose=Purpose.IN_PROCESS, counted=total, by=TECHNICIAN, key=key()
    )


def test_replicates_too_far_apart_are_counted_again(made: House) -> None:
    culture = growing(made)
    apart = Tallies(((Square(40, 1),), (Square(60, 1),)), Decimal(2), Decimal(10))
    with pytest.raises(Refused) as refused:
        services.count_culture(
            culture=culture, purpose=Purpose.HARVEST, counted=apart, by=TECHNICIAN, key=key()
        )
    assert codes(refused) == ["lab.spread"]
