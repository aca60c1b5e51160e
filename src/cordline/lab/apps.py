"""Registers the lab room with Django."""

from cordline.web.rooms import RoomConfig


class LabConfig(RoomConfig):
    name = "cordline.lab"
    label = "lab"
