"""The guard of persons' keys; its function is in ``sql/``."""

import pgtrigger
from django.db import models


class _OnlyByErasure(pgtrigger.Trigger):
    def render_execute(self, model: models.Model) -> str:
        return "public.people_key_only_by_erasure()"

    def get_func(self, model: models.Model) -> str:
        return "RETURN NULL;"


def only_by_erasure() -> pgtrigger.Trigger:
    """Refuse to change a key, and to remove one whose person is not erased in an act that is open now."""
    return _OnlyByErasure(
        name="only_by_erasure",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
    )
