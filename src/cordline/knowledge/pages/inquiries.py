"""Questions that visitors left for a person, the next promise first; who asked opens on the page of that person."""

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.ground import writing
from cordline.ground.roles import Role
from cordline.knowledge.models import Inquiry
from cordline.knowledge.public.forms import ABOUT, CHANNELS
from cordline.knowledge.types import Language
from cordline.web.lists import Column, Filter, Listing

ANSWERERS = (Role.PATIENT_COORDINATOR, Role.PHYSICIAN, Role.NURSE)
_ABOUT, _CHANNELS = dict(ABOUT), dict(CHANNELS)
INQUIRIES = Listing(
    "knowledge-inquiries",
    "questions",
    columns=[
        Column("code", "Question", sort="code", url=lambda row: reverse("people:person", args=[row.code])),
        Column("promised_at", "Answer promised by", sort="promised_at"),
        Column("received_at", "Asked", sort="received_at"),
        Column("language", "Language", value=lambda row: writing.language_name(row.language)),
        Column("about", "About", value=lambda row: str(_ABOUT.get(row.about, row.about))),
        Column("channel", "By", value=lambda row: str(_CHANNELS.get(row.channel, row.channel))),
        Column("zone", "Where they are", value=lambda row: writing.place(row.zone)),
    ],
    filters=[
        Filter(
            "language",
            "Language",
            apply=lambda rows, value: rows.filter(language=value),
            choices=[(language.value, writing.language_name(language)) for language in Language],
        )
    ],
)


@door(*ANSWERERS)
@require_GET
def inquiries(request: HttpRequest) -> HttpResponseBase:
    """List the questions left at this site, with the time by which each was promised an answer."""
    return INQUIRIES.answer(
        request,
        Inquiry.objects.filter(site=actor_for(request).site).order_by("promised_at", "pk"),
        context={
            "heading": "Questions from visitors",
            "lede": "Each was promised an answer by a time. What they wrote is on the page of who asked.",
        },
    )
