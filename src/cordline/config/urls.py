"""Every page of the house, under the room that owns it: one table, so that no address is claimed twice."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from cordline.config import health, metrics

# Where a room's pages live, if not under its own name. The desk has the home page, the web room the plain frame.
PLACES = {"desk": "", "web": "", "access": "", "simulate": "demonstration/"}

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.page, name="metrics"),
    # allauth knows its pages by names of its own, outside every room's namespace.
    path("", include("cordline.access.allauth_urls")),
    # What visitors read stands under its language: /en/, /ms/, /ja/, /zh-Hans/.
    path("", include("cordline.knowledge.public.urls")),
]
for room in reversed(settings.ROOMS):
    if find_spec(f"cordline.{room}.urls"):
        urlpatterns.append(path(PLACES.get(room, f"{room}/"), include(f"cordline.{room}.urls")))
