"""Holds as a list, one by one, placed by a form and lifted by a signature (I7, W5)."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cordline.access.doors import door
from cordline.access.pages.signing import sign_page
from cordline.access.sessions import actor_for
from cordline.access.signing import Meaning
from cordline.ground.roles import Role
from cordline.lineage import judges, selectors, services
from cordline.lineage.models import Hold
from cordline.lineage.pages import PLACERS, READERS
from cordline.lineage.types import HoldKind
from cordline.web.acting import perform
from cordline.web.forms import ActForm
from cordline.web.lists import Column, Filter, Listing
from cordline.web.responses import no_store
from cordline.web.sources import sources

LISTING = Listing(
    "holds",
    "holds",
    columns=[
        Column("code", "Hold", code=True, sort="code"),
        Column("target", "On", value=selectors.hold_target, code=True),
        Column("kind", "Kind", value=lambda row: HoldKind(row.kind).label, sort="kind"),
        Column("reason", "Why"),
        Column("site", "Site", sort="site"),
        Column("placed_at", "Placed", sort="placed_at"),
        Column("placed_by", "Placed by", value=lambda row: sources.name_of(row.placed_by)),
        Column(
            "state",
            "State",
            state=lambda row: ("hold", "In force") if row.lifted_entry is None else ("pass", "Lifted"),
        ),
    ],
    filters=[
        Filter(
            "state",
            "State",
            lambda rows, text: rows.filter(lifted_entry__isnull=text == "force"),
            [("force", "In force"), ("lifted", "Lifted")],
            kind="choice",
        ),
        Filter(
            "kind",
            "Kind",
            lambda rows, text: rows.filter(kind=text),
            [(kind.value, kind.label) for kind in HoldKind],
            kind="choice",
        ),
        Filter("on", "On", lambda rows, text: selectors.holds_about(rows, text)),
    ],
    sort="-placed_at",
)


class NewHold(ActForm):
    """What to stop, and why."""

    code = forms.CharField(
        label="What to hold", max_length=64, help_text="Scan or type it. All that comes from it stops."
    )
    kind = forms.ChoiceField(
        label="Kind",
        choices=[
            ("", "Choose"),
            *((kind.value, kind.label) for kind in HoldKind if kind is not HoldKind.IMPORT),
        ],
    )
    reason = forms.CharField(label="Why", widget=forms.Textarea({"rows": 3}), max_length=500)


@door(*READERS)
@require_GET
def holds(request: HttpRequest) -> HttpResponseBase:
    """List the holds of the house."""
    acts = [{"url": reverse("lineage:hold_new"), "label": "Place a hold", "primary": True}]
    context = {
        "heading": "Holds",
        "lede": "A hold stops a thing and everything that comes from it, at once and later, until quality lifts it.",
        "list_acts": acts if actor_for(request).has(*PLACERS) else [],
    }
    return LISTING.answer(request, selectors.hold_rows(), context=context)


@door(*PLACERS)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Place a hold; while acts under way let go, the browser waits and the page says so."""
    form = NewHold(request.POST or None, initial={"code": request.GET.get("code", "")})
    if request.method != "POST":
        return no_store(render(request, "lineage/hold_new.html", {"form": form}))
    return perform(
        request,
        form,
        lambda: services.place_hold(
            on=form.cleaned_data["code"].strip().upper(),
            kind=HoldKind(form.cleaned_data["kind"]),
            reason=form.cleaned_data["reason"],
            by=actor_for(request),
            key=form.key,
        ),
        template="lineage/hold_new.html",
        then=lambda entry: reverse("lineage:hold", args=[entry.payload["hold"]]),
        said=lambda entry: f"{entry.subject} and all that comes from it is held by {entry.payload['hold']}.",
        verb="lineage.hold.placed",
        subject=str(request.POST.get("code", ""))[:64],
    )


@door(*READERS)
@require_GET
def hold(request: HttpRequest, code: str) -> HttpResponse:
    """Show one hold: what it stands on, what it binds, and whether this person may lift it."""
    row = _found(code)
    context = {
        "hold": row,
        "target": selectors.hold_target(row),
        "kind": HoldKind(row.kind),
        "bound": selectors.bound_by(row),
        "others": [one for one in selectors.standing_on(row) if one.code != row.code],
        "why_not": judges.why_not_lift_hold(code, None, actor_for(request)),
    }
    return no_store(render(request, "lineage/hold.html", context))


@door(Role.QUALITY)
@require_http_methods(["GET", "POST"])
def lift(request: HttpRequest, code: str) -> HttpResponse:
    """Sign the lifting of one hold; the reason is part of what is asked."""
    row = _found(code)
    reason = str(request.POST.get("reason", "")).strip()
    return sign_page(
        request,
        title=f"Lift hold {code}",
        subject=code,
        content=selectors.lift_hold_content(code),
        meanings=[Meaning.APPROVED],
        reasons=judges.why_not_lift_hold(code, None, actor_for(request)),
        service=lambda by, meaning, proof, key: services.lift_hold(
            hold=code, reason=reason, proof=proof, by=by, key=key
        ),
        then=reverse("lineage:hold", args=[code]),
        context={"hold": row, "reason": reason},
        template="lineage/hold_lift.html",
        said=f"Hold {code} is lifted. Others on the same material stay.",
    )


def _found(code: str) -> Hold:
    row = selectors.hold(code)
    if row is None:
        raise Http404(f"There is no hold {code}.")
    return row
