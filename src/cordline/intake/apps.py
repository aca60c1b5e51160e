"""Registers the intake room with Django."""

from cordline.web.rooms import RoomConfig


class IntakeConfig(RoomConfig):
    name = "cordline.intake"
    label = "intake"
