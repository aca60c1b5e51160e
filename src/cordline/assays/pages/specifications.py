"""Specifications: the list, one version with every line and its source, the draft of the shipped one, the approval."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cordline.access.doors import door
from cordline.access.pages.signing import sign_page
from cordline.access.selectors import signatures_on
from cordline.access.sessions import actor_for
from cordline.access.types import Meaning
from cordline.assays import selectors, services
from cordline.assays.models import Specification
from cordline.assays.pages.samples import READERS
from cordline.assays.services.specifications import why_not_approve
from cordline.assays.specification_file import shipped_specification
from cordline.assays.verbs import SPECIFICATION_APPROVED, SPECIFICATION_DRAFTED
from cordline.ground.products import Product
from cordline.web.acting import perform
from cordline.web.forms import ActForm
from cordline.web.lists import Column, Listing
from cordline.web.responses import no_store

SPECIFICATIONS = Listing(
    "specifications",
    "specifications",
    columns=[
        Column("code", "Specification", code=True, sort="code"),
        Column("product", "Product", value=lambda row: Product(row.product).label, sort="product"),
        Column("use", "Meant for", value=lambda row: row.use.replace("_", " "), sort="use"),
        Column("market", "Market", sort="market"),
        Column("version", "Version", number=True, sort="version"),
        Column("state", "State", state=lambda row: _state(row)),
        Column("approved_at", "Approved", sort="approved_at"),
    ],
    sort="-drafted_at",
)


def _state(row: Specification) -> tuple[str, str]:
    return ("pass", "Approved") if row.approved_at else ("waiting", "Draft")


@door(*READERS)
@require_GET
def specifications(request: HttpRequest) -> HttpResponseBase:
    """List the specifications of the site."""
    by = actor_for(request)
    context = {
        "heading": "Specifications", "may_draft": by.has(*SPECIFICATION_DRAFTED.who), "form": ActForm(),
        "lede": "What a product must be, for one use and market. Releases are judged by the approved version.",
    }  # fmt: skip
    return SPECIFICATIONS.answer(
        request,
        Specification.objects.filter(site=by.site),
        template="assays/specifications.html",
        context=context,
    )


@door(*SPECIFICATION_DRAFTED.who)
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Draft the shipped specification for this site."""
    by = actor_for(request)
    form = ActForm(request.POST)
    return perform(
        request, form,
        lambda: services.draft_specification(content=shipped_specification(), by=by, key=form.key),
        template="access/form.html",
        context={"heading": "Draft the shipped specification", "back": reverse("assays:specifications")},
        then=lambda entry: reverse("assays:specification", args=[entry.subject]),
        said=lambda entry: f"{entry.subject} is drafted. Nothing rests on it until it is approved.",
    )  # fmt: skip


@door(*READERS)
@require_GET
def specification(request: HttpRequest, code: str) -> HttpResponse:
    """Show one version with every line, its source, and how sure the house is of it."""
    by = actor_for(request)
    row = _specification(code, by.site)
    facts = selectors.specification_facts(row)
    return no_store(render(request, "assays/specification.html", {
        "row": row, "facts": facts, "lines": facts.lines, "signatures": signatures_on(code),
        "may_approve": by.has(*SPECIFICATION_APPROVED.who) and row.approved_at is None,
        "unverified": sum(line.mark == "unverified" for line in facts.lines),
    }))  # fmt: skip


@door(*SPECIFICATION_APPROVED.who)
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, code: str) -> HttpResponse:
    """Show everything that is approved, and take the signature."""
    by = actor_for(request)
    row = _specification(code, by.site)
    return sign_page(
        request,
        title=f"Approval of {code} version {row.version}",
        subject=code,
        content=selectors.approve_specification_content(code),
        meanings=[Meaning.APPROVED],
        reasons=why_not_approve(row, by),
        then=reverse("assays:specification", args=[code]),
        said=f"{code} is approved.",
        service=lambda by, meaning, proof, key: services.approve_specification(
            specification=code, proof=proof, by=by, key=key
        ),
    )


def _specification(code: str, site: str) -> Specification:
    row = Specification.objects.filter(code=code, site=site).prefetch_related("lines").first()
    if row is None:
        raise Http404
    return row
