"""Registers the web room with Django."""

from cordline.web.rooms import RoomConfig


class WebConfig(RoomConfig):
    name = "cordline.web"
    label = "web"
