"""Registers the facility room with Django."""

from cordline.web.rooms import RoomConfig


class FacilityConfig(RoomConfig):
    name = "cordline.facility"
    label = "facility"
