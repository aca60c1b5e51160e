"""Registers the schedule room with Django."""

from cordline.web.rooms import RoomConfig


class ScheduleConfig(RoomConfig):
    name = "cordline.schedule"
    label = "schedule"
