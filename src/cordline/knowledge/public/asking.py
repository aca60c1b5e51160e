"""The ask box and the question to a person. Nothing here composes a text: it finds one, or passes the question on."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cordline.ground import writing
from cordline.ground.refusal import Refused
from cordline.knowledge import services
from cordline.knowledge.asking.normalise import fold
from cordline.knowledge.asking.shown import ask_shown
from cordline.knowledge.asking.triage import look
from cordline.knowledge.asking.types import Answer, AskKind, Reason
from cordline.knowledge.public import framing, names, reading
from cordline.knowledge.public.forms import InquiryForm
from cordline.knowledge.public.framing import Place
from cordline.knowledge.public.languages import speaking, writing_code
from cordline.knowledge.public.lines import Page, address_of, weakest
from cordline.knowledge.types import Language, PageKind, Section
from cordline.web.sources import sources

LONGEST = 1000  # characters of a question that is searched for; the box says so
_OVERLAP = 300  # characters: a sentence that is cut in one part stands whole in the next
_SENT = "cordline.knowledge.sent"


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
    return _unkept(HttpResponse(page, status=422 if facts.get("too_long") else 200))


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, lang: Language) -> HttpResponseBase:
    """Take a question that a person must answer; a first visit shows the form, with what was typed so far."""
    sending = request.method == "POST" and "form_key" in request.POST
    given = {
        "question": request.POST.get("question", ""),
        "about": request.GET.get("about", ""),
        "language": lang.value,
    }
    with speaking(lang):
        form = InquiryForm(request.POST) if sending else InquiryForm(initial=given)
        if sending and form.is_valid():
            said = form.cleaned_data
            try:
                entry = services.receive_inquiry(
                    name=said["name"], channel=said["channel"], contact=said["contact"], country=said["country"],
                    zone=said["zone"], language=said["language"], about=said["about"], when=said["when"],
                    question=said["question"], health=said["health"], key=said["form_key"],
                )  # fmt: skip
            except Refused as refused:
                form.add_error(None, " ".join(each.text for each in refused.reasons))
            else:
                token = signing.dumps([entry.subject, said["zone"]], salt=_SENT)
                return redirect(reverse("public:sent", kwargs={"lang": lang.value, "token": token}))
        wrong = sending and bool(form.errors)
        page = framing.rendered(
            "send.html", lang, Place("send"),
            form=form, wrong=wrong, csrf=get_token(request), emergency=names.EMERGENCY,
            promised=_promise(lang, sources.now()), chosen=sending,
        )  # fmt: skip
    return _unkept(HttpResponse(page, status=422 if wrong else 200))


@require_GET
def sent(request: HttpRequest, lang: Language, token: str) -> HttpResponseBase:
    """Give the reference of a question that was taken, and when the reply comes, here and there."""
    from cordline.knowledge.public.pages import missing

    try:
        code, zone = signing.loads(token, salt=_SENT)
    except signing.BadSignature:
        return missing(request, lang)
    promised = services.reply_promised(code)
    if promised is None:
        return missing(request, lang)
    page = framing.rendered(
        "sent.html", lang, Place("sent", (("token", token),)),
        reference=code, promised=_said(lang, promised, zone), emergency=names.EMERGENCY,
    )  # fmt: skip
    return _unkept(HttpResponse(page))


def _too_long(text: str, lang: Language) -> dict[str, Any]:
    """A text too long to search for is still read to its end for danger: that comes first, its length after it."""
    finding = look(fold(text))
    if finding is not None and finding.reason is Reason.RED_FLAG:
        return {"state": "emergency", "kept": _urgent_part(text)}
    same_day = finding is not None and finding.reason is Reason.SAME_DAY
    more = {"state": "same_day", "promised": _promise(lang, sources.now())} if same_day else {}
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
            "reason": reason, "flag": flag, "promised": _promise(lang, sources.now()),
        }  # fmt: skip
    if answer.kind == AskKind.OUT_OF_SCOPE:
        return {"state": "out_of_scope", "reason": reason}
    if all(each.id != answer.page for each in reading.links(lang)):
        # The page found may not be shown here; nobody is sent to a page that is not there.
        return {"state": "person", "reason": "unsure", "promised": _promise(lang, sources.now())}
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


def _promise(lang: Language, now: datetime) -> dict[str, str]:
    return _said(lang, services.promise_at(now), "")


def _said(lang: Language, moment: datetime, reader_zone: str) -> dict[str, str]:
    """A promised moment in the clinic's time and in the reader's."""
    house, code = sources.house(None), writing_code(lang)
    own = writing.own_time(moment, house.zone, reader_zone, code) if reader_zone else ""
    there = moment.astimezone(ZoneInfo(house.zone))
    return {
        "here": f"{writing.weekday(there.date(), code)}, {writing.clock(moment, house.zone, code)}",
        "there": own,
    }


def _unkept(response: HttpResponse) -> HttpResponse:
    # What somebody asks is theirs; no cache keeps it.
    response.headers["Cache-Control"] = "no-store"
    return response
