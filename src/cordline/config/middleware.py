"""What every request gets: a number, its visitor's true address, a log line, a count.

The headers that close the browser's doors are the web room's (``web.middleware``).
"""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from cordline.config import logs, metrics

log = logging.getLogger("cordline.request")
Answering = Callable[[HttpRequest], HttpResponseBase]

A_NUMBER = re.compile(r"^[A-Za-z0-9._-]{8,64}$")


class Numbered:
    """Gives each request a number that the log, the error page and the answer carry; a trusted proxy's is kept."""

    def __init__(self, answer: Answering) -> None:
        """Take the next in line."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Number, pass on, log, count."""
        given = request.headers.get("X-Request-ID", "") if settings.CORDLINE["TRUSTED_PROXIES"] else ""
        number = given if A_NUMBER.match(given) else uuid.uuid4().hex[:16]
        request.META["cordline.request"] = number
        token, actor = logs.request_number.set(number), logs.actor_code.set("")
        started = time.perf_counter()
        try:
            response = self.answer(request)
            spent = time.perf_counter() - started
            response.headers["X-Request-ID"] = number
            view = request.resolver_match.view_name if request.resolver_match else ""
            if request.path not in {"/healthz", "/readyz", "/metrics"}:
                log.info(
                    "%s %s", request.method, request.path,
                    extra={"status": response.status_code, "view": view, "ms": round(spent * 1000, 1)},
                )  # fmt: skip
            metrics.count_request(view or "other", response.status_code, spent)
            return response
        finally:
            logs.request_number.reset(token)
            logs.actor_code.reset(actor)


class BehindProxies:
    """Believes forwarded headers only as far as the host said that proxies stand in front (the last ones added)."""

    def __init__(self, answer: Answering) -> None:
        """Take the next in line."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Put the visitor's own address in place, or drop what an outsider claims."""
        trusted: int = settings.CORDLINE["TRUSTED_PROXIES"]
        hops = [hop.strip() for hop in request.META.pop("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        if trusted and len(hops) >= trusted:
            request.META["REMOTE_ADDR"] = hops[-trusted]
        if not trusted:
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
            request.META.pop("HTTP_X_FORWARDED_HOST", None)
        return self.answer(request)
