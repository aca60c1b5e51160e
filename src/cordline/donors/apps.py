"""Registers the donors room with Django."""

from cordline.web.rooms import RoomConfig


class DonorsConfig(RoomConfig):
    name = "cordline.donors"
    label = "donors"
