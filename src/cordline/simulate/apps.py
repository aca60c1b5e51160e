"""Registers the simulate room with Django."""

from cordline.web.rooms import RoomConfig


class SimulateConfig(RoomConfig):
    name = "cordline.simulate"
    label = "simulate"
