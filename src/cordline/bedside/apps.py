"""Registers the bedside room with Django."""

from cordline.web.rooms import RoomConfig


class BedsideConfig(RoomConfig):
    name = "cordline.bedside"
    label = "bedside"
