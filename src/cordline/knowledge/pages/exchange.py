"""The knowledge base as files: taking all of it along, and taking a changed one in, all or nothing."""

import io
import zipfile

from django import forms
from django.core.validators import FileExtensionValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cordline.access.doors import door
from cordline.access.sessions import actor_for
from cordline.knowledge import exporting, services, standing
from cordline.knowledge.pages import EDITORS, READERS
from cordline.web.acting import perform
from cordline.web.forms import ActForm
from cordline.web.responses import attachment, no_store

_MOST_FILES, _MOST_BYTES = 2000, 20_000_000  # forty times what is shipped


class BaseForm(ActForm):
    """A knowledge base as one ZIP of its files, or the literature alone as CSV."""

    file = forms.FileField(
        label="ZIP of the base, or evidence.csv", validators=[FileExtensionValidator(["zip", "csv"])]
    )

    def clean_file(self) -> dict[str, bytes]:
        """Read the files; a bomb, a broken ZIP and a path that leads outside are refused."""
        given = self.cleaned_data["file"]
        if (given.size or 0) > _MOST_BYTES:
            raise forms.ValidationError("The file is larger than 20 MB.", code="knowledge.file_large")
        if str(given.name).lower().endswith(".csv"):
            return {"evidence.csv": given.read()}
        try:
            return _unpacked(zipfile.ZipFile(io.BytesIO(given.read())))
        except (zipfile.BadZipFile, RuntimeError) as fault:
            raise forms.ValidationError(
                f"This is no ZIP that can be read: {fault}", code="knowledge.zip"
            ) from None


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    size = sum(member.file_size for member in members)
    if len(members) > _MOST_FILES or size > _MOST_BYTES:
        raise forms.ValidationError(
            f"It unpacks to {len(members):,} files, {size:,} bytes.", code="knowledge.zip"
        )
    if outside := [member.filename for member in members if ".." in member.filename.split("/")]:
        raise forms.ValidationError(f"{outside[0]} leads outside.", code="knowledge.zip")
    return {member.filename: archive.read(member) for member in members}


@door(*EDITORS)
@require_http_methods(["GET", "POST"])
def exchange(request: HttpRequest) -> HttpResponse:
    """Take in a knowledge base, or go and fetch the one that is shown."""
    form = BaseForm(request.POST or None, request.FILES or None)
    if request.method == "GET":
        return no_store(render(request, "knowledge/desk/exchange.html", {"form": form}))

    def take() -> object:
        files, by = form.cleaned_data["file"], actor_for(request)
        if set(files) == {"evidence.csv"}:
            return services.import_evidence(content=files["evidence.csv"], by=by, key=form.key)
        return services.import_base(files=files, by=by, key=form.key)

    return no_store(
        perform(
            request,
            form,
            take,
            template="knowledge/desk/exchange.html",
            then=reverse("knowledge:pages"),
            said="The knowledge base is uploaded.",
            verb="knowledge.base.imported",
        )
    )


@door(*READERS)
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Give everything that is shown as files that compare well, in one ZIP."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(exporting.files_of(standing.standing_base()).items()):
            archive.writestr(name, content)
    return attachment(made.getvalue(), "knowledge-base.zip", "application/zip")
