"""What the desk opens with: pages and what they need, one page with its versions, and what others say."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.access.signing import signatures_on
from cordline.knowledge import drafts
from cordline.knowledge.models import Page
from cordline.knowledge.pages import APPROVERS, EDITORS, READERS, REVIEWERS, TRANSLATORS
from cordline.knowledge.types import Fate, Language, Mark, PageKind, WordingState
from cordline.web.lists import Column, Filter, Listing
from cordline.web.responses import no_store

_FATES = {Fate.SHOWN: "pass", Fate.CONTESTED: "warn", Fate.ELSEWHERE: "info", Fate.WITHHELD: "stop"}
_STATES = {
    WordingState.DRAFT: ("waiting", "Draft"),
    WordingState.SUBMITTED: ("waiting", "Handed in"),
    WordingState.APPROVED: ("pass", "Approved"),
    WordingState.PUBLISHED: ("pass", "Published"),
}
PAGES = Listing(
    "knowledge-pages",
    "pages",
    columns=[
        Column("code", "Page", url=lambda row: reverse("knowledge:page", args=[row.code])),
        Column("title", "Title"),
        Column("kind", "Kind"),
        Column("needs", "State", state=lambda row: row.needs),
        Column("shown", "Visitors see"),
        Column("newest", "Newest", number=True),
        Column("due", "Next review"),
    ],
    filters=[
        Filter(
            "kind",
            "Kind",
            apply=lambda rows, value: [row for row in rows if row.kind == value],
            choices=[(kind.value, kind.value.capitalize()) for kind in PageKind],
        ),
        Filter(
            "words",
            "Words of the title",
            apply=lambda rows, value: [
                row for row in rows if value.lower() in f"{row.code} {row.title}".lower()
            ],
        ),
    ],
)
STATEMENTS = Listing(
    "knowledge-statements",
    "statements",
    columns=[
        Column("code", "Statement", sort="code"),
        Column("words", "What others say"),
        Column("fate", "Here", state=lambda row: (_FATES[Fate(row.fate)], row.fate.capitalize())),
        Column("why", "Why"),
        Column("verdict", "Verdict", value=lambda row: row.verdict.replace("_", " ")),
        Column("grade", "Evidence", value=lambda row: row.grade.replace("_", " ")),
        Column("rests_on", "Rests on", value=lambda row: ", ".join(row.rests_on) or "plain explanation"),
        Column("review_on", "Next review", sort="review_on"),
    ],
    filters=[
        Filter(
            "fate",
            "Here",
            apply=lambda rows, value: rows.filter(fate=value),
            choices=[(fate.value, fate.value.capitalize()) for fate in Fate],
        ),
        Filter("question", "Question", apply=lambda rows, value: rows.filter(question=value.upper())),
        Filter("source", "Rests on", apply=lambda rows, value: rows.filter(rests_on__contains=[value])),
    ],
)


@door(*READERS)
@require_GET
def pages(request: HttpRequest) -> HttpResponseBase:
    """List the public pages, those that need an editor first."""
    return PAGES.answer(
        request,
        drafts.page_lines(),
        context={
            "heading": "Public pages",
            "lede": "What visitors read. Pages that lost a sentence stand first, then those older in a language.",
            "list_acts": [
                {"label": "Statements of others", "url": reverse("knowledge:statements")},
                {"label": "Literature", "url": reverse("knowledge:sources")},
                {"label": "Files", "url": reverse("knowledge:exchange")},
            ],
        },
    )


@door(*READERS)
@require_GET
def statements(request: HttpRequest) -> HttpResponseBase:
    """List what others say of such treatment, with what becomes of each statement here and why."""
    return STATEMENTS.answer(
        request,
        drafts.statements(),
        context={
            "heading": "Statements of others",
            "lede": "Each is shown, shown as contested, quoted as somebody else's with its verdict, or withheld.",
        },
    )


@door(*READERS)
@require_GET
def page(request: HttpRequest, code: str) -> HttpResponse:
    """One page: its sentences and what they rest on, its versions and languages, and what may be done."""
    row, by = found(code), actor_for(request)
    told = drafts.versions(row)
    number = _asked(request, told)
    facts = {
        "row": row,
        "history": [_told(version, code) for version in told],
        "number": number,
        "pairs": drafts.pairs(code, number, Language.EN),
        "claim": Mark.CLAIM,
        "may_edit": by.has(*EDITORS),
        "may_review": by.has(*REVIEWERS),
        "may_translate": by.has(*TRANSLATORS),
        "may_approve": by.has(*APPROVERS),
        "languages": list(Language),
        "signatures": signatures_on(code),
    }
    return no_store(render(request, "knowledge/desk/page.html", facts))


def found(code: str) -> Page:
    """Find a page or answer that there is none."""
    row = drafts.page_row(code)
    if row is None:
        raise Http404
    return row


def _asked(request: HttpRequest, told: list[drafts.VersionLine]) -> int:
    newest = told[0].number if told else 0
    given = request.GET.get("version", "")
    return int(given) if given.isdigit() and any(int(given) == line.number for line in told) else newest


def _told(version: drafts.VersionLine, code: str) -> dict[str, Any]:
    """A version with each language's state in words, and the languages it does not have yet."""
    held = {line.language for line in version.words}
    return {
        "line": version,
        "words": [(line, *_STATES[line.state]) for line in version.words],
        "missing": [language for language in Language if language not in held],
        "open": any(line.state is WordingState.DRAFT for line in version.words) or not version.words,
    }
