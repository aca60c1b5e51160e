"""Registers the access room with Django."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "cordline.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
