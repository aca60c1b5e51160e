"""The validation matrix: which requirement is proven by which tests, read from the tests' own marks.

A host's own validation starts from it. It is made without running anything: a mark is read as it is written.
"""

import ast
import re
from collections import defaultdict
from pathlib import Path

FAMILIES = {
    "I": "What is always true (blueprint, section 2)",
    "S": "Systems of the clinic",
    "W": "How such a clinic and laboratory work",
    "U": "What people who use it expect",
    "E": "What hosts expect",
    "P": "Processes",
    "X": "Contradictions resolved",
    "F": "Figures",
    "C": "Contraindications",
    "R-": "Electronic records",
}


def marked_tests(root: Path) -> dict[str, list[str]]:
    """Give for each requirement the tests that bear its mark, as ``file::name``."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted((root / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        place = path.relative_to(root).as_posix()
        whole = _module_marks(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                for mark in [*whole, *(m for decorator in node.decorator_list for m in _marks(decorator))]:
                    found[mark].append(f"{place}::{node.name}")
            elif isinstance(node, ast.ClassDef):
                for mark in (m for decorator in node.decorator_list for m in _marks(decorator)):
                    found[mark].append(f"{place}::{node.name}")
    return dict(found)


def matrix(root: Path) -> str:
    """Write the matrix as a page."""
    found = marked_tests(root)
    total = len({test for tests in found.values() for test in tests})
    told = (
        f"{len(found)} requirements are proven by {total} tests. `cordline test` runs them all; a requirement that is "
        "not listed is not proven by a test of its own."
    )
    made = "*This page is made by `cordline docs` from the tests' marks; do not edit it.*"
    parts = ["# Validation matrix", made, told]
    for family, title in FAMILIES.items():
        of_it = [mark for mark in found if re.fullmatch(rf"{family}\d+", mark)]
        numbers = sorted(of_it, key=lambda mark: int(re.sub(r"\D", "", mark)))
        if not numbers:
            continue
        parts.append(f"## {title}")
        for number in numbers:
            tests = "\n".join(f"- `{test}`" for test in sorted(set(found[number])))
            parts.append(f"### {number}\n\n{tests}")
    return "\n\n".join(parts) + "\n"


def _module_marks(tree: ast.Module) -> list[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(getattr(t, "id", "") == "pytestmark" for t in node.targets):
            return [mark for call in ast.walk(node.value) for mark in _marks(call)]
    return []


def _marks(node: ast.AST) -> list[str]:
    """Read ``pytest.mark.req("I1", "U2")``, also as a mark on one row of a table."""
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("mark.req"):
        return [str(arg.value) for arg in node.args if isinstance(arg, ast.Constant)]
    inner = [*node.args, *(word.value for word in node.keywords)] if isinstance(node, ast.Call) else []
    rows = [deep for part in inner for deep in ast.walk(part) if isinstance(deep, ast.Call)]
    return [mark for row in rows if ast.unparse(row.func).endswith("mark.req") for mark in _marks(row)]
