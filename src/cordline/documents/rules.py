"""What may be kept as a file and what may be done with a text; pure."""

import codecs
from collections.abc import Mapping, Sequence

from cordline.documents import refusals as _sentences  # noqa: F401 - registers the sentences the rules use
from cordline.documents.limits import LANGUAGES, LARGEST_FILE_BYTES, LONGEST_NAME, MOST_COPIES
from cordline.documents.types import MediaType, RenditionFacts, ReviewState
from cordline.ground.refusal import Refusal

_MAGIC = (
    (b"%PDF-", MediaType.PDF),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"\xff\xd8\xff", MediaType.JPEG),
)
# A workbook is a zip whose first entry is its list of contents.
_WORKBOOK = (b"PK\x03\x04", b"[Content_Types].xml")


def sniff(content: bytes) -> MediaType | None:
    """Read from the bytes what a file is; ``None`` for anything a browser could run or nobody asked for."""
    for magic, media_type in _MAGIC:
        if content.startswith(magic):
            return media_type
    if content.startswith(_WORKBOOK[0]) and _WORKBOOK[1] in content[:4096]:
        return MediaType.XLSX
    return MediaType.TEXT if _is_plain(content) else None


def _is_plain(content: bytes) -> bool:
    """Plain words: valid UTF-8, no control characters, and nothing that begins like a page or a program."""
    head = content[:4096].lstrip(codecs.BOM_UTF8).lstrip()
    if head[:1] == b"<" or head.startswith(b"#!"):
        return False
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not any(ord(letter) < 32 and letter not in "\t\r\n" for letter in text)


def why_not_keep(content: bytes, *, name: str) -> list[Refusal]:
    """Give every reason why these bytes may not be kept as a file."""
    refusals: list[Refusal] = []
    if not name.strip():
        refusals.append(Refusal("documents.file_name_missing"))
    elif len(name) > LONGEST_NAME:
        refusals.append(Refusal("documents.file_name_too_long", length=len(name), limit=LONGEST_NAME))
    if not content:
        refusals.append(Refusal("documents.file_empty"))
    elif len(content) > LARGEST_FILE_BYTES:
        refusals.append(
            Refusal("documents.file_too_large", size=f"{len(content):,}", limit=f"{LARGEST_FILE_BYTES:,}")
        )
    elif sniff(content) is None:
        refusals.append(Refusal("documents.file_kind_unknown"))
    return refusals


def why_not_write(language: str, title: str, body: str) -> list[Refusal]:
    """Give every reason why these words may not be written down in this language."""
    refusals: list[Refusal] = []
    if language not in LANGUAGES:
        refusals.append(Refusal("documents.language_unknown", language=language, known=", ".join(LANGUAGES)))
    if not title.strip() or not body.strip():
        refusals.append(Refusal("documents.text_empty"))
    return refusals


def why_not_review(rendition: RenditionFacts, *, author: str, by: str) -> list[Refusal]:
    """Give every reason why somebody may not sign that a rendition is right; never its own writer."""
    refusals: list[Refusal] = []
    if rendition.review is ReviewState.REVIEWED:
        refusals.append(Refusal("documents.rendition_reviewed"))
    if author == by:
        refusals.append(Refusal("documents.rendition_own", author=author))
    return refusals


def why_not_print_labels(
    subject: str,
    *,
    known: Sequence[str],
    wanted: Sequence[str],
    printed: Mapping[str, int],
    copies: int,
    reason: str,
    anew: bool,
) -> list[Refusal]:
    """Give every reason these labels of a code may not be printed now; ``printed`` says how often each one was.

    Refuses: documents.label_not_of, documents.label_copies, documents.label_reason_missing, documents.label_made_anew.
    """
    found = [
        Refusal("documents.label_not_of", code=code, subject=subject)
        for code in wanted
        if code not in set(known)
    ]
    if not 1 <= copies <= MOST_COPIES:
        found.append(Refusal("documents.label_copies", copies=copies, most=MOST_COPIES))
    again = [code for code in wanted if code in printed]
    if again and anew:
        found.append(Refusal("documents.label_made_anew", code=again[0]))
    elif again and not reason.strip():
        found.append(Refusal("documents.label_reason_missing", count=len(again)))
    return found
