"""Praise is kept in by the gate, with the words and the reason; the house's own base holds none (U53, W41)."""

import pytest

from cordline.ground.refusal import Refused
from cordline.knowledge import selectors, warned
from cordline.knowledge.exporting import files_of
from cordline.knowledge.files import read_base
from cordline.knowledge.rules import Said
from cordline.knowledge.services import import_base
from cordline.knowledge.types import Language
from cordline.ledger.services import declare_demonstration
from tests import build_knowledge as build


@pytest.fixture
def praise(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """A house whose wording rules know one word of praise, whatever else they know."""
    declare_demonstration(2026)
    build.take(build.small())

    def found(said: tuple[Said, ...], language: Language) -> tuple[tuple[str, str, str], ...]:
        return tuple(
            (each.key, "safe and proven", "It sells.") for each in said if "safe and proven" in each.text
        )

    monkeypatch.setattr(warned, "promotional", found)


@pytest.mark.req("U53", "W41")
def test_the_gate_keeps_safe_and_proven_in_and_says_why(praise: None) -> None:
    build.draft(build.sentence("short-1", "Our cells are safe and proven.", "EV001"))
    build.approve()
    with pytest.raises(Refused) as refused:
        build.publish()
    (reason,) = refused.value.reasons
    assert reason.code == "knowledge.wording_promotional"
    assert "“safe and proven” in “short-1” on Q10 (en): It sells." in reason.text
    assert build.shown()["short-1"].text == "en Q10 short-1."


@pytest.mark.req("U53")
def test_a_base_that_praises_is_not_taken_in(praise: None) -> None:
    files = files_of(build.small())
    files["pages/joint.ms.toml"] = files["pages/joint.ms.toml"].replace(
        b"ms joint short-1.", b"safe and proven."
    )
    with pytest.raises(Refused) as refused:
        import_base(files=files, partial=True, by=build.EDITOR, key="praise")
    assert [reason.code for reason in refused.value.reasons] == ["knowledge.wording_promotional"]
    assert build.shown("joint", Language.MS)["short-1"].text == "ms joint short-1."


@pytest.mark.req("U53")
@pytest.mark.parametrize("language", list(Language))
def test_the_shipped_base_praises_nothing(language: Language) -> None:
    base = read_base()
    found = [
        (page.id, *warning)
        for page in base.every_page()
        for warning in warned.promotional(
            selectors.said_of(page.sentences, page.words[language].text), language
        )
    ]
    assert found == []
