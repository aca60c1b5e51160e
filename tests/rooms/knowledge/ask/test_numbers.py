"""The unseen half of the questions: what the ask box reached must not be lost again (docs/reference/ask-report.md)."""

from collections.abc import Iterator

import pytest

from bench.ask_measure import Seen, measure, questions
from cordline.knowledge.asking.corpus import examples, further_phrasings
from cordline.knowledge.asking.index import Index
from cordline.knowledge.asking.models import installed_model
from cordline.knowledge.asking.normalise import LANGUAGES, detect_language, fold

LEAST = {"en": 87, "ms": 88, "ja": 90, "zh-Hans": 92}
LEAST_BY_WORDS = {"en": 86, "ms": 90, "ja": 90, "zh-Hans": 88}


@pytest.fixture(scope="module")
def unseen(index: Index) -> Iterator[dict[str, Seen]]:
    assert installed_model() is not None, "the sentence model of the extra `ask` is not installed"
    yield measure(index, "held_out")[0]


@pytest.mark.req("S18")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_right_page_comes_first(unseen: dict[str, Seen], lang: str) -> None:
    assert unseen[lang].share("right", "answers") >= LEAST[lang]


@pytest.mark.req("S18")
def test_words_alone_still_find_most_pages(index: Index) -> None:
    seen = measure(index, "held_out", "words")[0]
    for lang, least in LEAST_BY_WORDS.items():
        assert seen[lang].share("right", "answers") >= least, lang
        assert seen[lang].share("warned", "emergencies") == 100


@pytest.mark.req("W42", "S18")
@pytest.mark.parametrize("half", ["tune", "held_out"])
def test_every_emergency_is_warned_and_few_others_are(index: Index, half: str) -> None:
    for lang, seen in measure(index, half)[0].items():
        assert seen.share("warned", "emergencies") == 100, lang
        assert seen.share("alarmed", "ordinary") <= 5, lang


@pytest.mark.req("S18", "P16")
def test_what_only_staff_can_answer_is_sent_to_staff(unseen: dict[str, Seen]) -> None:
    for lang, seen in unseen.items():
        assert seen.share("sent", "for_people") >= 80, lang


@pytest.mark.req("S18")
def test_what_is_not_ours_is_not_answered_as_if_known(unseen: dict[str, Seen]) -> None:
    known, of = (sum(getattr(one, name) for one in unseen.values()) for name in ("known", "not_ours"))
    assert known / of <= 0.04


@pytest.mark.req("S18", "W42")
def test_what_was_reached_on_a_set_by_another_author_is_not_lost_again(index: Index) -> None:
    seen = measure(index, "later")[0]
    assert {
        lang: one.share("right", "answers")
        for lang, one in seen.items()
        if one.share("right", "answers") < 84
    } == {}
    total = {
        name: sum(getattr(one, name) for one in seen.values()) for name in vars(Seen()) if name != "given"
    }
    assert total["right"] / total["answers"] >= 0.9
    assert total["warned"] / total["emergencies"] >= 0.97
    assert total["alarmed"] / total["ordinary"] <= 0.05
    assert total["known"] / total["not_ours"] <= 0.05
    assert total["sent"] / total["for_people"] >= 0.9


def test_no_unseen_question_stands_among_the_examples_of_the_search() -> None:
    told = [text for texts in further_phrasings().values() for text in texts]
    told += [text for entry in examples() for texts in entry.texts.values() for text in texts]
    known = {fold(text).strip("?？。!") for text in told}
    assert [row["text"] for row in questions("held_out") if fold(row["text"]).strip("?？。!") in known] == []


def test_the_set_is_as_it_was_promised() -> None:
    rows = questions("tune") + questions("held_out")
    for lang in LANGUAGES:
        mine = [row for row in rows if row["lang"] == lang]
        assert len(mine) >= 70
        assert sum(row["kind"] == "emergency" for row in mine) >= 15
        assert sum(bool(row.get("guarded")) for row in mine) >= 15
    sides: dict[str, set[str]] = {}
    for row in rows:
        sides.setdefault(row["meaning"], set()).add(row["half"])
    assert all(len(halves) == 1 for halves in sides.values())


def test_the_language_of_a_text_is_told_from_its_signs() -> None:
    rows = questions("tune") + questions("held_out")
    wrong = [row["id"] for row in rows if detect_language(fold(row["text"]), row["lang"]) != row["lang"]]
    assert len(wrong) <= 3
