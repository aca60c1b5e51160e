"""A relative change is never shown without its absolute one: warned at the desk, refused by the gate (U55)."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from cordline.ground.refusal import Refused
from cordline.knowledge import drafts, markup, selectors
from cordline.knowledge.exporting import files_of
from cordline.knowledge.files import read_base
from cordline.knowledge.rows import Base
from cordline.knowledge.services import import_base
from cordline.knowledge.types import Language
from cordline.knowledge.wording import warnings
from cordline.ledger.services import declare_demonstration
from tests import build_knowledge as build

SET = Path(__file__).parent / "relative_set.jsonl"
ALONE = {
    Language.EN: "It halves the risk of fever.",
    Language.MS: "Ia mengurangkan risiko demam sebanyak separuh.",
    Language.JA: "発熱のリスクが半減します。",
    Language.ZH_HANS: "发烧的风险降低50％。",
}
WITH_COUNTS = {
    Language.EN: "It halves the risk of fever: 10 of 1,000 people had it, 20 of 1,000 without it.",
    Language.MS: "Risiko demam menjadi separuh: 10 daripada 1,000 orang, dan 20 daripada 1,000 orang tanpanya.",
    Language.JA: "発熱のリスクは半減し、1,000人中10人、しない場合は1,000人中20人でした。",
    Language.ZH_HANS: "发烧的风险减半：1,000人中有10人，未治疗的1,000人中有20人。",
}


def relative(text: str, language: Language) -> list[str]:
    return [warning.found for warning in warnings(text, language) if warning.code == "relative"]


@pytest.mark.req("U55")
@pytest.mark.parametrize("language", list(Language))
def test_a_relative_change_alone_is_named_and_one_with_both_counts_is_left(language: Language) -> None:
    rows = [json.loads(line) for line in SET.read_text(encoding="utf-8").splitlines()]
    mine = [row for row in rows if row["language"] == language]
    alone = [row["text"] for row in mine if row["alone"]]
    left = [row["text"] for row in mine if not row["alone"]]
    assert len(alone) >= 14
    assert len(left) >= 7
    assert [text for text in alone if not relative(text, language)] == []
    assert [text for text in left if relative(text, language)] == []


@pytest.mark.req("U55")
def test_the_size_of_a_study_is_no_absolute_number() -> None:
    said = "halved the risk of relapse"
    assert relative(f"In a trial of 200 people, the cells {said}.", Language.EN)
    assert relative(f"In 2 of 3 trials, the cells {said}.", Language.EN)
    assert not relative(f"The cells {said}, from 20 of 100 to 10 of 100.", Language.EN)
    # The counts must stand in the sentence itself: one that is read alone must not mislead.
    assert relative(f"10 of 100 relapsed. The cells {said}.", Language.EN)


@pytest.mark.req("U55", "U53")
@pytest.mark.parametrize("language", list(Language))
def test_a_base_with_a_relative_change_alone_is_not_taken_in_and_with_its_counts_it_is(
    language: Language, db: None
) -> None:
    declare_demonstration(2026)
    with pytest.raises(Refused) as refused:
        import_base(files=files_of(saying(language, ALONE[language])), partial=True, by=build.EDITOR, key="a")
    reasons = refused.value.reasons
    assert {reason.code for reason in reasons} == {"knowledge.wording_promotional"}
    assert any("not of how many" in reason.text for reason in reasons)
    import_base(
        files=files_of(saying(language, WITH_COUNTS[language])), partial=True, by=build.EDITOR, key="b"
    )
    assert build.shown(language=language)["short-1"].text == WITH_COUNTS[language]


def saying(language: Language, text: str) -> Base:
    """The small base with another first sentence in one language."""
    small = build.small()
    page = small.pages["Q10"]
    words = page.words[language]
    changed = replace(words, text={**words.text, "short-1": text})
    return replace(
        small, pages={**small.pages, "Q10": replace(page, words={**page.words, language: changed})}
    )


@pytest.mark.req("U55")
def test_the_gate_keeps_halves_the_risk_in_and_the_desk_warns_of_it_while_it_is_written(db: None) -> None:
    declare_demonstration(2026)
    build.take(build.small())
    written = build.sentence("short-1", ALONE[Language.EN], "EV001")
    notes = drafts.notes("Q10", [written], Language.EN)
    assert any("halves" in note and "not of how many" in note for note in notes["short-1"])
    build.draft(written)
    build.approve()
    with pytest.raises(Refused) as refused:
        build.publish()
    assert [reason.code for reason in refused.value.reasons] == ["knowledge.wording_promotional"]
    assert build.shown()["short-1"].text == "en Q10 short-1."
    honest = build.sentence("short-1", WITH_COUNTS[Language.EN], "EV001")
    told = drafts.notes("Q10", [honest], Language.EN).get("short-1", [])
    assert not any("not of how many" in note for note in told)


@pytest.mark.req("U55")
def test_the_shipped_base_shows_no_relative_change_alone_not_even_in_a_line_for_lists() -> None:
    found = [
        (page.id, language, text)
        for page in read_base().every_page()
        for language, words in page.words.items()
        for text in (*(said.text for said in selectors.said_of(page.sentences, words.text)), words.one_line)
        if relative(markup.plain(text, {}), language)
    ]
    assert found == []
