"""The scan page, the address of every code, search and the palette (U34, U36, U38-U40)."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from cordline.access.doors import SIGNED_IN, door
from cordline.access.sessions import actor_for
from cordline.desk import palette as finder
from cordline.desk import records, scanning
from cordline.ground.codes import Code, parse
from cordline.web import finding, places
from cordline.web.responses import no_store, page_or_part


@door(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def scan(request: HttpRequest) -> HttpResponse:
    """Answer a scan in words; from any other page a scan opens the thing, and words that are no code are searched."""
    by = actor_for(request)
    if request.method == "GET":
        return no_store(render(request, "desk/scan.html", {"last": scanning.last_scans(by)}))
    text, came_from = request.POST.get("text", "")[:200], request.POST.get("from", "")
    source = request.POST.get("source", "typed")
    if source == "typed" and text.strip() and not finder.looks_like_code(text):
        return HttpResponseRedirect(f"{reverse('desk:search')}?{urlencode({'q': text.strip()})}", status=303)
    answer = scanning.scan(text, source=source, by=by)
    if answer.address and answer.state not in ("stop", "locked") and came_from != reverse("desk:scan"):
        return HttpResponseRedirect(answer.address, status=303)
    facts = {"answer": answer, "last": scanning.last_scans(by), "source": source}
    return no_store(render(request, "desk/scan.html", facts, status=answer.status))


@door(SIGNED_IN)
@require_GET
def code(request: HttpRequest, code: str) -> HttpResponse:
    """Open the page of any code; where a kind has none, say what the code names."""
    by = actor_for(request)
    read = parse(code)
    if isinstance(read, Code):
        address = places.address_of(str(read), read.kind)
        if address is not None and places.may_open(read.kind, by):
            return HttpResponseRedirect(address)
        answer = replace(scanning.look_up(read, by=by), address="")
        facts = {"answer": answer, "code": str(read), "known": records.known(read)}
        return no_store(render(request, "desk/code.html", facts, status=answer.status))
    facts = {
        "answer": scanning.Answer("void", "No record has this code", raw=code[:60], sentence=read.text),
        "code": code,
    }
    return render(request, "desk/code.html", facts, status=404)


@door(SIGNED_IN)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Find things by a typed word, only those this person may open; nothing found says what was searched."""
    text, by = request.GET.get("q", "").strip()[:200], actor_for(request)
    hits = finding.search(text, by) if text else []
    facts = {
        "q": text,
        "hits": [(hit, hit.url or f"/c/{hit.code}/") for hit in hits],
        "searched": scanning.SEARCHED,
    }
    return page_or_part(
        request, "desk/search.html", "desk/parts/hits.html", facts, said=f"{len(hits)} found."
    )


@door(SIGNED_IN)
@require_GET
def palette(request: HttpRequest) -> HttpResponse:
    """Offer pages, acts and things that fit what was typed; filtered by what this person may do."""
    text = request.GET.get("q", "").strip()[:200]
    facts = {"q": text, "lines": finder.lines(text, actor_for(request)), "searched": scanning.SEARCHED}
    return page_or_part(request, "desk/palette.html", "desk/parts/palette.html", facts)
