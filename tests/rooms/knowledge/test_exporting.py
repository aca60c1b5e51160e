"""The base that is shown, written as files from the console: read again they are the same base, and right."""

import json
from pathlib import Path
from typing import Any

import pytest

from cordline.config import console
from cordline.ground.console import DONE, REFUSED, WRONG_USAGE
from cordline.knowledge.exporting import files_of
from cordline.knowledge.files import base_files, read_base
from cordline.knowledge.standing import standing_base
from cordline.ledger.services import declare_demonstration
from tests import build_knowledge as build

pytestmark = pytest.mark.req("E31")


@pytest.fixture
def small(db: None) -> None:
    """A house that shows the small base."""
    declare_demonstration(2026)
    build.take(build.small())


def asked(capsys: pytest.CaptureFixture[str], *given: str) -> tuple[int, dict[str, Any]]:
    """Run the command; give its code and its one object."""
    code = console.main(["knowledge", *given, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_what_is_shown_is_written_as_files_that_give_the_same_base_again(
    small: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new" / "base"
    code, facts = asked(capsys, "export", str(folder))
    assert code == DONE
    written = base_files(folder)
    assert facts["files"] == len(written) == len(files_of(build.small()))
    assert facts["pages"] == 2
    assert written == files_of(standing_base()) == files_of(read_base(folder)) == files_of(build.small())
    assert b"en Q10 short-1." in written["pages/Q10.en.toml"]
    # What was written is judged right, and a second time gives the same bytes.
    assert asked(capsys, "check", "--base", str(folder), "--partial")[0] == DONE
    again = tmp_path / "again"
    again.mkdir()
    assert asked(capsys, "export", str(again))[0] == DONE
    assert base_files(again) == written


def test_what_was_published_since_is_in_the_files(
    small: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build.draft(build.sentence("short-1", "Fever was seen.", "EV001"))
    build.approve()
    build.publish()
    assert asked(capsys, "export", str(tmp_path / "base"))[0] == DONE
    assert "Fever was seen." in (tmp_path / "base" / "pages" / "Q10.en.toml").read_text("utf-8")


def test_a_folder_that_holds_something_is_left_as_it_is(
    small: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine")
    code, facts = asked(capsys, "export", str(tmp_path))
    assert code == REFUSED
    assert [each["code"] for each in facts["refusals"]] == ["knowledge.folder_not_empty"]
    code, facts = asked(capsys, "export", str(kept))
    assert code == REFUSED
    assert [each["code"] for each in facts["refusals"]] == ["knowledge.folder_no_folder"]
    assert list(tmp_path.iterdir()) == [kept]
    assert kept.read_text() == "mine"


def test_a_house_that_shows_nothing_writes_nothing_and_a_folder_must_be_named(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "base"
    code, facts = asked(capsys, "export", str(folder))
    assert code == REFUSED
    assert not folder.exists()
    assert asked(capsys, "export")[0] == WRONG_USAGE
    assert asked(capsys, "check", str(folder))[0] == WRONG_USAGE
