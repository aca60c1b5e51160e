"""Registers the plans room with Django."""

from cordline.web.rooms import RoomConfig


class PlansConfig(RoomConfig):
    name = "cordline.plans"
    label = "plans"
