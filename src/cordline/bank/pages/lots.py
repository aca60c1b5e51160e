"""Lots and banks: the list, and one lot with its disposition, yield, residues and every container."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.bank import boxes, selectors
from cordline.bank.models import Lot
from cordline.bank.places import VIEWERS
from cordline.bank.types import ContainerState, Disposition, LotFacts, LotKind
from cordline.documents.pages import LABEL_HANDS
from cordline.ground.products import Product, Use
from cordline.lineage.selectors import holds_on
from cordline.web.lists import Column, Filter, Listing
from cordline.web.responses import no_store
from cordline.web.sources import sources

STATE_OF = {
    Disposition.RELEASED: "pass",
    Disposition.CONDITIONAL: "warn",
    Disposition.IN_REVIEW: "waiting",
    Disposition.REJECTED: "stop",
    Disposition.SUSPENDED: "hold",
}
LOTS = Listing(
    "lots",
    what="lots and banks",
    columns=[
        Column("code", "Code", code=True, sort="code"),
        Column("kind", "What it is", value=lambda row: LotKind(row.kind).label, sort="kind"),
        Column("product", "Product", value=lambda row: Product(row.product).label, sort="product"),
        Column("passage", "Passage", value=lambda row: f"P{row.passage}", sort="passage"),
        Column("filled", "Containers", sort="filled", number=True),
        Column("cells_each", "Cells in each", sort="cells_each", number=True),
        Column("made_at", "Filled at", sort="made_at"),
        Column("expires_at", "Expires", sort="expires_at"),
        Column("site", "Site", sort="site"),
        Column(
            "residues", "Residues", value=lambda row: ", ".join(row.residues) or "None recorded", show=False
        ),
    ],
    filters=[
        Filter("code", "Code", lambda rows, text: rows.filter(code__icontains=text)),
        Filter(
            "kind",
            "What it is",
            lambda rows, text: rows.filter(kind=text),
            choices=[(kind.value, kind.label) for kind in LotKind],
        ),
        Filter("site", "Site", lambda rows, text: rows.filter(site=text.upper())),
    ],
    sort="-made_at",
)


@door(*VIEWERS)
@require_GET
def lots(request: HttpRequest) -> HttpResponseBase:
    """List lots and banks, the youngest first."""
    facts = {
        "heading": "Lots and banks",
        "lede": "What was filled, from the master bank to the lot for patients.",
    }
    return LOTS.answer(request, Lot.objects.all(), context=facts)


@door(*VIEWERS)
@require_GET
def lot(request: HttpRequest, code: str) -> HttpResponse:
    """Show one lot: what may be done with it, what it is, and where each of its containers is."""
    facts = selectors.lot(code)
    if facts is None:
        raise Http404
    held = selectors.containers_of(code)
    counted = selectors.states_of(code)
    now = sources.now()
    context = {
        "lot": facts,
        "uses": uses(facts),
        "holds": holds_on([facts.node]),
        "expired": now >= facts.expires_at,
        "containers": [(item, boxes.cell_of(item)) for item in held],
        "balance": [(state.label, counted[state.value]) for state in ContainerState if counted[state.value]],
        "facts": lot_rows(facts),
        "may_label": actor_for(request).has(*LABEL_HANDS),
    }
    return no_store(render(request, "bank/lot.html", context))


def uses(facts: LotFacts) -> list[tuple[str, str, str]]:
    """Each use with its state and word; what release never looked at is in review."""
    shown = [Use.PATIENT, Use.RESEARCH] if facts.kind is LotKind.LOT else [Use.FURTHER_CULTURE, Use.RESEARCH]
    found = []
    for use in shown:
        state = facts.dispositions.get(use.value, Disposition.IN_REVIEW)
        found.append((use.value.replace("_", " ").capitalize(), STATE_OF[state], state.label))
    return found


def lot_rows(facts: LotFacts) -> list[tuple[str, object]]:
    """The plain facts of a lot, as label and value."""
    unknown = ", unknown before the first count" if facts.uncounted_start else ""
    return [
        ("Product", f"{facts.product.label}, P{facts.passage}"),
        ("Kind", facts.kind.label),
        ("Doublings", f"{facts.doublings:.2f}{unknown}"),
        ("Volume in each", f"{facts.volume_ml_each.normalize():f} mL"),
        ("Site", facts.site),
        ("Only for", facts.autologous_for or "Anybody with a plan"),
        ("Touched by", "; ".join(facts.residues) or "Nothing recorded"),
    ]
