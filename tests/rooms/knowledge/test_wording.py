"""Warnings of promotional wording: what is caught, what is wrongly stopped, and what excuses a word (U53, W41)."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from time import perf_counter

import pytest

from cordline.knowledge.types import Language
from cordline.knowledge.wording import DATA, warnings, wording_of

HERE = Path(__file__).parent
BASE = DATA.parent / "base"

# What a bare list of words would look for: half of the promotional sentences hold none of them.
LISTED = {
    Language.EN: r"\b(safe|ensures?|highest|best|guaranteed?|proven|effective|side effects|cures?|miracle|breakthrough|"
    r"no risk|painless|leading)\b",
    Language.MS: r"\b(selamat|terbukti|dijamin|terbaik|tertinggi|berkesan|sedikit kesan sampingan|tanpa risiko|sembuh|"
    r"menyembuhkan|keajaiban|terkemuka|nombor satu|tanpa sakit|memastikan)\b",
    Language.JA: "安全|証明|保証|最高|最も|効果|副作用|完治|奇跡|画期的|No.1|痛みがない|確実|必ず|安心|危険",
    Language.ZH_HANS: "安全|证实|证明|保证|最高|最佳|有效|副作用|治愈|奇迹|突破|第一|领先|无痛|确保|放心|风险",
}


def sentences(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def share_warned(rows: Sequence[dict[str, str]]) -> float:
    return sum(bool(warnings(row["text"], Language(row["language"]))) for row in rows) / len(rows)


def of_kind(rows: Iterable[dict[str, str]], kind: str) -> list[dict[str, str]]:
    return [row for row in rows if row["kind"] == kind]


@pytest.mark.req("W41")
def test_the_set_is_120_and_120_and_half_of_what_sells_holds_no_listed_word() -> None:
    rows = sentences("wording_set.jsonl")
    for kind in ("promotional", "honest"):
        for language in Language:
            assert sum(row["language"] == language for row in of_kind(rows, kind)) == 30
    unlisted = [
        row
        for row in of_kind(rows, "promotional")
        if not re.search(LISTED[Language(row["language"])], row["text"], re.IGNORECASE)
    ]
    assert len(unlisted) >= 60


@pytest.mark.req("U53", "W41")
def test_of_the_unseen_half_nine_in_ten_are_caught_and_one_in_twenty_wrongly_stopped() -> None:
    unseen = [row for row in sentences("wording_set.jsonl") if row["half"] == "report"]
    assert share_warned(of_kind(unseen, "promotional")) >= 0.90
    assert share_warned(of_kind(unseen, "honest")) <= 0.05


def hints() -> list[dict[str, str]]:
    """The two sets written last: what sells in them is nearly always a hint that uses no known frame."""
    return sentences("wording_fresh.jsonl") + sentences("wording_last.jsonl")


@pytest.mark.req("W41")
def test_frames_alone_hear_few_hints_and_stop_nothing_honest_for_them() -> None:
    """Frames alone hear 11 of 48, the known limit of them; this must not become less."""
    assert share_warned(of_kind(hints(), "promotional")) >= 11 / 48
    assert share_warned(of_kind(hints(), "honest")) <= 0.05


@pytest.mark.req("W41")
def test_with_the_sentence_model_most_hints_are_heard() -> None:
    """With the model 43 of 48 are heard, and 5 of 52 honest sentences named: a help to editors, not the gate."""
    from cordline.knowledge.asking.models import installed_model

    model = installed_model()
    assert model is not None
    named = {
        kind: [
            bool(warnings(row["text"], Language(row["language"]), model=model))
            for row in of_kind(hints(), kind)
        ]
        for kind in ("promotional", "honest")
    }
    assert sum(named["promotional"]) >= 40
    assert sum(named["honest"]) <= 8


@pytest.mark.req("U53")
@pytest.mark.parametrize(
    ("language", "text", "families"),
    [
        (Language.EN, "Our treatment is safe and proven.", {"safety", "certainty"}),
        (Language.EN, "MSC (WJ) are not proven to be safe.", set()),
        (Language.EN, "Not only safe, but gentle.", {"safety"}),
        (Language.EN, "Is it safe?", set()),
        (Language.EN, "Why keep taking pills?", {"implication"}),
        (Language.EN, "None seen in 209; fits up to 14 in 1,000.", set()),
        (Language.EN, "You may read that the cells are the youngest of all. No study shows that.", set()),
        (Language.EN, "The cells are the youngest of all.", {"superlative"}),
        (Language.EN, "Do not wait: call 999 if you cannot breathe.", set()),
        (Language.EN, "[Safe](term:G34) and simple.", {"safety"}),
        (Language.MS, "Rawatan ini selamat dan terbukti.", {"safety", "certainty"}),
        (Language.MS, "Rawatan ini belum terbukti selamat.", set()),
        (Language.JA, "この治療は安全で、効果は証明されています。", {"safety", "certainty"}),
        (Language.JA, "この治療は、安全だと証明されていません。", set()),
        (Language.ZH_HANS, "这种治疗安全，已经证实。", {"safety", "certainty"}),
        (Language.ZH_HANS, "这种治疗尚未证明是安全的。", set()),
    ],
)
def test_what_sells_is_named_and_what_denies_asks_or_counts_is_left(
    language: Language, text: str, families: set[str]
) -> None:
    found = {warning.code for warning in warnings(text, language)}
    assert families <= found
    assert bool(found) is bool(families)


@pytest.mark.req("W43")
def test_a_statement_of_others_needs_its_verdict() -> None:
    claim = "Some websites say the treatment cures arthritis"
    assert warnings(f"{claim}.", Language.EN)
    assert not warnings(f"{claim}; this is not supported.", Language.EN)
    assert not warnings(f"{claim}. No trial has shown that.", Language.EN)


@pytest.mark.req("U53")
def test_a_warning_says_what_was_found_and_what_to_write_instead() -> None:
    (warning, *_) = warnings("This is guaranteed to help.", Language.EN)
    assert (warning.code, warning.found) == ("certainty", "guaranteed")
    assert warning.why.endswith(".")


def test_every_family_is_known_in_every_language() -> None:
    families = {language: [family.code for family in wording_of(language).families] for language in Language}
    assert len(families[Language.EN]) == len(set(families[Language.EN])) == 16
    assert all(set(codes) == set(families[Language.EN]) for codes in families.values())


@pytest.mark.req("U53", "U58")
def test_our_own_terms_sell_nothing() -> None:
    assert [found for language in Language for found in warned_terms(language)] == []


def warned_terms(language: Language) -> Iterator[tuple[str, str]]:
    told = tomllib.loads((BASE / "terms" / f"terms.{language}.toml").read_text(encoding="utf-8"))
    for code, words in told.items():
        if isinstance(words, dict):
            for text in (words["meaning"], *words["more"]):
                if warnings(text, language):
                    yield code, text


@pytest.mark.parametrize("text", ["", " ", "🙂🙂", "\u202e\u200f", "<b>", "?" * 50])
def test_a_text_without_words_has_no_warning(text: str) -> None:
    assert all(warnings(text, language) == [] for language in Language)


@pytest.mark.parametrize("language", list(Language))
def test_ten_thousand_signs_are_read_in_a_few_seconds(language: Language) -> None:
    begun = perf_counter()
    warnings("a 细胞 が cells " * 700, language)
    assert perf_counter() - begun < 20


class Leaner:
    """A stand-in for the sentence model: every text means the same."""

    name = "use-3"

    def __init__(self, sign: int) -> None:
        self._sign = sign

    def vectors(self, texts: Sequence[str]) -> list[list[float]]:
        learned = tomllib.loads((DATA / "leaning.toml").read_text(encoding="utf-8"))["direction"]
        return [[self._sign * one for one in learned] for _ in texts]


def test_with_a_sentence_model_a_hint_in_no_frame_is_named_too() -> None:
    hint = "Pick up your badminton racket where you left it."
    assert warnings(hint, Language.EN) == []
    assert [found.code for found in warnings(hint, Language.EN, model=Leaner(1))] == ["leaning"]
    assert warnings(hint, Language.EN, model=Leaner(-1)) == []


def test_what_excuses_a_frame_excuses_a_leaning_too() -> None:
    assert warnings("May I play badminton on the next day?", Language.EN, model=Leaner(1)) == []


def test_another_sentence_model_is_not_asked() -> None:
    other = Leaner(1)
    other.name = "another"
    assert warnings("Pick up your racket.", Language.EN, model=other) == []
