"""Registers the interop room with Django."""

from django.apps import AppConfig


class InteropConfig(AppConfig):
    name = "cordline.interop"
    label = "interop"
    default_auto_field = "django.db.models.BigAutoField"
