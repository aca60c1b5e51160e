"""Recurring facts and the law of a place: kept once, seen everywhere at once (U60, W44)."""

from datetime import date, timedelta
from typing import Any

import pytest

from cordline.ground.refusal import Refused
from cordline.knowledge import house_words, selectors
from cordline.knowledge.services import set_fact, set_place
from cordline.knowledge.types import Language, PageKind
from cordline.ledger.services import declare_demonstration
from tests import build_knowledge as build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shown_base(db: None) -> None:
    """A small base, shown."""
    declare_demonstration(2026)
    base = build.small()
    joint = base.pages["joint"]
    base.pages["msc"] = build.page("msc", joint.sentences, PageKind.TREATMENT, statuses=joint.statuses)
    build.take(base)


@pytest.mark.req("U60")
@pytest.mark.parametrize("language", list(Language))
def test_a_changed_fact_changes_every_page_in_every_language(language: Language) -> None:
    assert f"60 to 120 {language}" in build.shown(language=language)["you-1"].text
    before = selectors.publication()
    set_fact(fact="F1", values={"least": 45, "most": 90}, reason="New pumps.", by=build.EDITOR, key="f")
    assert f"45 to 90 {language}" in build.shown(language=language)["you-1"].text
    assert selectors.publication() > before


@pytest.mark.req("U60")
@pytest.mark.parametrize(
    ("over", "code"),
    [
        ({"fact": "F99"}, "knowledge.fact_unknown"),
        ({"values": {"least": 1}}, "knowledge.fact_unsayable"),
        ({"said": {"ja": " "}}, "knowledge.fact_unsaid"),
        ({"reason": ""}, "knowledge.reason_missing"),
    ],
)
def test_a_fact_that_cannot_be_said_is_refused(over: dict[str, Any], code: str) -> None:
    asked = {"fact": "F1", "values": {"least": 1, "most": 2}, "reason": "Why.", **over}
    with pytest.raises(Refused) as refused:
        set_fact(by=build.EDITOR, key="x", **asked)
    assert code in [reason.code for reason in refused.value.reasons]


def place(key: str = "p", **over: Any) -> None:
    """Set what may be shown in Japan."""
    facts: dict[str, Any] = {"place": "JP", "effective_on": build.TODAY, "source": "Draft of a test", **over}
    set_place(by=build.EDITOR, key=key, **facts)


@pytest.mark.req("W44")
def test_what_the_law_of_a_place_bars_is_not_shown_there_and_is_shown_elsewhere() -> None:
    place(products_hidden=["msc"], classes_hidden=["safety claim"])
    at = {"language": Language.EN, "today": build.TODAY}
    assert selectors.shown_page(PageKind.TREATMENT, "msc", place="JP", **at) is None
    assert selectors.shown_page(PageKind.TREATMENT, "msc", place="MY", **at) is not None
    assert selectors.shown_list(PageKind.TREATMENT, place="JP", **at) == ()
    there, here = build.shown(place="JP"), build.shown(place="MY")
    assert there["short-1"].text == house_words.NOT_HERE[Language.EN]
    assert there["short-1"].origin == "place"
    assert here["short-1"].text == "en Q10 short-1."
    condition = selectors.shown_page(PageKind.CONDITION, "joint", place="JP", **at)
    assert condition is not None
    assert condition.statuses == ()


@pytest.mark.req("W44")
def test_rules_of_a_place_have_a_date_and_are_judged_at_each_request() -> None:
    place(products_hidden=["msc"], effective_on=build.TODAY + timedelta(days=10))
    before = selectors.shown_page(PageKind.TREATMENT, "msc", Language.EN, "JP", build.TODAY)
    after = selectors.shown_page(
        PageKind.TREATMENT, "msc", Language.EN, "JP", build.TODAY + timedelta(days=10)
    )
    assert before is not None
    assert after is None


@pytest.mark.req("W44")
@pytest.mark.parametrize(
    ("over", "code"),
    [
        ({"place": "XX"}, "knowledge.place_unknown"),
        ({"products_hidden": ["elixir"]}, "knowledge.place_names_unknown"),
        ({"source": " "}, "knowledge.reason_missing"),
    ],
)
def test_rules_that_name_nothing_are_refused(over: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        place(**over)
    assert [reason.code for reason in refused.value.reasons] == [code]


@pytest.mark.req("W44", "W40")
def test_the_shipped_rules_of_places_say_that_nobody_confirmed_them() -> None:
    from cordline.knowledge.files import read_base

    places = read_base().places
    assert {row.place for row in places} == {"MY", "JP", "GB", "US", "CN"}
    assert not any(row.checked for row in places)
    assert all(row.effective_on <= date(2026, 12, 31) for row in places)
