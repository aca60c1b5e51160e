"""Registers the donors room with Django."""

from django.apps import AppConfig


class DonorsConfig(AppConfig):
    name = "cordline.donors"
    label = "donors"
    default_auto_field = "django.db.models.BigAutoField"
