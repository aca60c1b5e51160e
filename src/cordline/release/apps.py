"""Registers the release room with Django."""

from django.apps import AppConfig


class ReleaseConfig(AppConfig):
    name = "cordline.release"
    label = "release"
    default_auto_field = "django.db.models.BigAutoField"
