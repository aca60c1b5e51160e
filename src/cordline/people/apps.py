"""Registers the people room with Django."""

from cordline.web.rooms import RoomConfig


class PeopleConfig(RoomConfig):
    name = "cordline.people"
    label = "people"
