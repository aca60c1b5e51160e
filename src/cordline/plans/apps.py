"""Registers the plans room with Django."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "cordline.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"
