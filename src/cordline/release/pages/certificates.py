"""A certificate on screen and as PDF, and the public page that says whether it still counts (U117)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cordline.access.doors import PUBLIC, door
from cordline.access.selectors import display_names
from cordline.access.sessions import actor_for
from cordline.ground.refusal import Refusal
from cordline.ledger.services import database_now
from cordline.release import certificates
from cordline.release.pages import READERS, shown
from cordline.release.types import CertificateFacts
from cordline.web.responses import attachment, no_store

_LONGEST_CODE = 60


@door(*READERS)
@require_GET
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Show a certificate's newest version, or an earlier one."""
    found = _found(request, code)
    lines, testers = certificates.lines_of(found)
    context = {
        "found": found,
        "title": certificates.title_of(found),
        "note": certificates.status_note(found),
        "state": shown.CERTIFICATES[found.status],
        "pairs": certificates.pairs_of(found),
        "lines": lines,
        "remarks": certificates.remarks_of(found, testers),
        "signatures": certificates.signatures_of(found),
        "every_version": [
            {"found": version, "state": shown.CERTIFICATES[version.status]}
            for version in certificates.versions_of(code)
        ],
    }
    return no_store(render(request, "release/certificate.html", context))


@door(*READERS)
@require_GET
def certificate_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Give a certificate as PDF."""
    found, by = _found(request, code), actor_for(request)
    name = display_names([by.code]).get(by.code, by.code)
    made = certificates.print_certificate(found, by=name, at=database_now())
    return attachment(made, f"{found.code}-v{found.version}.pdf", "application/pdf")


@door(PUBLIC)
@require_GET
def check(request: HttpRequest) -> HttpResponse:
    """Answer whether a certificate still counts; it names no patient, no donor and no person."""
    asked = request.GET.get("code", "").strip()[:_LONGEST_CODE]
    found = certificates.check(asked) if asked else None
    refusals = [Refusal("release.check_code_unknown")] if asked and found is None else []
    context = {
        "asked": asked,
        "found": found,
        "state": shown.CERTIFICATES[found.status] if found else "",
        "refusals": refusals,
        "use_word": shown.use_word(found.use) if found else "",
    }
    return no_store(render(request, "release/check.html", context, status=404 if refusals else 200))


def _found(request: HttpRequest, code: str) -> CertificateFacts:
    text = request.GET.get("version", "")
    version = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None
    found = certificates.certificate(code, version)
    if found is None:
        raise Http404
    return found
