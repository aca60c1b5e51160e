"""Registers the bedside room with Django."""

from django.apps import AppConfig


class BedsideConfig(AppConfig):
    name = "cordline.bedside"
    label = "bedside"
    default_auto_field = "django.db.models.BigAutoField"
