"""Answers of pages: a part for htmx or the whole page, files that a browser saves, and what must not be kept."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page_or_part(
    request: HttpRequest, template: str, part: str, context: Mapping[str, Any], *, said: str = ""
) -> HttpResponse:
    """Give the named part when htmx asks, else the whole page; ``said`` is what a reader hears after the swap (U15)."""
    facts = {**context, "said": said}
    is_part = bool(getattr(request, "htmx", None)) or request.GET.get("part") == "1"
    response = render(request, part if is_part else template, facts)
    response.headers["Vary"] = "HX-Request, Cookie"
    return no_store(response)


def no_store(response: HttpResponse) -> HttpResponse:
    """Forbid every cache to keep this answer (U48)."""
    response.headers["Cache-Control"] = "no-store"
    return response


def attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    """Give a file to be saved, never shown in place, under a policy that lets it load nothing."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return no_store(response)
