"""Home: what waits for you, the state of the house, what happened since, and "why not?" (W45)."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from cordline.access.doors import SIGNED_IN, door
from cordline.access.sessions import actor_for
from cordline.desk import trail
from cordline.ground import writing
from cordline.ground.codes import Code, parse
from cordline.ground.reading import SCALES, read_decimal
from cordline.ground.refusal import Refusal
from cordline.ground.roles import Role
from cordline.web import places, waiting
from cordline.web.frame import KEYS_COOKIE, SOUND_COOKIE, THEME_COOKIE
from cordline.web.responses import no_store, page_or_part
from cordline.web.sources import sources

_CHOICES = {
    "theme": (THEME_COOKIE, ("light", "dark", "device")),
    "keys": (KEYS_COOKIE, ("on", "off")),
    "sound": (SOUND_COOKIE, ("on", "off")),
}
_YEAR = 366 * 86400
_GROUPS = (
    ("clock", "A clock is running", "with a legal or a safety limit"),
    ("today", "Today", ""),
    ("week", "This week and later", ""),
)


@door(SIGNED_IN)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show one person's work in three groups, soonest first; one of several roles can be looked at alone."""
    by = actor_for(request)
    chosen = next((role for role in by.roles if role.value == request.GET.get("role")), None)
    items, now = waiting.work_for(by, chosen), sources.now()
    groups, number = [], 0
    for name, title, hint in _GROUPS:
        rows = []
        for item in waiting.in_groups(items, now)[name]:
            number += 1
            rows.append(_row(item, number, request))
        groups.append({"name": name, "title": title, "hint": hint, "rows": rows})
    facts = {
        "groups": groups,
        "count": len(items),
        "chosen": chosen,
        "roles": sorted(by.roles, key=lambda role: list(Role).index(role)),
        "house": waiting.lines_for(by),
        "recent": trail.acts_since_last_visit(by),
        "acts": sources.judged_acts(),
    }
    return no_store(render(request, "desk/home.html", facts))


def _row(item: waiting.WorkItem, number: int, request: HttpRequest) -> dict[str, object]:
    state, word = item.state, item.word
    house = sources.house(request)
    due = ""
    if item.due_at is not None:
        timed_state, timed_word = waiting.time_word(item.due_at, sources.now())
        if not word:
            state, word = timed_state, timed_word
        there = item.due_at.astimezone(house.tz)
        same_day = there.date() == sources.now().astimezone(house.tz).date()
        due = f"Today {there:%H:%M}" if same_day else f"{writing.weekday(there.date())}, {there:%H:%M}"
    read = parse(item.code) if item.code else None
    address = item.url or (places.address_of(item.code, read.kind) if isinstance(read, Code) else "") or ""
    return {
        "item": item,
        "number": number,
        "state": state,
        "word": word or "To do",
        "due": due,
        "url": address,
    }


@door(SIGNED_IN)
@require_GET
def why_not(request: HttpRequest) -> HttpResponse:
    """Answer "why not?" with every reason, judged by the act's own rules, changing nothing."""
    text = request.GET.get("ask", "").strip()
    words = [word for word in text.replace(",", " ").split() if word.lower() not in ("for", "of")]
    acts, by = sources.judged_acts(), actor_for(request)
    act = request.GET.get("act", "") or "_".join(
        word.lower() for word in words if isinstance(parse(word), Refusal)
    )
    act = next((name for name in acts if _same(name, act)), act)
    codes = [str(read) for word in words if isinstance(read := parse(word), Code)]
    reasons = sources.why_not(act, codes[0], codes[1] if len(codes) > 1 else None, by) if codes else None
    facts = {
        "ask": text,
        "act": act.replace("_", " ").replace("-", " "),
        "codes": codes,
        "reasons": reasons,
        "acts": acts,
        "asked": bool(text or act),
    }
    return page_or_part(
        request, "desk/why_not.html", "desk/parts/why_not.html", facts, said="The answer has come."
    )


def _same(name: str, said: str) -> bool:
    return name.lower().replace("-", "_") == said.lower().replace("-", "_").replace(" ", "_")


@door(SIGNED_IN)
@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """List every key and say how scanning and reading of states work; also the page for browsers without scripts."""
    return render(request, "desk/keys.html")


@door(SIGNED_IN)
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep how this browser shows pages: light or dark, single-letter keys, sounds."""
    target = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(target if safe else "/", status=303)
    for name, (cookie, allowed) in _CHOICES.items():
        value = request.POST.get(name)
        if value in allowed:
            response.set_cookie(
                cookie, value, max_age=_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
            )
    return response


@door(SIGNED_IN)
@require_GET
def echo(request: HttpRequest) -> HttpResponse:
    """Write a number being typed in full: digits, words, per kg, containers, and the ratio to the usual (U20)."""
    read, scale = read_decimal(request.GET.get("number", "")), request.GET.get("scale", "")
    if isinstance(read, Refusal):
        return HttpResponse(
            "" if read.code == "reading.empty" else read.text, content_type="text/plain; charset=utf-8"
        )
    if scale not in SCALES:
        return HttpResponse("Choose thousand or million.", content_type="text/plain; charset=utf-8")
    count = read * SCALES[scale]
    if count != count.to_integral_value() or count < 0 or count > 10**15:
        return HttpResponse("This is no possible number of cells.", content_type="text/plain; charset=utf-8")
    parts = [writing.cells(int(count))]
    for name, say in (
        ("weight", "cells per kg"),
        ("container", "containers"),
        ("usual", "times the usual dose"),
    ):
        base = read_decimal(request.GET.get(name, ""))
        if not isinstance(base, Refusal) and base > 0:
            ratio = (count / base).quantize(count / base if say == "cells per kg" else read_decimal("0.01"))  # type: ignore[arg-type]
            parts.append(
                f"{writing.whole(int(ratio)) if say == 'cells per kg' else writing.number(ratio)} {say}"
            )
    return HttpResponse(", ".join(parts), content_type="text/plain; charset=utf-8")
