"""What tells search engines where the pages are: the map of the site, and what they may read."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cordline.knowledge.public import names, reading
from cordline.knowledge.public.framing import Place, whole
from cordline.knowledge.types import Language

FIXED = (
    "home",
    "treatments",
    "conditions",
    "terms",
    "evidence_list",
    "figures",
    "help",
    "checking",
    "your_data",
)


def places() -> Iterator[Place]:
    """Every page that there is, once; each is there in every language."""
    yield from (Place(route) for route in FIXED)
    lang = Language.EN
    for link in reading.answers(lang):
        yield Place("answer", (("slug", link.slug),))
    for page in (*reading.treatments(lang), *reading.conditions(lang)):
        yield Place(page.kind.value, (("slug", page.slug),))
    for term in reading.terms(lang):
        yield Place("term", (("slug", term.slug),))
    for source in reading.evidence_list():
        yield Place("evidence", (("code", source.code),))
    for name in names.FIGURES:
        yield Place("figure", (("name", name),))


def sitemap() -> str:
    """The map: each page in each language, with where it is in the others."""
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    )
    parts = [head]
    for place in places():
        where = {lang.value: escape(whole(place.address(lang))) for lang in Language}
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href="{url}"/>' for code, url in where.items()
        )
        parts += [f"<url><loc>{url}</loc>{others}</url>\n" for url in where.values()]
    return "".join([*parts, "</urlset>\n"])


def robots(request: HttpRequest) -> HttpResponse:
    """What a search engine may read: the public pages. A demonstration is not to be found at all."""
    from cordline.web.sources import sources

    shut = "Disallow: /\n" if sources.house(None).demonstration else _open()
    text = f"User-agent: *\n{shut}\nSitemap: {settings.BASE_URL.rstrip('/')}/sitemap.xml\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _open() -> str:
    allowed = "".join(f"Allow: /{lang.value}/\n" for lang in Language)
    return f"{allowed}Allow: /static/\nAllow: /sitemap.xml\nDisallow: /*/ask/\nDisallow: /\n"
