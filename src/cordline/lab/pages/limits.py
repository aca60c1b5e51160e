"""Culture limits: every approved version, and the form that approves the next one."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.ground.products import Product
from cordline.lab import selectors, services
from cordline.lab.places import APPROVERS
from cordline.lab.types import NewLimits, ProcessLimitFacts
from cordline.web.acting import perform
from cordline.web.forms import ActForm
from cordline.web.responses import no_store
from cordline.web.sources import sources


def _number(label: str, least: int = 0, most: int = 40_000) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most)


def _decimal(label: str) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=6, decimal_places=1)


class LimitsForm(ActForm):
    """A new version of the culture limits; the one in force is filled in."""

    source = forms.CharField(label="Source: procedure and version, or study", max_length=200)
    cord_hours = _number("Hours from birth to receipt, at most", 1, 240)
    cord_low_c = _decimal("Transport, lowest °C")
    cord_high_c = _decimal("Transport, highest °C")
    master_first = _number("Master bank, first passage", 0, 60)
    master_last = _number("Master bank, last passage", 0, 60)
    working_first = _number("Working bank, first passage", 0, 60)
    working_last = _number("Working bank, last passage", 0, 60)
    lot_first = _number("Lot, first passage", 0, 60)
    lot_last = _number("Lot, last passage", 0, 60)
    most_doublings = _decimal("Doublings, at most")
    least_viability_pct = _decimal("Viability, at least %")
    most_spread_pct = _decimal("Spread between replicates, at most %")
    shelf_life_days = _number("Shelf life in days", 1, 36_500)

    @property
    def values(self) -> NewLimits:
        """What was typed, as the service takes it."""
        facts = self.cleaned_data
        return NewLimits(
            source=facts["source"],
            cord_hours=facts["cord_hours"],
            cord_low_c=facts["cord_low_c"],
            cord_high_c=facts["cord_high_c"],
            master_bank=(facts["master_first"], facts["master_last"]),
            working_bank=(facts["working_first"], facts["working_last"]),
            lot=(facts["lot_first"], facts["lot_last"]),
            most_doublings=facts["most_doublings"],
            least_viability_pct=facts["least_viability_pct"],
            most_spread_pct=facts["most_spread_pct"],
            shelf_life_days=facts["shelf_life_days"],
        )


@door(*APPROVERS)
@require_http_methods(["GET", "POST"])
def limits(request: HttpRequest) -> HttpResponse:
    """Show the limits in force and every version before, and approve the next."""
    by = actor_for(request)
    now = selectors.limits_in_force(Product.MSC_WJ, sources.now())
    form = LimitsForm(request.POST or None, initial=_initial(now))
    context = {"form": form, "limits": now, "versions_before": selectors.limit_versions(Product.MSC_WJ)}
    if request.method == "GET":
        return no_store(render(request, "lab/limits.html", context))
    return perform(
        request,
        form,
        lambda: services.approve_limits(product=Product.MSC_WJ, values=form.values, by=by, key=form.key),
        template="lab/limits.html",
        then=reverse("lab:limits"),
        context=context,
        said=lambda entry: f"Version {entry.payload['version']} is in force.",
    )


def _initial(now: ProcessLimitFacts | None) -> dict[str, Any]:
    shown = now or NewLimits(source="")
    days = now.shelf_life.days if now else NewLimits(source="").shelf_life_days
    return {
        "source": shown.source,
        "cord_hours": shown.cord_hours,
        "cord_low_c": Decimal(shown.cord_low_c),
        "cord_high_c": Decimal(shown.cord_high_c),
        "master_first": shown.master_bank[0],
        "master_last": shown.master_bank[1],
        "working_first": shown.working_bank[0],
        "working_last": shown.working_bank[1],
        "lot_first": shown.lot[0],
        "lot_last": shown.lot[1],
        "most_doublings": shown.most_doublings,
        "least_viability_pct": shown.least_viability_pct,
        "most_spread_pct": shown.most_spread_pct,
        "shelf_life_days": days,
    }
