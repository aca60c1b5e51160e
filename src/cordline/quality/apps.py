"""Registers the quality room with Django."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "cordline.quality"
    label = "quality"
    default_auto_field = "django.db.models.BigAutoField"
