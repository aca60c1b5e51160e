"""Registers the interop room with Django."""

from cordline.web.rooms import RoomConfig


class InteropConfig(RoomConfig):
    name = "cordline.interop"
    label = "interop"
