"""Facts of the documents room: files by their hash, texts by key and version, renditions by language."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MediaType(StrEnum):
    """What a file may be, found in its bytes and never believed from its name."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    TEXT = "text/plain"

    @property
    def ending(self) -> str:
        """The ending under which it is downloaded."""
        return _ENDINGS[self]


class LabelForm(StrEnum):
    """How labels go to the printer: as a PDF, or in the printer's own language."""

    PDF = "pdf"
    ZPL = "zpl"


class ReviewState(StrEnum):
    """Whether a person has read a rendition and stands for it."""

    DRAFT = "draft"
    REVIEWED = "reviewed"

    @property
    def label(self) -> str:
        """What stands beside the text."""
        return _REVIEW_LABELS[self]


@dataclass(frozen=True)
class FileFacts:
    """One stored file: its hash is its name; ``about`` is the code it belongs to."""

    sha256: str
    name: str
    media_type: MediaType
    size_bytes: int
    about: str
    site: str
    stored_at: datetime
    stored_by: str


@dataclass(frozen=True)
class RenditionFacts:
    """One text in one language, with what is known of its review."""

    key: str
    version: int
    language: str
    title: str
    body: str
    review: ReviewState
    reviewed_by: str = ""
    reviewed_at: datetime | None = None


_ENDINGS = {
    MediaType.PDF: "pdf",
    MediaType.PNG: "png",
    MediaType.JPEG: "jpg",
    MediaType.XLSX: "xlsx",
    MediaType.TEXT: "txt",
}
_REVIEW_LABELS = {
    ReviewState.DRAFT: "Machine-drafted, not yet reviewed by a physician or a native speaker",
    ReviewState.REVIEWED: "Reviewed",
}
