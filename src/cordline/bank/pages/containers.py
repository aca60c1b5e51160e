"""One container: what it is, where it is, what may be done with it now and why not, and its acts."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cordline.access.doors import door
from cordline.access.selectors import sites
from cordline.access.sessions import actor_for
from cordline.bank import boxes, rules, selectors, services
from cordline.bank.pages.forms import CheckOutForm, DestroyForm, LostForm, ReturnForm
from cordline.bank.pages.lots import STATE_OF
from cordline.bank.places import HANDS, VIEWERS
from cordline.bank.types import Claim, ContainerFacts, ContainerState, Disposition, LotKind
from cordline.ground.products import Use
from cordline.ground.refusal import Refusal
from cordline.ground.roles import Role
from cordline.web.acting import perform
from cordline.web.forms import ActForm
from cordline.web.responses import no_store
from cordline.web.sources import sources

STATES = {
    ContainerState.FILLED: "todo",
    ContainerState.STORED: "pass",
    ContainerState.CHECKED_OUT: "clock",
    ContainerState.THAWED: "clock",
    ContainerState.CONSUMED: "void",
    ContainerState.DESTROYED: "void",
    ContainerState.LOST: "stop",
}


@door(*VIEWERS)
@require_GET
def container(request: HttpRequest, code: str) -> HttpResponse:
    """Show one container and why it may, or may not, be promised now."""
    facts = _found(code)
    by = actor_for(request)
    use = Use.PATIENT if facts.kind is LotKind.LOT else Use.FURTHER_CULTURE
    claim = Claim(plan="this plan", patient="(its own person)", use=use.value, person=facts.autologous_for)
    disposition = facts.dispositions.get(use.value, Disposition.IN_REVIEW)
    context = {
        "vial": facts,
        "state": STATES[facts.state],
        "cell": boxes.cell_of(facts),
        "use": use.value.replace("_", " "),
        "disposition": (STATE_OF[disposition], disposition.label),
        "why_not": rules.why_not_reserve([facts], claim, now=sources.now()),
        "box": boxes.box_of(facts.position) if facts.position else None,
        "facts": _rows(facts),
        "offers": _offers(facts, by.site) if by.has(*HANDS) else [],
    }
    return no_store(render(request, "bank/container.html", context))


def _rows(facts: ContainerFacts) -> list[tuple[str, object]]:
    away = f"carried to {facts.site}" if facts.site != facts.home else facts.home
    return [
        ("Place", facts.place or "In no position"),
        ("Site", away),
        ("Volume", f"{facts.volume_ml.normalize():f} mL"),
        ("Viability at filling", f"{facts.viability_pct} %"),
        ("Promised to", facts.reserved_plan or "Nobody"),
        ("Only for", facts.autologous_for or "Anybody with a plan"),
    ]


def _offers(facts: ContainerFacts, here: str) -> list[tuple[str, str, str]]:
    """The acts of this page that the state allows, as (label, address, key)."""
    named = (
        ("Check out, with reason", "check_out", rules.CHECKED_OUT, "o"),
        ("Put back", "return", rules.RETURNED, ""),
        ("Destroy, with witness", "destroy", rules.DESTROYED, ""),
        ("Declare lost", "lost", rules.LOST, ""),
    )
    return [
        (label, reverse(f"bank:{url}", kwargs={"code": facts.code}), key)
        for label, url, verb, key in named
        if not rules.why_not_move(facts, verb, here=here)
    ]


@door(*HANDS)
@require_http_methods(["GET", "POST"])
def check_out(request: HttpRequest, code: str) -> HttpResponse:
    """Take one container out of the cold; its position stays kept for it."""
    facts, by = _found(code), actor_for(request)
    places = [(by.site, f"Stays here ({by.site})")]
    places += [(site.code, site.name) for site in sites() if site.code != by.site]
    form = CheckOutForm(request.POST or None, sites=places)
    return _ask(
        request,
        facts,
        form,
        title="Check out",
        why_not=rules.why_not_check_out(facts, "asked", to=by.site, here=by.site),
        service=lambda: services.check_out_containers(
            containers=[code], reason=form.reason, to_site=form.cleaned_data["to_site"], by=by, key=form.key
        ),
        said=f"{code} is checked out; its position is kept.",
        lede="Its position stays kept until it is back, thawed or destroyed.",
    )


@door(*HANDS)
@require_http_methods(["GET", "POST"])
def give_back(request: HttpRequest, code: str) -> HttpResponse:
    """Put one container back into the position kept for it."""
    facts, by = _found(code), actor_for(request)
    form = ReturnForm(request.POST or None)
    return _ask(
        request,
        facts,
        form,
        title="Put back",
        why_not=rules.why_not_move(facts, rules.RETURNED, here=by.site),
        service=lambda: services.return_containers(
            places={code: form.cleaned_data["position"]}, by=by, key=form.key
        ),
        said=f"{code} is back in its position.",
        lede=f"Kept for it: {facts.place or 'nothing'}.",
    )


@door(*HANDS)
@require_http_methods(["GET", "POST"])
def destroy(request: HttpRequest, code: str) -> HttpResponse:
    """Destroy one container before a witness."""
    facts, by = _found(code), actor_for(request)
    form = DestroyForm(request.POST or None)
    return _ask(
        request,
        facts,
        form,
        title="Destroy",
        why_not=rules.why_not_destroy(facts, reason="asked", witness="asked", doer=by.code, here=by.site),
        service=lambda: services.destroy_container(
            container=code,
            reason=form.cleaned_data["reason"],
            witness=form.cleaned_data["witness"],
            by=by,
            key=form.key,
        ),
        said=f"{code} is destroyed.",
        lede="This cannot be undone. A second person watches and scans their own badge.",
    )


@door(*HANDS, Role.QUALITY)
@require_http_methods(["GET", "POST"])
def lost(request: HttpRequest, code: str) -> HttpResponse:
    """Write one container off as lost."""
    facts, by = _found(code), actor_for(request)
    form = LostForm(request.POST or None)
    return _ask(
        request,
        facts,
        form,
        title="Declare lost",
        why_not=rules.why_not_declare_lost(facts, "asked", here=by.site),
        service=lambda: services.declare_lost(
            container=code, reason=form.cleaned_data["reason"], by=by, key=form.key
        ),
        said=f"{code} is declared lost.",
        lede="A promise of it ends with the same reason. Tell quality.",
    )


def _ask(
    request: HttpRequest,
    facts: ContainerFacts,
    form: ActForm,
    *,
    title: str,
    why_not: Sequence[Refusal],
    service: Callable[[], Any],
    said: str,
    lede: str,
) -> HttpResponse:
    context = {"vial": facts, "form": form, "title": title, "why_not": why_not, "lede": lede}
    if request.method == "GET":
        return no_store(render(request, "bank/ask.html", context))
    return perform(
        request,
        form,
        service,
        template="bank/ask.html",
        then=reverse("bank:container", kwargs={"code": facts.code}),
        context=context,
        said=said,
        subject=facts.code,
    )


def _found(code: str) -> ContainerFacts:
    facts = selectors.container(code)
    if facts is None:
        raise Http404
    return facts
