"""Sample keywords of pages about places, company accounts and rule files."""

from typing import Any

from tests.pages.samples import builder


@builder
def of_access(people: dict[str, Any]) -> dict[str, dict[str, str]]:
    """A file that nobody uploaded leads back to the upload; a rule set that binds can be ended."""
    return {"donors:adopt_file": {"number": "0" * 64}, "access:end_rule_set": {"rule_set": "MY"},
            "access:open_day_again": {"day": "2026-12-25"}}  # fmt: skip
