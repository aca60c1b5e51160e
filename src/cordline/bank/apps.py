"""Registers the bank room with Django."""

from django.apps import AppConfig


class BankConfig(AppConfig):
    name = "cordline.bank"
    label = "bank"
    default_auto_field = "django.db.models.BigAutoField"
