"""Lists of records: sort, filters in the address, page size, columns, export of what is filtered, saved filters (U33).

A room describes a list once and its page is two lines::

    LOTS = Listing("lots", columns=[Column("code", "Lot", code=True, sort="code"), ...], filters=[Filter("state", ...)])
    return LOTS.answer(request, queryset, template="bank/lots.html", context={...})

Rows are counted up to ``COUNT_UP_TO`` and no further, so that a list stays fast at 100,000 rows (U35).
Saved filters are links kept in the signed cookie of the
browser, on the list itself.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.core import signing
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cordline.ground import writing
from cordline.web.days import AskedDay, asked_day
from cordline.web.exports import export
from cordline.web.responses import no_store
from cordline.web.sources import sources
from cordline.web.templatetags import cordline as tags

SIZES = (25, 50, 100, 200)
COUNT_UP_TO = 100_000
EXPORT_UP_TO = 100_000
SAVED_COOKIE = "cordline_lists"
_SAVED_MOST = 12


@dataclass(frozen=True)
class Column:
    """One column: the row's attribute (or a function of the row), its head, and how it is written.

    ``sort`` names the database column it sorts by; ``state`` gives (state, word) of a row; without ``show`` it starts
    hidden.
    """

    name: str
    head: str
    value: Callable[[Any], Any] | None = None
    sort: str = ""
    code: bool = False
    number: bool = False
    state: Callable[[Any], tuple[str, str]] | None = None
    url: Callable[[Any], str] | None = None
    show: bool = True

    def raw(self, row: Any) -> Any:
        """The plain value, for files."""
        if self.state is not None:
            return self.state(row)[1]
        if self.value is not None:
            return self.value(row)
        return row.get(self.name) if isinstance(row, Mapping) else getattr(row, self.name)

    def cell(self, row: Any, zone: str) -> str | SafeString:
        """What the page shows."""
        if self.state is not None:
            return tags.state(*self.state(row))
        value = self.raw(row)
        if value is None or value == "":
            return "Not known"
        if self.code:
            return tags.code_tag(value)
        text = value if isinstance(value, SafeString) else _written(value, zone)
        if self.url is not None:
            return format_html('<a href="{}">{}</a>', self.url(row), text)
        return text


@dataclass(frozen=True)
class Filter:
    """One filter of the address: a choice, a text or a day. ``apply`` narrows the queryset by the given text."""

    name: str
    label: str
    apply: Callable[[Any, str], Any]
    choices: Sequence[tuple[str, str]] = ()
    kind: str = "text"
    hint: str = ""


@dataclass(frozen=True)
class Listing:
    """A list's description; ``what`` is the plural noun that an empty answer names."""

    name: str
    what: str
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    sort: str = ""
    extras: Mapping[str, Any] = field(default_factory=dict)

    def answer(
        self,
        request: HttpRequest,
        rows: Any,
        *,
        template: str = "web/list.html",
        context: Mapping[str, Any] | None = None,
    ) -> HttpResponse | StreamingHttpResponse:
        """Answer one request: the page, the export of what is filtered, or the saving of a filter."""
        if request.GET.get("save") or request.GET.get("forget"):
            return self._keep(request)
        asked = {one.name: _asked(request, one) for one in self.filters}
        for one in self.filters:
            if asked[one.name]:
                rows = one.apply(rows, asked[one.name])
        sort = self._sort(request)
        if sort and isinstance(rows, QuerySet):
            rows = rows.order_by(sort, "-pk" if sort.startswith("-") else "pk")
        chosen = self._columns(request)
        if request.GET.get("export") in ("csv", "xlsx", "json"):
            return export(self.name, chosen, rows[:EXPORT_UP_TO], request.GET["export"])
        return no_store(
            render(
                request,
                template,
                {**(context or {}), "list": self._shown(request, rows, asked, sort, chosen)},
            )
        )

    def _sort(self, request: HttpRequest) -> str:
        wanted = request.GET.get("sort", "") or self.sort
        allowed = {column.sort for column in self.columns if column.sort} | {self.sort.lstrip("-")}
        return wanted if wanted.lstrip("-") in allowed else self.sort

    def _columns(self, request: HttpRequest) -> list[Column]:
        wanted = request.GET.getlist("columns")
        chosen = [column for column in self.columns if column.name in wanted]
        return chosen or [column for column in self.columns if column.show]

    def _shown(
        self, request: HttpRequest, rows: Any, asked: Mapping[str, str], sort: str, chosen: list[Column]
    ) -> dict[str, Any]:
        zone = sources.house(request).zone
        size = _whole(request.GET.get("size"), SIZES[1])
        size = size if size in SIZES else SIZES[1]
        count = _count(rows)
        last = max(1, -(-count // size))
        page = min(max(1, _whole(request.GET.get("page"), 1)), last)
        start = (page - 1) * size
        shown = list(rows[start : start + size])
        query = {name: values for name, values in request.GET.lists() if name not in ("page", "part")}
        cells = [[(column, column.cell(row, zone)) for column in chosen] for row in shown]
        return {
            "name": self.name, "what": self.what, "count": count, "more": count >= COUNT_UP_TO,
            "first": start + 1 if shown else 0, "last": start + len(shown), "page": page, "pages": last,
            "heads": [self._head(column, sort, query) for column in chosen],
            "rows": cells, "timed": any("<time" in cell for row in cells for _, cell in row),
            "filters": [
                {"filter": one, "value": asked[one.name], "day": _boxes(request, one, first=one is self.filters[0])}
                for one in self.filters
            ],
            "searched": [(one.label, asked[one.name]) for one in self.filters if asked[one.name]],
            "previous": _with(query, page=str(page - 1)) if page > 1 else "",
            "next": _with(query, page=str(page + 1)) if page < last else "",
            "exports": [(kind.upper(), _with(query, export=kind)) for kind in ("csv", "xlsx", "json")],
            "all_columns": [(column, column in chosen) for column in self.columns],
            "sizes": SIZES, "size": size, "sort": sort,
            "saved": _saved(request).get(self.name, {}), "query": urlencode(query, doseq=True),
        }  # fmt: skip

    @staticmethod
    def _head(column: Column, sort: str, query: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        active = column.sort and sort.lstrip("-") == column.sort
        down = active and sort.startswith("-")
        turned = column.sort if not active or down else f"-{column.sort}"
        return {
            "column": column,
            "url": _with(query, sort=turned) if column.sort else "",
            "sorted": ("descending" if down else "ascending") if active else "",
        }

    def _keep(self, request: HttpRequest) -> HttpResponse:
        saved = _saved(request)
        mine = dict(saved.get(self.name, {}))
        own = ("save", "forget", "page", "saved_as")
        query = {name: values for name, values in request.GET.lists() if name not in own}
        if request.GET.get("forget"):
            mine.pop(request.GET["forget"], None)
        else:
            mine[(request.GET.get("saved_as", "").strip() or "My filter")[:60]] = urlencode(query, doseq=True)
        saved[self.name] = dict(list(mine.items())[-_SAVED_MOST:])
        response = HttpResponseRedirect(f"{request.path}?{urlencode(query, doseq=True)}", status=303)
        year, secure = 366 * 86400, request.is_secure()
        response.set_signed_cookie(
            SAVED_COOKIE, json.dumps(saved), max_age=year, httponly=True, samesite="Lax", secure=secure
        )
        return response


def _asked(request: HttpRequest, one: Filter) -> str:
    if one.kind == "day":
        return asked_day(request.GET, one.name).text
    return request.GET.get(one.name, "").strip()[:200]


def _boxes(request: HttpRequest, one: Filter, *, first: bool) -> AskedDay | None:
    return asked_day(request.GET, one.name, key="f" if first else "") if one.kind == "day" else None


def _written(value: Any, zone: str) -> str | SafeString:
    if isinstance(value, datetime):
        return _moment(value.astimezone(ZoneInfo(zone)))
    if isinstance(value, date):
        return writing.day(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int):
        return writing.whole(value)
    if isinstance(value, Decimal):
        return writing.number(value)
    return str(value)


def _moment(there: datetime) -> SafeString:
    # The zone stands once, in the head of the table.
    return format_html(
        '<time class="nowrap" datetime="{}">{}, {}</time>',
        writing.in_file(there), writing.day(there.date()), f"{there:%H:%M}",
    )  # fmt: skip


def _count(rows: Any) -> int:
    if not isinstance(rows, QuerySet):
        return len(rows)
    return rows[:COUNT_UP_TO].count()


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else otherwise


def _with(query: Mapping[str, Sequence[str]], **changed: str) -> str:
    return "?" + urlencode({**query, **{name: [value] for name, value in changed.items()}}, doseq=True)


def _saved(request: HttpRequest) -> dict[str, dict[str, str]]:
    try:
        kept = json.loads(request.get_signed_cookie(SAVED_COOKIE, default="{}") or "{}")
    except (signing.BadSignature, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}
