"""Registers the quality room with Django."""

from cordline.web.rooms import RoomConfig


class QualityConfig(RoomConfig):
    name = "cordline.quality"
    label = "quality"
