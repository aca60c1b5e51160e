"""The guard that a row of record is written once; the function is made by assays (``assays/sql/functions.sql``)."""

import pgtrigger
from django.db import models


class WrittenOnce(pgtrigger.Trigger):
    """A row trigger that names our function, so that no session's setting can switch it off."""

    fills: tuple[str, ...] = ()

    def render_execute(self, model: models.Model) -> str:
        """Name our function, with the columns that may be filled in later."""
        return f"public.assays_written_once({', '.join(repr(column) for column in self.fills)})"

    def get_func(self, model: models.Model) -> str:
        """The generated function is never called; it does nothing."""
        return "RETURN NULL;"


def written_once(*fills: str) -> pgtrigger.Trigger:
    """Refuse every update of a row but the first filling of these columns."""
    kind = type("WrittenOnceFilling", (WrittenOnce,), {"fills": fills})
    made: pgtrigger.Trigger = kind(
        name="written_once", level=pgtrigger.Row, when=pgtrigger.Before, operation=pgtrigger.Update
    )
    return made
