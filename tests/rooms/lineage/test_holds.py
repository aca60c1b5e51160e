"""A hold binds all that descends, now and later; holds stack; each is lifted alone, by another, signed (I7, W5)."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction

from cordline.access.signing import demonstration_proof, signatures_on
from cordline.config.cluster import ClusterUrls
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.refusal import Refused
from cordline.ground.roles import Role
from cordline.ground.verbs import Gate, declare
from cordline.ledger.services import act, declare_demonstration, next_code
from cordline.lineage import selectors
from cordline.lineage.models import Hold
from cordline.lineage.rules import why_not_held
from cordline.lineage.services import (
    create_node_within,
    lift_hold,
    lift_import_holds_within,
    place_hold,
    place_hold_within,
)
from cordline.lineage.types import HoldKind
from tests.cast import NURSE, QUALITY, SECOND_QUALITY, TECHNICIAN
from tests.rooms.lineage.births import BORN, bear, chain, fresh_key, touch, unit

ISSUED = declare("lineagetests.lot.issued", "issued {subject}", Role.TECHNICIAN, gate=Gate.SHARED)


def hold(on: str, reason: str = "late reactive result", kind: HoldKind = HoldKind.RESULT) -> str:
    entry = place_hold(on=on, kind=kind, reason=reason, by=QUALITY, key=fresh_key())
    return str(entry.payload["hold"])


def id_of(code: str) -> int:
    node = selectors.node(code)
    assert node is not None
    return node.id


def found(code: str, *leaves: str) -> list[tuple[str, str]]:
    return [(one.code, one.path) for one in selectors.holds_on([id_of(code)], leaves)]


@pytest.mark.django_db
@pytest.mark.req("I7")
def test_a_hold_binds_every_descendant_also_those_born_later_and_no_ancestor() -> None:
    donor, donation, cord, bank, lot = chain()
    code = hold(cord)
    late = bear(Kind.LOT, bank)
    assert found(lot) == found(late) == found(bank) == [(code, "ancestor")]
    assert found(cord) == [(code, "itself")]
    assert found(donor) == found(donation) == []
    row = Hold.objects.get()
    assert (row.placed_by, row.site) == (QUALITY.code, QUALITY.site)


@pytest.mark.django_db
@pytest.mark.req("I7")
def test_a_hold_on_what_touched_an_ancestor_binds_what_descends_from_it() -> None:
    serum, room = unit(), unit()
    donor = bear(Kind.DONOR)
    touched = bear(Kind.BANK, bear(Kind.CORD, bear(Kind.DONATION, donor)), exposures=[serum, room, serum])
    lot, clean = bear(Kind.LOT, touched), bear(Kind.CORD, donor)
    code = hold(serum, "endotoxin above limit")
    assert found(touched) == found(lot) == [(code, "exposure")]
    assert found(clean) == []
    touch([serum], leaf="VL26-0001-X")
    assert found(clean, "VL26-0001-X", "VL26-0002-X") == [(code, "exposure")]


@pytest.mark.django_db
@pytest.mark.req("I7")
def test_holds_stack_and_a_single_container_can_be_held() -> None:
    *_, bank, lot = chain()
    first, second, third = hold(lot), hold(lot), hold(bank)
    assert sorted(found(lot)) == sorted([(first, "itself"), (second, "itself"), (third, "ancestor")])
    with transaction.atomic(), act(BORN, by=TECHNICIAN, key=fresh_key(), content={}) as this:
        this.record(subject="nothing")
    assert [one.code for one in selectors.holds_on([], ["VL26-0001-X"])] == []


@pytest.mark.django_db
@pytest.mark.req("I7", "W5")
def test_the_refusal_names_the_hold_its_place_and_since_when() -> None:
    *_, bank, lot = chain()
    code = hold(bank, "freezer above -130 for 40 minutes.")
    (refusal,) = why_not_held(selectors.holds_on([id_of(lot)]))
    assert refusal.code == "lineage.held_by_ancestor"
    for part in (code, lot, bank, QUALITY.site, "freezer above -130 for 40 minutes", "UTC"):
        assert part in refusal.text


@pytest.mark.django_db
@pytest.mark.req("I7")
def test_a_hold_needs_a_role_a_reason_and_something_that_exists() -> None:
    lot = chain()[-1]
    for by, on, reason, wanted in (
        (NURSE, lot, "late reactive result", "access.role_missing"),
        (QUALITY, lot, "  x ", "lineage.reason_missing"),
        (QUALITY, "LT26-9999-X", "late reactive result", "lineage.hold_target_unknown"),
    ):
        with pytest.raises(Refused) as refused:
            place_hold(on=on, kind=HoldKind.QUALITY, reason=reason, by=by, key=fresh_key())
        assert [reason.code for reason in refused.value.reasons] == [wanted]
    assert not Hold.objects.exists()


def lift(code: str, by: Actor, reason: str = "second sample not reactive", of: str = "") -> None:
    proof = demonstration_proof(by, selectors.lift_hold_content(of or code))
    lift_hold(hold=code, reason=reason, proof=proof, by=by, key=fresh_key())


@pytest.mark.django_db
@pytest.mark.req("I7", "W5", "I6")
def test_each_hold_is_lifted_alone_by_another_of_quality_with_reason_and_signature() -> None:
    declare_demonstration(7)
    *_, lot = chain()
    first, second = hold(lot), hold(lot)
    for by, reason, wanted in (
        (QUALITY, "second sample not reactive", ["lineage.hold_own"]),
        (TECHNICIAN, "second sample not reactive", ["access.role_missing"]),
        (SECOND_QUALITY, "", ["lineage.reason_missing"]),
    ):
        with pytest.raises(Refused) as refused:
            lift(first, by, reason)
        assert [one.code for one in refused.value.reasons] == wanted
    with pytest.raises(Refused) as refused:
        lift(first, SECOND_QUALITY, of=second)
    assert "access.signed_content_changed" in [one.code for one in refused.value.reasons]
    lift(first, SECOND_QUALITY)
    assert found(lot) == [(second, "itself")]
    (signed,) = signatures_on(first)
    assert signed.signer == SECOND_QUALITY.code
    assert Hold.objects.get(code=first).signature is not None
    with pytest.raises(Refused) as refused:
        lift(first, SECOND_QUALITY)
    assert [one.code for one in refused.value.reasons] == ["lineage.hold_lifted_already"]


@pytest.mark.django_db
@pytest.mark.req("I7")
def test_what_an_import_brings_is_born_held_and_set_free_by_the_import_alone() -> None:
    declare_demonstration(7)
    *_, bank, _ = chain()
    with act(BORN, by=TECHNICIAN, key=fresh_key(), content={}) as this:
        lot = next_code(Kind.LOT, this)
        create_node_within(this, kind=Kind.LOT, code=lot, parents=[bank], site="S")
        code = place_hold_within(this, on=lot, kind=HoldKind.IMPORT, reason="import under way")
        this.record(subject=lot)
    assert found(lot) == [(code, "itself")]
    with pytest.raises(Refused) as refused:
        lift(code, QUALITY)
    assert [one.code for one in refused.value.reasons] == ["lineage.hold_import"]
    with act(BORN, by=TECHNICIAN, key=fresh_key(), content={"done": True}) as this:
        lift_import_holds_within(this, holds=[code], reason="all rows are in")
        this.record(subject=lot)
    assert found(lot) == []


@pytest.mark.django_db
@pytest.mark.req("I7")
@pytest.mark.parametrize(
    "change",
    [
        "lifted_by = 'staff.quality.1', lifted_at = now(), lifted_entry = 1, lift_reason = 'x', signature = 1",
        "lifted_by = 'staff.quality.2', lifted_at = now(), lifted_entry = 1, lift_reason = 'x'",
        "lifted_by = 'staff.quality.2', lifted_at = now(), lifted_entry = 1, signature = 1",
        "reason = 'nothing much'",
        "kind = 'import'",
        "node_id = NULL, leaf = 'VL26-0001-X'",
    ],
)
def test_sql_of_the_application_cannot_lift_a_hold_alone_unsigned_or_by_rewriting_it(change: str) -> None:
    lot = chain()[-1]
    code = hold(lot)
    with pytest.raises(DatabaseError):
        _update(change)
    assert found(lot) == [(code, "itself")]


@pytest.mark.django_db
@pytest.mark.req("I7")
def test_sql_of_the_application_cannot_take_a_lift_back_give_it_twice_or_rewrite_while_lifting() -> None:
    declare_demonstration(7)
    lot = chain()[-1]
    first, second = hold(lot), hold(lot)
    lift(first, SECOND_QUALITY)
    before = list(Hold.objects.order_by("id").values())
    signed = Hold.objects.get(code=first).signature
    again = (
        f"lifted_by = 'staff.quality.9', lifted_at = now(), lift_reason = 'forged', signature = {signed}, "  # noqa: S608 - the test's own words
        "lifted_entry = (SELECT max(id) FROM ledger.entry)"
    )
    for code, change in (
        (first, "lifted_entry = NULL, lifted_at = NULL, lifted_by = '', lift_reason = '', signature = NULL"),
        (first, again),
        (first, "lift_reason = 'another one'"),
        (second, f"reason = 'nothing much', {again}"),
    ):
        with pytest.raises(DatabaseError, match="lifted once and never rewritten"):
            _update(f"{change} WHERE code = '{code}'")
    assert list(Hold.objects.order_by("id").values()) == before


def _update(change: str) -> None:
    with transaction.atomic(), act(BORN, by=TECHNICIAN, key=fresh_key(), content={}) as this:
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE lineage_hold SET {change}")  # noqa: S608 - the test's own words
        this.record(subject="forged")


def _issue(lot: str, node: int) -> bool:
    try:
        with act(ISSUED, by=TECHNICIAN, key=fresh_key(), content={"lot": lot}) as this:
            this.require(selectors.why_not_use([node]))
            time.sleep(0.002)  # widens the gap between judging and recording, where a missing gate would show
            this.record(subject=lot)
    except Refused:
        return False
    return True


@pytest.mark.req("I7")
def test_at_32_clients_no_lot_is_issued_after_a_hold_on_its_donor(committed_db: ClusterUrls) -> None:
    donors = [chain() for _ in range(6)]
    stop = threading.Event()

    def issue(number: int) -> int:
        done, turn = 0, number
        while not stop.is_set():
            turn += 1
            *_, lot = donors[turn % len(donors)]
            done += _issue(lot, ids[lot])
        connection.close()
        return done

    ids = {codes[-1]: id_of(codes[-1]) for codes in donors}
    with ThreadPoolExecutor(32) as pool:
        clients = [pool.submit(issue, number) for number in range(31)]
        for codes in donors:
            time.sleep(0.3)
            hold(codes[0])
        time.sleep(0.3)
        stop.set()
        issued = sum(client.result() for client in clients)
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FROM ledger.entry issued
                 JOIN lineage_node lot ON lot.code = issued.subject
                 JOIN lineage_closure up ON up.des = lot.id
                 JOIN lineage_hold hold ON hold.node_id = up.anc
                WHERE issued.verb = 'lineagetests.lot.issued' AND issued.recorded_at > hold.placed_at"""
        )
        after = cursor.fetchone()[0]
    assert issued > 100
    assert after == 0


@pytest.mark.req("I2")
def test_children_born_at_once_by_many_clients_leave_a_true_closure(committed_db: ClusterUrls) -> None:
    roots = chain()

    def grow(number: int) -> None:
        parent = roots[number % len(roots)]
        for _ in range(6):
            parent = bear(Kind.CULTURE, *dict.fromkeys([parent, roots[0]]))
        connection.close()

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(grow, range(12)))
    from tests.rooms.lineage.test_births import by_closure, by_recursion

    assert by_closure() == by_recursion()
    assert len(by_closure()) > 72
