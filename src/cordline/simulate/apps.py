"""Registers the simulate room with Django."""

from django.apps import AppConfig


class SimulateConfig(AppConfig):
    name = "cordline.simulate"
    label = "simulate"
    default_auto_field = "django.db.models.BigAutoField"
