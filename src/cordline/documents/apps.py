"""Registers the documents room with Django."""

from cordline.web.rooms import RoomConfig


class DocumentsConfig(RoomConfig):
    name = "cordline.documents"
    label = "documents"
