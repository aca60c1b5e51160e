"""The pick list of one plan: by walking path, warned of holds, ticked off by scan, the missing ones said (U113)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cordline.access.doors import door
from cordline.access.selectors import sites
from cordline.access.sessions import actor_for
from cordline.bank import rules, selectors, services
from cordline.bank.pages.forms import PickForm
from cordline.bank.places import BENCH
from cordline.bank.types import ContainerFacts, ContainerState
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal
from cordline.web.acting import perform
from cordline.web.responses import no_store


@door(*BENCH)
@require_http_methods(["GET", "POST"])
def pick(request: HttpRequest, code: str) -> HttpResponse:
    """Walk the list of a plan's promised vials, scan each, and check all found ones out at once."""
    by = actor_for(request)
    form = PickForm(request.POST or None)
    if request.method == "GET":
        return _show(request, code, by, PickForm(), [], ())
    found = [item for item in form.data.get("listed", "").split(",") if item]
    if not form.is_valid():
        return _show(request, code, by, form, found, (), status=422, errors=list(form.summary()))
    scanned = form.cleaned_data["scanned"]
    if scanned:
        wanted = {item.code: item for item in _wanted(code)}
        if scanned in wanted:
            reasons = rules.why_not_move(wanted[scanned], rules.CHECKED_OUT, here=by.site)
        else:
            reasons = [Refusal("bank.container_not_reserved", container=scanned, plan=code)]
        if reasons:
            return _show(request, code, by, PickForm(), found, reasons, status=422)
        return _show(request, code, by, PickForm(), [*dict.fromkeys([*found, scanned])], ())
    return perform(
        request,
        form,
        lambda: services.check_out_containers(
            containers=found,
            reason=f"picked for plan {code}",
            to_site=form.cleaned_data["to_site"],
            by=by,
            key=form.key,
        ),
        template="bank/pick.html",
        then=reverse("bank:pick", kwargs={"code": code}),
        context=_context(code, by, found),
        said=f"{len(found)} containers are checked out; their positions are kept.",
        subject=code,
    )


def _wanted(plan: str) -> list[ContainerFacts]:
    """The plan's promised vials along the walking path: tank, rack, box, position; then the oldest first."""
    facts = selectors.containers([promise.container for promise in selectors.promises(plan=plan)])
    return sorted(facts, key=lambda item: (*item.path_key, item.code))


def _show(
    request: HttpRequest,
    plan: str,
    by: Actor,
    form: PickForm,
    found: list[str],
    reasons: Any,
    *,
    status: int = 200,
    errors: Any = (),
) -> HttpResponse:
    context = _context(plan, by, found) | {"form": form, "refusals": list(reasons), "form_errors": errors}
    return no_store(render(request, "bank/pick.html", context, status=status))


def _context(plan: str, by: Actor, found: list[str]) -> dict[str, Any]:
    wanted = _wanted(plan)
    cold = [item for item in wanted if item.state is ContainerState.STORED]
    return {
        "plan": plan,
        "rows": [(item, item.code in found) for item in cold],
        "out": [item for item in wanted if item not in cold],
        "listed": ",".join(found),
        "found": len(found),
        "missing": [item for item in cold if item.code not in found],
        "warned": [item for item in wanted if item.holds],
        "sites": [(by.site, f"Stays here ({by.site})")]
        + [(site.code, site.name) for site in sites() if site.code != by.site],
    }
