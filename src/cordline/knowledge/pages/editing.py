"""Writing a page's next version in English: sentences with their marking, warnings while one writes, then the draft."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.ground import stored
from cordline.knowledge import drafts, limits, services
from cordline.knowledge.models import Page
from cordline.knowledge.pages import EDITORS
from cordline.knowledge.pages.desk import found
from cordline.knowledge.types import Grade, Language, Mark, NewSentence, Section, Verdict
from cordline.web.acting import perform
from cordline.web.forms import ActForm
from cordline.web.responses import no_store

_SPARE = 3  # empty rows at the end, for sentences that are new
_UNDECIDED = ("", "Not decided yet")
_SECTIONS = {
    "short": "Short answer",
    "known": "What is known",
    "unknown": "What is not known",
    "you": "What it means for you",
    "elsewhere": "Elsewhere",
    "else": "Elsewhere",
}
_BREAK = re.compile(r"[\s,;]+")


def _said(values: type[Any]) -> list[tuple[str, str]]:
    return [(each.value, each.value.replace("_", " ").capitalize()) for each in values]


class DraftForm(ActForm):
    """The page's own lines, and what changed and why: the public history of the page."""

    title = forms.CharField(max_length=limits.LONGEST_TITLE)
    question = forms.CharField(label="The question it answers", required=False, max_length=400)
    one_line = forms.CharField(label="In one line, for lists", max_length=limits.LONGEST_SENTENCE)
    what = forms.CharField(label="What changed", max_length=400, help_text="Visitors can read this.")
    why = forms.CharField(label="Why", max_length=400, help_text="Visitors can read this.")


