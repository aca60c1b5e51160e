"""Registers the assays room with Django."""

from cordline.web.rooms import RoomConfig


class AssaysConfig(RoomConfig):
    name = "cordline.assays"
    label = "assays"
