"""Generated pages say what the code says, and every page of the house has a door."""

import re

import pytest

from cordline.access import doors
from cordline.config import validation
from cordline.config.commands import documenting
from tests.house.layers import ROOT


@pytest.mark.req("E35")
def test_no_generated_page_is_stale() -> None:
    assert documenting.stale() == [], "Run: cordline docs"


@pytest.mark.req("E19", "W1")
def test_every_page_has_a_door() -> None:
    assert doors.undeclared() == []


@pytest.mark.req("E35")
def test_every_mark_is_a_requirement_that_can_be_named() -> None:
    families = "|".join(validation.FAMILIES)
    strange = [mark for mark in validation.marked_tests(ROOT) if not re.fullmatch(rf"({families})\d+", mark)]
    assert not strange


def test_every_link_in_the_documentation_leads_somewhere() -> None:
    dead = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8")):
            if (
                "://" not in target
                and not target.startswith("mailto:")
                and not (page.parent / target).exists()
            ):
                dead.append(f"{page.relative_to(ROOT)} -> {target}")
    assert not dead