class SentenceForm(forms.Form):
    """One sentence: where it stands, its words, whether it claims something, and what that rests on."""

    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    section = forms.ChoiceField(choices=_said(Section))
    text = forms.CharField(
        label="Words", required=False, max_length=limits.LONGEST_SENTENCE, widget=forms.Textarea({"rows": 2})
    )
    mark = forms.ChoiceField(
        label="Does it claim something?",
        required=False,
        choices=[_UNDECIDED, (Mark.CLAIM.value, "It is a claim"), (Mark.PLAIN.value, "It claims nothing")],
    )
    rests_on = forms.CharField(label="Rests on", required=False, max_length=600)
    cite = forms.CharField(
        label="Add a source",
        required=False,
        max_length=48,
        widget=forms.TextInput({"list": "citations", "autocomplete": "off"}),
    )
    claims = forms.CharField(label="Answers statements", required=False, max_length=400)
    verdict = forms.ChoiceField(required=False, choices=[_UNDECIDED, *_said(Verdict)])
    grade = forms.ChoiceField(label="Evidence", required=False, choices=[_UNDECIDED, *_said(Grade)])
    denies = forms.BooleanField(label="It denies what its sources claim", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Dress the boxes as every other form of the house."""
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Select):
                field.widget.attrs["class"] = "form-select"
            elif not isinstance(field.widget, forms.HiddenInput | forms.CheckboxInput):
                field.widget.attrs["class"] = "form-control"


Sentences = forms.formset_factory(SentenceForm, extra=_SPARE, can_delete=True, max_num=120, validate_max=True)


@door(*EDITORS)
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """Write the next version of a page; ``check`` shows every warning and saves nothing."""
    row = found(code)
    told = drafts.versions(row)
    newest = told[0].number if told else 0
    if request.method == "GET":
        form = DraftForm(seen=newest, initial=_lines(code, newest))
        return _shown(request, row, newest, form, Sentences(prefix="s", initial=_rows(code, newest)))
    form, rows = DraftForm(request.POST, seen=newest), Sentences(request.POST, prefix="s")
    if "check" in request.POST or not rows.is_valid():
        return _checked(request, row, newest, form, rows)
    written = _written(rows.cleaned_data)
    return no_store(
        perform(
            request,
            form,
            lambda: services.draft_page(
                page=code,
                seen=newest,
                sentences=written,
                by=actor_for(request),
                key=form.key,
                **{
                    name: form.cleaned_data[name] for name in ("title", "question", "one_line", "what", "why")
                },
            ),
            template="knowledge/desk/draft.html",
            context=_facts(row, newest, rows, written),
            then=reverse("knowledge:page", args=[code]),
            said=f"Version {newest + 1} of {code} is drafted.",
            subject=code,
        )
    )


def _checked(request: HttpRequest, row: Page, newest: int, form: DraftForm, rows: Any) -> HttpResponse:
    """Show the same words again with what speaks against them, and a source that was picked added to its sentence."""
    if not rows.is_valid():
        return _shown(request, row, newest, form, rows, status=422)
    kept = [each for each in rows.cleaned_data if each.get("text", "").strip() and not each.get("DELETE")]
    written = _written(kept)
    kept = [{**_with_cited(each), "key": sentence.key} for each, sentence in zip(kept, written, strict=True)]
    again = Sentences(prefix="s", initial=kept)
    return no_store(
        render(request, "knowledge/desk/draft.html", {"form": form, **_facts(row, newest, again, written)})
    )


def _shown(
    request: HttpRequest, row: Page, newest: int, form: DraftForm, rows: Any, *, status: int = 200
) -> HttpResponse:
    facts = {"form": form, **_facts(row, newest, rows, [])}
    return no_store(render(request, "knowledge/desk/draft.html", facts, status=status))


def _facts(row: Page, newest: int, rows: Any, written: Sequence[NewSentence]) -> dict[str, Any]:
    warnings = drafts.notes(row.code, written, Language.EN)
    keyed = [(each, str(each["key"].value() or "")) for each in rows]
    return {
        "row": row,
        "newest": newest,
        "rows": [(each, sentence_name(key), warnings.get(key, [])) for each, key in keyed],
        "management": rows.management_form,
        "checked": bool(written),
        "warned": sum(len(found) for found in warnings.values()),
        "reading": drafts.reading_notes(written),
        "citations": drafts.citations(),
    }


def sentence_name(key: str) -> str:
    """Name a sentence by its key in words: short-1 is "Short answer, sentence 1"."""
    if not key:
        return "New sentence"
    section, _, rest = key.partition("-")
    named = _SECTIONS.get(section, stored.capitalised(section))
    return (
        f"{named}, sentence {rest}" if rest.isdigit() else f"{named}, {rest.replace('-', ' ')}".rstrip(", ")
    )


def _lines(code: str, number: int) -> dict[str, str]:
    held = drafts.words(code, number, Language.EN)
    return {"title": held.title, "question": held.question, "one_line": held.one_line} if held else {}


def _rows(code: str, number: int) -> list[dict[str, Any]]:
    return [
        {
            "key": pair.row.key,
            "section": pair.row.section,
            "text": pair.english,
            "mark": pair.row.mark or "",
            "rests_on": " ".join(pair.row.rests_on),
            "claims": " ".join(pair.row.claims),
            "verdict": pair.row.verdict or "",
            "grade": pair.row.grade or "",
            "denies": pair.row.denies,
        }
        for pair in drafts.pairs(code, number, Language.EN)
    ]


def _with_cited(row: Mapping[str, Any]) -> dict[str, Any]:
    cited = str(row.get("cite") or "").split(" ")[0]
    rests = [each for each in _BREAK.split(row["rests_on"]) if each]
    return {
        **row,
        "cite": "",
        "rests_on": " ".join([*rests, *([cited] if cited and cited not in rests else [])]),
    }


def _written(rows: Sequence[Mapping[str, Any]]) -> list[NewSentence]:
    """Read the rows into sentences; a new one gets the next free name of its section."""
    kept = [_with_cited(row) for row in rows if row and row.get("text", "").strip() and not row.get("DELETE")]
    taken = {row["key"] for row in kept if row["key"]}
    written = []
    for row in kept:
        name = row["key"]
        number = 1
        while not name:
            candidate = f"{row['section']}-{number}"
            name, number = (candidate if candidate not in taken else ""), number + 1
        taken.add(name)
        written.append(
            NewSentence(
                key=name,
                section=Section(row["section"]),
                text=" ".join(row["text"].split()),
                mark=Mark(row["mark"]) if row["mark"] else None,
                rests_on=tuple(each for each in _BREAK.split(row["rests_on"]) if each),
                claims=tuple(each for each in _BREAK.split(row["claims"]) if each),
                verdict=Verdict(row["verdict"]) if row["verdict"] else None,
                grade=Grade(row["grade"]) if row["grade"] else None,
                denies=row["denies"],
            )
        )
    return written
