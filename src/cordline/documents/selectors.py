"""Files and texts as other rooms and pages read them."""

from typing import Any

from django.db.models import Count

from cordline.documents.models import File, FileContent, LabelPrint, Rendition
from cordline.documents.types import FileFacts, MediaType, RenditionFacts, ReviewState


def files_about(code: str) -> list[FileFacts]:
    """Give the files handed in for one record, newest first."""
    return [_file(row) for row in File.objects.filter(about=code).order_by("-stored_at", "-id")]


def file_facts(sha256: str) -> FileFacts | None:
    """Find a file by its hash: as it was first handed in."""
    row = File.objects.filter(content_id=sha256).order_by("id").first()
    return _file(row) if row else None


def file_bytes(sha256: str) -> bytes | None:
    """Give a file's bytes by their hash."""
    row = FileContent.objects.filter(pk=sha256).first()
    return bytes(row.bytes) if row else None


def label_batch(batch: int, subject: str) -> list[LabelPrint]:
    """Give the labels of one printing, in the order in which they were printed."""
    return list(LabelPrint.objects.filter(batch=batch, subject=subject).order_by("id"))


def label_batches(subject: str, limit: int = 20) -> list[dict[str, Any]]:
    """Say when labels of this code were printed, how many, by whom and why again; newest first."""
    rows = LabelPrint.objects.filter(subject=subject)
    shown = rows.values("batch", "printed_at", "printed_by", "form", "copies", "reason")
    return [dict(row) for row in shown.annotate(labels=Count("id")).order_by("-batch")[:limit]]


def rendition(key: str, language: str, *, version: int | None = None) -> RenditionFacts | None:
    """Give a text's newest (or the named) version in one language; ``None`` if it has no words in it yet."""
    rows = Rendition.objects.filter(text__key=key, language=language).select_related("text")
    if version is not None:
        rows = rows.filter(text__version=version)
    row = rows.order_by("-text__version").first()
    return rendition_facts(row) if row else None


def rendition_content(key: str, language: str, version: int) -> dict[str, object]:
    """What the review page shows of a rendition, and what its reviewer signs."""
    found = rendition(key, language, version=version)
    if found is None:
        return {}
    return {"text": key, "version": version, "language": language, "title": found.title, "body": found.body}


def rendition_facts(row: Rendition) -> RenditionFacts:
    """Give a rendition's row as a value."""
    return RenditionFacts(
        key=row.text.key,
        version=row.text.version,
        language=row.language,
        title=row.title,
        body=row.body,
        review=ReviewState(row.review),
        reviewed_by=row.reviewed_by,
        reviewed_at=row.reviewed_at,
    )


def _file(row: File) -> FileFacts:
    return FileFacts(
        sha256=row.content_id,
        name=row.name,
        media_type=MediaType(row.media_type),
        size_bytes=row.size_bytes,
        about=row.about,
        site=row.site,
        stored_at=row.stored_at,
        stored_by=row.stored_by,
    )
