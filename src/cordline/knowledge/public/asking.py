"""The ask box. Nothing here composes a text: it finds one, or passes the question on to a person."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.views.decorators.http import require_GET

from cordline.ground import writing
from cordline.knowledge import services
from cordline.knowledge.asking.normalise import fold
from cordline.knowledge.asking.shown import ask_shown
from cordline.knowledge.asking.triage import look
from cordline.knowledge.asking.types import Answer, AskKind, Reason
from cordline.knowledge.public import framing, names, reading
from cordline.knowledge.public.framing import Place
from cordline.knowledge.public.languages import speaking, writing_code
from cordline.knowledge.public.lines import Page, address_of, weakest
from cordline.knowledge.types import Language, PageKind, Section
from cordline.web.sources import sources

LONGEST = 1000  # characters of a question that is searched for; the box says so
_OVERLAP = 300  # characters: a sentence that is cut in one part stands whole in the next


@require_GET
def ask_page(request: HttpRequest, lang: Language) -> HttpResponseBase:
    """Answer a question typed into the box: a page, a person, an ambulance, or "not here"."""
    text = request.GET.get("q", "").strip()
    asked = "q" in request.GET
    at = reading.standing()
    with reading.fixed(at):
        facts: dict[str, Any] = {"asked": text[:LONGEST], "state": "start", "empty": asked and not text}
        if len(text) > LONGEST:
            facts |= _too_long(text, lang)
        elif text:
            facts |= _found(ask_shown(text, lang.value, at.version), lang)
        kept = facts.get("kept", text[:LONGEST])
        facts["query"] = f"?{urlencode({'q': kept})}" if kept else ""
        page = framing.rendered(
            "ask.html", lang, Place("ask"),
            emergency=names.EMERGENCY, csrf=get_token(request), **facts,
        )  # fmt: skip
    return unkept(HttpResponse(page, status=422 if facts.get("too_long") else 200))


def _too_long(text: str, lang: Language) -> dict[str, Any]:
    """A text too long to search for is still read to its end for danger: that comes first, its length after it."""
    finding = look(fold(text))
    if finding is not None and finding.reason is Reason.RED_FLAG:
        return {"state": "emergency", "kept": _urgent_part(text)}
    same_day = finding is not None and finding.reason is Reason.SAME_DAY
    more = {"state": "same_day", "promised": promise(lang, sources.now())} if same_day else {}
    return {"too_long": True, **more}


def _urgent_part(text: str) -> str:
    """A part short enough to come along when the language is switched, and an emergency there as well."""
    parts = [text[start : start + LONGEST] for start in range(0, len(text), LONGEST - _OVERLAP)]
    found = ((each, look(fold(each))) for each in parts)
    return next((part for part, seen in found if seen and seen.reason is Reason.RED_FLAG), parts[0])


def _found(answer: Answer, lang: Language) -> dict[str, Any]:
    reason, _, flag = answer.reason.partition(":")
    if answer.kind == AskKind.EMERGENCY:
        return {"state": "emergency"}
    if answer.kind == AskKind.CONTACT_CLINIC:
        return {
            "state": "same_day" if reason == "same_day" else "person",
            "reason": reason, "flag": flag, "promised": promise(lang, sources.now()),
        }  # fmt: skip
    if answer.kind == AskKind.OUT_OF_SCOPE:
        return {"state": "out_of_scope", "reason": reason}
    if all(each.id != answer.page for each in reading.links(lang)):
        # The page found may not be shown here; nobody is sent to a page that is not there.
        return {"state": "person", "reason": "unsure", "promised": promise(lang, sources.now())}
    return {"state": "answer", **_answered(answer, lang)}


def _answered(answer: Answer, lang: Language) -> dict[str, Any]:
    """The page that answers, with the sentences that fit the question first; its short answer where none does."""
    links = {each.id: each for each in reading.links(lang)}
    others = [links[each] for each in answer.also_pages if each in links and each != answer.page]
    with speaking(lang):
        setting = Page(lang, reading.words())
        if answer.page_kind == PageKind.TERM:
            term = reading.term(answer.slug, lang)
            sentences = [term.meaning] if term else []
        else:
            page = reading.page(PageKind(answer.page_kind), answer.slug, lang)
            short = list(page.section(Section.SHORT)) if page else []
            wanted = set(answer.claims)
            matching = [
                each
                for each in (page.sentences if page else ())
                if wanted & set(each.claims) and not each.withdrawn
            ]
            sentences = short + [each for each in matching if each not in short][:3]
        lines = setting.lines(sentences)
    verdict, grade = weakest(lines)
    return {
        "found": links.get(answer.page), "title": answer.title, "lines": lines, "verdict": verdict, "grade": grade,
        "others": others[:3], "target": address_of(answer.page_kind, answer.slug, lang),
    }  # fmt: skip


def promise(lang: Language, now: datetime) -> dict[str, str]:
    """Say until when a question that comes now is answered, in the clinic's time."""
    return said(lang, services.promise_at(now), "")


def said(lang: Language, moment: datetime, reader_zone: str) -> dict[str, str]:
    """A promised moment in the clinic's time and in the reader's."""
    house, code = sources.house(None), writing_code(lang)
    own = writing.own_time(moment, house.zone, reader_zone, code) if reader_zone else ""
    there = moment.astimezone(ZoneInfo(house.zone))
    return {
        "here": f"{writing.weekday(there.date(), code)}, {writing.clock(moment, house.zone, code)}",
        "there": own,
    }


def unkept(response: HttpResponse) -> HttpResponse:
    """Let no cache keep an answer: what somebody asks is theirs."""
    response.headers["Cache-Control"] = "no-store"
    return response
