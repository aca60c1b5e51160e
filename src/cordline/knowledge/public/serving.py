"""How a public page is kept: rendered once for each publication and day, asked again at every visit (I11).

A browser may keep a page and must ask before it shows it (``max-age=0, must-revalidate``). The answer costs one tiny
query: the number of the publication and the date. Both are in the mark (ETag) and in the key of the kept page, so a
withdrawal, a changed figure or a limit that runs out tonight is seen at the next request.
"""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from cordline import __version__
from cordline.knowledge.public import reading
from cordline.knowledge.public.framing import clinic_phone
from cordline.knowledge.public.languages import spoken
from cordline.knowledge.types import Language
from cordline.web.middleware import PERMISSIONS, POLICY

MOST_KEPT = 3_000  # pages; each is some 6 kB packed
FRESH = "max-age=0, must-revalidate"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": PERMISSIONS,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": FRESH,
    "Vary": "Accept-Encoding",
}
HTML = "text/html; charset=utf-8"
Render = Callable[..., str | None]


@dataclass(frozen=True)
class Kept:
    """A page as it was rendered for one publication on one day."""

    stamp: str
    mark: str
    packed: bytes
    kind: str
    language: str


class Shelf:
    """The kept pages of this process, the longest unused thrown away first."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self.most = most
        self._pages: OrderedDict[str, Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, path: str) -> Kept | None:
        """Give the page kept for an address, of whatever publication."""
        with self._lock:
            found = self._pages.get(path)
            if found is not None:
                self._pages.move_to_end(path)
            return found

    def put(self, path: str, page: Kept) -> None:
        """Keep a page."""
        with self._lock:
            self._pages[path] = page
            self._pages.move_to_end(path)
            while len(self._pages) > self.most:
                self._pages.popitem(last=False)

    def forget(self) -> None:
        """Throw every page away."""
        with self._lock:
            self._pages.clear()


shelf = Shelf()


@cache
def edition() -> str:
    """A mark of the templates, catalogues and code of this release and of the clinic's number: a change is seen."""
    room = Path(__file__).parents[1]
    total = hashlib.sha256(f"{__version__} {clinic_phone()}".encode())
    for path in sorted(
        [*(room / "templates/knowledge/public").rglob("*.html"), *(room / "locale").rglob("*.mo"),
         *(room / "public").glob("*.py"), *(room / "templatetags").glob("*.py")]
    ):  # fmt: skip
        total.update(path.read_bytes())
    return total.hexdigest()[:12]


def mark_of(stamp: str, path: str) -> str:
    """The mark of a page: publication, date, release, page and language (the address holds the last two)."""
    return f'"{hashlib.sha256(f"{stamp} {edition()} {path}".encode()).hexdigest()[:24]}"'


class KeptPages:
    """Answers a kept page before anything else is asked: neither session nor sign-in has a say in a public page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next step."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from the shelf where the publication and the day are still the same."""
        page = shelf.get(request.path_info) if request.method in ("GET", "HEAD") else None
        if page is not None and not request.META.get("QUERY_STRING") and page.stamp == reading.stamp():
            return answered(request, page)
        response = self.get_response(request)
        if "cordline.kept" in request.META:
            # The steps between have said that the page varies by visitor; it does not.
            for name, value in HEADERS.items():
                response.headers[name] = value
        return response


def kept(render: Render, kind: str = HTML) -> Callable[..., HttpResponseBase]:
    """Make a view of a function that renders a page: kept, marked, and refused where it has nothing to show."""

    @wraps(render)
    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        lang = kwargs.get("lang")
        request.META["cordline.kept"] = True
        now = reading.standing()
        stamp = now.stamp
        mark = mark_of(stamp, request.path_info)
        if _has(request, mark):
            return _dressed(HttpResponse(status=304), mark, lang)
        with reading.fixed(now):
            found = render(*args, **kwargs)
        if found is None:
            from cordline.knowledge.public.pages import missing

            del request.META["cordline.kept"]
            return missing(request, lang or Language.EN)
        page = Kept(
            stamp,
            mark,
            gzip.compress(found.encode(), 6, mtime=0),
            kind,
            lang.value if lang else "",
        )
        if not request.META.get("QUERY_STRING"):
            shelf.put(request.path_info, page)
        return answered(request, page)

    return view


def answered(request: HttpRequest, page: Kept) -> HttpResponse:
    """Answer with a kept page: nothing new, packed, or plain for a browser that cannot unpack."""
    lang = spoken(page.language)
    if _has(request, page.mark):
        return _dressed(HttpResponse(status=304), page.mark, lang)
    if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        response = HttpResponse(page.packed, content_type=page.kind)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(gzip.decompress(page.packed), content_type=page.kind)
    response.headers["Content-Length"] = str(len(response.content))
    return _dressed(response, page.mark, lang)


def _dressed(response: HttpResponse, mark: str, lang: Language | None) -> HttpResponse:
    for name, value in HEADERS.items():
        response.headers[name] = value
    response.headers["ETag"] = mark
    if settings.SECURE_HSTS_SECONDS:
        response.headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
    if lang is not None:
        response.headers["Content-Language"] = lang.value
    return response


def _has(request: HttpRequest, mark: str) -> bool:
    given = request.META.get("HTTP_IF_NONE_MATCH", "")
    return bool(given) and any(each.strip().removeprefix("W/") == mark for each in given.split(","))
