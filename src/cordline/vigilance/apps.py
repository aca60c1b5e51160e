"""Registers the vigilance room with Django."""

from django.apps import AppConfig


class VigilanceConfig(AppConfig):
    name = "cordline.vigilance"
    label = "vigilance"
    default_auto_field = "django.db.models.BigAutoField"
