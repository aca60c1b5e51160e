"""The house with a constant view beside it, for granian: Django with neither database nor middleware."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from cordline.config.wsgi import application as house
from cordline.config.wsgi import warming

warming.cancel()  # nothing else runs while it is measured
settings.ROOT_URLCONF = "bench.public_urls"
_middleware, settings.MIDDLEWARE = settings.MIDDLEWARE, []
bare = WSGIHandler()
settings.MIDDLEWARE = _middleware


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Send the bench's own address past everything, and all others to the house."""
    chosen = bare if environ["PATH_INFO"].startswith("/bench/") else house
    answer: Iterable[bytes] = chosen(environ, start_response)
    return answer
