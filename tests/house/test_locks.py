"""The locks carry what pyproject.toml asks for, hashed, and name no index."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.layers import ROOT

PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")


def pins(name: str) -> dict[str, str]:
    found = (PIN.match(line) for line in (ROOT / "requirements" / f"{name}.txt").read_text().splitlines())
    return {canonicalize_name(match[1]): match[2] for match in found if match}


def asked(*extras: str) -> list[Requirement]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    lines = [
        *project["dependencies"],
        *(line for extra in extras for line in project["optional-dependencies"][extra]),
    ]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize(("name", "extras"), [("core", ()), ("demo", ("demo",)), ("test", ("demo", "test"))])
def test_each_lock_has_what_is_asked_for(name: str, extras: tuple[str, ...]) -> None:
    locked = pins(name)
    missing = [
        str(r)
        for r in asked(*extras)
        if not r.specifier.contains(locked.get(canonicalize_name(r.name), ""), prereleases=True)
    ]
    assert not missing, "Run requirements/compile."


@pytest.mark.parametrize("name", ["core", "demo", "test"])
def test_each_pin_is_hashed_and_no_line_names_an_index(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert not [block.split()[0] for block in blocks if "--hash=sha256:" not in block]


def test_the_locks_agree_where_they_overlap() -> None:
    test = pins("test")
    assert not {
        name: pin for lock in ("core", "demo") for name, pin in pins(lock).items() if test.get(name) != pin
    }
