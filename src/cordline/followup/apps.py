"""Registers the followup room with Django."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "cordline.followup"
    label = "followup"
    default_auto_field = "django.db.models.BigAutoField"
