"""Registers the lab room with Django."""

from django.apps import AppConfig


class LabConfig(AppConfig):
    name = "cordline.lab"
    label = "lab"
    default_auto_field = "django.db.models.BigAutoField"
