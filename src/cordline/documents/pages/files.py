"""A kept file, given to be saved and never shown in place."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cordline.access.doors import door
from cordline.access.selectors import display_names, site
from cordline.access.sessions import actor_for
from cordline.access.signed_words import readable
from cordline.access.signing import signatures_on
from cordline.documents import selectors, signed
from cordline.documents.pages import FILE_READERS, SIGNED_READERS
from cordline.ground.refusal import Refusal
from cordline.ledger.services import database_now
from cordline.web.acting import refused
from cordline.web.responses import attachment, no_store
from cordline.web.sources import sources

_LONGEST_SUBJECT = 80


@door(*FILE_READERS)
@require_GET
def file(request: HttpRequest, sha256: str) -> HttpResponse:
    """Give one file as attachment, under a policy that lets it do nothing; its hash is its address."""
    facts = selectors.file_facts(sha256)
    content = selectors.file_bytes(sha256)
    if facts is None or content is None:
        answer = refused(
            request, "documents/missing.html", [Refusal("documents.file_unknown", sha256=sha256[:64])]
        )
        answer.status_code = 404
        return no_store(answer)
    # The name is ours, not the sender's: what a browser saves is named by what it is about.
    return attachment(
        content, f"{facts.about}-{sha256[:8]}.{facts.media_type.ending}", facts.media_type.value
    )


@door(*SIGNED_READERS)
@require_GET
def signed_records(request: HttpRequest) -> HttpResponse:
    """Show every signature on one record, with exactly what was signed."""
    subject = request.GET.get("record", "").strip()[:_LONGEST_SUBJECT]
    zone = sources.house(request).zone
    found = signatures_on(subject) if subject else []
    rows = [{"signed": one, "rows": readable(one.content, zone)} for one in found]
    return no_store(render(request, "documents/signed.html", {"subject": subject, "signatures": rows}))


@door(*SIGNED_READERS)
@require_GET
def signed_pdf(request: HttpRequest) -> HttpResponse:
    """Give a signed record as a PDF that is complete on its own (U123)."""
    subject = request.GET.get("record", "").strip()[:_LONGEST_SUBJECT]
    found = signatures_on(subject) if subject else []
    if not found:
        raise Http404
    by = actor_for(request)
    place = site(found[-1].site)
    made = signed.print_signed(
        subject, found, place=place, by=display_names([by.code]).get(by.code, by.code), at=database_now()
    )
    name = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in subject)
    return attachment(made, f"{name}-signed.pdf", "application/pdf")
