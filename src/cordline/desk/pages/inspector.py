"""The inspector's view: what was granted and until when, the pages of that scope, their own reading (U122)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cordline.access import selectors as access
from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.desk.verbs import INSPECTED
from cordline.ground.roles import Role
from cordline.ledger.selectors import entries
from cordline.ledger.services import database_now
from cordline.web import places
from cordline.web.responses import no_store


@door(Role.INSPECTOR)
@require_GET
def inspector(request: HttpRequest) -> HttpResponse:
    """Show an inspector the box in which they look: scope, end, pages, and their own reading."""
    by = actor_for(request)
    now = database_now()
    granted = [
        grant
        for grant in access.grants_of(by.code)
        if grant.role is Role.INSPECTOR and grant.revoked_at is None and (grant.valid_until or now) >= now
    ]
    listed = list(places.entries_for(by))
    titles = {address: entry.label for entry, address in listed}
    facts = {
        "granted": granted,
        "pages": [(entry, address) for entry, address in listed if entry.url != "desk:inspector"],
        "read": [
            (row.recorded_at, page, titles.get(page.partition("?")[0], page))
            for row in entries(actor=by.code, verb=INSPECTED.name)[:20]
            for page in [row.payload["page"]]
        ],
    }
    return no_store(render(request, "desk/inspector.html", facts))
