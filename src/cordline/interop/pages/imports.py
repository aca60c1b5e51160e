"""Imports on pages: choose a file, see what each row would bring, take it in as a whole, withdraw it as a whole."""

from typing import Any

from django import forms
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.ground.refusal import Refused
from cordline.ground.roles import Role
from cordline.interop import selectors, services, tables
from cordline.interop.limits import LARGEST_BYTES, MOST_ROWS
from cordline.interop.models import ImportBatch
from cordline.interop.types import ImportKind, Report
from cordline.interop.verbs import IMPORTERS, WITHDRAWN
from cordline.web.acting import perform, refused
from cordline.web.forms import ActForm
from cordline.web.lists import Column, Filter, Listing
from cordline.web.responses import attachment, no_store

READERS = (*IMPORTERS, Role.INSPECTOR)
_SHOWN_ROWS = 200


def _state(row: ImportBatch) -> tuple[str, str]:
    if row.withdrawn_at:
        return "void", "Withdrawn"
    return ("pass", "In") if row.opened_at else ("hold", "Not opened")


IMPORTS = Listing(
    "imports",
    "imports",
    columns=[
        Column("code", "Import", sort="code", url=lambda row: reverse("interop:batch", args=[row.code])),
        Column("kind", "What", sort="kind"),
        Column("state", "State", state=_state),
        Column("rows", "Rows", number=True, sort="rows"),
        Column("created", "New", number=True, sort="created"),
        Column("imported_at", "Taken in", sort="imported_at"),
    ],
    filters=[
        Filter(
            "kind", "What", lambda rows, text: rows.filter(kind=text),
            choices=[(kind.value, kind.label) for kind in ImportKind], kind="choice",
        ),
    ],
    sort="-imported_at",
)  # fmt: skip


@door(*READERS)
@require_GET
def imports(request: HttpRequest) -> HttpResponseBase:
    """List the imports of the site."""
    by = actor_for(request)
    may = by.has(*IMPORTERS)
    acts = [
        {"label": f"Import {kind.value}", "url": reverse("interop:upload", args=[kind.value])}
        for kind in ImportKind
    ]
    context = {
        "heading": "Imports", "list_acts": acts if may else [],
        "lede": "Files of other systems. All rows of a file come in, or none; the same file never twice.",
    }  # fmt: skip
    return IMPORTS.answer(
        request, ImportBatch.objects.filter(site=by.site), template="web/list.html", context=context
    )


class UploadForm(ActForm):
    """A file of the person's own machine, or rows pasted from a sheet."""

    file = forms.FileField(label="File", required=False, help_text="CSV in UTF-8, or XLSX; 25 MB at most.")
    pasted = forms.CharField(
        label="Or paste the rows with their head", required=False, strip=False, max_length=2_000_000,
        widget=forms.Textarea({"rows": 4, "class": "form-control mono", "spellcheck": "false"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, and not for more than a file may be."""
        clean = super().clean() or {}
        file = clean.get("file")
        if file is None and not clean.get("pasted", "").strip():
            raise forms.ValidationError("Choose a file, or paste its rows.")
        if file is not None and file.size > LARGEST_BYTES:
            self.add_error("file", f"The file is larger than {LARGEST_BYTES // 1024 // 1024} MB.")
        return clean

    @property
    def content(self) -> bytes:
        """What was sent."""
        file = self.cleaned_data.get("file")
        return bytes(file.read()) if file is not None else str(self.cleaned_data["pasted"]).encode("utf-8")

    @property
    def raw(self) -> str:
        """Nothing of a file is kept in clear: its rows hold names."""
        return ""


@door(*IMPORTERS)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """Try a file: every fault, or what each row would bring; the same file is then sent once more to take it in."""
    what = _kind(kind)
    form = UploadForm(request.POST or None, request.FILES or None)
    facts: dict[str, Any] = {
        "kind": what, "form": form, "columns": tables.TABLES[what], "most": MOST_ROWS[what], "shown_rows": _SHOWN_ROWS,
    }  # fmt: skip
    if request.method != "POST":
        return no_store(render(request, "interop/upload.html", facts))
    if not form.is_valid():
        facts["form_errors"] = list(form.summary())
        return no_store(render(request, "interop/upload.html", facts, status=422))
    try:
        return _answer(request, what, form.content, facts)
    except Refused as refusal:
        return refused(request, "interop/upload.html", refusal.reasons, facts)


def _answer(request: HttpRequest, kind: ImportKind, content: bytes, facts: dict[str, Any]) -> HttpResponse:
    """The dry run; or, where the file is the one whose dry run was seen, the run."""
    by = actor_for(request)
    seen = request.POST.get("seen", "")
    report = services.import_file(kind=kind, content=content, dry_run=True, by=by)
    if report.ok and not report.repeated and _was_seen(seen, report):
        report = services.import_file(kind=kind, content=content, dry_run=False, by=by)
    if report.ok and report.batch:
        return HttpResponseRedirect(reverse("interop:batch", args=[report.batch]), status=303)
    facts |= {
        "report": report, "diff": report.diff[:_SHOWN_ROWS], "seen": signing.dumps(report.sha256, salt="interop.seen"),
        "changed": bool(seen),
    }  # fmt: skip
    return no_store(render(request, "interop/upload.html", facts, status=200 if report.ok else 422))


def _was_seen(seen: str, report: Report) -> bool:
    if not seen:
        return False
    try:
        return bool(signing.loads(seen, salt="interop.seen", max_age=3600) == report.sha256)
    except signing.BadSignature:
        return False


def _kind(text: str) -> ImportKind:
    if text not in set(ImportKind):
        raise Http404
    return ImportKind(text)


@door(*READERS)
@require_GET
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """Give a CSV file with the columns of one kind and a row as an example."""
    what = _kind(kind)
    return attachment(
        tables.template(what).encode("utf-8"), f"{what.value}-template.csv", "text/csv; charset=utf-8"
    )


class WithdrawalForm(ActForm):
    """Why an import is taken back."""

    reason = forms.CharField(label="Why is it withdrawn?", max_length=500, widget=forms.Textarea({"rows": 2}))


@door(*READERS)
@require_GET
def batch(request: HttpRequest, code: str) -> HttpResponse:
    """Show one import: which reference became which code."""
    by = actor_for(request)
    row = selectors.batch(code, by.site)
    if row is None:
        raise Http404
    return no_store(render(request, "interop/batch.html", {
        "batch": row, "state": _state(row), "rows": row.imported_rows.order_by("line")[:_SHOWN_ROWS],
        "form": WithdrawalForm(), "may_withdraw": by.has(*WITHDRAWN.who) and row.withdrawn_at is None,
    }))  # fmt: skip


@door(*WITHDRAWN.who)
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take back what one import brought: a hold stops all of it, and all made of it since."""
    by = actor_for(request)
    form = WithdrawalForm(request.POST)
    back = reverse("interop:batch", args=[code])
    return perform(
        request, form,
        lambda: services.withdraw_import(batch=code, reason=form.cleaned_data["reason"], by=by, key=form.key),
        template="access/form.html",
        context={"heading": f"Withdraw {code}", "submit": "Withdraw", "back": back},
        then=back, subject=code, said="The import is withdrawn. A hold stops everything it brought.",
    )  # fmt: skip
