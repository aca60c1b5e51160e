"""Registers the vigilance room with Django."""

from cordline.web.rooms import RoomConfig


class VigilanceConfig(RoomConfig):
    name = "cordline.vigilance"
    label = "vigilance"
