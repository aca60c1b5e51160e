"""The addresses of profile, staff, sites, reviews and emergency access; those of sign-in are in ``allauth_urls``."""

from django.urls import URLPattern

app_name = "access"
urlpatterns: list[URLPattern] = []
