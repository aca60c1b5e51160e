"""Registers the lineage room with Django."""

from cordline.web.rooms import RoomConfig


class LineageConfig(RoomConfig):
    name = "cordline.lineage"
    label = "lineage"
