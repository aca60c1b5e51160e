"""What visitors read, each page in a language of its own: the shipped base, one figure, one question."""

import random
from datetime import date
from decimal import Decimal
from typing import Any

from django.core import signing

from cordline.ground.actor import job
from cordline.knowledge import services
from cordline.knowledge.files import base_files
from cordline.knowledge.types import Language
from tests.pages.samples import builder


def lang_of(page: str) -> str:
    """A language of its own for each page: over all pages every language is looked at, in each run the same."""
    return random.Random(page).choice([each.value for each in Language])  # noqa: S311 - no secret


@builder
def of_public(people: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Every public page with its sample."""
    editor = next(actor for name, actor in sorted(people.items()) if name.startswith("knowledge_editor@"))
    services.import_base(files=base_files(), by=editor, key="sample base")
    services.publish_figure(
        name="serious_events", numerator=0, denominator=209, period_from=date(2026, 1, 1),
        period_to=date(2026, 10, 31), completeness_pct=Decimal("97.6"), simulated=True, by=job("sample"),
        key="sample figure",
    )  # fmt: skip
    asked = services.receive_inquiry(
        name="Sample CONTOH", channel="email", contact="sample@example.org", country="Japan", zone="Asia/Tokyo",
        language="ja", about="cost_stay", when="any", question="An invented question.", health="", key="sample asked",
    )  # fmt: skip
    fixed = ("home", "treatments", "conditions", "terms", "evidence_list", "figures", "ask", "send", "help")
    found = {f"public:{name}": {"lang": lang_of(name)} for name in (*fixed, "checking", "your_data")}
    token = signing.dumps([asked.subject, "Asia/Tokyo"], salt="cordline.knowledge.sent")
    return found | {
        "public:answer": {"lang": lang_of("answer"), "slug": "side-effects"},
        "public:treatment": {"lang": lang_of("treatment"), "slug": "msc"},
        "public:condition": {"lang": lang_of("condition"), "slug": "knee-osteoarthritis"},
        "public:term": {"lang": lang_of("term"), "slug": "allogeneic"},
        "public:evidence": {"lang": lang_of("evidence"), "code": "EV166"},
        "public:figure": {"lang": lang_of("figure"), "name": "serious_events"},
        "public:sent": {"lang": lang_of("sent"), "token": token},
    }
