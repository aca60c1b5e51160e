"""The base on files: what is broken is named by file and key, all of it at once."""

from dataclasses import replace

import pytest

from cordline.config import console
from cordline.knowledge import markup
from cordline.knowledge.exporting import files_of
from cordline.knowledge.faults import faults
from cordline.knowledge.files import read_base, read_texts
from cordline.knowledge.types import Language
from tests import build_knowledge as build


def found(files: dict[str, bytes], *, partial: bool = True) -> list[tuple[str, str]]:
    """Code and text of each fault."""
    return [(reason.code, reason.text) for reason in faults(read_texts(files), partial=partial)]


@pytest.mark.req("S1")
def test_the_shipped_base_is_whole() -> None:
    assert [reason.text for reason in faults(read_base())] == []


@pytest.mark.req("S1")
def test_a_small_base_is_right_as_part_and_not_as_whole() -> None:
    files = files_of(build.small())
    assert found(files) == []
    missing = found(files, partial=False)
    assert ("knowledge.base_missing", "pages/Q09.toml is missing.") in missing
    assert ("knowledge.base_key_missing", "terms/terms.toml: G46 is missing.") in missing


@pytest.mark.req("S1", "U53", "U59")
@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("pages/Q10.toml", 'rests_on = ["EV001"]', 'rests_on = ["EV999"]', "knowledge.base_reference"),
        ("pages/Q10.toml", 'rests_on = ["EV001"]', "rests_on = []", "knowledge.base_unbound"),
        ("pages/Q10.toml", 'rests_on = ["EV001"]', 'rests_on = ["figure:cures"]', "knowledge.base_reference"),
        ("pages/Q10.toml", 'verdict = "supported"', 'verdict = "true"', "knowledge.base_value"),
        ("pages/Q10.toml", "denies = true", "denies = false", "knowledge.base_contradicted"),
        ("pages/Q10.toml", 'mark = "plain"', 'mark = "opinion"', "knowledge.base_value"),
        ("pages/Q10.toml", 'key = "short-2"', 'key = "short-1"', "knowledge.base_double"),
        ("pages/Q10.toml", 'slug = "q10"', 'slug = "Q 10"', "knowledge.base_value"),
        ("pages/Q10.toml", 'claims = ["Q10.c1"]', 'claims = ["Q10.c9"]', "knowledge.base_reference"),
        ("pages/Q10.toml", "order = 10", "ordre = 10", "knowledge.base_key_unknown"),
        ("pages/Q10.ms.toml", "translated_from = 1", "translated_from = 9", "knowledge.base_value"),
        ("pages/Q10.ja.toml", "ja Q10 phrasing 3", "ja Q10 phrasing 4", "knowledge.base_phrasings"),
        ("pages/Q10.ja.toml", "{F1}", "{F14}", "knowledge.base_reference"),
        ("pages/Q10.ja.toml", "(term:G14)", "(word:G14)", "knowledge.base_markup"),
        ("pages/Q10.ja.toml", "{figure:serious_events}", "{figure:reactions_48h}", "knowledge.base_markup"),
        ("pages/Q10.en.toml", 'title = "', 'title = "<b>', "knowledge.base_markup"),
        ("pages/Q10.en.toml", "[text]", "[text", "knowledge.base_unreadable"),
        ("pages/joint.toml", 'authority = "NPRA"', 'authority = ""', "knowledge.base_key_missing"),
        ("pages/joint.toml", "as_of = 2026-11-30", 'as_of = "soon"', "knowledge.base_value"),
        ("pages/joint.toml", 'slug = "joint"', 'slug = "q10"\nkind = "answer"', "knowledge.base_unreadable"),
        ("facts.toml", '"least" = 60', '"fewest" = 60', "knowledge.base_markup"),
        ("evidence.csv", "10.1000/xyz123", "10.1000", "knowledge.base_value"),
    ],
)  # fmt: skip
def test_each_broken_thing_is_named_by_file_and_key(file: str, old: str, new: str, code: str) -> None:
    files = files_of(build.small())
    assert old.encode() in files[file]
    files[file] = files[file].replace(old.encode(), new.encode(), 1)
    faulty = found(files)
    assert code in [each for each, _ in faulty]
    assert all(file.partition(".")[0] in text for each, text in faulty if each == code)


@pytest.mark.req("S1")
def test_a_language_that_is_missing_is_a_fault_of_the_whole_only() -> None:
    base = build.small()
    page = base.pages["Q10"]
    words = {lang: each for lang, each in page.words.items() if lang is not Language.JA}
    files = files_of(replace(base, pages={**base.pages, "Q10": replace(page, words=words)}))
    assert found(files) == []
    assert ("knowledge.base_missing", "pages/Q10.ja.toml is missing.") in found(files, partial=False)


@pytest.mark.req("S1")
@pytest.mark.parametrize("content", [b"\xff\xfe", b"id = ", b"id,claim\nEV001", b""])
def test_files_that_are_none_are_answered_in_words(content: bytes) -> None:
    assert found({"pages/Q10.toml": content})
    assert found({"evidence.csv": content})


@pytest.mark.req("U60")
def test_marks_are_few_and_read_back_as_words() -> None:
    runs = markup.runs("It takes {F1}, see [the word](term:G14).", {"F1": "an hour"})
    assert [(run.words, run.opens, run.target) for run in runs] == [
        ("It takes an hour, see ", "", ""), ("the word", "term", "G14"), (".", "", ""),
    ]  # fmt: skip
    assert markup.plain("{F9}", {}) == "{F9}"


@pytest.mark.req("S1")
def test_the_console_names_faults_and_answers_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert console.main(["knowledge", "check", "--json"]) == 0
    assert '"claims": 172' in capsys.readouterr().out
