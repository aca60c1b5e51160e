"""The addresses of deviations."""

from django.urls import path

from cordline.quality.pages import deviations

app_name = "quality"
urlpatterns = [
    path("deviations/", deviations.deviations, name="deviations"),
    path("deviations/open/", deviations.open_, name="open"),
    path("deviations/<str:code>/", deviations.deviation, name="deviation"),
    path("deviations/<str:code>/investigate/", deviations.investigate, name="investigate"),
    path("deviations/<str:code>/grade/", deviations.grade, name="grade"),
    path("deviations/<str:code>/close/", deviations.close, name="close"),
    path("deviations/<str:code>/pdf/", deviations.deviation_pdf, name="deviation_pdf"),
]
