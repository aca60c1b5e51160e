"""The addresses of the public face: the language first, then the page; and the map of the site."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import path, register_converter

from cordline.access.doors import PUBLIC, door
from cordline.knowledge.public import asking, finding, pages, sending
from cordline.knowledge.public.languages import LanguageConverter
from cordline.knowledge.public.serving import HTML, Render, kept

register_converter(LanguageConverter, "lang")

app_name = "public"


def shown(render: Render, kind: str = HTML) -> Callable[..., HttpResponseBase]:
    """Hang a page that is kept and open to everybody."""
    return door(kept(render, kind), PUBLIC)


urlpatterns = [
    path("sitemap.xml", shown(finding.sitemap, "application/xml; charset=utf-8"), name="sitemap"),
    path("robots.txt", door(finding.robots, PUBLIC), name="robots"),
    path("<lang:lang>/", shown(pages.home), name="home"),
    path("<lang:lang>/questions/<slug:slug>/", shown(pages.answer), name="answer"),
    path("<lang:lang>/treatments/", shown(pages.treatments), name="treatments"),
    path("<lang:lang>/treatments/<slug:slug>/", shown(pages.treatment), name="treatment"),
    path("<lang:lang>/conditions/", shown(pages.conditions), name="conditions"),
    path("<lang:lang>/conditions/<slug:slug>/", shown(pages.condition), name="condition"),
    path("<lang:lang>/terms/", shown(pages.terms), name="terms"),
    path("<lang:lang>/terms/<slug:slug>/", shown(pages.term), name="term"),
    path("<lang:lang>/evidence/", shown(pages.evidence_list), name="evidence_list"),
    path("<lang:lang>/evidence/<slug:code>/", shown(pages.evidence), name="evidence"),
    path("<lang:lang>/figures/", shown(pages.figures), name="figures"),
    path("<lang:lang>/figures/<slug:name>/", shown(pages.figure), name="figure"),
    path("<lang:lang>/ask/", door(asking.ask_page, PUBLIC), name="ask"),
    path("<lang:lang>/ask/send/", door(sending.send, PUBLIC), name="send"),
    path("<lang:lang>/ask/sent/<str:token>/", door(sending.sent, PUBLIC), name="sent"),
    path("<lang:lang>/help/", shown(pages.help_page), name="help"),
    path("<lang:lang>/how-we-check/", shown(pages.checking), name="checking"),
    path("<lang:lang>/your-data/", shown(pages.your_data), name="your_data"),
]
