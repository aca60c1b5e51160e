"""How a room announces itself: the modules in which it registers what the house collects are read at start."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig

# Each of these enters something into a table of the house when it is imported; a room has those that it needs.
REGISTERING = (
    "refusals", "verbs", "judges", "subscriptions", "places", "waiting", "promises", "doors",
    "persons", "labelled",
)  # fmt: skip


class RoomConfig(AppConfig):
    """The base of every room's configuration with Django."""

    default_auto_field = "django.db.models.BigAutoField"

    def __init_subclass__(cls) -> None:
        """Mark each room's own configuration as the one to take: this base stands in the same module by import."""
        cls.default = True

    def ready(self) -> None:
        """Import the room's registering modules, so that verbs, refusals and reactions are known from the start."""
        for name in REGISTERING:
            if find_spec(f"{self.name}.{name}") is not None:
                import_module(f"{self.name}.{name}")
