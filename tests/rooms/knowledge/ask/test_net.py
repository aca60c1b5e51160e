"""The net under the rules of triage: examples of emergencies catch what the rules do not know."""

import pytest

from cordline.knowledge.asking.corpus import emergencies
from cordline.knowledge.asking.index import Index
from cordline.knowledge.asking.normalise import LANGUAGES, fold


@pytest.mark.req("W42")
@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "everything went dark and I woke up on the kitchen floor"),
        ("ms", "ayah tersandar kat sofa, bunyi pelik"),
        ("ja", "父がソファでぐったりしてうなっている"),
        ("zh-Hans", "爷爷瘫在沙发上直哼哼"),
    ],
)
def test_words_alone_find_what_is_like_an_emergency(index: Index, lang: str, text: str) -> None:
    assert index.net(lang, by_meaning=False).urgency(fold(text), None) >= 0


@pytest.mark.req("W42")
@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "how long does the treatment take"),
        ("ms", "berapa lama rawatan ini"),
        ("ja", "治療の費用はいくらですか"),
        ("zh-Hans", "治疗要花多少钱"),
    ],
)
def test_an_ordinary_question_is_not_like_an_emergency(index: Index, lang: str, text: str) -> None:
    assert index.net(lang, by_meaning=False).urgency(fold(text), None) < 0


@pytest.mark.req("W42")
def test_every_language_has_emergencies_and_what_only_sounds_like_them() -> None:
    told = {(entry.lang, entry.page): entry.texts["phrasing"] for entry in emergencies()}
    for lang in LANGUAGES:
        urgent, calm = told[lang, "urgent"], told[lang, "calm"]
        assert min(len(urgent), len(calm)) >= 60
        assert not set(urgent) & set(calm)


@pytest.mark.req("W42")
def test_no_question_is_answered_with_an_example_of_an_emergency(index: Index) -> None:
    assert all(entry.page not in {"urgent", "calm"} for lang in LANGUAGES for entry in index.entries(lang))
