"""What a load balancer asks: does the process live (``/healthz``), can the house answer (``/readyz``)?

Neither asks for a sign-in nor names a secret.
"""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from cordline.access.doors import PUBLIC, door
from cordline.config import status


@door(PUBLIC)
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Say that this process answers; asks nobody else."""
    return JsonResponse({"ok": True})


@door(PUBLIC)
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Say whether database, shape and worker are there: 200, or 503 with the names of what is missing."""
    found = status.readiness()
    ok = all(finding.ok or not finding.grave for finding in found)
    return JsonResponse(
        {"ok": ok, "findings": {f.name: "ok" if f.ok else f.seen for f in found}}, status=200 if ok else 503
    )
