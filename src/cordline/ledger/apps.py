"""Registers the ledger room with Django."""

from cordline.web.rooms import RoomConfig


class LedgerConfig(RoomConfig):
    name = "cordline.ledger"
    label = "ledger"
