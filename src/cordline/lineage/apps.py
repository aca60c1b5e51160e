"""Registers the lineage room with Django."""

from django.apps import AppConfig


class LineageConfig(AppConfig):
    name = "cordline.lineage"
    label = "lineage"
    default_auto_field = "django.db.models.BigAutoField"
