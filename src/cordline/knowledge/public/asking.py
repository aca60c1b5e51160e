"""The ask box. Nothing here composes a text: it finds one, or passes the question on to a person."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.views.decorators.http import require_GET

from cordline.ground import writing
from cordline.knowledge.asking.shown import ask_shown
from cordline.knowledge.asking.types import Answer, AskKind
from cordline.knowledge.public import framing, names, reading
from cordline.knowledge.public.framing import Place
from cordline.knowledge.public.languages import speaking, writing_code
from cordline.knowledge.public.lines import Page, address_of, weakest
from cordline.knowledge.reply_rules import promised_at
from cordline.knowledge.types import Language, PageKind, Section
from cordline.web.sources import sources

LONGEST = 1000  # characters; the box says so


@require_GET
def ask_page(request: HttpRequest, lang: Language) -> HttpResponseBase:
    """Answer a question typed into the box: a page, a person, an ambulance, or "not here"."""
    text = request.GET.get("q", "").strip()
    asked = "q" in request.GET
    too_long = len(text) > LONGEST
    at = reading.standing()
    with reading.fixed(at):
        facts: dict[str, Any] = {
            "asked": text[:LONGEST],
            "query": f"?{urlencode({'q': text[:LONGEST]})}" if text else "",
        }
        if not text or too_long:
            facts |= {"state": "start", "empty": asked and not text, "too_long": too_long}
        else:
            facts |= _found(ask_shown(text, lang.value, at.version), lang)
        page = framing.rendered(
            "ask.html", lang, Place("ask"),
            emergency=names.EMERGENCY, csrf=get_token(request), **facts,
        )  # fmt: skip
    return unkept(HttpResponse(page, status=422 if too_long else 200))


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
    zone = sources.house(None).tz
    return said(lang, promised_at(now, zone), "")


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
