"""Registers the access room with Django."""

from cordline.web.rooms import RoomConfig


class AccessConfig(RoomConfig):
    name = "cordline.access"
    label = "access"
