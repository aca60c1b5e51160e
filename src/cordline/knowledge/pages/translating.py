"""Words in one language beside the English ones: writing them, handing them in."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.ground import writing
from cordline.knowledge import drafts, limits, services
from cordline.knowledge.models import Page, Wording
from cordline.knowledge.pages import TRANSLATORS
from cordline.knowledge.pages.desk import found
from cordline.knowledge.types import Language, WordingState
from cordline.web.acting import perform
from cordline.web.forms import ActForm
from cordline.web.responses import no_store

_OWN_LINES = ("title", "question", "one_line")


class WordsForm(ActForm):
    """A page's words in one language: its own lines, and one box for each sentence of the version."""

    title = forms.CharField(max_length=limits.LONGEST_TITLE)
    question = forms.CharField(required=False, max_length=400)
    one_line = forms.CharField(label="In one line, for lists", max_length=limits.LONGEST_SENTENCE)

    def __init__(self, *args: Any, pairs: list[drafts.Pair], language: Language, **options: Any) -> None:
        """Make a box for each sentence, in the order of the page."""
        super().__init__(*args, **options)
        for name in _OWN_LINES:
            self.fields[name].widget.attrs["lang"] = language.value
        for pair in pairs:
            self.fields[f"s-{pair.row.key}"] = forms.CharField(
                label=pair.row.key,
                required=False,
                max_length=limits.LONGEST_SENTENCE,
                initial=pair.other,
                widget=forms.Textarea({"rows": 3, "lang": language.value, "class": "form-control"}),
            )

    @property
    def said(self) -> dict[str, str]:
        """The sentences by key, without those left empty."""
        given = {
            name[2:]: str(text).strip() for name, text in self.cleaned_data.items() if name.startswith("s-")
        }
        return {key: " ".join(text.split()) for key, text in given.items() if text}


@door(*TRANSLATORS)
@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, code: str, number: int, language: str) -> HttpResponse:
    """Write a version's words in a language beside the English ones."""
    row, wanted = found(code), language_of(language)
    pairs, held = drafts.pairs(code, number, wanted), drafts.words(code, number, wanted)
    if not pairs:
        raise Http404
    seen = held.version if held else 0
    start = {name: getattr(held, name) for name in _OWN_LINES} if held else {}
    form = WordsForm(request.POST or None, pairs=pairs, language=wanted, seen=seen, initial=start)
    facts = _facts(row, number, wanted, form, pairs, held)
    if request.method == "GET":
        return no_store(render(request, "knowledge/desk/words.html", {"form": form, **facts}))
    return no_store(
        perform(
            request,
            form,
            lambda: services.write_words(
                page=code,
                number=number,
                language=wanted,
                seen=seen,
                text=form.said,
                phrasings=held.phrasings if held else drafts.phrasings(row, wanted),
                also=held.also if held else (),
                by=actor_for(request),
                key=form.key,
                **{name: form.cleaned_data[name] for name in _OWN_LINES},
            ),
            template="knowledge/desk/words.html",
            context=facts,
            then=reverse("knowledge:words", args=[code, number, wanted.value]),
            said=f"The words of version {number} in {writing.language_name(wanted)} are written.",
            subject=code,
        )
    )


@door(*TRANSLATORS)
@require_POST
def submit(request: HttpRequest, code: str, number: int, language: str) -> HttpResponse:
    """Hand words in for a second person; from here on words and marking stay as they are."""
    row, wanted = found(code), language_of(language)
    form = ActForm(request.POST)
    pairs, held = drafts.pairs(code, number, wanted), drafts.words(code, number, wanted)
    shown = WordsForm(pairs=pairs, language=wanted, seen=held.version if held else 0)
    return no_store(
        perform(
            request,
            form,
            lambda: services.submit_words(
                page=code, number=number, language=wanted, by=actor_for(request), key=form.key
            ),
            template="knowledge/desk/reasons.html",
            context={**_facts(row, number, wanted, shown, pairs, held), "heading": "Hand in"},
            then=reverse("knowledge:page", args=[code]),
            said=f"Version {number} in {writing.language_name(wanted)} is handed in.",
            subject=code,
        )
    )


def language_of(text: str) -> Language:
    """Read a language of the address, or answer that there is no such page."""
    try:
        return Language(text)
    except ValueError:
        raise Http404 from None


def _facts(
    row: Page,
    number: int,
    language: Language,
    form: WordsForm,
    pairs: list[drafts.Pair],
    held: Wording | None,
) -> dict[str, Any]:
    warnings = drafts.wording_notes(pairs, language)
    return {
        "row": row,
        "number": number,
        "language": language,
        "english": language is Language.EN,
        "held": held,
        "open": held is None or held.state == WordingState.DRAFT,
        "lines": [form[name] for name in _OWN_LINES],
        "pairs": [(pair, form[f"s-{pair.row.key}"], warnings.get(pair.row.key, [])) for pair in pairs],
        "submit_form": ActForm(),
    }
