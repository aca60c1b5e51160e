"""Registers the release room with Django."""

from cordline.web.rooms import RoomConfig


class ReleaseConfig(RoomConfig):
    name = "cordline.release"
    label = "release"
