"""The facility's addresses."""

from django.urls import path

from cordline.facility.pages import home

app_name = "facility"
urlpatterns = [
    path("", home.home, name="home"),
    path("things/<str:code>/", home.thing, name="thing"),
]
