"""The count calculator: raw tallies, what they come to by one formula, and the record of both (U104)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.ground.products import Product
from cordline.ground.refusal import Refusal
from cordline.lab import rules, selectors, services
from cordline.lab.pages.forms import CorrectCountForm, CountForm, TalliesForm
from cordline.lab.places import BENCH
from cordline.lab.types import CountResult, CountRow, CultureFacts, Purpose, Tallies
from cordline.web.acting import perform
from cordline.web.responses import no_store
from cordline.web.sources import sources


@door(*BENCH)
@require_http_methods(["GET", "POST"])
def count(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for the tallies, show what they come to, and record the count."""
    facts = _found(code)
    form = CountForm(
        request.POST or None, initial={"purpose": request.GET.get("for", Purpose.IN_PROCESS.value)}
    )
    context = {"culture": facts, "form": form}
    if request.method == "GET":
        return no_store(render(request, "lab/count.html", context))
    if form.is_valid():
        context |= _worked(facts, form.tallies)
    if _looks(request):
        return _looked(request, form, context)
    by = actor_for(request)
    return perform(
        request,
        form,
        lambda: services.count_culture(
            culture=code,
            purpose=Purpose(form.cleaned_data["purpose"]),
            counted=form.tallies,
            by=by,
            key=form.key,
        ),
        template="lab/count.html",
        then=reverse("lab:culture", kwargs={"code": code}),
        context=context,
        said=f"The count of {code} is recorded.",
        subject=code,
    )


@door(*BENCH)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Strike a count that was entered wrongly and record what was seen; both stay to be seen (U103)."""
    facts = _found(code)
    old = next((one for one in selectors.counts_of(code) if one.number == number), None)
    if old is None:
        raise Http404
    form = CorrectCountForm(request.POST or None, initial=_seen(old), looking=_looks(request))
    context = {"culture": facts, "form": form, "old": old}
    if request.method == "GET":
        stands = _tallies(old)
        worked = _worked(facts, stands) if stands else {}
        return no_store(render(request, "lab/count.html", context | worked))
    if form.is_valid():
        context |= _worked(facts, form.tallies)
    if _looks(request):
        return _looked(request, form, context)
    return perform(
        request,
        form,
        lambda: services.correct_count(
            culture=code,
            number=number,
            counted=form.tallies,
            reason=form.cleaned_data["reason"],
            by=actor_for(request),
            key=form.key,
        ),
        template="lab/count.html",
        then=reverse("lab:culture", kwargs={"code": code}),
        context=context,
        said="The count is corrected; the one before it stays, struck through.",
        subject=code,
    )


def _looks(request: HttpRequest) -> bool:
    """Whether the tallies are only to be worked out, on a page without scripts."""
    return request.POST.get("do") == "look"


def _looked(request: HttpRequest, form: TalliesForm, context: dict[str, Any]) -> HttpResponse:
    """Show what the tallies come to, or what is wrong with them; nothing is recorded."""
    errors = list(form.summary())
    context = context | {"form_errors": errors}
    return no_store(render(request, "lab/count.html", context, status=422 if errors else 200))


def _tallies(old: CountRow) -> Tallies | None:
    """The tallies that stand; a total that was typed has none."""
    if not old.tallies or old.dilution is None or old.volume_ml is None:
        return None
    return Tallies(old.tallies, old.dilution, old.volume_ml)


def _seen(old: CountRow) -> dict[str, Any]:
    """The tallies that stand, to start from."""
    known = {"dilution": old.dilution, "volume_ml": old.volume_ml}
    found: dict[str, Any] = {
        name: [f"{value.normalize():f}", "", ""] for name, value in known.items() if value is not None
    }
    for replicate, squares in zip("ab", old.tallies, strict=False):
        for place, square in enumerate(squares, start=1):
            found |= {f"{replicate}_live_{place}": square.live, f"{replicate}_dead_{place}": square.dead}
    return found


@door(*BENCH)
@require_POST
def look(request: HttpRequest, code: str) -> HttpResponse:
    """Work out the tallies typed so far, for the panel beside them; nothing is recorded."""
    facts = _found(code)
    form = TalliesForm(request.POST)
    context = {"culture": facts} | (_worked(facts, form.tallies) if form.is_valid() else {})
    return no_store(render(request, "lab/parts/result.html", context))


def _worked(facts: CultureFacts, tallies: Tallies) -> dict[str, Any]:
    reasons: list[Refusal] = rules.why_not_tallies(tallies)
    if reasons:
        return {"worked_reasons": reasons}
    result = rules.count(tallies)
    allowed = selectors.limits_in_force(Product.MSC_WJ, sources.now())
    return {"result": result, "limits": allowed, "tallies": tallies} | _derived(facts, result)


def _derived(facts: CultureFacts, result: CountResult) -> dict[str, Any]:
    own = None
    if facts.seeded_cells and result.viable_cells:
        own = rules.doublings(facts.seeded_cells, result.viable_cells)
    total = rules.cumulative_after(facts.doublings, passage=facts.passage, own=own)
    return {"own": own, "total": total, "per_cm2": rules.per_cm2(result.viable_cells, facts.area_cm2)}


def _found(code: str) -> CultureFacts:
    facts = selectors.culture(code)
    if facts is None:
        raise Http404
    return facts
