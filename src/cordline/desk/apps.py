"""Registers the desk room with Django, and gives the pages' frame what the rooms below know."""

from cordline.web.rooms import RoomConfig


class DeskConfig(RoomConfig):
    name = "cordline.desk"
    label = "desk"

    def ready(self) -> None:
        """Announce the room, then hand the frame its sources."""
        super().ready()
        from cordline.desk import describing  # noqa: F401 - registers what scans answer
        from cordline.desk.wiring import wire

        wire()
