"""Donors' facts as a file: what is refused by name and path, what its schema says, and hostile content."""

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordline.donors import facts_file
from cordline.donors.console import COMMANDS
from cordline.ground.console import DONE, REFUSED, WRONG_USAGE, Answer
from cordline.ground.shapes import Reading
from tests.rules.donors.eligibility_examples import BASE, DOCS, NOW, TABLES, changed

SCHEMA = json.loads((DOCS / "schemas" / "eligibility.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def faults(content: object) -> list[tuple[str, str]]:
    reading = Reading(NOW)
    facts_file.read_donors(content, reading)
    return [(fault.code, str(dict(fault.facts)["path"])) for fault in reading.faults]


def run(path: Path, rule_sets: str = "FDA,EU,MY") -> Answer:
    import argparse

    return COMMANDS[0].run(argparse.Namespace(file=str(path), rule_sets=rule_sets))


def test_the_schema_in_the_docs_is_the_one_the_reader_follows() -> None:
    assert facts_file.schema() == SCHEMA, "run tests/rules/donors/eligibility_examples.py to write it anew"
    VALIDATOR.validate(BASE)
    VALIDATOR.validate([changed(each.change) for each in TABLES[0].examples])


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"colour": "red"}, ("input.unknown_field", "colour")),
        ({"specimens[0].taken": "2026-03-10T11:00:00+08:00"}, ("input.unknown_field", "specimens[0].taken")),
        ({"specimens[0].taken_at": "2026-03-10T11:00:00"}, ("input.time_without_zone", "specimens[0].taken_at")),
        ({"specimens[0].taken_at": "2026-03-10"}, ("input.not_a_time", "specimens[0].taken_at")),
        ({"donated_at": "10/03/2026 09:00"}, ("input.not_a_time", "donated_at")),
        ({"donated_at": "2026-02-30T09:00:00+08:00"}, ("input.not_a_time", "donated_at")),
        ({"donated_at": "2031-03-10T09:00:00+08:00"}, ("input.in_future", "donated_at")),
        ({"use": "allogenic"}, ("input.not_a_choice", "use")),
        ({"weight_kg": "heavy"}, ("input.not_a_number", "weight_kg")),
        ({"weight_kg": -3}, ("input.out_of_range", "weight_kg")),
        ({"weight_kg": True}, ("input.not_a_number", "weight_kg")),
        ({"gestation_weeks": 39.5}, ("input.not_whole", "gestation_weeks")),
        ({"gestation_weeks": 390}, ("input.out_of_range", "gestation_weeks")),
        ({"infant_healthy": "yes"}, ("input.not_yes_or_no", "infant_healthy")),
        ({"history.answers.star_sign": "no"}, ("input.unknown_field", "history.answers.star_sign")),
        ({"specimens[0].tests[0].result": "negative"}, ("input.not_a_choice", "specimens[0].tests[0].result")),
        ({"specimens[0].tests[0].test": None}, ("input.missing_field", "specimens[0].tests[0].test")),
        ({"specimens[0].tests[0].laboratory.accredited_until": "2026-13-01"},
         ("input.not_a_date", "specimens[0].tests[0].laboratory.accredited_until")),
        ({"specimens[0].infusions.blood_ml_48h": -1}, ("input.out_of_range", "specimens[0].infusions.blood_ml_48h")),
        ({"id": ""}, ("input.text_length", "id")),
        ({"id": "a\x00b"}, ("input.control_character", "id")),
        ({"id": None}, ("input.missing_field", "id")),
        ({"specimens": {}}, ("input.not_a_list", "specimens")),
        ({"consent": "signed"}, ("input.not_an_object", "consent")),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_path(change: dict[str, Any], fault: tuple[str, str]) -> None:
    assert faults(changed(change)) == [fault]


def test_every_fault_of_a_file_is_named_at_once() -> None:
    content = [changed({"use": "x", "donated_at": "soon"}), changed({"id": "B", "colour": 1})]
    assert [path for _, path in faults(content)] == ["[0].use", "[0].donated_at", "[1].colour"]


