"""The audit trail's page: sentences, filters in the address, files, and the verdict on the chain (U121)."""

import csv
import io
import json
import secrets
import time
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_GET, require_POST

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.desk import trail
from cordline.desk.printing import trail_pdf
from cordline.desk.services import record_export, record_verdict
from cordline.desk.verbs import AUDITORS
from cordline.ground import writing
from cordline.ledger.selectors import unsealed
from cordline.web.days import asked_day
from cordline.web.exports import safe_cell
from cordline.web.responses import attachment, no_store
from cordline.web.sources import sources

ROWS, FILE_ROWS, PDF_ROWS = 50, 100_000, 2_000
VERDICT = "desk.audit.verdict"
SAVED = (
    ("Corrections", {"kind": trail.CORRECTIONS}),
    ("Reads of patients' records", {"kind": trail.READS}),
    ("Failed sign-ins", {"kind": trail.SIGN_INS}),
    ("Refused attempts", {"kind": trail.REFUSED}),
    ("Scans", {"kind": trail.SCANS}),
)


@door(*AUDITORS)
@require_GET
def audit(request: HttpRequest) -> HttpResponseBase:
    """Show the trail newest first, or give what is filtered as a file."""
    asked, by = _asked(request), actor_for(request)
    form = request.GET.get("export", "")
    if form in ("csv", "json", "pdf"):
        said = ", ".join(f"{name} {value}" for name, value in _query(request).items()) or "the whole of it"
        key = secrets.token_urlsafe(12)
        record_export(form=form.upper(), asked=said[:300], record=asked.record, by=by, key=key)
        return _file(request, asked, form)
    before = _moment(request.GET.get("before", ""))
    shown = trail.lines(asked, most=ROWS + 1, before=before)
    older = (
        f"?{urlencode({**_query(request), 'before': shown[ROWS - 1].at.isoformat()})}"
        if len(shown) > ROWS
        else ""
    )
    waiting, age = unsealed()
    facts = {
        "lines": shown[:ROWS],
        "asked": asked,
        "older": older,
        "query": urlencode(_query(request)),
        "kinds": trail.KINDS,
        "acts": trail.act_names(),
        "saved": SAVED,
        "verdict": cache.get(VERDICT),
        "unsealed": waiting,
        "unsealed_age": int(age.total_seconds()),
        "since": asked_day(request.GET, "since"),
        "until": asked_day(request.GET, "until"),
        "days": sorted({line.at.date() for line in shown[:ROWS]}),
    }
    return no_store(render(request, "desk/audit.html", facts))


@door(*AUDITORS)
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Recompute the whole record against its seals and anchors, and show the verdict or the first break."""
    started = time.monotonic()
    found = import_string(settings.CORDLINE_VERIFY)()
    seconds = Decimal(int((time.monotonic() - started) * 10)) / 10
    verdict = {
        **found.as_json(),
        "at": sources.now(),
        "by": actor_for(request).code,
        "seconds": writing.number(seconds),
    }
    cache.set(VERDICT, verdict, timeout=None)
    said = f"{writing.whole(found.entries)} entries fit" if found.ok else f"broken, {found.breaks[0]}"
    record_verdict(verdict=said[:300], by=actor_for(request), key=secrets.token_urlsafe(12))
    if found.ok:
        messages.success(
            request, f"The chain was verified: {writing.whole(found.entries)} entries fit their seals."
        )
    else:
        messages.error(request, f"The chain is broken: {found.breaks[0]}.")
    return HttpResponseRedirect(reverse("desk:audit"), status=303)


def _asked(request: HttpRequest) -> trail.Asked:
    get, tz = request.GET, sources.house(request).tz
    kind = get.get("kind", "")
    return trail.Asked(
        record=get.get("record", "").strip().upper()[:64],
        person=get.get("person", "").strip()[:100],
        act=get.get("act", "").strip()[:100],
        kind=kind if kind in dict(trail.KINDS) else trail.ALL,
        since=trail.day_start(asked_day(get, "since").day, tz),
        until=trail.day_start(asked_day(get, "until").day, tz, after=True),
    )


def _query(request: HttpRequest) -> dict[str, str]:
    # Days stand whole, so that a link and the record of an export say them in one word each.
    days = {name: asked_day(request.GET, name).text for name in ("since", "until")}
    others = {name: request.GET.get(name, "") for name in ("record", "person", "kind", "act")}
    return {name: value for name, value in {**others, **days}.items() if value}


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _file(request: HttpRequest, asked: trail.Asked, form: str) -> HttpResponseBase:
    found = trail.walk(asked)
    if form == "json":
        listed = [line.as_json() for line, _ in zip(found, range(FILE_ROWS), strict=False)]
        return attachment(
            json.dumps(listed, ensure_ascii=False, indent=1).encode(), "audit.json", "application/json"
        )
    if form == "pdf":
        listed_lines = [line for line, _ in zip(found, range(PDF_ROWS), strict=False)]
        return attachment(trail_pdf(request, asked, listed_lines), "audit.pdf", "application/pdf")
    response = StreamingHttpResponse(_csv(found), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="audit.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _csv(found: Iterator[trail.Line]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"
    line = io.StringIO()
    writer = csv.writer(line)
    heads = ("at", "kind", "actor", "name", "text", "changes", "subject", "where", "receipt")
    writer.writerow(heads)
    for row, _ in zip(found, range(FILE_ROWS), strict=False):
        changes = "; ".join(f"{what}: {old} to {new}" for what, old, new in row.changes)
        cells = (
            writing.in_file(row.at),
            row.kind,
            row.actor,
            row.who,
            row.text,
            changes,
            row.subject,
            row.where,
            row.receipt,
        )
        writer.writerow([safe_cell(cell) for cell in cells])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()
    yield line.getvalue().encode()
