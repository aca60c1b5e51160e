"""A recall holds at once, accounts for each container and lists everyone; a drill does the same, changing nothing."""

import pytest
from django.db import IntegrityError, connection, transaction

from cordline.bank import services as bank
from cordline.bank.models import Container
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refused
from cordline.ledger.services import act
from cordline.lineage import selectors as lineage
from cordline.lineage.models import Hold
from cordline.vigilance import selectors, services
from cordline.vigilance.models import Recall, RecallContact
from cordline.vigilance.types import RecallReach
from tests import lab_chain
from tests.cast import NURSE, PATIENT_COORDINATOR, QUALITY, TECHNICIAN, VIGILANCE_OFFICER
from tests.rooms.lineage.births import BORN, fresh_key

pytestmark = pytest.mark.django_db
PATIENT, PLAN = "PT26-0001-X", "PL26-0001-X"


@pytest.fixture
def made() -> lab_chain.House:
    return lab_chain.house()


@pytest.fixture
def line(made: lab_chain.House) -> lab_chain.Line:
    return lab_chain.line(made, vials=5)


def recall(
    subject: str,
    *,
    drill: bool = False,
    by: Actor = VIGILANCE_OFFICER,
    reason: str = "sterility result positive",
) -> tuple[str, RecallReach]:
    entry, reach = services.recall(subject=subject, reason=reason, drill=drill, by=by, key=fresh_key())
    return entry.subject, reach


def reserve(line: lab_chain.Line, count: int = 2) -> None:
    bank.reserve_containers(
        containers=line.vials[:count], plan=PLAN, patient=PATIENT, by=PATIENT_COORDINATOR, key=fresh_key()
    )


def node_of(code: str) -> int:
    found = lineage.node(code)
    assert found is not None
    return found.id


