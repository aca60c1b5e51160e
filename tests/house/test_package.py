"""What ``pip install`` brings: one command, every file that the house reads at work, and versions as the docs say."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.specifiers import SpecifierSet

from cordline.config.status import SERVERS, cordline_version
from tests.house.layers import ROOT

# What the build tool would put into the wheel, asked without building one; its notes go to a folder of the test's.
ASK = """
import json, sys
from setuptools import Distribution
made = Distribution({"script_name": "setup.py"})
made.parse_config_files()
facts = made.get_command_obj("egg_info")
facts.egg_base = sys.argv[1]
made.run_command("egg_info")
build = made.get_command_obj("build_py")
build.build_lib = sys.argv[1]
build.ensure_finalized()
print(json.dumps({
    "files": build.get_outputs(include_bytecode=False),
    "commands": made.entry_points["console_scripts"],
    "python": str(made.metadata.python_requires),
}))
"""
# Kept out of what is installed: notes for those who work on the house.
LEFT_AT_HOME = {".pyc", ".po"}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("package")
    asked = [sys.executable, "-W", "ignore", "-c", ASK, str(folder)]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    told["files"] = {Path(name).relative_to(folder).as_posix() for name in told["files"]}
    return told


@pytest.mark.req("E2")
def test_a_plain_install_gives_one_command_and_it_is_the_console(package: dict[str, Any]) -> None:
    assert package["commands"] == ["cordline = cordline.config.console:main"]
    script = (
        "import sys; from cordline.config.console import main; sys.argv = ['cordline', '--version']; main()"
    )
    asked = [sys.executable, "-c", script]
    done = subprocess.run(asked, cwd=ROOT / "src", capture_output=True, text=True, check=True)
    assert done.stdout.strip() == cordline_version()


@pytest.mark.req("E2")
def test_a_plain_install_brings_every_file_that_the_house_reads(package: dict[str, Any]) -> None:
    source = ROOT / "src"
    here = {
        path.relative_to(source).as_posix()
        for path in (source / "cordline").rglob("*")
        if path.is_file() and path.suffix not in LEFT_AT_HOME
    }
    schemas = {
        f"cordline/config/schemas/{path.name}" for path in (ROOT / "docs/reference/schemas").glob("*.json")
    }
    assert here | schemas <= package["files"]
    assert schemas


@pytest.mark.req("E2")
def test_the_table_of_versions_has_a_row_for_this_release_and_says_what_is_true(
    package: dict[str, Any],
) -> None:
    page = (ROOT / "docs/how-to/open-a-real-house.md").read_text()
    release = ".".join(cordline_version().split(".")[:2])
    row = re.search(
        rf"^\| {re.escape(release)} \| (\d\.\d+) – (\d\.\d+) \| ([\d, ]+) \| .* \|$", page, re.MULTILINE
    )
    assert row, f"docs/how-to/open-a-real-house.md has no row for {release}."
    least, most, servers = row.groups()
    python = SpecifierSet(package["python"])
    assert python.contains(f"{least}.0")
    assert python.contains(f"{most}.0")
    major, minor = map(int, least.split("."))
    assert not python.contains(f"{major}.{minor - 1}.99")
    assert tuple(int(word) for word in servers.split(",")) == SERVERS


@pytest.mark.req("E2")
def test_the_locks_and_the_type_check_speak_of_the_least_python() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        told = tomllib.load(file)
    least = told["project"]["requires-python"].removeprefix(">=")
    assert told["tool"]["mypy"]["python_version"] == least
    assert told["tool"]["ruff"]["target-version"] == "py" + least.replace(".", "")
