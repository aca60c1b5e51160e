"""The pages that are the same for every visitor. Each gives its text, or nothing where there is no such page."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cordline.knowledge.public import drawing, framing, names, reading, structured, study
from cordline.knowledge.public.framing import Place
from cordline.knowledge.public.languages import speaking
from cordline.knowledge.public.lines import Page, weakest
from cordline.knowledge.shown import ShownFigure, ShownPage, ShownSource
from cordline.knowledge.types import Language, PageKind, Section

# The live figures of the home page; the third counts what is missing, so that two zeros do not stand alone.
ON_HOME = ("serious_events", "reactions_48h", "outcomes_complete")
SIDE_EFFECTS, FRAMING = "Q10", ("Q00", "Q16")
_RATIO = re.compile(r"\b(RR|OR|HR) \d")


def home(lang: Language) -> str:
    """Ask box, strip, what to do when unwell, the fifteen questions, three figures."""
    answers = {page.id: page for page in reading.answers(lang)}
    place = Place("home")
    with speaking(lang):
        groups: list[dict[str, Any]] = [
            {
                "anchor": anchor,
                "name": str(name),
                "pages": [answers[each] for each in members if each in answers],
            }
            for anchor, name, members in names.GROUPS
        ]
        shown = [page for group in groups for page in group["pages"]]
        return framing.rendered(
            "home.html", lang, place,
            groups=groups,
            framing=[answers[each] for each in FRAMING if each in answers],
            red_flags=names.RED_FLAGS,
            figures=[figure for figure in (reading.figure(name, lang) for name in ON_HOME) if figure],
            structured=structured.of_questions(
                [(page.asked or page.title, page.one_line) for page in shown], place, lang
            ),
        )  # fmt: skip


def answer(lang: Language, slug: str) -> str | None:
    """One question answered."""
    page = reading.page(PageKind.ANSWER, slug, lang)
    return _page(page, lang, "answer.html") if page else None


def treatment(lang: Language, slug: str) -> str | None:
    """One treatment, with what each authority says of it."""
    page = reading.page(PageKind.TREATMENT, slug, lang)
    if page is None:
        return None
    uses = [
        {"slug": each.slug, "title": each.title, "one_line": each.one_line, "state": _least(each, slug)}
        for each in reading.conditions(lang)
        if any(status.product == slug for status in each.statuses)
    ]
    return _page(page, lang, "treatment.html", uses=uses)


def condition(lang: Language, slug: str) -> str | None:
    """One condition, with what is approved, in trials or unproven for it, and the treatments that it names."""
    page = reading.page(PageKind.CONDITION, slug, lang)
    if page is None:
        return None
    named = {status.product for status in page.statuses}
    offered = [each for each in reading.treatments(lang) if each.slug in named]
    return _page(page, lang, "treatment.html", treatments=offered)


def treatments(lang: Language) -> str:
    """Every treatment and condition with its status."""
    with speaking(lang):
        return framing.rendered(
            "list.html", lang, Place("treatments"),
            heading=_("Treatments"),
            lede=_(
                "What is offered here, and what each regulator says of it. Read the side effects before the benefits."
            ),
            pages=_with_states(reading.treatments(lang)),
            conditions=_with_states(reading.conditions(lang)),
        )  # fmt: skip


def conditions(lang: Language) -> str:
    """Every condition with its status."""
    with speaking(lang):
        return framing.rendered(
            "list.html", lang, Place("conditions"),
            heading=_("Conditions"),
            lede=_("For each condition: what is approved, what is being studied, and what is unproven."),
            pages=_with_states(reading.conditions(lang)),
        )  # fmt: skip


def terms(lang: Language) -> str:
    """Every word that is explained."""
    ordered = sorted(reading.terms(lang), key=lambda term: (term.title.casefold(), term.id))
    return framing.rendered("terms.html", lang, Place("terms"), terms=ordered)


def term(lang: Language, slug: str) -> str | None:
    """One word explained."""
    found = reading.term(slug, lang)
    if found is None:
        return None
    with speaking(lang):
        place = Place("term", (("slug", slug),))
        setting = Page(lang, reading.words())
        setting.opened.add(slug)
        meaning, more = setting.line(found.meaning), setting.lines(found.more)
        return framing.rendered(
            "term.html", lang, place,
            page=found, meaning=meaning, more=more,
            others=[(each, word) for each, word in found.in_languages.items() if each is not lang],
            references=_references(setting.references),
            structured=structured.of_term(found, place, lang),
        )  # fmt: skip


def evidence_list(lang: Language) -> str:
    """Every source."""
    return framing.rendered(
        "evidence_list.html", lang, Place("evidence_list"), sources=reading.evidence_list()
    )


def evidence(lang: Language, code: str) -> str | None:
    """One source, and what speaks for and against the same statement."""
    found = reading.evidence(code, lang)
    if found is None:
        return None
    with speaking(lang):
        all_of_them = [found.source, *found.beside]
        return framing.rendered(
            "evidence.html", lang, Place("evidence", (("code", code),)),
            source=found.source,
            study=study.study_of(found.source),
            rates=study.rates_in(found.source),
            out_of=_out_of(study.rates_in(found.source)),
            ratio=bool(_RATIO.search(found.source.figure)),
            statement_text=found.statement_text,
            **{"for": [each for each in all_of_them if each.verdict in ("supported", "partly", "definitional")]},
            against=[each for each in all_of_them if each.verdict in ("contested", "not_supported")],
            used_on=reading.entries(found.used_on, lang),
            versions=found.versions,
        )  # fmt: skip


def figures(lang: Language) -> str:
    """Every live figure as it stands."""
    return framing.rendered("figures.html", lang, Place("figures"), figures=reading.figures(lang))


def figure(lang: Language, name: str) -> str | None:
    """One live figure with everything it is counted from, and its public history (W36)."""
    if name not in names.FIGURES:
        return None
    found = reading.figure(name, lang)
    return framing.rendered(
        "figure.html", lang, Place("figure", (("name", name),)),
        name=name,
        figure=found,
        share=_share(found),
        history=reading.figure_history(name, lang) if found else (),
    )  # fmt: skip


def help_page(lang: Language) -> str:
    """When to call an ambulance, when to call us, and where to ask."""
    return framing.rendered(
        "help.html", lang, Place("help"),
        red_flags=names.RED_FLAGS, same_day=names.SAME_DAY, emergency=names.EMERGENCY,
    )  # fmt: skip


def checking(lang: Language) -> str:
    """How sentences are checked and what the marks mean."""
    return framing.rendered("checking.html", lang, Place("checking"))


def your_data(lang: Language) -> str:
    """Who sees what a visitor leaves here."""
    return framing.rendered("your_data.html", lang, Place("your_data"))


def missing(request: HttpRequest, lang: Language) -> HttpResponse:
    """Say that there is no such page, with a way on; never kept."""
    response = HttpResponse(framing.rendered("missing.html", lang, Place("home")), status=404)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(page: ShownPage, lang: Language, template: str, **more: Any) -> str:
    with speaking(lang):
        place = Place(page.kind.value, (("slug", page.slug),))
        setting = Page(lang, reading.words())
        short = setting.lines(page.section(Section.SHORT))
        sections = [
            {
                "anchor": section.value,
                "name": name,
                "lede": lede,
                "lines": setting.lines(page.section(section)),
            }
            for section, name, lede in _sections()
            if page.section(section)
        ]
        statuses = [
            {"status": each, "numbers": [setting.number(source) for source in each.sources]}
            for each in page.statuses
        ]
        figures = {each.figure.name: each.figure for each in page.sentences if each.figure}
        verdict, grade = weakest(short)
        return framing.rendered(
            template, lang, place,
            page=page, short=short, short_verdict=verdict, short_grade=grade,
            sections=sections, statuses=statuses, figures=list(figures.values()),
            references=_references(setting.references),
            **_rates(setting.references),
            related=reading.entries(page.related, lang),
            changes=reading.changes(page),
            group=names.group_of(page.question),
            red_flags=names.RED_FLAGS if page.id == SIDE_EFFECTS else (),
            same_day=names.SAME_DAY,
            side_effects=_side_effects(lang),
            structured=structured.of_page(page, place, lang),
            **more,
        )  # fmt: skip


def _sections() -> tuple[tuple[Section, str, str], ...]:
    return (
        (Section.KNOWN, _("What is known"), ""),
        (Section.UNKNOWN, _("What is not known"), ""),
        (Section.YOU, _("What it means for you"), ""),
        (
            Section.ELSEWHERE,
            _("What you may read elsewhere"),
            _("Others say these things. We do not; the verdict stands beside each."),
        ),
    )


def _references(references: Sequence[Sequence[ShownSource]]) -> list[dict[str, Any]]:
    found = []
    for rows in references:
        studies = [study.study_of(each) for each in rows]
        people = max((each.people for each in studies if each.people), default=None)
        kind = next((each.kind for each in studies if each.kind), "")
        found.append(
            {"source": rows[0], "rows": rows, "year": studies[0].year, "kind": kind, "people": people}
        )
    return found


def _rates(references: Sequence[Sequence[ShownSource]]) -> dict[str, Any]:
    """The shares that a page draws, all out of the same number (U55)."""
    found: list[dict[str, Any]] = [
        {"number": number, "rates": study.rates_in(each)}
        for number, rows in enumerate(references, 1)
        for each in rows
    ]
    rates = [each for each in found if each["rates"]]
    return {"rates": rates, "out_of": _out_of(rate for each in rates for rate in each["rates"])}


def _out_of(rates: Iterable[study.Rate]) -> int:
    return drawing.one_out_of((rate.share, rate.high) for rate in rates)


def _side_effects(lang: Language) -> str:
    link = next((each for each in reading.answers(lang) if each.id == SIDE_EFFECTS), None)
    if link is None:
        return reverse("public:home", kwargs={"lang": lang.value})
    return reverse("public:answer", kwargs={"lang": lang.value, "slug": link.slug})


def _with_states(pages: Sequence[ShownPage]) -> list[dict[str, Any]]:
    return [
        {
            "kind": page.kind, "slug": page.slug, "title": page.title, "one_line": page.one_line,
            "states": sorted({status.state.value for status in page.statuses}, reverse=True),
        }
        for page in pages
    ]  # fmt: skip


def _least(page: ShownPage, product: str) -> str:
    order = ("unproven", "trial", "registered", "approved")
    states = {status.state.value for status in page.statuses if status.product == product}
    return next(each for each in order if each in states)


def _share(figure: ShownFigure | None) -> Any:
    from decimal import Decimal

    if figure is None or figure.kind == "middle" or not figure.denominator or not figure.enough_follow_up:
        return None
    return Decimal(figure.numerator) / Decimal(figure.denominator)
