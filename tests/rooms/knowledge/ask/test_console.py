"""The command ask: one answer, a batch of them, and what it does with files that are not what they should be."""

import argparse
import json
from pathlib import Path

import pytest

from cordline.ground.console import DONE, REFUSED, WRONG_USAGE
from cordline.knowledge.console_ask import run_ask

KEYS = {"id", "kind", "reason", "question", "page", "also", "lang", "title", "claims", "elapsed_ms"}


@pytest.fixture(autouse=True)
def by_words(settings: object) -> None:
    """Answer by words alone: what is tested here is the shape of the answers."""
    settings.CORDLINE = {**settings.CORDLINE, "ASK_BY_MEANING": False}  # type: ignore[attr-defined]


def options(
    text: str | None = None, batch: Path | None = None, lang: str | None = None
) -> argparse.Namespace:
    return argparse.Namespace(text=text, batch=batch, lang=lang)


@pytest.mark.req("S18")
def test_one_question_is_answered_under_the_promised_keys() -> None:
    answer = run_ask(options("How much does it cost?"))
    assert answer.code == DONE
    assert set(answer.facts) == KEYS
    assert (answer.facts["kind"], answer.facts["question"], answer.facts["lang"]) == ("answer", "Q12", "en")


@pytest.mark.req("S18", "W42")
def test_a_batch_gives_one_line_for_each_question_in_order(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    asked = [
        {"id": "a", "lang": "ms", "text": "berapa kosnya"},
        {"id": 7, "text": "急に胸が痛い"},
        {"id": "c", "text": ""},
    ]
    file.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in asked) + "\n\n", "utf-8")
    lines = run_ask(options(batch=file)).lines
    assert lines is not None
    assert [line["id"] for line in lines] == ["a", 7, "c"]
    assert [line["kind"] for line in lines] == ["answer", "emergency", "out_of_scope"]
    assert all(set(line) == KEYS for line in lines)


@pytest.mark.parametrize("content", ["not json", '["a"]', '{"id": 1}', "7"])
def test_a_line_that_is_no_question_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"id": 1, "text": "cost"}\n' + content, "utf-8")
    answer = run_ask(options(batch=file))
    assert answer.code == WRONG_USAGE
    assert "Line 2" in answer.text


def test_nothing_to_ask_and_an_absent_file_are_told(tmp_path: Path) -> None:
    assert run_ask(options()).code == WRONG_USAGE
    assert run_ask(options(batch=tmp_path / "absent.jsonl")).code == WRONG_USAGE
    assert run_ask(options("🙂")).code == REFUSED
