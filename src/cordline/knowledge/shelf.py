"""All that rendering some pages needs, read once: sentences, bindings, facts, figures, links, the law of the place."""

from collections.abc import Iterable
from datetime import date

from cordline.knowledge import figure_words, house_words, markup
from cordline.knowledge.figures_shown import newest_publications, shown_figure
from cordline.knowledge.models import Binding, Edition, Page, PlaceRule, Sentence, Statement
from cordline.knowledge.shown import ShownFigure, ShownLink, ShownRun, ShownSentence, ShownSource, ShownStatus
from cordline.knowledge.sources_shown import shown_source
from cordline.knowledge.standing import newest_facts
from cordline.knowledge.types import (
    BindingKind,
    Grade,
    Language,
    Mark,
    PageKind,
    Section,
    SentenceState,
    Status,
    Verdict,
)

STATUS_OLD_AFTER_DAYS = 400  # what an authority says is asked again each year, with a month's grace


def edition_of(kind: PageKind, slug: str, language: Language) -> Edition | None:
    """Find the words a visitor sees under an address in a language."""
    return (
        Edition.objects.filter(page__kind=kind, page__slug=slug, language=language)
        .select_related("page", "wording__revision__page")
        .first()
    )


def link_of(edition: Edition, one_line: str) -> ShownLink:
    """Give a page as another one leads to it."""
    page = edition.page
    return ShownLink(
        id=page.code,
        kind=PageKind(page.kind),
        slug=page.slug,
        title=edition.wording.title,
        one_line=one_line,
        question=page.question,
        order=page.position,
    )


