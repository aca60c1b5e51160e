"""The access review: who had what at any past date, who joined, moved and left, and which page opens for which role."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cordline.access import doors, selectors, services
from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.access.verbs import REVIEW_HELD
from cordline.ground import stored, writing
from cordline.ground.actor import JOB
from cordline.ground.roles import Role
from cordline.ledger.services import database_now
from cordline.web import places
from cordline.web.acting import perform
from cordline.web.days import asked_day
from cordline.web.forms import ActForm
from cordline.web.lists import Column, Filter, Listing
from cordline.web.responses import no_store
from cordline.web.sources import sources

REVIEWERS = (Role.ADMINISTRATOR, Role.PRIVACY_OFFICER, Role.QUALITY, Role.INSPECTOR)
_COLUMNS = [
    Column("member", "Badge", code=True),
    Column("name", "Name"),
    Column("role", "Role", value=lambda row: Role(row["role"]).label),
    Column("site", "Site"),
    Column("from", "From"),
    Column("until", "Until", value=lambda row: row["until"] or "No end"),
    Column("granted_by", "Given by"),
    Column("granted_at", "Given at"),
    Column("scope", "Scope", value=lambda row: row["scope"] or "Whole site", show=False),
]


class ReviewForm(ActForm):
    """What came of looking through the roles."""

    outcome = forms.CharField(
        label="What follows from it", max_length=400, widget=forms.Textarea({"rows": 2}),
        help_text="As: every role is needed; or: two roles of people who moved were taken away.",
    )  # fmt: skip


_LOG = Listing(
    "access-log",
    "joinings, moves and leavings",
    columns=[
        Column("at", "When"),
        Column("member", "Badge", code=True),
        Column("what", "What"),
        Column("detail", "Detail"),
    ],
    filters=[Filter("member", "Badge", lambda rows, text: [row for row in rows if row["member"] == text])],
)


@door(*REVIEWERS)
@require_GET
def review(request: HttpRequest) -> HttpResponseBase:
    """List who holds which role now, or held it at the end of a past day; saved as CSV, XLSX or JSON (E19, E20)."""
    when, shown = _when(request)
    listing = Listing(
        "access-review",
        "roles held",
        columns=_COLUMNS,
        filters=[
            Filter("on", "On the day", lambda rows, text: rows, kind="day", hint="As it was at the end of that day."),
            Filter(
                "role", "Role", lambda rows, text: [row for row in rows if row["role"] == text],
                choices=[(role.value, role.label) for role in Role],
            ),
            Filter("site", "Site", lambda rows, text: [row for row in rows if row["site"] == text]),
        ],
    )  # fmt: skip
    may_hold = actor_for(request).has(*REVIEW_HELD.who)
    context = {
        "heading": "Access review",
        "lede": f"Who had which role {shown}, and who gave it.",
        "list_acts": [
            *(
                [{"label": "Record the review", "url": reverse("access:hold_review"), "primary": True}]
                if may_hold
                else []
            ),
            {"label": "Joined, moved, left", "url": reverse("access:log")},
            {"label": "Pages and roles", "url": reverse("access:matrix")},
        ],
    }
    rows = selectors.access_at(when)
    if not request.GET.get("export"):
        rows = _for_reading(rows, sources.house(request).tz)
    return listing.answer(request, rows, context=context)


def _for_reading(rows: list[dict[str, Any]], zone: ZoneInfo) -> list[dict[str, Any]]:
    """Write days and names for the page; a saved file keeps the exact moments and the codes."""
    names = selectors.display_names({row["granted_by"] for row in rows})
    return [
        {
            **row,
            **{
                name: row[name].astimezone(zone).date()
                for name in ("from", "until", "granted_at")
                if row[name]
            },
            "granted_by": "The house" if row["granted_by"].startswith(JOB) else names[row["granted_by"]],
        }
        for row in rows
    ]


def _when(request: HttpRequest) -> tuple[datetime, str]:
    day = asked_day(request.GET, "on").day
    if day is None:
        return database_now(), "now"
    zone: ZoneInfo = sources.house(request).tz
    return datetime.combine(day, time.max, tzinfo=zone), f"at the end of {writing.day(day)}"


@door(*REVIEW_HELD.who)
@require_http_methods(["GET", "POST"])
def hold_review(request: HttpRequest) -> HttpResponseBase:
    """Say that the roles of your site were reviewed, and what follows; the quarter begins anew."""
    by = actor_for(request)
    form = ReviewForm(request.POST or None)
    held = [row for row in selectors.access_at(database_now()) if row["site"] == by.site]
    due = selectors.review_due(by.site)
    context = {
        "heading": f"Access review of {by.site}", "submit": "Record the review", "back": reverse("access:review"),
        "lede": f"{len(held)} roles are held now. Look through the list first; your word binds it as it stands."
        + (f" Due {writing.day(due)}." if due else ""),
    }  # fmt: skip
    if request.method == "POST":
        return perform(
            request, form,
            lambda: services.hold_review(outcome=form.cleaned_data["outcome"], by=by, key=form.key),
            template="access/form.html", context=context, then=reverse("access:review"), said="The review is kept.",
        )  # fmt: skip
    return no_store(render(request, "access/form.html", {**context, "form": form}))


@door(*REVIEWERS)
@require_GET
def log(request: HttpRequest) -> HttpResponseBase:
    """List every joining, role given or taken, and disabling, newest first (R-23)."""
    rows = list(reversed(selectors.access_log()))
    context = {"heading": "Joined, moved, left", "lede": "Every change of who may do what, and who made it."}
    return _LOG.answer(request, rows, context=context)


@door(*REVIEWERS)
@require_GET
def matrix(request: HttpRequest) -> HttpResponseBase:
    """Show which page opens for which role, made from the doors themselves; saved as CSV."""
    columns = [Column("page", "Page"), Column("route", "Address", show=False)]
    columns += [Column(role.value, role.label, value=_cell(role.value)) for role in Role]
    listing = Listing(
        "page-matrix",
        "pages",
        columns=columns,
        filters=[Filter("page", "Page", lambda rows, text: [row for row in rows if text in row["page"]])],
    )
    if request.GET.get("export"):
        return listing.answer(request, doors.matrix())
    titles = {entry.url: entry.label for entry in places.all_entries()}
    rows = [
        {"title": titles.get(row["page"]) or _title(row["page"]), "cells": [row[role.value] for role in Role]}
        for row in doors.matrix()
    ]
    return no_store(render(request, "access/matrix.html", {"rows": rows, "roles": list(Role)}))


def _title(page: str) -> str:
    """Name a page that stands in no menu by its address's own words."""
    return stored.capitalised(stored.words(page.replace(":", "_")))


def _cell(role: str) -> Any:
    return lambda row: row[role]
