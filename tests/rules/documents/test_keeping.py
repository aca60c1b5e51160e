"""What may be kept as a file is read from its bytes; each limit at its edge."""

import io

import openpyxl
import pytest

from cordline.documents import rules
from cordline.documents.limits import LARGEST_FILE_BYTES, LONGEST_NAME
from cordline.documents.types import MediaType, RenditionFacts, ReviewState


def workbook() -> bytes:
    """A real, empty workbook."""
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


@pytest.mark.req("S9")
@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n...", MediaType.PDF),
        (b"\x89PNG\r\n\x1a\n....", MediaType.PNG),
        (b"\xff\xd8\xff\xe0....", MediaType.JPEG),
        (workbook(), MediaType.XLSX),
        (b"PK\x03\x04 some other archive", None),
        ("temperature;36,2 °C\n".encode(), MediaType.TEXT),
        ("\ufeffcode,count\n".encode(), MediaType.TEXT),
        (b"temperature \xb0C", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", None),
        ("\ufeff \n<html><script>".encode(), None),
        (b"#!/bin/sh\n", None),
        (b"MZ\x90\x00", None),
        (b"with a \x00 in it", None),
    ],
)
def test_a_file_is_what_its_bytes_say(content: bytes, kind: MediaType | None) -> None:
    assert rules.sniff(content) is kind


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"words", "a.txt", None),
        (b"", "a.txt", "documents.file_empty"),
        (b"w" * LARGEST_FILE_BYTES, "a.txt", None),
        (b"w" * (LARGEST_FILE_BYTES + 1), "a.txt", "documents.file_too_large"),
        (b"<html>", "a.pdf", "documents.file_kind_unknown"),
        (b"words", " ", "documents.file_name_missing"),
        (b"words", "n" * LONGEST_NAME, None),
        (b"words", "n" * (LONGEST_NAME + 1), "documents.file_name_too_long"),
    ],
    ids=[
        "fits",
        "empty",
        "largest",
        "too large",
        "a page called pdf",
        "no name",
        "longest name",
        "long name",
    ],
)
def test_a_file_is_kept_up_to_its_limits(content: bytes, name: str, code: str | None) -> None:
    found = [refusal.code for refusal in rules.why_not_keep(content, name=name)]
    assert found == ([code] if code else [])


@pytest.mark.req("W40", "I6")
def test_nobody_reviews_their_own_words_nor_twice() -> None:
    draft = RenditionFacts("leaflet", 1, "ms", "T", "B", ReviewState.DRAFT)
    assert rules.why_not_review(draft, author="ST1", by="ST2") == []
    assert [r.code for r in rules.why_not_review(draft, author="ST1", by="ST1")] == [
        "documents.rendition_own"
    ]
    done = RenditionFacts("leaflet", 1, "ms", "T", "B", ReviewState.REVIEWED)
    assert [r.code for r in rules.why_not_review(done, author="ST1", by="ST2")] == [
        "documents.rendition_reviewed"
    ]
