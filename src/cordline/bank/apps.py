"""Registers the bank room with Django."""

from cordline.web.rooms import RoomConfig


class BankConfig(RoomConfig):
    name = "cordline.bank"
    label = "bank"
