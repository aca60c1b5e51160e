"""One culture with its counts and growth, and the growth of any culture, bank or lot along its ancestors."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.ground import writing
from cordline.ground.products import Product
from cordline.lab import judges, plots, rules, selectors
from cordline.lab.pages.home import STATES, days
from cordline.lab.places import BENCH, VIEWERS
from cordline.lab.types import CultureFacts, CultureState
from cordline.lineage.selectors import holds_on, node
from cordline.web.exports import export
from cordline.web.lists import Column
from cordline.web.responses import no_store
from cordline.web.sources import sources

COLUMNS = [
    Column("day", "Day"),
    Column("passage", "Passage", value=lambda point: f"P{point.passage}"),
    Column("kind", "What"),
    Column("viable_cells", "Viable cells"),
    Column("doublings", "Doublings, all"),
    Column("culture", "Culture"),
    Column("at", "At"),
]


@door(*VIEWERS)
@require_GET
def culture(request: HttpRequest, code: str) -> HttpResponse:
    """Show one culture: where it stands, its numbers, its curve, its counts, and what may be done next."""
    facts = selectors.culture(code)
    if facts is None:
        raise Http404
    by = actor_for(request)
    allowed = selectors.limits_in_force(Product.MSC_WJ, sources.now())
    context = growth_context(facts.node) | {
        "culture": facts,
        "state": STATES[facts.state],
        "holds": holds_on([facts.node]),
        "facts": culture_rows(facts),
        "limits": allowed,
        "counts": selectors.counts_of(code),
        "offers": _offers(facts, by) if by.has(*BENCH) and by.site == facts.site else [],
        "may_correct": by.has(*BENCH) and by.site == facts.site,
        "days": days((facts.harvested_at or sources.now()) - facts.seeded_at),
    }
    return no_store(render(request, "lab/culture.html", context))


def culture_rows(facts: CultureFacts) -> list[tuple[str, object]]:
    """The plain facts of a culture, as label and value; P0's doublings are unknown and never nought."""
    total = f"{facts.doublings.counted:.2f}"
    if facts.doublings.uncounted_start:
        total += ", unknown before the first count"
    own = facts.own_doublings
    hours = facts.harvested_at and facts.harvested_at - facts.seeded_at
    doubling = (
        rules.doubling_hours(days(hours) * 24, facts.seeded_cells, facts.harvested_cells)
        if hours and facts.seeded_cells and facts.harvested_cells
        else None
    )
    return [
        ("Passage", f"P{facts.passage}"),
        (
            "Seeded",
            f"{writing.cells(facts.seeded_cells)}, viable"
            if facts.seeded_cells
            else "From tissue, not counted",
        ),
        ("Area", writing.quantity(facts.area_cm2, "cm²")),
        ("Vessels", facts.vessel),
        (
            "Doublings, this passage",
            "Unknown (P0)" if own is None and facts.passage == 0 else own or "Not yet",
        ),
        ("Doublings, all", total),
        ("Doubling time", f"{doubling} h" if doubling else "Not known"),
        ("From", facts.from_bank.replace("_", " ") or "tissue"),
        ("Only for", facts.autologous_for or "Anybody with a plan"),
    ]


def _offers(facts: CultureFacts, by: Any) -> list[tuple[str, str, str]]:
    named = []
    if facts.state is CultureState.GROWING:
        named.append(("Count", "count", "btn-primary"))
    if facts.state is CultureState.HARVESTED:
        if not judges.why_not_passage(facts.code, None, by):
            named.append(("Seed the next passage", "passage", ""))
        if judges.stages_open(facts.code, by):
            named.append(("Fill as bank or lot", "fill", "btn-primary"))
    if not facts.state.is_over:
        named.append(("Discard or contaminated", "end", ""))
    return [(label, reverse(f"lab:{url}", kwargs={"code": facts.code}), css) for label, url, css in named]


@door(*VIEWERS)
@require_GET
def growth(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show the growth of any culture, bank or lot along its ancestors, as curve and as table; or as a file."""
    found = node(code)
    if found is None:
        raise Http404
    context = growth_context(found.id)
    if request.GET.get("export") == "csv":
        return export(f"growth-{code}", COLUMNS, context["points"], "csv")
    return no_store(render(request, "lab/growth.html", context | {"code": code}))


def growth_context(number: int) -> dict[str, Any]:
    """A curve, its drawing, its siblings."""
    points = selectors.growth(number)
    siblings = [selectors.growth(other) for other in selectors.siblings_of(number)]
    last = selectors.since(points, siblings)
    return {"points": points, "drawing": plots.draw(points, last), "siblings": len(last)}
