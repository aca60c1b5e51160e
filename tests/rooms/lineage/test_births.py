"""Nodes are born once, with their parents; the closure says what the recursive query over edges says (I2, I4)."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cordline.ground.codes import Kind
from cordline.ground.refusal import Refused
from cordline.ledger.services import Act, act
from cordline.lineage import selectors
from cordline.lineage.models import Closure, Edge, Node
from cordline.lineage.services import review_strike, strike_parent
from cordline.lineage.services.birth import create_node_within
from tests.cast import QUALITY, SECOND_QUALITY, TECHNICIAN
from tests.rooms.lineage.births import BORN, bear, chain, fresh_key

pytestmark = pytest.mark.django_db

ORACLE = """
WITH RECURSIVE reached(anc, des) AS (
    SELECT parent_id, child_id FROM lineage_edge WHERE finding <> 'confirmed'
    UNION
    SELECT edge.parent_id, reached.des FROM reached JOIN lineage_edge edge ON edge.child_id = reached.anc
     WHERE edge.finding <> 'confirmed'
)
SELECT reached.anc, node.kind, reached.des FROM reached JOIN lineage_node node ON node.id = reached.des
"""


def by_recursion() -> set[tuple[int, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(ORACLE)
        return set(cursor.fetchall())


def by_closure() -> set[tuple[int, str, int]]:
    return set(Closure.objects.values_list("anc", "kind", "des"))


def in_an_act(write: Callable[[Act], None]) -> None:
    """Do something inside an open act, as a service with a defect would."""
    with transaction.atomic(), act(BORN, by=TECHNICIAN, key=fresh_key(), content={}) as this:
        write(this)
        this.record(subject="test")


def codes_of(reasons: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in reasons.value.reasons]


@pytest.mark.req("I2")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parents=st.lists(st.lists(st.integers(0, 40), max_size=4), min_size=1, max_size=14),
    struck=st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=3),
)
def test_the_closure_of_any_graph_equals_the_recursive_query(
    parents: list[list[int]], struck: list[tuple[int, bool]]
) -> None:
    with transaction.atomic():
        codes = [bear(Kind.DONOR)]
        for wanted in parents:
            chosen = list(dict.fromkeys(codes[number % len(codes)] for number in wanted)) or [codes[0]]
            codes.append(bear(Kind.CULTURE, *chosen))
        assert by_closure() == by_recursion()
        edges = list(Edge.objects.select_related("child", "parent").order_by("id"))
        for number, confirmed in struck:
            edge = edges[number % len(edges)]
            edge.refresh_from_db()
            if edge.struck_entry is not None:
                continue
            names = {"child": edge.child.code, "parent": edge.parent.code}
            strike_parent(**names, reason="wrong label read", by=QUALITY, key=fresh_key())
            review_strike(
                **names, confirmed=confirmed, reason="checked the batch", by=SECOND_QUALITY, key=fresh_key()
            )
            assert by_closure() == by_recursion()
        transaction.set_rollback(True)


@pytest.mark.req("I2")
def test_several_children_in_one_statement_are_closed_even_when_they_descend_from_each_other() -> None:
    donor = bear(Kind.DONOR)
    with act(BORN, by=TECHNICIAN, key=fresh_key(), content={}) as this:
        rows = [
            Node(code=f"CU26-000{n}-X", kind="CU", site="S", born_entry=this.entry_id, born_at=this.now)
            for n in range(3)
        ]
        Node.objects.bulk_create(rows)
        root = selectors.node(donor)
        assert root is not None
        ids = [root.id, *(row.id for row in rows)]
        Edge.objects.bulk_create([Edge(parent_id=ids[n], child_id=ids[n + 1]) for n in range(3)])
        this.record(subject="three")
    assert by_closure() == by_recursion()
    assert len(by_closure()) == 6


@pytest.mark.req("I2")
def test_a_parent_cannot_be_added_after_the_birth() -> None:
    donor, _, cord, _, lot = chain()
    other = bear(Kind.DONATION, donor)
    late, older = selectors.node(lot), selectors.node(other)
    assert late is not None
    assert older is not None
    # The lot is younger than the second donation only by its number; the act that bore it is closed.
    younger = bear(Kind.LOT, cord)
    newest = selectors.node(younger)
    assert newest is not None

    def add(this: Act) -> None:
        Edge.objects.create(child_id=newest.id, parent_id=older.id)

    with pytest.raises(DatabaseError, match="given in the act that bore it"):
        in_an_act(add)


@pytest.mark.req("I2")
def test_parents_given_in_two_statements_are_refused() -> None:
    donor = bear(Kind.DONOR)
    first, second = bear(Kind.DONATION, donor), bear(Kind.DONATION, donor)
    extra = selectors.node(second)
    assert extra is not None

    def add_later(this: Act) -> None:
        node = create_node_within(this, kind=Kind.CULTURE, code="CU26-0001-X", parents=[first], site="S")
        Edge.objects.create(child_id=node, parent_id=extra.id)

    with pytest.raises(DatabaseError, match="in one statement"):
        in_an_act(add_later)


@pytest.mark.req("I2")
def test_a_circle_cannot_be_written() -> None:
    donor = selectors.node(bear(Kind.DONOR))
    assert donor is not None

    def turn_round(this: Act) -> None:
        node = create_node_within(this, kind=Kind.DONOR, code="DN26-0009-X", site="S")
        Edge.objects.create(child_id=donor.id, parent_id=node)

    with pytest.raises(DatabaseError, match="lineage_edge_parent_is_older"):
        in_an_act(turn_round)


@pytest.mark.req("I2")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE lineage_node SET code = 'X'",
        "UPDATE lineage_node SET autologous_person = 'PT26-0001-X'",
        (
            "UPDATE lineage_edge SET parent_id = (SELECT min(id) FROM lineage_node) "
            "WHERE id = (SELECT max(id) FROM lineage_edge)"
        ),
        "DELETE FROM lineage_edge",
        "INSERT INTO lineage_closure (anc, kind, des) VALUES (1, 'LT', 2)",
        "DELETE FROM lineage_closure",
        "UPDATE lineage_closure SET kind = 'DN'",
    ],
)
def test_sql_of_the_application_cannot_rewrite_descent_even_inside_an_act(statement: str) -> None:
    chain()

    def forge(this: Act) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    with pytest.raises(DatabaseError):
        in_an_act(forge)


@pytest.mark.req("I2")
def test_a_birth_names_every_reason_against_it() -> None:
    donor = bear(Kind.DONOR)
    with pytest.raises(Refused) as refused:
        bear(Kind.CULTURE)
    assert codes_of(refused) == ["lineage.parent_missing"]
    with pytest.raises(Refused) as refused:
        bear(Kind.CULTURE, donor, "LT26-9999-X")
    assert codes_of(refused) == ["lineage.code_not_found"]
    with pytest.raises(Refused) as refused:
        bear(Kind.DONOR, donor)
    assert codes_of(refused) == ["lineage.root_has_parent"]


@pytest.mark.req("I2")
def test_a_struck_parent_binds_and_shows_until_another_person_confirmed_the_strike() -> None:
    donor, other = bear(Kind.DONOR), bear(Kind.DONOR)
    wrong = bear(Kind.DONATION, other)
    lot = bear(Kind.CULTURE, bear(Kind.DONATION, donor), wrong)
    child = selectors.node(bear(Kind.LOT, lot))
    assert child is not None
    names = {"child": lot, "parent": wrong}
    strike_parent(**names, reason="label of another cord", by=QUALITY, key=fresh_key())
    assert wrong in {code for _, _, code in selectors.ancestors(child.id)}
    edge = selectors.edge(lot, wrong)
    assert edge is not None
    assert edge.struck_at is not None
    assert [hold.target for hold in selectors.holds_on([child.id])] == [lot]
    with pytest.raises(Refused) as refused:
        review_strike(**names, confirmed=True, reason="it is so", by=QUALITY, key=fresh_key())
    assert codes_of(refused) == ["lineage.strike_own_review"]
    review_strike(**names, confirmed=True, reason="it is so", by=SECOND_QUALITY, key=fresh_key())
    left = {code for _, _, code in selectors.ancestors(child.id)}
    assert wrong not in left
    assert other not in left
    assert donor in left
    with pytest.raises(Refused) as refused:
        strike_parent(**names, reason="once more", by=QUALITY, key=fresh_key())
    assert codes_of(refused) == ["lineage.edge_struck_already"]


@pytest.mark.req("I4")
def test_what_descends_from_a_persons_own_donation_is_for_that_person_only() -> None:
    donor = bear(Kind.DONOR)
    own = bear(Kind.DONATION, donor, autologous_for="PT26-0001-X")
    culture = bear(Kind.CULTURE, own)
    lot = selectors.node(bear(Kind.LOT, culture))
    assert lot is not None
    assert lot.autologous_person == "PT26-0001-X"
    given_away = bear(Kind.DONATION, donor)
    for parents, wanted in (
        ([own, given_away], ["lineage.autologous_mixed"]),
        ([own, bear(Kind.DONATION, donor, autologous_for="PT26-0002-X")], ["lineage.autologous_mixed"]),
    ):
        with pytest.raises(Refused) as refused:
            bear(Kind.CULTURE, *parents)
        assert codes_of(refused) == wanted
    with pytest.raises(Refused) as refused:
        bear(Kind.CULTURE, own, autologous_for="PT26-0002-X")
    assert codes_of(refused) == ["lineage.autologous_other_person"]
    with pytest.raises(Refused) as refused:
        bear(Kind.CULTURE, given_away, autologous_for="PT26-0001-X")
    assert codes_of(refused) == ["lineage.autologous_too_late"]


@pytest.mark.req("I4")
@pytest.mark.parametrize("person", [None, "PT26-0002-X"])
def test_the_database_refuses_a_child_that_forgets_whom_its_parent_is_for(person: str | None) -> None:
    own = selectors.node(bear(Kind.DONATION, bear(Kind.DONOR), autologous_for="PT26-0001-X"))
    assert own is not None

    def forget(this: Act) -> None:
        node = Node.objects.create(
            code="CU26-0001-X",
            kind="CU",
            site="S",
            autologous_person=person,
            born_entry=this.entry_id,
            born_at=this.now,
        )
        Edge.objects.create(child_id=node.id, parent_id=own.id)

    with pytest.raises(DatabaseError, match="not for the same person"):
        in_an_act(forget)


@pytest.mark.req("I2")
def test_a_repeated_birth_gives_the_first_node() -> None:
    donor = bear(Kind.DONOR)
    key = fresh_key()
    assert bear(Kind.DONATION, donor, key=key) == bear(Kind.DONATION, donor, key=key)
    assert Node.objects.filter(kind="DD").count() == 1
