"""A question to a person: one question a page, a look over all answers, a reference and a promised time (U5, U61).

What was answered so far travels in the page itself; the house keeps nothing before it is sent.
"""

from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cordline.ground.refusal import Refused
from cordline.knowledge import services
from cordline.knowledge.public import framing, names
from cordline.knowledge.public.asking import promise, said, unkept
from cordline.knowledge.public.forms import STEPS, InquiryForm
from cordline.knowledge.public.framing import Place
from cordline.knowledge.public.languages import speaking
from cordline.knowledge.types import Language
from cordline.web.sources import sources

_SENT = "cordline.knowledge.sent"
LAST = len(STEPS)  # the number of the page on which all answers are looked over


@dataclass(frozen=True)
class Asked:
    """What somebody pressed: ``show`` a page as it is, answer page ``step`` and go on, or ``send`` everything."""

    show: int | None
    step: int
    send: bool
    looked_over: bool

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        """Read it from the form; numbers that no page of ours sends lead to the first page."""
        given = request.POST
        show = _page(given["show"]) if "show" in given else None
        return cls(show, _page(given.get("step", "")), "send" in given, "looked_over" in given)


def _page(text: str) -> int:
    return min(int(text), LAST) if text.isascii() and text.isdigit() and len(text) < 3 else 0


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, lang: Language) -> HttpResponseBase:
    """Ask one thing a page; send nothing before all answers were looked over."""
    begun = request.method == "POST" and "form_key" in request.POST
    with speaking(lang):
        if not begun:
            first = {
                "question": request.POST.get("question", ""),
                "about": request.GET.get("about", ""),
                "language": lang.value,
            }
            return _shown(request, lang, InquiryForm(initial=first), 0)
        form, asked = InquiryForm(request.POST), Asked.of(request)
        faulty = form.first_faulty_step()
        if asked.show is not None:
            return _shown(request, lang, form, asked.show, silent=True, looked_over=asked.looked_over)
        if faulty is not None and (asked.send or faulty <= asked.step):
            return _shown(request, lang, form, faulty, looked_over=asked.looked_over)
        if asked.send:
            return _sent(request, lang, form)
        onward = LAST if asked.looked_over and faulty is None else asked.step + 1
        return _shown(request, lang, form, onward, silent=True, looked_over=asked.looked_over)


def _sent(request: HttpRequest, lang: Language, form: InquiryForm) -> HttpResponseBase:
    told = form.cleaned_data
    try:
        entry = services.receive_inquiry(
            name=told["name"], channel=told["channel"], contact=told["contact"], country=told["country"],
            zone=told["zone"], language=told["language"], about=told["about"], when=told["when"],
            question=told["question"], health=told["health"], key=told["form_key"],
        )  # fmt: skip
    except Refused as refused:
        form.add_error(None, " ".join(each.text for each in refused.reasons))
        return _shown(request, lang, form, LAST)
    token = signing.dumps([entry.subject, told["zone"]], salt=_SENT)
    return redirect(reverse("public:sent", kwargs={"lang": lang.value, "token": token}))


def _shown(
    request: HttpRequest,
    lang: Language,
    form: InquiryForm,
    at: int,
    *,
    silent: bool = False,
    looked_over: bool = False,
) -> HttpResponseBase:
    """Show page ``at`` of the questions; ``silent`` keeps quiet about what is missing until it has been asked for."""
    form = form.unjudged() if silent else form
    fields = form.on_step(at)
    wrong = form.is_bound and (any(field.errors for field in fields) or bool(form.non_field_errors()))
    page = framing.rendered(
        "send.html", lang, Place("send"),
        form=form, at=at, back=at - 1, number=at + 1, pages=LAST, fields=fields, kept=form.beside_step(at),
        rows=form.answers() if at == LAST else (), wrong=wrong, looked_over=looked_over or at == LAST,
        csrf=get_token(request), emergency=names.EMERGENCY, promised=promise(lang, sources.now()),
    )  # fmt: skip
    return unkept(HttpResponse(page, status=422 if wrong else 200))


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
        reference=code, promised=said(lang, promised, zone), emergency=names.EMERGENCY,
    )  # fmt: skip
    return unkept(HttpResponse(page))
