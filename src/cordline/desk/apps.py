"""Registers the desk room with Django."""

from cordline.web.rooms import RoomConfig


class DeskConfig(RoomConfig):
    name = "cordline.desk"
    label = "desk"
