"""Registers the room knowledge with Django."""

from cordline.web.rooms import RoomConfig


class KnowledgeConfig(RoomConfig):
    name = "cordline.knowledge"
    label = "knowledge"
