"""The order of the rooms, read from the one place where it stands (pyproject.toml)."""

import tomllib
from functools import cache
from importlib import import_module
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


def import_everything() -> None:
    """Import every module of the house, so that whatever registers itself has done so."""
    for path in code_files():
        parts = path.relative_to(SOURCE.parent).with_suffix("").parts
        if parts[-2:] != ("config", "wsgi"):
            import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
