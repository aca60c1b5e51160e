"""Signatures as every print shows them: printed name, meaning, time with zone, content, and whether they hold."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cordline.access.signing import SignatureFacts
from cordline.access.types import SiteFacts
from cordline.documents import pdf
from cordline.documents.pdf import PrintedBy
from cordline.ground import writing
from cordline.ledger.services import is_demonstration

_HASH_SHOWN = 12


def signature_blocks(signatures: Sequence[SignatureFacts], zone: str) -> list[dict[str, str]]:
    """Write signatures for a print's template (U46, R-09, R-10)."""
    return [
        {
            "meaning": signed.meaning.label,
            "name": signed.signer_name,
            "role": signed.signer,
            "at": writing.when(signed.signed_at, zone),
            "content": _spaced(signed.content_sha256[:_HASH_SHOWN].upper()),
            "note": _note(signed),
        }
        for signed in signatures
    ]


def _note(signed: SignatureFacts) -> str:
    if signed.voided_at is not None:
        return f"Void: {signed.void_reason}"
    if signed.content_changed:
        return "Void: the content has changed since."
    return "Demonstration signature, not a signature in law." if signed.demonstration else ""


def _spaced(text: str) -> str:
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def print_signed(
    subject: str, signatures: Sequence[SignatureFacts], *, place: SiteFacts | None, by: str, at: datetime
) -> bytes:
    """Print any signed record: for each signature exactly what was shown, and its block (U123)."""
    zone = place.zone if place else "UTC"
    last = signatures[-1]
    data = {
        "state": "" if last.valid else "the newest signature is void",
        "pairs": [["Record", subject], ["Signatures", str(len(signatures))]],
        "sections": [
            {
                "heading": f"{number}. {signed.meaning.label} by {signed.signer_name}",
                "paragraphs": [],
                "columns": ["What was shown", "Said"],
                "rows": _flat(signed.content),
            }
            for number, signed in enumerate(signatures, start=1)
        ],
        "signatures": signature_blocks(signatures, zone),
    }
    printed = PrintedBy(
        title="Signed record",
        record=subject,
        house=place.name if place else "Cordline",
        by=by,
        at=writing.when(at, zone),
        version=len(signatures),
        demonstration=is_demonstration(),
    )
    return pdf.render("documents/record", data, printed=printed, printed_at=at)


def _flat(content: Any, name: str = "") -> list[list[str]]:
    """Write signed content as lines of name and value, nothing left out, lists numbered."""
    if isinstance(content, Mapping):
        return [row for key, value in content.items() for row in _flat(value, f"{name} {key}".strip())]
    if isinstance(content, list | tuple):
        if not content:
            return [[name.replace("_", " "), "none"]]
        return [
            row for number, value in enumerate(content, 1) for row in _flat(value, f"{name} {number}".strip())
        ]
    return [[name.replace("_", " "), "not given" if content is None or content == "" else str(content)]]
