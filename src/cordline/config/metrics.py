"""Counts for Prometheus, off unless the host set a token: requests by view, waiting work, seals, sign-in failures."""

import hmac
import threading
from collections import Counter, defaultdict

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound

from cordline.access.doors import PUBLIC, door
from cordline.config import status

_lock = threading.Lock()
_requests: Counter[tuple[str, int]] = Counter()
_seconds: defaultdict[str, float] = defaultdict(float)


def count_request(view: str, code: int, seconds: float) -> None:
    """Count one answered request of this process by its view's name."""
    with _lock:
        _requests[view, code] += 1
        _seconds[view] += seconds


@door(PUBLIC)
def page(request: HttpRequest) -> HttpResponse:
    """Answer ``/metrics`` to whoever bears the token (no sign-in); while none is set there is no such page."""
    token: str = settings.CORDLINE["METRICS_TOKEN"]
    given = request.headers.get("Authorization", "")
    if not token or not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return HttpResponseNotFound()
    return HttpResponse("\n".join(_lines()) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def _lines() -> list[str]:
    with _lock:
        requests, seconds = dict(_requests), dict(_seconds)
    lines = ["# TYPE cordline_requests_total counter"]
    lines += [
        f'cordline_requests_total{{view="{view}",status="{code}"}} {count}'
        for (view, code), count in sorted(requests.items())
    ]
    lines.append("# TYPE cordline_request_seconds_total counter")
    lines += [f'cordline_request_seconds_total{{view="{v}"}} {s:.6f}' for v, s in sorted(seconds.items())]
    for name, value in status.gauges().items():
        lines += [f"# TYPE cordline_{name} gauge", f"cordline_{name} {value}"]
    return lines
