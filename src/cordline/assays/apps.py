"""Registers the assays room with Django."""

from django.apps import AppConfig


class AssaysConfig(AppConfig):
    name = "cordline.assays"
    label = "assays"
    default_auto_field = "django.db.models.BigAutoField"
