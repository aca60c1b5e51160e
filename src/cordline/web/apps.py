"""Registers the web room with Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "cordline.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
