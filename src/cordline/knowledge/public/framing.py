"""What stands around every public page: languages, the way about, the strip that says "unproven", who wrote it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cordline.knowledge.public import reading
from cordline.knowledge.public.languages import OWN_NAMES, speaking
from cordline.knowledge.types import Language, Status
from cordline.web.sources import sources

NAVIGATION = (
    ("home", _("Questions")),
    ("treatments", _("Treatments")),
    ("evidence_list", _("Evidence")),
    ("terms", _("Words explained")),
    ("help", _("Contact")),
)
CHAPTERS = {
    "home": "home", "answer": "home", "ask": "home", "treatments": "treatments", "treatment": "treatments",
    "conditions": "treatments", "condition": "treatments", "evidence_list": "evidence_list",
    "evidence": "evidence_list", "figures": "evidence_list", "figure": "evidence_list", "terms": "terms",
    "term": "terms", "help": "help", "send": "help", "sent": "help",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where a page stands: its route and the keywords of its address besides the language."""

    route: str
    keywords: tuple[tuple[str, str], ...] = ()

    def address(self, lang: Language) -> str:
        """The same page in a language."""
        return reverse(f"public:{self.route}", kwargs={"lang": lang.value, **dict(self.keywords)})


@dataclass(frozen=True)
class Strip:
    """What regulators say of everything that is offered, in one strip (U57)."""

    unproven: bool
    checked: date | None


def whole(place: str) -> str:
    """Give the address of a page with the host's name before it."""
    return settings.BASE_URL.rstrip("/") + place


def clinic_phone() -> str:
    """Give the number on which patients ring the clinic, or nothing where the house was told none."""
    return str(settings.CORDLINE["CLINIC_PHONE"])


def strip(lang: Language) -> Strip:
    """Read the strip from the status of each treatment: unproven unless some authority approved or registered one."""
    statuses = [status for page in reading.treatments(lang) for status in page.statuses]
    approved = any(status.state in (Status.APPROVED, Status.REGISTERED) for status in statuses)
    return Strip(not approved, min((status.as_of for status in statuses), default=None))


def rendered(template: str, lang: Language, place: Place, **facts: Any) -> str:
    """Set a page in its frame, in its language. The same for every visitor, so it holds nothing of any."""
    with speaking(lang):
        house = sources.house(None)
        frame = {
            "lang": lang,
            "code": lang.value,
            "house": house,
            "route": place.route,
            "languages": [
                {
                    "code": each.value,
                    "name": OWN_NAMES[each],
                    "url": place.address(each),
                    "current": each is lang,
                }
                for each in Language
            ],
            "navigation": [
                {
                    "name": str(name),
                    "url": reverse(f"public:{route}", kwargs={"lang": lang.value}),
                    "current": CHAPTERS.get(place.route) == route,
                }
                for route, name in NAVIGATION
            ],
            "canonical": whole(place.address(lang)),
            "alternates": [(each.value, whole(place.address(each))) for each in Language],
            "strip": strip(lang),
            "phone": clinic_phone(),
        }
        return render_to_string(f"knowledge/public/{template}", {**frame, **facts})
