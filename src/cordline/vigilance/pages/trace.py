"""The trace page: graph and list of the same items, files of the whole, and what may be done from here (U114)."""

from collections.abc import Iterator
from typing import Any

import typst
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.ground import writing
from cordline.ground.refusal import Refused
from cordline.ledger.services import record_read
from cordline.lineage.types import UnitKind
from cordline.vigilance import selectors
from cordline.vigilance.drawing import as_svg
from cordline.vigilance.layout import PLURAL, Picture
from cordline.vigilance.pages import RECALLERS, TRACERS
from cordline.vigilance.types import Direction, Trace
from cordline.web.exports import export
from cordline.web.lists import Column
from cordline.web.responses import attachment, no_store

DIRECTIONS = (("up", "Up"), ("down", "Down"), ("both", "Both"))
NOUNS = {
    "DN": "donor",
    "CR": "cord",
    "BK": "bank",
    "LT": "lot",
    "SE": "secretome lot",
    "VL": "container",
    "DS": "dose",
}
COLUMNS = [
    Column("relation", "Relation"),
    Column("kind", "Kind"),
    Column("code", "Code"),
    Column("state", "State"),
    Column("lot", "Lot"),
    Column("person", "Person"),
]
_PNG = b"""
#set page(width: auto, height: auto, margin: 6pt)
#image(bytes(sys.inputs.svg), format: "svg")
"""


@door(*TRACERS)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Take a code and go to its trace; without one, ask for it."""
    code = request.GET.get("code", "").strip()
    if code:
        return HttpResponseRedirect(reverse("vigilance:trace", args=[code[:64]]))
    return no_store(render(request, "vigilance/trace_start.html", {}))


@door(*TRACERS)
@require_GET
def trace(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show one code's trace, or give it as a file."""
    asked = request.GET.get("direction", "both")
    direction = Direction(asked) if asked in dict(DIRECTIONS) else Direction.BOTH
    try:
        found = selectors.trace(code, direction)
    except Refused as refused:
        shown = {"code": code, "refusals": list(refused.reasons)}
        return no_store(render(request, "vigilance/trace_start.html", shown, status=404))
    if found.subject.kind == "PT":
        record_read(by=actor_for(request), person=found.subject.code, what="trace")
    form = request.GET.get("as", "")
    if form in ("csv", "json", "xlsx"):
        return export(f"trace-{found.subject.code}", COLUMNS, rows(found), form)
    open_all = request.GET.get("open") == "all"
    picture = selectors.picture(found, open_all=open_all)
    if form in ("svg", "png"):
        return _drawn(found, picture, form)
    touched: dict[str, dict[str, list[str]]] = {}
    for kind, unit, of in found.exposures:
        touched.setdefault(UnitKind(kind).label, {}).setdefault(unit, []).append(of)
    context: dict[str, Any] = {
        "found": found,
        "code": found.subject.code,
        "direction": direction.value,
        "directions": DIRECTIONS,
        "picture": picture,
        "svg": mark_safe(as_svg(picture)),  # noqa: S308 - every text in it was escaped
        "summary": summary(picture, found),
        "touched": touched,
        "open_all": open_all,
        "grouped": any(item.key.startswith("all-") for item in picture.items),
        "may_recall": actor_for(request).has(*RECALLERS),
    }
    return no_store(render(request, "vigilance/trace.html", context))


def summary(picture: Picture, found: Trace) -> str:
    """One line: how much of each kind, and how long it took."""
    parts = []
    for kind, noun in NOUNS.items():
        count = picture.counts.get(kind, 0)
        if count:
            parts.append(writing.counted(count, noun))
    people = picture.counts.get("PT", 0)
    if people:
        parts.append(writing.counted(people, "person", PLURAL["PT"]))
    return f"{', '.join(parts) or 'Nothing else'} · found in {found.elapsed_ms:.0f} ms"


def rows(found: Trace) -> Iterator[dict[str, str]]:
    """Every line of the whole trace, for files."""
    empty = {"state": "", "lot": "", "person": ""}
    yield {**empty, "relation": "asked", "kind": found.subject.kind, "code": found.subject.code}
    for relation, things in (("came from", found.ancestors), ("made of it", found.descendants)):
        for one in things:
            yield {
                **empty,
                "relation": relation,
                "kind": one.kind,
                "code": one.code,
                "state": one.state,
                "lot": one.lot,
            }
    for one_ in found.recipients:
        yield {
            **empty,
            "relation": "received",
            "kind": "DS",
            "code": one_.dose,
            "lot": one_.lot,
            "person": one_.person,
        }
    for kind, unit, touched in found.exposures:
        yield {**empty, "relation": f"touched {touched}", "kind": kind, "code": unit}
    for child, parent, reason in found.struck:
        yield {
            **empty,
            "relation": f"struck as parent of {child}",
            "kind": "",
            "code": parent,
            "state": reason,
        }


def _drawn(found: Trace, picture: Picture, form: str) -> HttpResponse:
    svg = as_svg(picture, standalone=True)
    name = f"trace-{found.subject.code}.{form}"
    if form == "svg":
        return attachment(svg.encode(), name, "image/svg+xml")
    png = typst.compile(_PNG, format="png", ppi=144.0, sys_inputs={"svg": svg})
    return attachment(bytes(png if isinstance(png, bytes) else png[0]), name, "image/png")
