"""Placing by a list: scan vials one after the other, look at the proposal on the map, confirm once (U111)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.bank import boxes, rules, selectors, services
from cordline.bank.pages.forms import ScanListForm
from cordline.bank.places import BENCH
from cordline.bank.types import ContainerFacts
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal
from cordline.web.acting import perform
from cordline.web.responses import no_store

MOST = 144


@door(*BENCH)
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest) -> HttpResponse:
    """Collect the list, propose positions, and store all of them with one confirmation."""
    by = actor_for(request)
    form = ScanListForm(request.POST or None)
    if request.method == "GET":
        listed = request.GET.get("lot", "") and [
            facts.code for facts in selectors.waiting_for_place(by.site) if facts.lot == request.GET["lot"]
        ]
        return _show(request, by, ScanListForm(), list(listed or [])[:MOST], ())
    listed = [code for code in form.data.get("listed", "").split(",") if code][:MOST]
    if not form.is_valid():
        return _show(request, by, form, listed, (), status=422, errors=list(form.summary()))
    scanned = form.cleaned_data["scanned"]
    if scanned:
        return _scanned(request, by, listed, scanned)
    facts = selectors.containers(listed)
    proposed = boxes.proposal(facts, site=by.site) if facts else None
    if not form.cleaned_data["confirm"] or proposed is None:
        return _show(request, by, ScanListForm(), listed, ())
    number, codes = proposed
    return perform(
        request,
        form,
        lambda: services.place_containers(places=dict(zip(listed, codes, strict=True)), by=by, key=form.key),
        template="bank/place.html",
        then=f"{reverse('bank:box', kwargs={'number': number})}?at={codes[0]}",
        context=_context(by, listed),
        said=f"{len(listed)} containers are stored.",
        subject=listed[0],
    )


def _scanned(request: HttpRequest, by: Actor, listed: list[str], scanned: str) -> HttpResponse:
    """Take one scan into the list, or say why not; the list stays as it was."""
    facts = selectors.container(scanned)
    if facts is None:
        reasons = [Refusal("bank.container_unknown", container=scanned)]
    elif scanned in listed:
        reasons = [Refusal("bank.container_named_twice", container=scanned)]
    else:
        reasons = rules.why_not_move(facts, rules.PLACED, here=by.site)
    kept = listed if reasons else [*listed, scanned]
    return _show(request, by, ScanListForm(), kept, reasons, status=422 if reasons else 200)


def _show(
    request: HttpRequest,
    by: Actor,
    form: ScanListForm,
    listed: list[str],
    reasons: Any,
    *,
    status: int = 200,
    errors: Any = (),
) -> HttpResponse:
    context = _context(by, listed) | {"form": form, "refusals": list(reasons), "form_errors": errors}
    return no_store(render(request, "bank/place.html", context, status=status))


def _context(by: Actor, listed: list[str]) -> dict[str, Any]:
    facts = selectors.containers(listed)
    proposed = boxes.proposal(facts, site=by.site) if facts else None
    number, codes = proposed or (0, [])
    box = boxes.box(number, proposed=codes) if proposed else None
    names = {place.code: place.name for place in box.places} if box else {}
    return {
        "listed": ",".join(item.code for item in facts),
        "rows": [
            (item, names.get(code, "")) for item, code in zip(facts, codes or [""] * len(facts), strict=False)
        ],
        "box": box,
        "columns": range(1, box.columns + 1) if box else [],
        "no_room": bool(facts) and box is None,
        "waiting": _lots(selectors.waiting_for_place(by.site)),
    }


def _lots(waiting: list[ContainerFacts]) -> list[tuple[str, int]]:
    found: dict[str, int] = {}
    for item in waiting:
        found[item.lot] = found.get(item.lot, 0) + 1
    return list(found.items())