class Shelf:
    """What is needed to show some editions of one language in one place today."""

    def __init__(
        self, editions: Iterable[Edition], language: Language, place: str, today: date, *, links: bool = True
    ) -> None:
        """Read everything at once. Without ``links`` the pages that others lead to are not read (lists, search)."""
        self.language, self.place, self.today = language, place, today
        self.editions = list(editions)
        self.rule = (
            PlaceRule.objects.filter(place=place, effective_on__lte=today)
            .order_by("-effective_on", "-version")
            .first()
        )
        self.sentences_by: dict[int, list[Sentence]] = {}
        rows = Sentence.objects.filter(revision__in={each.wording.revision_id for each in self.editions})
        for row in rows.order_by("position"):
            self.sentences_by.setdefault(row.revision_id, []).append(row)
        self.bindings: dict[int, list[Binding]] = {}
        if links:
            for binding in Binding.objects.filter(sentence__in=rows).select_related("source").order_by("id"):
                self.bindings.setdefault(binding.sentence_id, []).append(binding)
        self.facts = {code: _said(fact.said, fact.values, language) for code, fact in newest_facts().items()}
        self.figures = newest_publications(self._figure_names())
        self.classes = self._classes()
        self.links = self._links() if links else {}

    def hidden(self, page: Page) -> bool:
        """Say whether the law of the place keeps a page away."""
        return self.rule is not None and page.code in self.rule.products_hidden

    def one_line(self, edition: Edition) -> str:
        """Give the line for lists; if what it says in short no longer stands, an honest one instead."""
        short = [
            row for row in self._rows(edition) if row.section == Section.SHORT and row.mark == Mark.CLAIM
        ]
        if any(self._fallen(row, edition) for row in short):
            return house_words.ONE_LINE_WITHDRAWN[self.language]
        return markup.plain(edition.wording.one_line, self.facts)

    def sentences(self, edition: Edition) -> tuple[ShownSentence, ...]:
        """Give the sentences of a page in their order."""
        return tuple(self._sentence(row, edition) for row in self._rows(edition) if row.status is None)

    def statuses(self, edition: Edition) -> tuple[ShownStatus, ...]:
        """Give what authorities say; a line whose source is gone says no more than unproven."""
        hidden = self.rule.products_hidden if self.rule else []
        return tuple(
            self._status(row, edition)
            for row in self._rows(edition)
            if row.status is not None and row.status["product"] not in hidden
        )

    def related(self, edition: Edition) -> tuple[ShownLink, ...]:
        """Give the pages that a page leads to, where they may be shown."""
        found = [self.links[code] for code in edition.page.related if code in self.links]
        return tuple(link_of(each, self.one_line(each)) for each in found if not self.hidden(each.page))

    def _rows(self, edition: Edition) -> list[Sentence]:
        return self.sentences_by.get(edition.wording.revision_id, [])

    def _fallen(self, row: Sentence, edition: Edition) -> str:
        """Say why a sentence's own words may not be shown now; empty if they may."""
        if row.state != SentenceState.SHOWN:
            return "withdrawn"
        if row.mark == Mark.CLAIM and self._overdue(edition):
            return "expired"
        hidden = self.rule.classes_hidden if self.rule else []
        if row.claims and hidden and all(self.classes.get(claim) in hidden for claim in row.claims):
            return "place"
        return ""

    def _overdue(self, edition: Edition) -> bool:
        due = edition.wording.revision.next_review_on
        return due is not None and due <= self.today

    def _sentence(self, row: Sentence, edition: Edition) -> ShownSentence:
        own = edition.wording.text.get(row.key, "")
        why = self._fallen(row, edition)
        figure, text = self._figure_and_text(row, own, why, edition)
        claim = row.mark == Mark.CLAIM and (not why or figure is not None)
        pieces = (ShownRun(text),) if why or markup.figure_of(own) else self._runs(own)
        return ShownSentence(
            key=row.key,
            section=Section(row.section),
            text="".join(piece.words for piece in pieces),
            mark=Mark(row.mark or Mark.CLAIM),
            verdict=Verdict(row.verdict) if row.verdict and claim else None,
            grade=Grade(row.grade) if row.grade and claim else None,
            sources=self._sources(row) if claim else (),
            figure=figure,
            withdrawn=bool(why),
            claims=tuple(row.claims),
            runs=pieces,
            origin=why,
        )

    def _figure_and_text(
        self, row: Sentence, own: str, why: str, edition: Edition
    ) -> tuple[ShownFigure | None, str]:
        """A figure's sentence stands where the page names it, and where it has replaced one."""
        replaced = row.replaced_by.partition(":")[2] if why == "withdrawn" else ""
        name = replaced or (markup.figure_of(own) if not why else "")
        if name:
            figure = self._figure(name)
            return figure, figure.sentence if figure else figure_words.not_yet(name, self.language)
        if why == "withdrawn":
            return None, house_words.WITHDRAWN[self.language]
        if why == "expired":
            due = edition.wording.revision.next_review_on
            return None, house_words.expired(self.language, due or self.today)
        if why == "place":
            return None, house_words.NOT_HERE[self.language]
        carried = next((each for each in row.rests_on if each.startswith("figure:")), "")
        return self._figure(carried.partition(":")[2]), own

    def _figure(self, name: str) -> ShownFigure | None:
        published = self.figures.get(name)
        return shown_figure(published, self.language) if published else None

    def _runs(self, text: str) -> tuple[ShownRun, ...]:
        return tuple(self._run(run) for run in markup.runs(text, self.facts))

    def _run(self, run: markup.Run) -> ShownRun:
        edition = self.links.get(run.target) if run.opens else None
        if edition is None or self.hidden(edition.page):
            return ShownRun(run.words)
        meaning = self.one_line(edition) if run.opens == "term" else ""
        return ShownRun(run.words, edition.page.kind, edition.page.slug, meaning)

    def _sources(self, row: Sentence) -> tuple[ShownSource, ...]:
        return tuple(self._source(binding) for binding in self.bindings.get(row.pk, []))

    def _source(self, binding: Binding) -> ShownSource:
        if binding.source is not None:
            return shown_source(binding.source)
        name = binding.reference.partition(":")[2]
        title = (
            figure_words.definition(name, self.language)
            if binding.kind == BindingKind.FIGURE
            else house_words.NAMES[binding.reference][self.language]
        )
        return ShownSource(kind=binding.kind, code=name, title=title, seen=True)

    def _status(self, row: Sentence, edition: Edition) -> ShownStatus:
        facts = row.status or {}
        gone = bool(self._fallen(row, edition))
        as_of = date.fromisoformat(facts["as_of"])
        return ShownStatus(
            product=facts["product"],
            state=Status.UNPROVEN if gone else Status(facts["state"]),
            place=facts["place"],
            authority=facts["authority"],
            as_of=as_of,
            sources=() if gone else self._sources(row),
            overdue=gone or (self.today - as_of).days > STATUS_OLD_AFTER_DAYS,
        )

    def _figure_names(self) -> set[str]:
        rows = [row for rows in self.sentences_by.values() for row in rows]
        named = {each for row in rows for each in (*row.rests_on, row.replaced_by)}
        return {each.partition(":")[2] for each in named if each.startswith("figure:")}

    def _classes(self) -> dict[str, str]:
        if self.rule is None or not self.rule.classes_hidden:
            return {}
        wanted = {claim for rows in self.sentences_by.values() for row in rows for claim in row.claims}
        return dict(Statement.objects.filter(code__in=wanted).values_list("code", "kind"))

    def _links(self) -> dict[str, Edition]:
        """Read the pages and terms that these lead to, with the sentences that tell whether they still stand."""
        wanted = {code for edition in self.editions for code in edition.page.related}
        for edition in self.editions:
            for text in edition.wording.text.values():
                wanted.update(target for _, target in markup.links_in(text))
        rows = Edition.objects.filter(language=self.language, page__code__in=wanted)
        found = {each.page.code: each for each in rows.select_related("page", "wording__revision")}
        new = {each.wording.revision_id for each in found.values()} - set(self.sentences_by)
        for row in Sentence.objects.filter(revision__in=new, section=Section.SHORT).order_by("position"):
            self.sentences_by.setdefault(row.revision_id, []).append(row)
        return found


def _said(said: dict[str, str], values: dict[str, object], language: Language) -> str:
    template = said.get(language, "")
    return template.format(**values) if values else template
