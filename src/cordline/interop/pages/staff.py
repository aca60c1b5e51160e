"""People enrolled from a file, on a page: try it, see who would join with what, then take all of them in or nobody."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.access.verbs import MEMBERS_JOINED
from cordline.ground.refusal import Refused
from cordline.interop import staff
from cordline.interop.pages.imports import UploadForm
from cordline.web.acting import refused
from cordline.web.responses import attachment, no_store

_SALT = "interop.staff.seen"


@door(*MEMBERS_JOINED.who)
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Try a file of people, or take in the one whose dry run was seen."""
    form = UploadForm(request.POST or None, request.FILES or None)
    facts: dict[str, Any] = {"form": form, "columns": staff.COLUMNS, "most": staff.MOST_PEOPLE}
    if request.method != "POST":
        return no_store(render(request, "interop/staff.html", facts))
    if not form.is_valid():
        facts["form_errors"] = list(form.summary())
        return no_store(render(request, "interop/staff.html", facts, status=422))
    by, content, seen = actor_for(request), form.content, request.POST.get("seen", "")
    read = staff.read_staff_file(content, by=by)
    if read.ok and _was_seen(seen, read.sha256):
        try:
            _, codes = staff.take_staff_file(content, by=by)
        except Refused as refusal:
            return refused(request, "interop/staff.html", refusal.reasons, facts)
        count = len(codes)
        messages.success(
            request,
            f"{count} enrolled. Hand each a set-up link, or let them use their company account.",
        )
        return HttpResponseRedirect(reverse("access:staff"), status=303)
    facts |= {"read": read, "seen": signing.dumps(read.sha256, salt=_SALT), "changed": bool(seen)}
    return no_store(render(request, "interop/staff.html", facts, status=200 if read.ok else 422))


@door(*MEMBERS_JOINED.who)
@require_GET
def people_template(request: HttpRequest) -> HttpResponse:
    """Give a CSV file with the columns and a row as an example."""
    return attachment(staff.template().encode("utf-8"), "staff-template.csv", "text/csv; charset=utf-8")


def _was_seen(seen: str, sha256: str) -> bool:
    if not seen:
        return False
    try:
        return bool(signing.loads(seen, salt=_SALT, max_age=3600) == sha256)
    except signing.BadSignature:
        return False