def test_two_donors_of_one_name_are_a_fault() -> None:
    assert faults([BASE, BASE]) == [("input.twice", "[1].id")]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
PLACES = ["id", "use", "donated_at", "weight_kg", "consent", "history.answers", "specimens", "specimens[0].tests",
          "specimens[0].taken_at", "specimens[0].infusions", "news", "ships_to", "collected_in"]  # fmt: skip


@given(place=st.sampled_from(PLACES), value=JSON)
@settings(max_examples=300, deadline=None)
def test_anything_at_all_is_read_or_named_and_never_breaks_the_reader(place: str, value: Any) -> None:
    content = copy.deepcopy(BASE)
    *way, last = place.replace("[0]", ".0").split(".")
    inside: Any = content
    for step in way:
        inside = inside[int(step)] if step.isdigit() else inside[step]
    inside[last] = value
    for code, path in faults(content):
        assert code.startswith("input.")
        assert path


@given(JSON)
@settings(max_examples=150, deadline=None)
def test_a_file_of_anything_is_read_or_named(content: Any) -> None:
    assert isinstance(faults(content), list)


def test_the_console_judges_one_donor_or_a_list(tmp_path: Path) -> None:
    file = tmp_path / "donors.json"
    file.write_text(json.dumps(BASE), "utf-8")
    one = run(file)
    assert (one.code, one.facts["id"], one.facts["decision"]) == (DONE, BASE["id"], "eligible")
    assert list(one.facts)[:4] == ["id", "decision", "by_rule_set", "reasons"]
    file.write_text(json.dumps([BASE, changed({"id": "B", "hbsag": "reactive"})]), "utf-8")
    many = run(file)
    assert [each["decision"] for each in many.facts["donors"]] == ["eligible", "ineligible"]
    assert "INELIGIBLE" in many.text


def test_the_site_names_which_rule_sets_bind(tmp_path: Path) -> None:
    file = tmp_path / "donor.json"
    file.write_text(json.dumps(changed({"specimens[0].taken_at": "2026-03-07T09:00:00+08:00"})), "utf-8")
    assert run(file, "FDA").facts["decision"] == "eligible"
    both = run(file, "FDA,EU").facts
    assert both["decision"] == "incomplete"
    assert {name: verdict["decision"] for name, verdict in both["by_rule_set"].items()} == {
        "FDA": "eligible",
        "EU": "incomplete",
        "MY": "eligible",
    }
    assert run(file, "FDA,MOON").code == WRONG_USAGE


@pytest.mark.parametrize(
    "content",
    [b"{", b"\xff\xfe{}", b'{"id": "A", "id": "B"}', b'{"id": "A", "weight_kg": NaN}', b"[" * 100_000, b""],
)
def test_what_is_no_json_is_wrong_usage(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "bad.json"
    file.write_bytes(content)
    assert run(file).code == WRONG_USAGE
    assert run(tmp_path / "absent.json").code == WRONG_USAGE


def test_a_fault_in_the_facts_is_refused_with_its_path(tmp_path: Path) -> None:
    file = tmp_path / "bad.json"
    file.write_text(json.dumps(changed({"donated_at": "2026-03-10T09:00:00"})), "utf-8")
    answer = run(file)
    assert answer.code == REFUSED
    assert answer.facts["errors"][0]["path"] == "donated_at"


def test_what_eligibility_answers_has_the_shape_that_the_docs_promise(tmp_path: Path) -> None:
    promised = json.loads((DOCS / "schemas" / "eligibility.answer.schema.json").read_text("utf-8"))
    example = json.loads((DOCS / "schemas" / "eligibility.answer.example.json").read_text("utf-8"))
    shape = jsonschema.Draft202012Validator(promised)
    shape.validate(example)
    file = tmp_path / "donors.json"
    every = [
        changed({**each.change, "id": f"D{n}"})
        for n, each in enumerate(e for t in TABLES for e in t.examples)
    ]
    file.write_text(json.dumps(every), "utf-8")
    shape.validate(json.loads(json.dumps(run(file).facts)))
    file.write_text(json.dumps(BASE), "utf-8")
    shape.validate(json.loads(json.dumps(run(file).facts)))
