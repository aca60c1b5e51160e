"""Registers the schedule room with Django."""

from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    name = "cordline.schedule"
    label = "schedule"
    default_auto_field = "django.db.models.BigAutoField"
