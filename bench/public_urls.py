"""The addresses of ``bench public``: a constant first, then the house."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def constant(request: HttpRequest) -> HttpResponse:
    """Answer with two letters."""
    return HttpResponse(b"ok", headers={"Content-Length": "2"})


urlpatterns = [path("bench/constant/", constant), path("", include("cordline.config.urls"))]
