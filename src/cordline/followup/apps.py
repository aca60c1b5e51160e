"""Registers the followup room with Django."""

from cordline.web.rooms import RoomConfig


class FollowupConfig(RoomConfig):
    name = "cordline.followup"
    label = "followup"
