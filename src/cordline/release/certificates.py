"""Certificates as pages, prints and the public check page read them; what a certificate says was fixed at its issue."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from cordline.access.selectors import display_names, site
from cordline.access.signing import SignatureFacts, signatures_on
from cordline.documents import pdf
from cordline.documents.labels import drawn
from cordline.documents.pdf import PrintedBy
from cordline.documents.signed import signature_blocks
from cordline.ground import writing
from cordline.ground.products import Product, Use
from cordline.ledger.services import is_demonstration
from cordline.release.models import Certificate
from cordline.release.types import CertificateFacts, CertificateStatus, CriterionVerdict, State


def certificate(code: str, version: int | None = None) -> CertificateFacts | None:
    """Find a certificate: its newest version, or the one named."""
    rows = Certificate.objects.filter(code=code)
    row = (rows.filter(version=version) if version else rows.order_by("-version")).first()
    return certificate_facts(row) if row else None


def versions_of(code: str) -> list[CertificateFacts]:
    """Give every version of a certificate, the newest first."""
    return [certificate_facts(row) for row in Certificate.objects.filter(code=code).order_by("-version")]


def certificates_of(lot: str) -> list[CertificateFacts]:
    """Give the newest certificate of a lot for each use."""
    newest: dict[str, CertificateFacts] = {}
    for row in Certificate.objects.filter(lot=lot).order_by("-version"):
        newest.setdefault(row.code, certificate_facts(row))
    return sorted(newest.values(), key=lambda facts: facts.code)


def check(check_code: str) -> CertificateFacts | None:
    """Find the certificate that bears this check code, however it was typed."""
    compact = "".join(check_code.upper().split())
    row = Certificate.objects.filter(check_code=compact).first() if compact else None
    return certificate_facts(row) if row else None


def certificate_facts(row: Certificate) -> CertificateFacts:
    """Give a certificate's row as a value."""
    return CertificateFacts(
        code=row.code,
        version=row.version,
        lot=row.lot,
        use=Use(row.use),
        site=row.site,
        verdict=State(row.verdict),
        check_code=row.check_code,
        content=row.content,
        issued_at=row.issued_at,
        status=CertificateStatus(row.status),
        status_since=row.status_since,
    )


def signatures_of(found: CertificateFacts) -> list[SignatureFacts]:
    """Give the signatures under which a certificate was issued."""
    numbers = set(found.content["signatures"])
    return [signed for signed in signatures_on(found.content["subject"]) if signed.id in numbers]


def title_of(found: CertificateFacts) -> str:
    """Name the paper: a rejected lot has a statement, not a certificate of analysis."""
    return "Statement of rejection" if found.verdict is State.REJECTED else "Certificate of analysis"


def status_note(found: CertificateFacts) -> str:
    """What stands under the title when the paper does not simply say "released"."""
    if found.status is not CertificateStatus.VALID:
        return f"This version is {found.status.value}: it counts no more."
    if found.verdict is State.CONDITIONAL:
        return "Conditional release: a final result is still to come."
    return "This lot was rejected: it may not be used." if found.verdict is State.REJECTED else ""


def remarks_of(found: CertificateFacts, testers: Mapping[str, str]) -> list[str]:
    """The sentences under the table: testers, exceptions, conditions, what the product is not."""
    content = found.content
    remarks = []
    if testers:
        remarks.append("Testers: " + ", ".join(f"{short} {name}" for short, name in testers.items()) + ".")
    if content["exceptions"]:
        told = "; ".join(_told(exception) for exception in content["exceptions"])
        remarks.append(f"Read before release: {told}.")
    if content["plan"]:
        remarks.append(f"Still to come: {', '.join(content['pending'])}. Plan: {content['plan']}")
    if found.verdict is State.REJECTED:
        remarks.append(f"Reason: {content['reason']}")
    remarks += [_judged(donation) for donation in content["donations"] if donation["decisions"] != "none"]
    remarks.append("This product is not an approved medicine; its use is unproven.")
    return remarks


def _judged(donation: Mapping[str, Any]) -> str:
    said = ", ".join(f"{name} {decision}" for name, decision in sorted(donation["decisions"].items()))
    return f"Donation {donation['donation']} was judged: {said}."


def _told(exception: Mapping[str, str]) -> str:
    return f"{exception['record']} {exception['title']}".strip()


def lines_of(found: CertificateFacts) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Give the table's lines with testers by initials, and what the initials stand for."""
    codes = sorted({line["tester"] for line in found.content["lines"] if line["tester"]})
    names = display_names(codes)
    initials: dict[str, str] = {}
    for code in codes:
        initials[code] = _initials(names.get(code, code), set(initials.values()))
    lines = [
        {
            **line,
            "verdict": CriterionVerdict(line["verdict"]).label,
            "tester": initials.get(line["tester"], ""),
        }
        for line in found.content["lines"]
    ]
    return lines, {initials[code]: names.get(code, code) for code in codes}


def _initials(name: str, taken: set[str]) -> str:
    letters = "".join(word[0] for word in name.split() if word[:1].isalnum())[:3].upper() or name[:2].upper()
    number, wanted = 2, letters
    while wanted in taken:
        wanted, number = f"{letters}{number}", number + 1
    return wanted


def pairs_of(found: CertificateFacts) -> list[list[str]]:
    """Label and value of what the certificate is about."""
    content = found.content
    specification = content["specification"]
    return [
        ["Lot", found.lot],
        [
            "Released for" if found.verdict is not State.REJECTED else "Rejected for",
            found.use.value.replace("_", " "),
        ],
        *content["lot_facts"],
        [
            "Specification",
            f"{specification}, version {content['specification_version']}" if specification else "none",
        ],
        ["Donation", "; ".join(d["donation"] for d in content["donations"]) or "not known"],
    ]


def print_certificate(found: CertificateFacts, *, by: str, at: datetime) -> bytes:
    """Print one version of a certificate as a tagged PDF, for ``by`` (a name), at ``at``."""
    place = site(found.site)
    zone = place.zone if place else "UTC"
    lines, testers = lines_of(found)
    data = {
        "product": Product(found.content["product"]).label,
        "status_note": status_note(found),
        "replaces": f"version {found.version - 1}" if found.version > 1 else "none",
        "symbol": drawn(found.code),
        "pairs": pairs_of(found),
        "lines": lines,
        "remarks": remarks_of(found, testers),
        "signatures": signature_blocks(signatures_of(found), zone),
        "check_code": found.check_code,
        "check_address": f"{settings.BASE_URL}/release/check/",
    }
    printed = PrintedBy(
        title=title_of(found),
        record=found.code,
        version=found.version,
        house=place.name if place else "Cordline",
        by=by,
        at=writing.when(at, zone),
        demonstration=is_demonstration(),
    )
    return pdf.render("release/certificate", data, printed=printed, printed_at=at)
