"""The labels a code stands for, printed as a PDF or for a label printer; each printing is an act (U38-U40)."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cordline.access import selectors as access
from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.documents import selectors, services
from cordline.documents.labelling import LabelSet, label_set, person_behind, printable_kinds
from cordline.documents.labels import print_labels
from cordline.documents.limits import MOST_COPIES
from cordline.documents.pages import LABEL_HANDS
from cordline.documents.pdf import PrintedBy
from cordline.documents.services.labels import prints_of
from cordline.documents.types import LabelForm
from cordline.documents.zpl import print_zpl
from cordline.ground import writing
from cordline.ground.codes import Code, parse
from cordline.ground.refusal import Refusal
from cordline.web.acting import perform, refused
from cordline.web.forms import ActForm, ChoiceRows
from cordline.web.responses import attachment, no_store
from cordline.web.sources import sources

# A print is fetched when it was asked for; later it is a reprint, with its reason.
FETCHED_WITHIN = timedelta(minutes=15)


class LabelsForm(ActForm):
    """How often, which of them, in which form, and why again."""

    copies = forms.IntegerField(label="Copies of each", min_value=1, max_value=MOST_COPIES, initial=1)
    only = forms.CharField(
        label="Only these codes",
        required=False,
        max_length=4000,
        help_text="Leave empty for all. Scan or type one after the other, with a space between.",
    )
    form_of_print = forms.ChoiceField(
        label="Printed as",
        choices=[
            (LabelForm.PDF.value, "PDF, one label a page"),
            (LabelForm.ZPL.value, "ZPL, for a label printer"),
        ],
        initial=LabelForm.PDF.value,
        widget=ChoiceRows,
    )
    reason = forms.CharField(
        label="Why again",
        required=False,
        max_length=400,
        help_text="Asked only when one of them was printed before.",
    )

    def codes(self) -> list[str]:
        """The codes that were named, as they are written on labels."""
        return [word.upper() for word in self.cleaned_data["only"].replace(",", " ").split()]


def person_of_labels(request: HttpRequest, code: str, **_: Any) -> str:
    """Whose record the labels of this code open; nobody's for cells and places."""
    return person_behind(code)


@door(*LABEL_HANDS)
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Ask for a code whose labels are wanted."""
    text = request.GET.get("code", "").strip()
    facts = {"kinds": [kind.noun for kind in printable_kinds()]}
    if not text:
        return no_store(render(request, "documents/find_labels.html", facts))
    read = parse(text)
    if not isinstance(read, Code):
        return no_store(refused(request, "documents/find_labels.html", [read], facts))
    return redirect("documents:labels", code=str(read))


@door(*LABEL_HANDS, about=person_of_labels, what="labels")
@require_http_methods(["GET", "POST"])
def labels(request: HttpRequest, code: str) -> HttpResponse:
    """Show the labels of a code, what was printed before, and print them."""
    by = actor_for(request)
    found = label_set(code, by)
    if found is None:
        missing = [Refusal("documents.labels_none", code=code[:24])]
        answer = refused(
            request, "documents/find_labels.html", missing, {"kinds": [k.noun for k in printable_kinds()]}
        )
        answer.status_code = 404
        return no_store(answer)
    form = LabelsForm(request.POST or None, person=found.person)
    facts = _facts(request, code, found, form)
    if request.method == "POST":
        response = perform(
            request,
            form,
            lambda: services.print_labels(
                subject=code,
                form=LabelForm(form.cleaned_data["form_of_print"]),
                copies=form.cleaned_data["copies"],
                only=form.codes(),
                reason=form.cleaned_data["reason"],
                by=by,
                key=form.key,
            ),
            template="documents/labels.html",
            then=lambda entry: f"{reverse('documents:labels', args=[code])}?batch={entry.payload['batch']}",
            context=facts,
            said=lambda entry: f"{entry.payload['labels']} labels are ready to print.",
        )
        return no_store(response)
    return no_store(render(request, "documents/labels.html", facts))


def _facts(request: HttpRequest, code: str, found: LabelSet, form: LabelsForm) -> dict[str, Any]:
    printed = prints_of([label.code for label in found.labels])
    batch = request.GET.get("batch", "")
    ready = selectors.label_batch(int(batch), code) if batch.isdecimal() and len(batch) < 18 else []
    return {
        "subject": code,
        "found": found,
        "rows": [(label, printed.get(label.code, 0)) for label in found.labels],
        "again": len(printed),
        "form": form,
        "ready": ready[0] if ready else None,
        "minutes": int(FETCHED_WITHIN.total_seconds() // 60),
        "history": selectors.label_batches(code),
    }


@door(*LABEL_HANDS, about=person_of_labels, what="labels")
@require_GET
def printed(request: HttpRequest, code: str, batch: int, form: str) -> HttpResponse:
    """Give one printing as a file to whoever asked for it, shortly after."""
    by = actor_for(request)
    rows = selectors.label_batch(batch, code)
    found = label_set(code, by)
    known = {label.code: label for label in found.labels} if found else {}
    wanted = [known[row.code] for row in rows if row.code in known]
    fresh = bool(rows) and sources.now() - rows[0].printed_at <= FETCHED_WITHIN
    if found is None or not wanted or not fresh or rows[0].printed_by != by.code or form != rows[0].form:
        raise Http404
    house = sources.house(request)
    if form == LabelForm.ZPL:
        text = print_zpl(found.kind, wanted, copies=rows[0].copies, demonstration=house.demonstration)
        return attachment(text.encode(), f"{code}-labels.zpl", "application/octet-stream")
    edges = PrintedBy(
        title=f"Labels of {code}",
        record=code,
        house=house.name,
        by=access.display_names([by.code])[by.code],
        at=writing.when(rows[0].printed_at, house.zone),
        demonstration=house.demonstration,
    )
    each = [label for label in wanted for _ in range(rows[0].copies)]
    return attachment(print_labels(found.kind, each, printed=edges), f"{code}-labels.pdf", "application/pdf")
