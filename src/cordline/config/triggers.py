"""django-pgtrigger as this house starts it: hundreds of triggers are entered in its registry in one pass.

Its own way compares each trigger with all before it, at every start of every process. What it refuses is refused here
too: two triggers of one table under one name, and two that would share a function's name in the database.
"""

from collections.abc import Callable
from typing import cast

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db.models.signals import post_migrate
from pgtrigger import registry
from pgtrigger.apps import PGTriggerConfig, install_on_migrate, patch_migrations, patch_schema_editor


class Triggers(PGTriggerConfig):
    """The configuration of django-pgtrigger that stands among the installed applications."""

    default = False

    def ready(self) -> None:
        """Let migrations know of triggers, and enter those that the models name."""
        for prepare in (patch_migrations, patch_schema_editor):
            cast("Callable[[], None]", prepare)()
        enter_triggers()
        post_migrate.connect(install_on_migrate, sender=self)


def enter_triggers() -> None:
    """Enter every trigger of every model; refuses a name that is taken."""
    taken: set[tuple[str, str]] = set()
    for model in apps.get_models():
        for trigger in getattr(model._meta, "triggers", []):
            for name in ((model._meta.db_table, trigger.name), ("", trigger.get_pgid(model))):
                if name in taken:
                    raise ImproperlyConfigured(f"Two triggers are named {name[1]} ({model._meta.label}).")
                taken.add(name)
            registry._registry.data[trigger.get_uri(model)] = (model, trigger)
