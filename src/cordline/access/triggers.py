"""Guards of the access room that the database keeps by itself; their functions are in ``sql/``.

As in the ledger, the trigger names a function of ours: django-pgtrigger's own obey a setting any session may write.
"""

import pgtrigger
from django.db import models


class OwnFunction(pgtrigger.Trigger):
    """A trigger that runs a function made by a migration's SQL, named with its schema."""

    function = ""

    def render_execute(self, model: models.Model) -> str:
        """Name our function instead of a generated one."""
        return f"{self.function}()"

    def get_func(self, model: models.Model) -> str:
        """The generated function is never called; it does nothing."""
        return "RETURN NULL;"


class _DemonstrationOnly(OwnFunction):
    function = "public.access_demonstration_only"


class _NeverRewritten(OwnFunction):
    function = "ledger.refuse_rewrite"


def demonstration_proofs_stay_there() -> pgtrigger.Trigger:
    """Refuse a signature by the demonstration's proof in a database that is not marked as one (I6)."""
    return _DemonstrationOnly(
        name="demonstration_only",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        condition=pgtrigger.Q(new__proof_kind="demonstration"),
    )


def never_rewritten() -> pgtrigger.Trigger:
    """Refuse any change of a row once it is written, also inside an act."""
    return _NeverRewritten(
        name="never_rewritten", level=pgtrigger.Row, when=pgtrigger.Before, operation=pgtrigger.Update
    )
