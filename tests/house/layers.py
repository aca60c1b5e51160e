"""The order of the rooms, read from the one place where it stands (pyproject.toml)."""

import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "cordline"


@cache
def floors() -> dict[str, int]:
    """Give each room's floor, counted from the ground; rooms side by side share one."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    layers: list[str] = contracts[0]["layers"]
    return {room.strip(): floor for floor, row in enumerate(reversed(layers)) for room in row.split("|")}


def code_files() -> list[Path]:
    """Give every file of code, migrations apart."""
    return sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
