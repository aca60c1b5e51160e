"""From any code, everything it came from, everything made of it and everyone reached, and nothing else (U114, U118)."""

import pytest

from cordline.bank.models import Container
from cordline.ground.codes import Kind
from cordline.ground.refusal import Refused
from cordline.lineage.models import Edge, Node
from cordline.vigilance import selectors
from cordline.vigilance.types import Direction, Trace
from tests import lab_chain
from tests.rooms.lineage.births import bear

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_lines() -> tuple[lab_chain.House, lab_chain.Line, lab_chain.Line]:
    made = lab_chain.house()
    return made, lab_chain.line(made, vials=4), lab_chain.line(made, vials=2)


def above(code: str) -> set[str]:
    """The oracle: walk the edges up by hand."""
    found: set[str] = set()
    waiting = [code]
    while waiting:
        for parent in Edge.objects.filter(child__code=waiting.pop()).values_list("parent__code", flat=True):
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return found


def below(code: str) -> set[str]:
    """The oracle: walk the edges down by hand, and add every container of what is met."""
    found: set[str] = set()
    waiting = [code]
    while waiting:
        at = waiting.pop()
        vials = set(Container.objects.filter(lot__code=at).values_list("code", flat=True))
        for child in {*Edge.objects.filter(parent__code=at).values_list("child__code", flat=True), *vials}:
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found


def up(found: Trace) -> set[str]:
    return {one.code for one in found.ancestors}


def down(found: Trace) -> list[str]:
    return sorted(one.code for one in found.descendants)


@pytest.mark.req("S9", "U118")
def test_every_node_traces_to_what_the_edges_say_both_ways(
    two_lines: tuple[lab_chain.House, lab_chain.Line, lab_chain.Line],
) -> None:
    for code in Node.objects.exclude(kind="VL").values_list("code", flat=True):
        found = selectors.trace(code)
        assert up(found) == above(code)
        assert down(found) == sorted(below(code))


@pytest.mark.req("S9")
def test_a_container_traces_to_its_lot_and_on_to_the_donor(
    two_lines: tuple[lab_chain.House, lab_chain.Line, lab_chain.Line],
) -> None:
    _, line, _ = two_lines
    found = selectors.trace(line.vials[0])
    assert up(found) == {line.lot, *above(line.lot)}
    assert down(found) == []


@pytest.mark.req("S9")
def test_an_opened_container_traces_down_to_what_grew_from_it(
    two_lines: tuple[lab_chain.House, lab_chain.Line, lab_chain.Line],
) -> None:
    _, line, _ = two_lines
    opened = Edge.objects.get(child__code=line.cultures[2]).parent.code
    found = selectors.trace(opened)
    assert {line.cultures[2], line.working, line.lot, *line.vials} <= set(down(found))
    assert up(found) == above(opened)


@pytest.mark.req("U118")
def test_a_reagent_lot_reaches_all_it_touched_and_all_that_came_of_it(
    two_lines: tuple[lab_chain.House, lab_chain.Line, lab_chain.Line],
) -> None:
    made, first, second = two_lines
    found = selectors.trace(made.touching[1], Direction.DOWN)
    assert {first.lot, second.lot, *first.vials, *second.vials, *first.cultures} <= set(down(found))
    assert first.cord not in down(found)
    assert (made.touching[1]) in {unit for _, unit, _ in selectors.trace(first.lot).exposures}


@pytest.mark.req("S9")
@pytest.mark.parametrize("text", ["LT26-0042-9", "", "nonsense", "XX26-0001-3"])
def test_what_is_no_code_is_refused_with_its_reason(text: str) -> None:
    with pytest.raises(Refused) as refused:
        selectors.trace(text)
    assert all(reason.code.startswith("codes.") for reason in refused.value.reasons)


@pytest.mark.req("U114")
def test_the_picture_holds_each_thing_once_in_columns_that_go_forward(
    two_lines: tuple[lab_chain.House, lab_chain.Line, lab_chain.Line],
) -> None:
    _, line, _ = two_lines
    found = selectors.trace(line.lot)
    picture = selectors.picture(found)
    things = [code for item in picture.items for code in (item.codes or [item.title])]
    assert sorted(things) == sorted({line.lot, *up(found), *down(found)})
    at = {item.key: item for item in picture.items}
    for item in picture.drawn:
        for parent in item.parents:
            assert at[parent].folded or at[parent].column < item.column


@pytest.mark.req("U114")
def test_over_fifty_of_one_kind_are_one_group_until_opened() -> None:
    donor = bear(Kind.DONOR)
    donation = bear(Kind.DONATION, donor)
    for _ in range(51):
        bear(Kind.CULTURE, donation)
    found = selectors.trace(donor)
    closed, opened = selectors.picture(found), selectors.picture(found, open_all=True)
    assert [len(item.codes) for item in closed.items if item.kind == "CU"] == [51]
    assert len([item for item in opened.items if item.kind == "CU"]) == 51