def codes_of(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


@pytest.mark.req("U118", "U119", "I7")
def test_a_recall_holds_the_thing_in_its_first_act_and_names_all_it_binds(line: lab_chain.Line) -> None:
    code, reach = recall(line.cord)
    (hold,) = lineage.holds_on([node_of(line.lot)])
    assert hold.target == line.cord
    assert code in hold.reason
    held = {one.code for one in reach.held}
    assert {line.cord, *line.cultures, line.master, line.working, line.lot} <= held
    assert Recall.objects.get(code=code).holds == [hold.code]


@pytest.mark.req("U119")
def test_a_drill_finds_the_same_and_changes_nothing(line: lab_chain.Line) -> None:
    watched = ("lineage_hold", "bank_container", "bank_reservation", "lineage_node", "lineage_edge")

    def state() -> list[tuple[object, ...]]:
        with connection.cursor() as cursor:
            rows: list[tuple[object, ...]] = []
            for table in watched:
                cursor.execute(f"SELECT md5(string_agg(t::text, '|' ORDER BY t.id)) FROM {table} t")  # noqa: S608
                rows += cursor.fetchall()
        return rows

    before = state()
    drilled, reach = recall(line.cord, drill=True)
    assert state() == before
    assert not Hold.objects.exists()
    _, real = recall(line.cord)
    assert reach.held == real.held
    assert reach.balance == real.balance
    assert reach.columns == real.columns
    assert Recall.objects.get(code=drilled).kind == "drill"


@pytest.mark.req("U118")
def test_every_container_is_accounted_for_and_one_without_a_place_is_named(
    made: lab_chain.House, line: lab_chain.Line
) -> None:
    bank.destroy_container(
        container=line.vials[0],
        reason="cracked on inspection",
        witness=QUALITY.code,
        by=TECHNICIAN,
        key=fresh_key(),
    )
    balance = selectors.recall_reach(line.lot).balance
    assert (balance.made, balance.parts, balance.gap) == (5, {"stocked": 4, "destroyed": 1}, 0)
    seed = Container.objects.filter(lot__code=line.working, state="stored").values_list("code", flat=True)[0]
    _, unplaced = lab_chain.fill_lot(made, lab_chain.start(made, seed, 200_000_000), 3)
    balance = selectors.recall_reach(line.cord).balance
    assert balance.unaccounted == sorted(unplaced)
    assert balance.gap == 3
    assert balance.made == Container.objects.count()


@pytest.mark.req("U118", "U119")
def test_a_recall_lists_whoever_a_container_is_kept_for(line: lab_chain.Line) -> None:
    reserve(line)
    code, reach = recall(line.lot)
    (promise,) = reach.columns["booked"]
    assert (promise.person, promise.code, promise.lot) == (PATIENT, PLAN, line.lot)
    (contact,) = RecallContact.objects.filter(recall__code=code)
    assert (contact.column, contact.person, contact.state) == ("booked", PATIENT, "to_check")
    assert any(name.startswith("booked: schedule") for name in reach.not_covered)


@pytest.mark.req("I14")
def test_the_same_recall_again_gives_the_same_answer_and_one_hold(line: lab_chain.Line) -> None:
    key = fresh_key()
    first, second = (
        services.recall(subject=line.lot, reason="sterility positive", by=VIGILANCE_OFFICER, key=key)[
            0
        ].subject
        for _ in range(2)
    )
    assert first == second
    assert Hold.objects.count() == Recall.objects.count() == 1


@pytest.mark.req("U119")
def test_a_recall_is_closed_when_everyone_is_reached_or_given_up_with_a_reason(line: lab_chain.Line) -> None:
    reserve(line)
    code, _ = recall(line.lot, drill=True)
    contact = RecallContact.objects.get(recall__code=code)

    def check(state: str, note: str = "") -> None:
        services.check_contact(
            recall=code, contact=contact.id, state=state, note=note, by=NURSE, key=fresh_key()
        )

    def close(findings: str = "all found, two phones out of date") -> None:
        services.close_recall(recall=code, findings=findings, by=VIGILANCE_OFFICER, key=fresh_key())

    with pytest.raises(Refused) as refused:
        close()
    assert codes_of(refused) == ["vigilance.contacts_open"]
    with pytest.raises(Refused) as refused:
        check("given_up")
    assert codes_of(refused) == ["vigilance.reason_missing"]
    with pytest.raises(Refused) as refused:
        check("shouted")
    assert codes_of(refused) == ["vigilance.contact_state_unknown"]
    check("tried", "no answer")
    check("reached", "well, told at once")
    close()
    with pytest.raises(Refused) as refused:
        check("tried")
    assert codes_of(refused) == ["vigilance.recall_closed"]


@pytest.mark.req("U118")
def test_a_gap_must_be_named_in_the_findings(made: lab_chain.House, line: lab_chain.Line) -> None:
    seed = Container.objects.filter(lot__code=line.working, state="stored").values_list("code", flat=True)[0]
    lot, unplaced = lab_chain.fill_lot(made, lab_chain.start(made, seed, 200_000_000), 2)
    code, _ = recall(lot, drill=True)

    def close(findings: str) -> None:
        services.close_recall(recall=code, findings=findings, by=VIGILANCE_OFFICER, key=fresh_key())

    with pytest.raises(Refused) as refused:
        close(f"{unplaced[0]} was found under the rack")
    assert codes_of(refused) == ["vigilance.unaccounted_open"]
    close(f"{unplaced[0]} and {unplaced[1]} were found on the bench")


@pytest.mark.req("U118")
def test_who_may_not_recall_and_what_cannot_be_recalled_is_refused(line: lab_chain.Line) -> None:
    for by, subject, reason, wanted in (
        (NURSE, line.lot, "sterility positive", ["access.role_missing"]),
        (VIGILANCE_OFFICER, line.lot, "x", ["vigilance.reason_missing"]),
        (VIGILANCE_OFFICER, "LT26-9999-1", "sterility positive", ["codes.check_character"]),
    ):
        with pytest.raises(Refused) as refused:
            recall(subject, by=by, reason=reason)
        assert codes_of(refused) == wanted
    assert not Recall.objects.exists()
    assert not Hold.objects.exists()


@pytest.mark.req("U119")
@pytest.mark.parametrize(("drill", "holds"), [(False, "'{}'"), (True, "'{HD26-0001-X}'")])
def test_sql_cannot_take_a_recalls_holds_away_nor_give_a_drill_one(
    line: lab_chain.Line, drill: bool, holds: str
) -> None:
    recall(line.lot, drill=drill)

    def forge() -> None:
        with transaction.atomic(), act(BORN, by=TECHNICIAN, key=fresh_key(), content={}) as this:
            with connection.cursor() as cursor:
                cursor.execute(f"UPDATE vigilance_recall SET holds = {holds}")  # noqa: S608 - the test's own words
            this.record(subject="forged")

    with pytest.raises(IntegrityError, match="vigilance_recall_holds_and_drill_does_not"):
        forge()
