"""Registers the facility room with Django."""

from django.apps import AppConfig


class FacilityConfig(AppConfig):
    name = "cordline.facility"
    label = "facility"
    default_auto_field = "django.db.models.BigAutoField"
