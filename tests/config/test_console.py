"""The console's one shape: one JSON object on standard output, messages beside it, exit codes 0, 1 and 2."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cordline.config import console
from cordline.config.cluster import ClusterUrls
from cordline.config.commands.asking import SHAPES, schema_names

Captured = pytest.CaptureFixture[str]


def ask(capsys: Captured, *argv: str) -> tuple[int, Any, str]:
    """Run one command with --json; give its exit code, its one object, and what it said beside it."""
    code = console.main([*argv, "--json"])
    captured = capsys.readouterr()
    assert captured.out.count("\n") == 1
    return code, json.loads(captured.out), captured.err


def shape(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((SHAPES / f"{name}.schema.json").read_text()))


@pytest.mark.req("E31")
@pytest.mark.parametrize("name", schema_names())
def test_every_schema_is_one_and_its_example_fits(name: str) -> None:
    Draft202012Validator.check_schema(json.loads((SHAPES / f"{name}.schema.json").read_text()))
    shape(name).validate(json.loads((SHAPES / f"{name}.example.json").read_text()))


@pytest.mark.req("E31")
def test_check_names_what_is_wrong_and_exits_1(committed_db: ClusterUrls, capsys: Captured) -> None:
    code, facts, _ = ask(capsys, "check")
    assert code == 1
    shape("check.answer").validate(facts)
    bad = {finding["name"]: finding["mend"] for finding in facts["findings"] if not finding["ok"]}
    assert "cordline worker" in bad["worker"]
    assert {"database", "migrations", "roles", "isolation", "seals", "clock"}.isdisjoint(bad)


def test_an_unknown_act_is_refused_with_the_acts_there_are(
    committed_db: ClusterUrls, capsys: Captured
) -> None:
    code, facts, _ = ask(capsys, "why-not", "fly", "VL26-0042-8")
    assert code == 1
    shape("why-not.answer").validate(facts)
    assert facts["refusals"][0]["code"] == "ledger.no_such_act"
    assert "thaw" in facts["refusals"][0]["text"]


def test_a_refusal_in_words_goes_to_standard_error_with_its_code(
    committed_db: ClusterUrls, capsys: Captured
) -> None:
    assert console.main(["schema", "unicorn"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "console.no_such_schema" in captured.err


def test_wrong_usage_exits_2(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as left:
        console.main(["check", "--no-such-option"])
    assert left.value.code == 2


@pytest.mark.req("I5")
def test_audit_verify_answers_in_its_shape_on_a_fresh_record(
    committed_db: ClusterUrls, capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "CORDLINE_HOME", tmp_path)
    code, facts, _ = ask(capsys, "audit", "verify")
    assert (code, facts["ok"]) == (0, True)
    shape("audit.answer").validate(facts)


def test_a_migrated_database_has_nothing_waiting(committed_db: ClusterUrls, capsys: Captured) -> None:
    code, facts, _ = ask(capsys, "migrate", "--check")
    assert (code, facts["findings"]) == (0, [])


@pytest.mark.req("E31")
def test_the_shell_learns_every_command(capsys: Captured) -> None:
    _, facts, _ = ask(capsys, "completion", "bash")
    assert all(name in facts["script"] for name in ("demo", "why-not", "trace", "audit"))


def test_no_command_prints_by_itself() -> None:
    from tests.house import layers

    printing = [
        str(path.relative_to(layers.ROOT))
        for path in layers.code_files()
        if re.search(r"(?<![\w.])print\(", path.read_text())
        and path.parts[-2:] not in {("config", "console.py"), ("ground", "console.py")}
    ]
    assert not printing
